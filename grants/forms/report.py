"""実績報告 as one page: head, projects and settlement, typed over days beside what the plan said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from accounts.models import User
from grants.report_checks import spent_by_category
from grants.reports import Report
from grants.reserves.accounts import Reserve
from plans.budget import BudgetCategory, Kind
from plans.forms.fields import KeptRow, PickField
from plans.forms.yearly import Asked, comments_by_place, once_each
from records.corrections import Correction
from records.forms import (
    EraDateField,
    Form,
    LongTextField,
    NumberField,
    RowField,
    Sheet,
    TextField,
    YenField,
    sheet_of,
)


class HeadForm(Form):
    starts_on = EraDateField(label="事業をはじめた日", required=False)
    ends_on = EraDateField(label="事業を終えた日", required=False)
    approved_on = EraDateField(
        label="総会で決算を認めた日", required=False, help_text="総会の前に報告するときは、空けておきます。"
    )
    reserve = RowField(
        label="積み立てる先",
        queryset=Reserve.objects.none(),
        required=False,
        empty_label="積み立てない",
        help_text="使い残しを積み立てるときだけ選びます。計画は「積立と繰越」のページでつくります。",
    )
    amount_to_reserve = YenField(label="積み立てる額", required=False)
    remarks = LongTextField(label="1年のまとめ", required=False, max_length=2000, rows=4)

    def __init__(self, data: QueryDict | None, *, report: Report) -> None:
        super().__init__(data, initial={name: getattr(report, name) for name in self.base_fields})
        if not report.grant.scheme.reserves:
            del self.fields["reserve"], self.fields["amount_to_reserve"]
            return
        fields: dict[str, Any] = self.fields
        fields["reserve"].queryset = report.organization.reserves.all()
        fields["reserve"].label_from_instance = lambda each: each.purpose

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "amount_to_reserve" in self.fields and "amount_to_reserve" not in self.errors:
            data["amount_to_reserve"] = data.get("amount_to_reserve") or 0
            if data["amount_to_reserve"] and not data.get("reserve"):
                self.add_error("reserve", "積み立てる先を選んでください。")
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "はじめた日か、それより後の日にしてください。")
        return data


class ProjectRow(KeptRow):
    """What became of one project; its name and cost are the plan's."""

    done_on = TextField(label="実施日", max_length=100, required=False, help_text="例 4月〜3月の毎週、9月7日")
    participants = NumberField(label="参加した人数(のべ)", unit="人", max_value=1_000_000, required=False)
    result = LongTextField(label="成果", max_length=1000, rows=3, required=False)
    next_year = LongTextField(label="課題と次の年度", max_length=1000, rows=2, required=False)

    def __init__(self, *args: Any, known: Mapping[str, Any], asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = str(self["id"].value())
        self.project = known.get(key)
        self.asked = asked.get(f"report-project-{key}", ())


class LineRow(KeptRow):
    category = PickField(label="科目")
    actual = YenField(label="決算額", required=False)
    note = TextField(label="摘要", max_length=200, required=False, width="")

    def __init__(
        self,
        *args: Any,
        categories: Mapping[str, BudgetCategory],
        budget: Mapping[str, int],
        receipts: Mapping[int, int] | None,
        asked: Asked,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].offer(categories)  # type: ignore[attr-defined]
        chosen = str(self["category"].value() or "")
        self.budget = budget.get(chosen, 0)
        self.receipts = None if receipts is None or not chosen.isdecimal() else receipts.get(int(chosen), 0)
        self.asked = asked.get(f"report-line-{self['id'].value()}", ())

    @property
    def change(self) -> int:
        return self.fields["actual"].amount(self["actual"].value()) - self.budget  # type: ignore[attr-defined, no-any-return]


class IncomeRow(LineRow):
    sums = {"actual": "income"}


class ExpenseRow(LineRow):
    sums = {"actual": "expense"}


Projects = sheet_of(ProjectRow, "事業", extra=0)
Income = sheet_of(IncomeRow, "収入", extra=0, most=100)
Expense = sheet_of(ExpenseRow, "支出", extra=0, most=100)
COLUMNS = ("done_on", "participants", "result", "next_year")


class ReportPage:
    """``data`` is what was sent, or kept the last time."""

    def __init__(self, report: Report, data: QueryDict | None = None) -> None:
        self.report = report
        self.head = HeadForm(data, report=report)
        self.corrections = list(Correction.objects.about(report).open())
        asked = comments_by_place(self.corrections)
        rows = list(report.projects.all())
        self.projects = Projects(
            data,
            prefix="projects",
            initial=[{"id": row.pk, **{name: getattr(row, name) for name in COLUMNS}} for row in rows],
            form_kwargs={"known": {str(row.pk): row for row in rows}, "asked": asked},
        )
        receipts = spent_by_category(list(report.expenses.all()))
        budget = {str(key): amount for key, amount in report.yearly_plan.lines.values_list("category", "amount")}
        options = {"budget": budget, "asked": asked}
        self.income = self._lines(Income, Kind.INCOME, data, {**options, "receipts": None})
        self.expense = self._lines(Expense, Kind.EXPENSE, data, {**options, "receipts": receipts})

    def _lines(self, sheet: type[Sheet], kind: Kind, data: QueryDict | None, options: dict[str, Any]) -> Sheet:
        offered = BudgetCategory.objects.filter(Q(in_use=True) | Q(lines__plan=self.report.yearly_plan_id), kind=kind)
        options["categories"] = {str(category.pk): category for category in offered.distinct()}
        standing = self.report.lines.filter(category__kind=kind).select_related("category")
        initial = [{"id": r.pk, "category": r.category, "actual": r.actual, "note": r.note} for r in standing]
        return sheet(data, prefix=kind.value, initial=initial, form_kwargs=options)

    @property
    def forms(self) -> Sequence[Any]:
        return (self.head, self.projects, self.income, self.expense)

    def is_valid(self) -> bool:
        judged = [form.is_valid() for form in self.forms]
        return all([*judged, *(once_each(sheet) for sheet in (self.income, self.expense) if all(judged))])

    def save(self, *, by: User, seen: int) -> None:
        lines = [line for sheet in (self.income, self.expense) for line in sheet.lines]
        self.report.write(
            by=by,
            seen=seen,
            head=self.head.cleaned_data,
            projects=list(self.projects.lines),
            lines=[{**line, "actual": line["actual"] or 0} for line in lines if line["category"]],
        )

    def refuse(self, problem: ValidationError) -> None:
        self.head.add_error(None, problem)

    @property
    def totals(self) -> dict[str, int]:
        """As typed, for the page; what cannot be read counts as nothing."""
        income, expense = self.income.total("actual"), self.expense.total("actual")
        return {"income": income, "expense": expense, "left": income - expense}
