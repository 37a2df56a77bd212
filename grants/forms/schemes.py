"""What the section types about a scheme: its basics, and its rows as sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from grants.forms.formula_rows import PARTS_OF_FORMULA, CountedForm, PoolForm, rows_of_formula, with_rows
from grants.formula.numbers import NotExact, exact, said
from grants.formula.rounding import LARGEST_UNIT
from grants.formulas import read
from grants.questions.forms import QuestionForm, as_questions, question_rows
from grants.scheme_afterwards import Surplus
from grants.scheme_rows import Criterion
from grants.schemes import Scheme
from organizations.models import Organization
from records.cases import NotNow
from records.forms import (
    ChoiceField,
    ChoicesField,
    DatesField,
    Form,
    LongTextField,
    ModelForm,
    NumberField,
    RowField,
    Sheet,
    SheetForm,
    TextField,
    YenField,
    sheet_of,
)
from records.forms.lines import LinesField


class BasicsForm(ModelForm):
    eligible = ChoicesField(label="申請できる団体の段階", choices=Organization.STAGES)
    appropriation = YenField(label="予算額")
    cap = YenField(label="1団体の上限額", required=False, min_value=1, help_text="ないときは、空けておきます。")
    papers = LinesField(
        label="付けてもらう書類",
        required=False,
        rows=3,
        longest=60,
        help_text="1行に1つ。計画・予算・規約・役員名簿は、ポータルにあるので要りません。",
    )
    rounding_unit = YenField(
        label="端数の単位",
        min_value=1,
        max_value=LARGEST_UNIT,
        help_text="例 1,000、500",
    )
    instalment_unit = YenField(
        label="1回の交付額の単位", min_value=1, max_value=LARGEST_UNIT, help_text="端数は、第1回に足します。例 1,000"
    )
    confirms_in = YenField(
        label="確定額の端数の切捨て",
        min_value=1,
        max_value=LARGEST_UNIT,
        help_text="1は、切り捨てません。",
    )
    instalments = NumberField(
        label="交付の回数",
        unit="回",
        min_value=1,
        max_value=12,
        initial=1,
        help_text="1回で全額を交付するときは1、4回に分けるときは4と入れます。",
    )
    report_papers = LinesField(
        label="実績報告に付けてもらう書類",
        required=False,
        rows=3,
        longest=60,
        help_text="1行に1つ。例 監査報告書、総会の議案書",
    )
    report_criteria = LinesField(
        label="実績報告の確認の基準", rows=5, longest=150, help_text="1行に1つ。確認の表に、この順に並びます。"
    )
    carry_cap = NumberField(
        label="繰り越せる割合の上限",
        unit="%",
        min_value=1,
        max_value=100,
        required=False,
        help_text="交付決定額に対する割合。繰り越せる制度で上限がないときは、空けておきます。",
    )
    status_dates = DatesField(
        label="状況報告を求める日",
        required=False,
        rows=2,
        help_text="1行に1日。例 令和7年9月30日。なければ空けておきます。あとから、団体ごとに求めることもできます。",
    )
    reserve_cap = NumberField(
        label="積み立てられる割合の上限",
        unit="%",
        min_value=1,
        max_value=100,
        required=False,
        help_text="交付決定額に対する割合。積立を認める制度で上限がないときは、空けておきます。",
    )
    payment_method = LongTextField(
        label="交付の時期と方法", rows=2, max_length=200, help_text="例 概算払により、6月に全額を交付する。"
    )

    class Meta:
        model = Scheme
        fields = [
            "name",
            "programme",
            "fiscal_year",
            "purpose",
            "eligible",
            "rule_name",
            "guideline_name",
            "article",
            "opens_on",
            "deadline",
            "takes_late",
            "decides_within",
            "papers",
            "base_date",
            "rounding_unit",
            "rounding_mode",
            "cap",
            "appropriation",
            "appropriated_on",
            "completion_by",
            "report_due",
            "payment_method",
            "instalments",
            "instalment_unit",
            "status_dates",
            "status_within",
            "report_papers",
            "report_criteria",
            "watch_surplus",
            "equipment_from",
            "equipment_years",
            "confirms_in",
            "surplus",
            "carry_cap",
            "reserves",
            "reserve_needs_plan",
            "reserve_cap",
            "sends_receipts",
            "sends_corrections",
            "regrants",
            "returns_within",
            "light_percent",
            "gives_up_within",
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, deadline = data.get("opens_on"), data.get("deadline")
        if opens and deadline and deadline < opens:
            self.add_error("deadline", "受付のはじまりか、それより後の日にしてください。")
        year, completion = data.get("fiscal_year"), data.get("completion_by")
        if year and completion and completion not in year:
            self.add_error("completion_by", f"{year}の中の日にしてください。")
        if any(year and day not in year for day in data.get("status_dates") or ()):
            self.add_error("status_dates", f"{year}の中の日にしてください。")
        if data.get("cap") and data.get("rounding_unit") and data["cap"] % data["rounding_unit"]:
            self.add_error("cap", "「端数の単位」で割り切れる額にしてください。")
        if data.get("carry_cap") and data.get("surplus") != Surplus.CARRY:
            self.add_error("carry_cap", "使い残しを繰り越せる制度だけに入れます。空けておいてください。")
        if data.get("reserve_cap") and not data.get("reserves"):
            self.add_error("reserve_cap", "使い残しの積立を認める制度だけに入れます。空けておいてください。")
        return data


class SubsidyForm(SheetForm):
    organization = RowField(label="団体", queryset=Organization.objects.all(), empty_label="選ぶ")
    name = TextField(label="補助金の名前", max_length=60, width="")
    amount = YenField(label="金額")
    basis = TextField(label="根拠", max_length=100, required=False, width="")
    sums = {"amount": "subsidies"}


class BodyFigureForm(SheetForm):
    organization = RowField(label="団体", queryset=Organization.objects.all(), empty_label="選ぶ")
    code = TextField(label="数", max_length=40, width="")
    value = TextField(label="値", max_length=30, width="")
    basis = TextField(label="根拠", max_length=100, required=False, width="")

    def clean_value(self) -> Decimal:
        try:
            found = exact(self.cleaned_data["value"])
        except NotExact as problem:
            raise ValidationError(str(problem)) from problem
        if found < 0 or (found * 10_000).denominator != 1:
            raise ValidationError("0以上の数を、小数第4位までで入れてください。")
        return Decimal(found.numerator) / Decimal(found.denominator)


class ConditionRowForm(SheetForm):
    text = LongTextField(label="条件", rows=2, max_length=500)


class CriterionForm(SheetForm):
    text = TextField(label="基準", max_length=150, width="")
    evidence = ChoiceField(
        label="自動で確かめること", choices=lambda: Criterion.Evidence.choices, widget=forms.Select, required=False
    )


SHEETS: Mapping[str, type[Sheet]] = {
    "subsidies": sheet_of(SubsidyForm, "補助金", extra=2, most=2000),
    "figures": sheet_of(BodyFigureForm, "数", extra=2, most=4000),
    "counted": sheet_of(CountedForm, "数", extra=2, most=60),
    "pools": sheet_of(PoolForm, "原資", extra=1, most=20),
    "conditions": sheet_of(ConditionRowForm, "条件", extra=1, most=40),
    "criteria": sheet_of(CriterionForm, "基準", extra=1, most=40),
    "questions": sheet_of(QuestionForm, "質問", extra=2, most=60),
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "subsidies": ("organization", "name", "amount", "basis"),
    "figures": ("organization", "code", "value", "basis"),
    "conditions": ("text",),
    "criteria": ("text", "evidence"),
}


def rows_of(scheme: Scheme, kind: str) -> list[dict[str, Any]]:
    """The scheme's rows as the sheet first shows them."""
    if kind in PARTS_OF_FORMULA:
        return rows_of_formula(scheme, kind)
    if kind == "questions":
        return question_rows(scheme)
    if kind == "figures":
        names = {code: figure.name for code, figure in read(scheme, scheme.formula)[0].known.items()}
        rows = scheme.figures.values(*COLUMNS[kind])
        return [
            {**row, "code": names.get(row["code"], row["code"]), "value": said(Fraction(row["value"]))} for row in rows
        ]
    return list(getattr(scheme, kind).values(*COLUMNS[kind]))


