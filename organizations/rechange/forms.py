"""認可事項の変更: what the organization types, and what the city decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet

from accounts.models import User
from organizations.changes import Matter, to_be_recognised
from organizations.forms.bodies import AREAS_HINT, AreasField
from organizations.forms.decision import AS_PRINTED
from organizations.models import Area, Rechange
from organizations.rechange.paper import BYLAWS, MINUTES, OTHER, ChangePaper
from records.corrections import Correction
from records.forms import (
    AttachmentField,
    ChoiceField,
    ChoicesField,
    EraDateField,
    Form,
    KanaField,
    LongTextField,
    NameField,
    PaperForm,
    PhoneField,
    TextField,
)

IF = "変えるときだけ、入れます。"
TYPED = (
    "matters", "new_name", "new_furigana", "new_office", "wanted_on", "resolved_on", "reason", "contact_name",
    "contact_phone",
)  # fmt: skip


class RechangeForm(PaperForm):
    case: Rechange
    MENDED_AT: ClassVar = {"no_two_organizations_bear_the_same_name": "new_name"}

    matters = ChoicesField(label="変えること", choices=())
    new_name = NameField(label="新しい名前", required=False, max_length=100, help_text=IF)
    new_furigana = KanaField(label="新しい名前のふりがな", required=False, max_length=150)
    new_office = TextField(label="新しい事務所の所在地", required=False, max_length=200, width="w-30", help_text=IF)
    new_areas = AreasField(
        queryset=Area.objects.none(), label="新しい活動の区域", required=False, help_text=f"{IF}{AREAS_HINT}"
    )
    bylaws = AttachmentField(label=BYLAWS, purpose=BYLAWS, required=False)
    resolved_on = EraDateField(label="総会で決めた日")
    minutes = AttachmentField(label=MINUTES, purpose=MINUTES)
    wanted_on = EraDateField(
        label="変える日", help_text="いつから変えたいか。市が認可する日より後になることがあります。"
    )
    reason = LongTextField(label="変える理由", rows=4, max_length=2000)
    other = AttachmentField(label="そのほかの書類", purpose=OTHER, required=False)
    contact_name = NameField(label="連絡する人")
    contact_phone = PhoneField(label="昼間につながる電話")

    def __init__(
        self,
        *args: Any,
        case: Rechange,
        writer: User,
        areas: QuerySet[Area],
        asks: Iterable[Correction],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, case=case, initial=first_values(case, writer, on=on), **kwargs)
        wanted = to_be_recognised(case.organization)
        matters = [matter for matter in Matter if matter in wanted]
        self.fields["matters"].choices = [(each.value, each.label) for each in matters]  # type: ignore[attr-defined]
        self.fields["new_areas"].queryset = areas  # type: ignore[attr-defined]
        self.fields["resolved_on"].not_after = on  # type: ignore[attr-defined]
        unused = {field for matter, field in ChangePaper.NEW.items() if matter not in wanted}
        for name in unused | ({"new_furigana"} if "new_name" in unused else set()):
            del self.fields[name]
        by_field: dict[str, list[Correction]] = defaultdict(list)
        for ask in asks:
            by_field[ask.field].append(ask)
        for name, field in self.fields.items():
            field.asks = by_field[name]  # type: ignore[attr-defined]  # shown above the field

    @property
    def facts(self) -> dict[str, Any]:
        said = super().facts
        return {
            **{name: said.get(name, "") for name in TYPED},
            "new_areas": list(said.get("new_areas") or ()),
        }


def first_values(case: Rechange, writer: User, *, on: date) -> dict[str, Any]:
    """What was sent before; else the register's, to be written over, and the writer as whom to ask."""
    body = case.organization
    if case.submitted_at:
        return {**{name: getattr(case, name) for name in TYPED}, "new_areas": case.new_areas.all()}
    role = next((role for role in writer.roles_on(on) if role.organization_id == body.pk), None)
    phone = (role.phone if role else "") or writer.phone or body.phone
    return {"new_areas": body.areas.all(), "contact_name": writer.name, "contact_phone": phone}


class ProposalForm(Form):
    """起案: what is to be decided, from when, on what grounds, and the sentence that asks for it."""

    outcome = ChoiceField(label="決定の案", choices=Rechange.Outcome.choices)
    effective_on = EraDateField(
        label="変更の効力が生じる日", required=False, help_text="認可するときに入れます。決裁が終わる日より後にします。"
    )
    conditions = LongTextField(
        label="条件", required=False, rows=3, help_text=f"認可するときの条件。1行に1つ。{AS_PRINTED}"
    )
    grounds = LongTextField(
        label="認可しない理由",
        required=False,
        rows=3,
        help_text=f"認可しないときに書きます。根拠の条も入れます。{AS_PRINTED}",
    )
    reason = LongTextField(label="伺い", rows=3, help_text="決裁する人が読みます。")

    def __init__(self, *args: Any, case: Rechange, today: date, **kwargs: Any) -> None:
        columns = ("outcome", "effective_on", "conditions", "grounds")
        values = {name: getattr(case, name) for name in columns if getattr(case, name)}  # of a proposal sent back
        wanted = case.wanted_on if case.wanted_on and case.wanted_on > today else None
        reason = f"{case.name}から認可事項の変更の申請がありました。審査の結果、次のとおり決定してよろしいか伺います。"
        kwargs["initial"] = {"reason": reason, "effective_on": wanted, **values}
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].not_before = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        typed = said.get("effective_on") or "effective_on" in self.errors
        if said.get("outcome") == Rechange.Outcome.APPROVE and not typed:
            self.add_error("effective_on", "変更の効力が生じる日を入れてください。")
        if said.get("outcome") == Rechange.Outcome.REFUSE and not said.get("grounds"):
            self.add_error("grounds", "認可しない理由を書いてください。")
        return said
