"""年度計画 as one page: 事業, 収入の部 and 支出の部, typed as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from accounts.models import User
from plans.budget import BudgetCategory, Kind, Project
from plans.forms.fields import KeptRow, MonthsField, PickField
from plans.measures import Measure
from plans.places import OF_PLAN
from plans.told import Told, told
from plans.yearly import YearlyPlan
from records.corrections import Correction
from records.forms import Form, LongTextField, NumberField, Sheet, TextField, YenField, sheet_of
from records.templatetags.japanese import yen

Asked = Mapping[str, Sequence[str]]  # what the city asked to be mended, by the code of the place (plans.places)


class HeadForm(Form):
    emphasis = LongTextField(label="今年度の重点", required=False, max_length=1000, rows=3)


class ProjectRow(KeptRow):
    """The five cells of the row, then what stands under 「くわしく」."""

    CELLS = ("name", "measure", "months", "cost", "grant_share")
    name = TextField(label="事業名", max_length=100, required=False, width="")
    measure = PickField(label="将来計画の取組", required=False)
    months = MonthsField(label="時期", max_length=30, required=False, width="")
    cost = YenField(label="事業費", required=False)
    grant_share = YenField(label="うち交付金", required=False)
    section = TextField(label="部会", max_length=50, required=False, width="")
    audience = TextField(label="対象", max_length=100, required=False, width="")
    expected = NumberField(label="参加の見込み", unit="人", max_value=100_000, required=False)
    place = TextField(label="場所", max_length=100, required=False, width="")
    partners = TextField(label="連携先", max_length=200, required=False, width="")
    purpose = LongTextField(label="目的", max_length=1000, rows=2, required=False)
    content = LongTextField(label="内容", max_length=2000, rows=3, required=False)
    sums = {"cost": "cost", "grant_share": "share"}

    def __init__(self, *args: Any, measures: Mapping[str, Measure], asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].offer(measures)  # type: ignore[attr-defined]
        self.asked = asked.get(f"{OF_PLAN}-project-{self['id'].value()}", ())

    def clean(self) -> dict[str, Any]:
        cells = self.cleaned_data
        cost, share = cells.get("cost"), cells.get("grant_share")
        if (share or 0) > (cost or 0) and not {"cost", "grant_share"} & self.errors.keys():
            self.add_error("grant_share", f"事業費({yen(cost or 0)})より多くできません。")
        return cells

    @property
    def cells(self) -> list[forms.BoundField]:
        return [self[name] for name in self.CELLS]

    @property
    def details(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.CELLS]

    @property
    def digest(self) -> str:
        """The content, which must be there in the end, in one line; it stands beside 「くわしく」."""
        return " ".join(str(self["content"].value() or "").split())[:80]

    @property
    def opened(self) -> bool:
        return any(field.errors for field in self.details)


class CategoryPick(forms.Select):
    """Each item carries last year's amount, for the script that shows it beside."""

    before: Mapping[str, int] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-was"] = self.before.get(str(value), 0)
        return option


