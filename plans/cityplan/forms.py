"""What is typed about the city's plan; its table comes from a workbook or a TOML file, or action by action."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import PurePath
from typing import Any, ClassVar

from django import forms

from plans.cityplan.document import IndicatorEntry, NotAPlan, PlanDocument, from_toml
from plans.cityplan.filling import entry_of
from plans.cityplan.plan import CityPlan
from plans.cityplan.rows import ActionYear, CityAction, CityGoal, CityMeasure
from plans.cityplan.workbook import from_workbook
from records.forms import ChoiceField, FiscalYearField, Form, LongTextField, RowField, RowsField, TextField
from staff.models import Department


class PlanForm(Form):
    title = TextField(label="計画の名前", max_length=100, width="w-30", help_text="例 見本市協働推進計画")
    from_year = FiscalYearField(label="はじまりの年度")
    to_year = FiscalYearField(label="おわりの年度")
    vision = LongTextField(label="目指す姿", required=False, max_length=2000)
    source = LongTextField(
        label="注記", required=False, max_length=1000, rows=3, help_text="もとの資料や読み方について。表の下に出ます。"
    )
    MENDED_AT: ClassVar = {
        "a_city_plan_ends_after_it_starts": "to_year",
        "one_city_plan_of_a_term_is_being_written": "from_year",
        "one_city_plan_of_a_term_is_in_force": "from_year",
        "one_city_plan_per_term_and_version": "from_year",
    }


class FileForm(Form):
    """A whole plan in a file: an Excel workbook as it is downloaded here, or TOML."""

    file = forms.FileField(
        label="計画の表",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.toml"}),
        help_text="ここから書き出したExcelの表か、TOMLのファイル。全部を読めたときだけ、下書きを入れかえます。",
        error_messages={"required": "ファイルを選んでください。"},
        allow_empty_file=True,
    )

    def clean_file(self) -> PlanDocument:
        file = self.cleaned_data["file"]
        suffix = PurePath(file.name or "").suffix.lower()
        try:
            if suffix == ".xlsx":
                return from_workbook(file)
            if suffix == ".toml" and (file.size or 0) < 1_000_000:
                return from_toml(file.read())
        except NotAPlan as problem:
            raise forms.ValidationError(problem.problems) from problem
        raise forms.ValidationError("Excelブック(.xlsx)かTOML(.toml)を選んでください。")


class GoalForm(Form):
    text = TextField(label="目標", max_length=200, width="w-30")
    summary = LongTextField(label="目標の説明", required=False, max_length=1000, rows=4)


class MeasureForm(Form):
    goal = RowField(CityGoal.objects.none(), label="目標")
    text = TextField(label="方策", max_length=200, width="w-30")
    points = LongTextField(
        label="方策の方針", required=False, max_length=1000, rows=4, help_text="1行に1つずつ書きます。"
    )

    def __init__(self, data: Any, *, plan: CityPlan, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["goal"].queryset = plan.goals.all()  # type: ignore[attr-defined]


class NewActionForm(Form):
    """The words; years, departments and indicators are written on the action's own page."""

    measure = RowField(CityMeasure.objects.none(), label="方策")
    heading = TextField(label="取組事項", max_length=100, width="w-30")
    text = LongTextField(label="内容", max_length=1000)

    def __init__(self, data: Any, *, plan: CityPlan, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["measure"].queryset = plan.measures.all()  # type: ignore[attr-defined]


class ActionForm(Form):
    """One action: words, departments, its cell of every year, indicators one a line."""

    heading = TextField(label="取組事項", max_length=100, width="w-30")
    text = LongTextField(label="内容", max_length=1000)
    related_plan = TextField(label="関連する計画", required=False, max_length=200, width="w-30")
    offices = RowsField(Department.objects.none(), label="担当課", required=False)
    indicators = LongTextField(
        label="指標と目標値",
        required=False,
        rows=3,
        help_text="1行に1つ。指標、はじめの値、目標値、単位の順に「、」で区切ります。例 見守り隊員、10、20、人",
    )

    def __init__(self, data: Any, *, plan: CityPlan, action: CityAction, departments: Any) -> None:
        entry = entry_of(action)
        first: dict[str, Any] = {"heading": entry.heading, "text": entry.text, "related_plan": entry.related_plan}
        first["offices"] = [office.department_id for office in action.offices.all()]
        first["indicators"] = "\n".join(line_of(each) for each in entry.indicators)
        first |= {f"year_{year}": stage for year, stage in entry.schedule.items()}
        super().__init__(data, initial=first)
        self.fields["offices"].queryset = departments  # type: ignore[attr-defined]
        for year in plan.years:
            self.fields[f"year_{year.number}"] = ChoiceField(
                label=f"{year}の予定", choices=ActionYear.Stage.choices, initial=ActionYear.Stage.UNKNOWN
            )
        self.name_fields()

    def clean_indicators(self) -> list[IndicatorEntry]:
        found = []
        for number, line in enumerate(self.cleaned_data["indicators"].splitlines(), start=1):
            if line.strip():
                found.append(indicator_from(line, number))
        return found

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        years = {int(name[5:]): value for name, value in data.items() if name.startswith("year_")}
        return {name: value for name, value in data.items() if not name.startswith("year_")} | {"schedule": years}


def line_of(entry: IndicatorEntry) -> str:
    numbers = ["" if value is None else f"{value.normalize():f}" for value in (entry.base, entry.target)]
    return "、".join([entry.name, *numbers, entry.unit]).rstrip("、")


def indicator_from(line: str, number: int) -> IndicatorEntry:
    parts = [part.strip() for part in line.split("、")] + [""] * 3
    try:
        base, target = (Decimal(part).quantize(Decimal("0.01")) if part else None for part in parts[1:3])
    except InvalidOperation as problem:
        raise forms.ValidationError(f"{number}行目: 値は数字にしてください。例 見守り隊員、10、20、人") from problem
    if any(value is not None and (not value.is_finite() or abs(value) >= 10**10) for value in (base, target)):
        raise forms.ValidationError(f"{number}行目: 値が大きすぎます。")
    if len(parts[0]) > 100 or len(parts[3]) > 10:
        raise forms.ValidationError(f"{number}行目: 指標は100文字、単位は10文字までにしてください。")
    return IndicatorEntry(parts[0], parts[3], base, target)