def by_code(scheme: Scheme, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What was typed as a figure's name or code is kept as its code."""
    known = read(scheme, scheme.formula)[0].known
    codes = {figure.name: code for code, figure in known.items()} | {code: code for code in known}
    for row in rows:
        if row["code"] not in codes:
            raise NotNow(
                f"「{row['code']}」という数はありません。使える数: {'、'.join(each.name for each in known.values())}"
            )
        yield {**row, "code": codes[row["code"]]}


class SchemeRowsPage:
    def __init__(self, scheme: Scheme, kind: str, data: QueryDict | None) -> None:
        self.scheme, self.kind = scheme, kind
        self.sheet = SHEETS[kind](data, prefix=kind, initial=rows_of(scheme, kind))
        self.form = Form(data)  # holds the sentence of a refused save

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.form, self.sheet]

    def save(self, *, by: User) -> None:
        if self.kind in PARTS_OF_FORMULA:
            self.scheme.formulate(with_rows(self.scheme, self.kind, self.sheet.lines), by=by)
        elif self.kind == "questions":
            self.scheme.rewrite(self.kind, list(as_questions(self.sheet.lines)), by=by)
        elif self.kind == "figures":
            self.scheme.rewrite(self.kind, list(by_code(self.scheme, self.sheet.lines)), by=by)
        else:
            self.scheme.rewrite(self.kind, self.sheet.lines, by=by)

    def refuse(self, problem: ValidationError) -> None:
        self.form.add_error(None, problem)
