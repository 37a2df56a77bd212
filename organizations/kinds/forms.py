"""What an officer writes about a kind of body, and what is written down of a body's lineage and parts."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from accounts.models import User
from organizations.changes import RECOGNISABLE
from organizations.kinds.kind import Kind
from organizations.kinds.lineage import Lineage
from organizations.kinds.parts import Seat
from organizations.models import Organization
from records.forms import (
    CheckField,
    ChoiceField,
    ChoicesField,
    EraDateField,
    Form,
    NameField,
    NumberField,
    RowField,
    TextField,
)


class KindForm(Form):
    MENDED_AT: ClassVar = {
        "no_two_kinds_bear_the_same_name": "name",
        "only_what_is_recognised_asks_for_changes": "matters",
    }
    COLUMNS: ClassVar = (
        "name", "order", "about", "word", "steps", "needs_area", "needs_plan", "needs_bylaws", "officers",
        "may_get_grants", "matters", "is_public", "public_parts", "is_retired",
    )  # fmt: skip

    code = TextField(
        label="コード", max_length=30, width="w-10", help_text="英字と数字。あとから変えられません。例 rmo"
    )
    name = NameField(label="種類の名前", max_length=40, help_text="例 地域運営組織")
    about = TextField(label="どんな団体か", required=False, max_length=200, help_text="市民の名簿にも出ます。")
    order = NumberField(label="並び順", min_value=0, max_value=99)
    word = ChoiceField(
        label="市が認めることの呼び名",
        required=False,
        choices=Kind.Word.choices,
        help_text="市が認めないときは「選ばない」。",
    )
    steps = ChoicesField(
        label="それまでの段階",
        required=False,
        choices=Kind.Step.choices,
        help_text="活動を始めるまでに通る段階。1つも選ばないと、登録してすぐ活動を始められます。",
    )
    needs_area = CheckField(label="区域がいる", required=False)
    needs_plan = CheckField(label="市が認める前に、将来計画がいる", required=False)
    needs_bylaws = CheckField(label="市が認める前に、規約がいる", required=False)
    officers = NumberField(label="市が認める前に名簿にいる役員", unit="人以上", min_value=0, max_value=99)
    may_get_grants = CheckField(label="交付金を申請できる", required=False)
    matters = ChoicesField(
        label="変えるときに市の認可がいること",
        required=False,
        choices=[(each.value, each.label) for each in RECOGNISABLE],
        help_text="選ばないことは、変更届だけで変わります。",
    )
    is_public = CheckField(label="市民の名簿に載せる", required=False)
    public_parts = ChoicesField(
        label="名簿で公開すること",
        required=False,
        choices=Kind.Part.choices,
        help_text="名前と種類は、いつも出ます。住所や電話など、選ばないことは市民には見えません。",
    )
    is_retired = CheckField(label="新しくは登録しない", required=False)

    def __init__(self, *args: Any, kind: Kind | None = None, **kwargs: Any) -> None:
        first = {name: getattr(kind, name) for name in self.COLUMNS} if kind else {"order": 20, "officers": 1}
        super().__init__(*args, initial=first, **kwargs)
        if kind:
            del self.fields["code"]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            validate_slug(code)
        except ValidationError:
            raise ValidationError("コードは、英字・数字・「_」で入れてください。") from None
        if Kind.objects.filter(code=code).exists():
            raise ValidationError("このコードは、もうあります。別のコードにしてください。")
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("matters") and not said.get("word"):
            self.add_error("matters", "市が認めない種類では、選べません。印を外すか、呼び名を選んでください。")
        return said


class LineageForm(Form):
    MENDED_AT: ClassVar = {"one_line_between_two_bodies": "former", "no_body_descends_from_itself": "former"}

    former = RowField(queryset=Organization.objects.none(), label="前の団体")
    manner = ChoiceField(
        label="どうなったか",
        choices=Lineage.Manner.choices,
        help_text="いくつかが1つになったときは「合併」、一部が分かれたときは「分割」。",
    )
    on = EraDateField(label="その日")

    def __init__(self, *args: Any, later: Organization, reader: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organization.objects.visible_to(reader, on=today).exclude(pk=later.pk)
        self.fields["former"].queryset = others  # type: ignore[attr-defined]


class MemberForm(Form):
    MENDED_AT: ClassVar = {"a_member_body_belongs_once_at_a_time": "name"}

    name = NameField(label="構成団体の名前")
    sort = TextField(label="どんな団体か", required=False, max_length=40, help_text="例 自治会、PTA、老人会、消防団")
    households = NumberField(label="世帯数", unit="世帯", required=False, max_value=999_999)
    starts_on = EraDateField(label="加わった日")


class SectionForm(Form):
    MENDED_AT: ClassVar = {"one_section_of_a_name_at_a_time": "name"}

    name = NameField(label="部会の名前", max_length=60, help_text="例 福祉部会")
    purpose = TextField(label="すること", required=False, max_length=200)
    starts_on = EraDateField(label="置いた日")


class SeatForm(Form):
    MENDED_AT: ClassVar = {"one_head_of_a_section_at_a_time": "role"}

    role = ChoiceField(label="役", choices=Seat.Role.choices)
    name = NameField(label="氏名", help_text="市民の名簿には出ません。")
    starts_on = EraDateField(label="はじまりの日")


class EndForm(Form):
    on = EraDateField(label="いつまで")
