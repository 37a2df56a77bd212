"""One receipt (3.17), as it is put in at a desk or with a phone in the shop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import User
from grants.receipts import note, purpose_of
from grants.report_rows import Expense, ReportProject
from grants.reports import Report
from plans.budget import BudgetCategory, Kind
from records.attachments import Attachment, papers_for
from records.forms import (
    AttachmentField,
    CheckField,
    ChoiceField,
    EraDateField,
    PaperForm,
    RowField,
    TextField,
    YenField,
)
from records.templatetags.japanese import yen


class ReceiptForm(PaperForm):
    photo = AttachmentField(
        label="領収書の写真",
        required=False,
        help_text="スマートフォンで撮れます。あとから付けることもできます。",
        widget=forms.FileInput(attrs={"accept": "image/*,.pdf", "capture": "environment"}),
    )
    paid_on = EraDateField(label="支払った日")
    payee = TextField(label="支払先", max_length=100)
    content = TextField(label="内容", max_length=200, help_text="例 草刈り機の燃料")
    amount = YenField(label="金額", min_value=1)
    grant_share = YenField(label="うち交付金", help_text="交付金で払った分。全部なら、同じ額を入れます。")
    project = RowField(label="事業", queryset=ReportProject.objects.none())
    category = RowField(label="科目", queryset=BudgetCategory.objects.none())
    method = ChoiceField(label="支払方法", choices=Expense.Method.choices)
    is_another = CheckField(
        label="日付・支払先・金額が同じ、別の支払いがもう1つある",
        required=False,
        help_text="二重に入れたものでないときだけ、印をつけます。",
    )
    MENDED_AT = {
        "the_grant_pays_no_more_than_an_expense": "grant_share",
        "an_expense_is_of_money": "amount",
    }

    def __init__(
        self,
        data: QueryDict | None,
        files: Any,
        *,
        case: Report,
        by: User,
        expense: Expense | None,
        waiting: Attachment | None = None,
    ) -> None:
        """``waiting``: a photo that was put in before; the receipt's own unless another one comes."""
        self.report, self.by, self.expense, self.waiting = case, by, expense, waiting
        self.purpose = purpose_of(expense.number) if expense else f"領収書(入力中 {by.name})"[:60]
        super().__init__(data, files, case=case, initial=self._first(expense))
        fields: dict[str, Any] = self.fields
        fields["project"].queryset = case.projects.all()
        offered = BudgetCategory.objects.filter(kind=Kind.EXPENSE, in_use=True)
        if names := case.grant.scheme.expense_categories:
            offered = offered.filter(name__in=names)
        fields["category"].queryset = offered
        fields["paid_on"].not_before, fields["paid_on"].not_after = case.period

    def paper_fields(self) -> dict[str, AttachmentField]:
        fields = super().paper_fields()
        for field in fields.values():
            field.purpose = self.purpose
        return fields

    def _first(self, expense: Expense | None) -> dict[str, Any]:
        """A new one begins with the day, project and item of the one before: receipts come in heaps."""
        if expense is not None:
            return {name: getattr(expense, name) for name in self.base_fields if name != "photo"}
        last = self.report.expenses.order_by("-number").first()
        if last is None:
            return {"method": Expense.Method.CASH}
        return {
            "paid_on": last.paid_on,
            "project": last.project_id,
            "category": last.category_id,
            "method": last.method,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        amount, share = data.get("amount"), data.get("grant_share")
        if amount is not None and share is not None and share > amount:
            self.add_error("grant_share", f"金額({yen(amount)})より多くできません。")
        return data

    def save(self, *, by: User, **facts: Any) -> Expense:
        kept: list[Attachment] = papers_for(self.report, self.purpose)
        number = self.expense.number if self.expense else None
        return note(self.report, by=by, number=number, photo=kept[0] if kept else self.waiting, **facts)


class ReportPapersForm(PaperForm):
    """What the scheme asks for beside the report, and anything else."""

    def __init__(self, data: QueryDict | None, files: Any, *, case: Report) -> None:
        super().__init__(data, files, case=case)
        for number, purpose in enumerate([*case.grant.scheme.report_papers, "そのほかの書類"]):
            field = AttachmentField(label=purpose, purpose=purpose, required=False)
            self.fields[f"paper-{number}"] = field
            self._show(field)
        self.name_fields()
