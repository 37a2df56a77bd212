"""The application: only what neither the register nor the plan knows (form 3.9)."""

from __future__ import annotations

from typing import Any, Self

from grants.cases import Grant
from grants.questions.answering import Answers
from grants.questions.asking import asked, condition_of
from grants.questions.fields import BLANK_ROWS, field_of, rows_of
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
        self.grant, self.answers = grant, Answers(grant)
        self._ask()
        attached = {paper.purpose for paper in grant.papers()}
        for number, purpose in enumerate([*grant.scheme.papers, OTHER]):
            name = f"paper-{number}"
            self.papers[name] = purpose
            needed = purpose not in attached and purpose != OTHER
            self.fields[name] = AttachmentField(label=purpose, required=needed)
        self.name_fields()

    def _ask(self) -> None:
        """A field for each question that may be answered now."""
        for question in self.answers.open():
            field = field_of(question, condition=condition_of(self.answers.questions, question))
            if isinstance(field, AttachmentField):
                field.kept = self.answers.files.get(question.purpose, [])
                self.papers[question.code] = question.purpose
            else:
                field.initial = self.answers.given.get(question.position)
            self.fields[question.code] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "着手予定日か、それより後の日にしてください。")
        kept = self.answers.with_these(self.typed)
        numbers = asked(self.answers.questions, {int(number): value for number, value in kept.items()})
        for question in self.answers.open():
            if question.position not in numbers:  # what nobody asks is not missing
                self.errors.pop(question.code, None)
                data[question.code] = None
        return data

    @property
    def typed(self) -> dict[int, Any]:
        """The answers, by the questions' numbers; files go their own way."""
        found = self.cleaned_data
        return {each.position: found.get(each.code) for each in self.answers.open() if each.code not in self.papers}

    def with_more_rows(self, *, by: Any) -> Self:
        """As it was typed, with more rows in the table whose button was pressed; good files are kept at once."""
        self.full_clean()
        for name, purpose in self.papers.items():
            if file := self.cleaned_data.get(name):
                self.grant.receive(file, purpose=purpose, by=by)
        table = str(self.data.get("more"))
        data: Any = self.data
        data = data.copy()
        data[f"{table}-rows"] = str(rows_of(self.data, table) + BLANK_ROWS)
        return type(self)(data, None, grant=self.grant).unjudged()

    def place_of(self, name: str) -> str:
        """Which place of the application a field mends; requests about papers stand at the first of them."""
        return "papers" if name == "paper-0" else name

    def save(self, grant: Grant, *, by: Any) -> None:
        data = self.cleaned_data
        grant.fill_in(by=by, **{name: data[name] for name in ("starts_on", "ends_on", "contact_name", "contact_phone")})
        grant.answer(self.typed, by=by)
        for name, purpose in self.papers.items():
            if file := data.get(name):
                grant.receive(file, purpose=purpose, by=by)


class WithdrawForm(Form):
    reason = LongTextField(label="取り下げる理由", required=False, rows=3, max_length=500)
