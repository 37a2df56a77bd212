"""The register of organizations: first entry, 準備会 (form 3.1), 設立, and the notice of change (form 3.4)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from accounts.models import User
from organizations.changes import COLUMNS
from organizations.forms.officers import INVITE_HINT
from organizations.models import Area, Kind, Organization
from organizations.papers import Paper
from records.era import era_date
from records.forms import (
    AttachmentField,
    ChoiceField,
    EmailField,
    EraDateField,
    Form,
    KanaField,
    LongTextField,
    NameField,
    PaperForm,
    PhoneField,
    RowField,
    RowsField,
    TextField,
)

AREAS_HINT = "団体が受け持つ区域を選びます。地区をまるごと受け持つときは、「地区全体」だけを選びます。"
SAME_NAME = {"no_two_organizations_bear_the_same_name": "name"}


def choosable_areas(user: User, *, on: date) -> QuerySet[Area]:
    """All below the city for the section and for organizations; a liaison's own areas for a liaison."""
    areas = Area.objects.choosable(on=on).exclude(kind=Area.Kind.CITY)
    below = areas.select_related("parent", "system").order_by("order", "code")
    if user.is_city(on=on) and not user.reaches_all(on=on):
        own = list(user.liaisons.held(on=on).values_list("area_id", flat=True))
        return below.filter(Q(pk__in=own) | Q(parent__in=own))
    return below


class AreasField(RowsField):
    """Areas with the district in which they lie."""

    def label_from_instance(self, obj: Area) -> str:
        """A former area (旧校区) says so."""
        if obj.kind == Area.Kind.DISTRICT:
            return f"{obj}(地区全体)"
        former = f"、{era_date(obj.ends_on)}まで" if obj.ends_on else ""
        return f"{obj}({obj.parent or obj.what}{former})"


class RegisterForm(Form):
    MENDED_AT: ClassVar = SAME_NAME

    kind = RowField(
        queryset=Kind.objects.in_use(), label="種類", required=False, empty_label="地域運営組織(いつもの種類)"
    )
    name = NameField(label="名前", help_text="仮の名前でかまいません。例 見本地区の将来を考える集まり")
    furigana = KanaField(label="ふりがな", max_length=150)
    areas = AreasField(queryset=Area.objects.none(), label="区域", required=False, help_text=AREAS_HINT)
    predecessor = NameField(label="母体の団体", required=False, help_text="あれば入れます。例 見本地域振興会")

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        kind = said.get("kind")
        if not said.get("areas") and "areas" not in self.errors and (kind is None or kind.needs_area):
            self.add_error("areas", "区域を1つ以上選んでください。")
        return said


class DescribeForm(Form):
    MENDED_AT: ClassVar = SAME_NAME

    name = NameField(label="名前")
    furigana = KanaField(label="ふりがな", max_length=150)
    legal_form = ChoiceField(label="法人格", choices=Organization.LegalForm.choices)
    predecessor = NameField(label="母体の団体", required=False)
    office_address = TextField(label="主たる事務所の所在地", required=False, width="w-30")
    phone = PhoneField(label="電話", required=False)
    areas = AreasField(queryset=Area.objects.none(), label="活動の区域", help_text=AREAS_HINT)

    def __init__(self, *args: Any, organization: Organization, areas: QuerySet[Area], **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(organization, name) for name in self.base_fields if name != "areas"}
        kwargs["initial"]["areas"] = organization.areas.all()
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]
        if organization.status == Organization.Status.ACTIVE:
            for name in (*COLUMNS, "areas"):
                del self.fields[name]


class PrepareForm(PaperForm):
    MENDED_AT: ClassVar = SAME_NAME
    SPEAKER = ("speaker_name", "speaker_furigana", "speaker_phone", "speaker_email")

    on = EraDateField(label="準備会を置いた日")
    name = NameField(label="準備会の名前")
    furigana = KanaField(label="ふりがな", max_length=150)
    areas = AreasField(queryset=Area.objects.none(), label="区域", help_text=AREAS_HINT)
    speaker_name = NameField(label="代表する人の氏名")
    speaker_furigana = KanaField(label="代表する人のふりがな", max_length=100)
    speaker_phone = PhoneField(label="代表する人の電話", required=False)
    speaker_email = EmailField(label="代表する人のメールアドレス", required=False, help_text=INVITE_HINT)
    activities = LongTextField(
        label="活動の内容と予定",
        help_text="いつごろ、何をするか。例 7月に全世帯アンケート、9月に話し合い",
    )
    members = AttachmentField(label="構成員名簿", purpose=Paper.MEMBERS)

    def __init__(self, *args: Any, case: Organization, areas: QuerySet[Area], today: date, **kwargs: Any) -> None:
        initial = {"name": case.name, "furigana": case.furigana, "areas": case.areas.all()}
        super().__init__(*args, case=case, initial=initial, **kwargs)
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]
        self.fields["on"].not_after = today  # type: ignore[attr-defined]
        if case.president(on=today):
            for name in self.SPEAKER:
                del self.fields[name]

    @property
    def facts(self) -> dict[str, Any]:
        """Who speaks for the committee is asked for only while the register names nobody."""
        facts = super().facts
        speaker = {name.removeprefix("speaker_"): facts.pop(name) for name in self.SPEAKER if name in facts}
        return {**facts, "speaker": speaker or None}


class FoundForm(PaperForm):
    MENDED_AT: ClassVar = SAME_NAME

    on = EraDateField(label="設立総会の日")
    name = NameField(label="団体の名前", help_text="総会で決めた名前にします。")
    furigana = KanaField(label="ふりがな", max_length=150)
    office_address = TextField(label="主たる事務所の所在地", width="w-30")
    phone = PhoneField(label="電話", required=False)
    minutes = AttachmentField(label="設立総会の議事録", purpose=Paper.MINUTES)

    def __init__(self, *args: Any, case: Organization, today: date, **kwargs: Any) -> None:
        columns = ("name", "furigana", "office_address", "phone")
        initial = {column: getattr(case, column) for column in columns}
        super().__init__(*args, case=case, initial=initial, **kwargs)
        self.fields["on"].not_after = today  # type: ignore[attr-defined]
        self.fields["on"].not_before = case.committee_on  # type: ignore[attr-defined]
