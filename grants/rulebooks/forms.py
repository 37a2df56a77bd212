"""What the section types about a whole scheme: who applies for what, why it is to be decided, or a rule book of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from grants.formula.book import Book
from grants.formula.files import NotAFile, decoded
from grants.rulebooks.taking import read_here
from grants.schemes import Scheme
from organizations.models import Organization
from plans.budget import BudgetCategory, Kind
from records.forms import ChoicesField, Form, LongTextField, ModelForm
from records.forms.lines import LinesField


class ProposeForm(Form):
    reason = LongTextField(label="伺い(理由)", rows=4, max_length=2000)

    def __init__(self, data: object, *, scheme: Scheme) -> None:
        usual = f"{scheme}を、この内容で決定し、{scheme.guideline_name}により運用してよいか伺います。"
        super().__init__(data, initial={"reason": usual})


def categories() -> list[tuple[str, str]]:
    names = BudgetCategory.objects.filter(kind=Kind.EXPENSE, in_use=True).values_list("name", flat=True)
    return [(name, name) for name in names]


class TermsForm(ModelForm):
    eligible_kinds = ChoicesField(
        label="申請できる団体の法人格",
        choices=Organization.LegalForm.choices,
        required=False,
        help_text="どれにも印がないときは、どの団体でも申請できます。",
    )
    eligible_uses = LinesField(
        label="対象になる使いみち",
        required=False,
        rows=5,
        longest=150,
        help_text="1行に1つ。申請する人と審査する人に見せます。",
    )
    excluded_uses = LinesField(
        label="対象にならない使いみち",
        required=False,
        rows=5,
        longest=150,
        help_text="1行に1つ。例 飲食だけの費用、政治や宗教の活動",
    )
    expense_categories = ChoicesField(
        label="対象になる支出の科目",
        choices=categories,
        required=False,
        help_text="印をつけると、実績報告の領収書で、その科目だけを選べます。どれにも印がないときは、どの科目でも選べます。",
    )

    class Meta:
        model = Scheme
        fields = list(Scheme.TERMS)


MOST_FAULTS, LARGEST = 30, 1_000_000


class BookForm(Form):
    """A file; or, once it was looked at, its text that comes back to be kept."""

    file = forms.FileField(
        label="ルールブックのファイル",
        error_messages={"required": "ファイルを選んでください。空のファイルは取り込めません。"},
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text="TOMLのファイル(UTF-8)。ほかの市区町村から受け取ったものも使えます。",
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    book: Book

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.fields["file"].required = not self.data.get("text")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        content = data["file"].read(LARGEST + 1) if data.get("file") else str(data.get("text") or "").encode()
        if "file" in self.errors:
            return data
        if not content:
            self.add_error("file", str(self.fields["file"].error_messages["required"]))
        elif len(content) > LARGEST:
            self.add_error("file", "ファイルが大きすぎます。1MBまでです。")
        else:
            self.read(content)
        return data

    def read(self, content: bytes) -> None:
        try:
            self.book = read_here(content)
            self.cleaned_data["text"] = decoded(content)
        except NotAFile as wrong:
            told = [str(fault) for fault in wrong.faults]
            more = [f"ほかに{len(told) - MOST_FAULTS}か所あります。"] if len(told) > MOST_FAULTS else []
            self.add_error("file", ValidationError([*told[:MOST_FAULTS], *more]))
