"""The application: only what neither the register nor the plan knows (form 3.9)."""

from __future__ import annotations

from typing import Any

from grants.cases import Grant
from records.forms import AttachmentField, EraDateField, Form, LongTextField, NameField, PhoneField

OTHER = "そのほかの書類"


class ApplicationForm(Form):
    starts_on = EraDateField(label="着手予定日")
    ends_on = EraDateField(label="完了予定日")
    contact_name = NameField(label="連絡する人", help_text="申請について、市が電話で聞く人です。")
    contact_phone = PhoneField(label="昼間につながる電話", help_text="例 0867-00-5678")

    def __init__(self, data: Any, files: Any, *, grant: Grant) -> None:
        values = {name: getattr(grant, name) for name in ("starts_on", "ends_on", "contact_name", "contact_phone")}
        super().__init__(data, files, initial=values)
        year, limit = grant.scheme.fiscal_year, min(grant.scheme.completion_by, grant.scheme.fiscal_year.end)
        dates: dict[str, Any] = self.fields
        dates["starts_on"].not_before, dates["starts_on"].not_after = year.start, limit
        dates["ends_on"].not_before, dates["ends_on"].not_after = year.start, limit
        self.papers: dict[str, str] = {}
        attached = {paper.purpose for paper in grant.papers()}
        for number, purpose in enumerate([*grant.scheme.papers, OTHER]):
            name = f"paper-{number}"
            self.papers[name] = purpose
            needed = purpose not in attached and purpose != OTHER
            self.fields[name] = AttachmentField(label=purpose, required=needed)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "着手予定日か、それより後の日にしてください。")
        return data

    def place_of(self, name: str) -> str:
        """Which place of the application a field mends; requests about papers stand at the first of them."""
        return "papers" if name == "paper-0" else name

    def save(self, grant: Grant, *, by: Any) -> None:
        data = self.cleaned_data
        grant.fill_in(by=by, **{name: data[name] for name in ("starts_on", "ends_on", "contact_name", "contact_phone")})
        for name, purpose in self.papers.items():
            if file := data.get(name):
                grant.receive(file, purpose=purpose, by=by)


class WithdrawForm(Form):
    reason = LongTextField(label="取り下げる理由", required=False, rows=3, max_length=500)
