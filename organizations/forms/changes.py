"""認可事項変更届 (form 3.4)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from organizations.changes import COLUMNS, Matter
from organizations.models import Organization
from organizations.papers import Paper
from records.attachments import Attachment
from records.cases import Case
from records.events import Event
from records.forms import (
    AttachmentField,
    ChoiceField,
    EraDateField,
    LongTextField,
    NameField,
    PaperForm,
    PhoneField,
    TextField,
)

FITTING = {Matter.NAME.value: NameField(max_length=100), Matter.PHONE.value: PhoneField()}


class ChangeForm(PaperForm):
    MENDED_AT: ClassVar = {"no_two_organizations_bear_the_same_name": "after"}

    matter = ChoiceField(label="変わったこと", choices=Matter.choices)
    before = TextField(
        label="変わる前",
        required=False,
        width="w-30",
        help_text="団体の名前・事務所・電話は、登録してあるものを使うので、空けておけます。",
    )
    after = TextField(label="変わった後", width="w-30")
    on = EraDateField(label="変わった日")
    reason = LongTextField(label="理由", rows=3, max_length=1000)
    paper = AttachmentField(
        label="添付", purpose=Paper.CHANGE, required=False, help_text="総会の議事録や新しい規約があれば付けます。"
    )

    def __init__(self, *args: Any, case: Organization, today: date, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        matters = [(value, label) for value, label in Matter.choices if not case.must_ask_to_change(value)]
        self.fields["matter"].choices = matters  # type: ignore[attr-defined]
        self.fields["on"].not_after = today  # type: ignore[attr-defined]

    def kept_for(self, purpose: str) -> list[Attachment]:
        return not_yet_told(self.case, super().kept_for(purpose))

    @property
    def papers(self) -> list[Attachment]:
        return self.paper_fields()["paper"].kept

    def clean(self) -> dict[str, Any]:
        """What becomes a column of the register must be fit for it."""
        facts = super().clean() or {}
        matter, after = facts.get("matter"), facts.get("after", "")
        if matter in FITTING and after:
            try:
                facts["after"] = FITTING[matter].clean(after)
            except ValidationError as problem:
                self.add_error("after", problem)
        if matter and matter not in COLUMNS and not facts.get("before"):
            self.add_error("before", "変わる前のことを入れてください。")
        return facts


def not_yet_told(case: Case, papers: list[Attachment]) -> list[Attachment]:
    """Papers of earlier notices belong to those."""
    notices = Event.objects.about(case).filter(verb="organization.report_change")
    told = {paper["id"] for notice in notices for paper in notice.facts["papers"]}
    return [paper for paper in papers if paper.pk not in told]