class LineRow(KeptRow):
    category = PickField(label="科目", widget=CategoryPick)
    amount = YenField(label="本年度予算額", required=False)
    note = TextField(label="摘要", max_length=200, required=False, width="")

    def __init__(
        self,
        *args: Any,
        categories: Mapping[str, BudgetCategory],
        before: Mapping[str, int],
        asked: Asked,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        self.asked = asked.get(f"{OF_PLAN}-line-{self['id'].value()}", ())
        self.fields["category"].offer(categories)  # type: ignore[attr-defined]
        self.fields["category"].widget.before = before

    @property
    def previous(self) -> int:
        return self.before.get(str(self["category"].value() or ""), 0)

    @property
    def change(self) -> int:
        return self.fields["amount"].amount(self["amount"].value()) - self.previous  # type: ignore[attr-defined, no-any-return]


class IncomeRow(LineRow):
    sums = {"amount": "income"}


class ExpenseRow(LineRow):
    sums = {"amount": "expense"}


Projects = sheet_of(ProjectRow, "事業")
Income = sheet_of(IncomeRow, "収入", most=100)
Expense = sheet_of(ExpenseRow, "支出", most=100)


class YearlyPage:
    """All that is typed on the page of one plan; ``data`` is what was sent, or kept the last time."""

    def __init__(self, plan: YearlyPlan, data: QueryDict | None = None) -> None:
        self.plan = plan
        self.source = ""  # where the rows come from, if they were not typed on the page
        rows = plan.project_rows() if data is None else ()
        self.head = HeadForm(data, initial={"emphasis": plan.emphasis})
        self.corrections = list(Correction.objects.about(plan).open())
        self.asked = comments_by_place(self.corrections)
        measures = {str(measure.pk): measure for measure in plan.future_plan.measures.all()}
        self.projects = Projects(
            data,
            prefix="projects",
            initial=[typed(row) for row in rows],
            form_kwargs={"measures": measures, "asked": self.asked},
        )
        self.before = amounts_before(plan)
        self.income = self._lines(Income, Kind.INCOME, data)
        self.expense = self._lines(Expense, Kind.EXPENSE, data)

    def _lines(self, sheet: type[Sheet], kind: Kind, data: QueryDict | None) -> Sheet:
        offered = BudgetCategory.objects.filter(Q(in_use=True) | Q(lines__plan=self.plan), kind=kind).distinct()
        standing = self.plan.lines.filter(category__kind=kind).select_related("category")
        options: dict[str, Any] = {
            "categories": {str(category.pk): category for category in offered},
            "before": self.before,
            "asked": self.asked,
        }
        initial = [{"id": r.pk, "category": r.category, "amount": r.amount, "note": r.note} for r in standing]
        return sheet(data, prefix=kind.value, initial=initial, form_kwargs=options)

    @property
    def forms(self) -> Sequence[Any]:
        return (self.head, self.projects, self.income, self.expense)

    def is_valid(self) -> bool:
        judged = [form.is_valid() for form in self.forms]
        return all([*judged, *(once_each(sheet) for sheet in (self.income, self.expense) if all(judged))])

    def save(self, *, by: User, seen: int) -> None:
        self.plan.write(
            by=by,
            seen=seen,
            emphasis=self.head.cleaned_data["emphasis"],
            projects=[project_of(line) for line in self.projects.lines],
            lines=[line_of(line) for sheet in (self.income, self.expense) for line in sheet.lines],
            source=self.source,
        )

    def refuse(self, problem: ValidationError) -> None:
        self.head.add_error(None, problem)

    @property
    def offered(self) -> Told | None:
        """内示 that the grant's line does not have as it is typed now."""
        found = told(self.plan.organization, self.plan.fiscal_year)
        if found is None:
            return None
        key = str(found.category.pk)
        mine = [row for row in self.income.rows if str(row["category"].value() or "") == key]
        typed = sum(row.fields["amount"].amount(row["amount"].value()) for row in mine)  # type: ignore[attr-defined]
        return None if typed == found.amount else found

    @property
    def totals(self) -> dict[str, int]:
        """As typed, for the page; what cannot be read counts as nothing."""
        cost, share = self.projects.total("cost"), self.projects.total("grant_share")
        income, expense = self.income.total("amount"), self.expense.total("amount")
        income_before, expense_before = before_of(self.income), before_of(self.expense)
        return {
            "cost": cost,
            "share": share,
            "income": income,
            "income_before": income_before,
            "income_change": income - income_before,
            "expense": expense,
            "expense_before": expense_before,
            "expense_change": expense - expense_before,
            "gap": income - expense,
            "cost_gap": cost - expense,
        }


def before_of(sheet: Sheet) -> int:
    return sum(row.previous for row in sheet.rows if isinstance(row, LineRow))


def typed(project: Project) -> dict[str, Any]:
    """A row of the database as the cells of its row."""
    cells = {name: getattr(project, name) for name in ProjectRow.base_fields if name != "months"}
    return {**cells, "months": project.months}


def project_of(cells: dict[str, Any]) -> dict[str, Any]:
    months = cells.pop("months") or (None, None)
    amounts = {"cost": cells["cost"] or 0, "grant_share": cells["grant_share"] or 0}
    return {**cells, **amounts, "starts_in": months[0], "ends_in": months[1]}


def line_of(cells: dict[str, Any]) -> dict[str, Any]:
    return {**cells, "amount": cells["amount"] or 0}


def comments_by_place(corrections: Iterable[Correction]) -> Asked:
    found: dict[str, list[str]] = {}
    for correction in corrections:
        found.setdefault(correction.field, []).append(correction.comment)
    return found


def amounts_before(plan: YearlyPlan) -> dict[str, int]:
    """Last year's amount of each category, by its key on the page."""
    last_year = plan.last_year()
    rows = last_year.lines.values_list("category", "amount") if last_year else ()
    return {str(category): amount for category, amount in rows}


def once_each(sheet: Sheet) -> bool:
    """No category stands twice: the second row says so."""
    seen: set[Any] = set()
    for row in sheet.rows:
        category = row.cleaned_data.get("category")
        if category in seen:
            row.add_error("category", f"「{category}」は、上の行にもあります。1つの行にまとめてください。")
        seen.add(category or object())
    return not any(row.errors for row in sheet.rows)
