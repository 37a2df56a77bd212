"""What the section types about a scheme: its basics, and its rows as sheets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from grants.scheme_afterwards import Surplus
from grants.scheme_rows import Component, Criterion
from grants.schemes import Scheme
from organizations.models import Indicator, Organization
from records.forms import (
    ChoiceField,
    ChoicesField,
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
from records.forms.numbers import NotANumber, parse_number


class LinesField(LongTextField):
    """A list, one entry per line."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]


class BasicsForm(ModelForm):
    eligible = ChoicesField(label="申請できる団体の段階", choices=Organization.Status.choices)
    appropriation = YenField(label="予算額")
    cap = YenField(label="1団体の上限額", required=False, min_value=1, help_text="ないときは、空けておきます。")
    papers = LinesField(
        label="付けてもらう書類",
        required=False,
        rows=3,
        help_text="1行に1つ。計画・予算・規約・役員名簿は、ポータルにあるので要りません。",
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
        label="実績報告に付けてもらう書類", required=False, rows=3, help_text="1行に1つ。例 監査報告書、総会の議案書"
    )
    report_criteria = LinesField(
        label="実績報告の確認の基準", rows=5, help_text="1行に1つ。確認の表に、この順に並びます。"
    )
    carry_cap = NumberField(
        label="繰り越せる割合の上限",
        unit="%",
        min_value=1,
        max_value=100,
        required=False,
        help_text="交付決定額に対する割合。繰り越せる制度で上限がないときは、空けておきます。",
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
            "cap",
            "appropriation",
            "completion_by",
            "report_due",
            "payment_method",
            "instalments",
            "instalment_unit",
            "report_papers",
            "report_criteria",
            "confirms_in",
            "surplus",
            "carry_cap",
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
        if data.get("cap") and data.get("rounding_unit") and data["cap"] % data["rounding_unit"]:
            self.add_error("cap", "「端数の切捨て」の単位で割り切れる額にしてください。")
        if data.get("carry_cap") and data.get("surplus") != Surplus.CARRY:
            self.add_error("carry_cap", "使い残しを繰り越せる制度だけに入れます。空けておいてください。")
        return data


class RateField(TextField):
    """An amount, or a ratio: 600,000, 1/100, 10/10."""

    default_error_messages = {"invalid": "数字か、分数で入れてください。例 600,000 または 10/10"}

    def to_python(self, value: Any) -> Any:
        typed = unicodedata.normalize("NFKC", super().to_python(value))
        if not typed:
            return None
        top, _, bottom = re.sub(r"\s", "", typed).partition("/")
        try:
            found = (parse_number(top), parse_number(bottom) if bottom else 1)
        except NotANumber as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem
        if found[0] < 0 or not 0 < found[1] <= 1_000_000:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def validate(self, value: Any) -> None:
        """What is missing depends on the row's kind."""


class ComponentForm(SheetForm):
    name = TextField(label="項目", max_length=60, width="")
    group = TextField(label="区分", max_length=30, required=False, width="")
    kind = ChoiceField(label="計算", choices=lambda: [("", "選ぶ"), *Component.Kind.choices], widget=forms.Select)
    rate = RateField(label="金額・単価・割合", required=False, width="")
    indicator = RowField(label="数", queryset=Indicator.objects.all(), required=False, empty_label="なし")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, rate = data.get("kind"), data.pop("rate", None)
        if kind and kind != Component.Kind.INTEGRATED and rate is None and "rate" not in self.errors:
            self.add_error("rate", "入れてください。例 600,000")
        if kind == Component.Kind.RATE and not data.get("indicator"):
            self.add_error("indicator", "何の数にかけるか、選んでください。")
        if kind != Component.Kind.RATE:
            data["indicator"] = None
        data["top"], data["bottom"] = rate if rate and kind != Component.Kind.INTEGRATED else (0, 1)
        return data


class SubsidyForm(SheetForm):
    organization = RowField(label="団体", queryset=Organization.objects.all(), empty_label="選ぶ")
    name = TextField(label="補助金の名前", max_length=60, width="")
    amount = YenField(label="金額")
    basis = TextField(label="根拠", max_length=100, required=False, width="")
    sums = {"amount": "subsidies"}


class ConditionRowForm(SheetForm):
    text = LongTextField(label="条件", rows=2, max_length=500)


class CriterionForm(SheetForm):
    text = TextField(label="基準", max_length=150, width="")
    evidence = ChoiceField(
        label="自動で確かめること", choices=lambda: Criterion.Evidence.choices, widget=forms.Select, required=False
    )


SHEETS: Mapping[str, type[Sheet]] = {
    "components": sheet_of(ComponentForm, "項目", extra=2, most=60),
    "subsidies": sheet_of(SubsidyForm, "補助金", extra=2, most=2000),
    "conditions": sheet_of(ConditionRowForm, "条件", extra=1, most=40),
    "criteria": sheet_of(CriterionForm, "基準", extra=1, most=40),
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "subsidies": ("organization", "name", "amount", "basis"),
    "conditions": ("text",),
    "criteria": ("text", "evidence"),
}


def rows_of(scheme: Scheme, kind: str) -> list[dict[str, Any]]:
    """The scheme's rows as the sheet first shows them."""
    if kind == "components":
        return [
            {
                "name": component.name,
                "group": component.group,
                "kind": component.kind,
                "rate": component.element().rate_text if component.kind != Component.Kind.INTEGRATED else "",
                "indicator": component.indicator,
            }
            for component in scheme.components.select_related("indicator")
        ]
    return list(getattr(scheme, kind).values(*COLUMNS[kind]))


class SchemeRowsPage:
    def __init__(self, scheme: Scheme, kind: str, data: QueryDict | None) -> None:
        self.scheme, self.kind = scheme, kind
        self.sheet = SHEETS[kind](data, prefix=kind, initial=rows_of(scheme, kind))
        self.form = Form(data)  # holds the sentence of a refused save

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.form, self.sheet]

    def save(self, *, by: User) -> None:
        self.scheme.rewrite(self.kind, self.sheet.lines, by=by)

    def refuse(self, problem: ValidationError) -> None:
        self.form.add_error(None, problem)


class AppropriationForm(Form):
    amount = YenField(label="新しい予算額")
    reason = TextField(label="理由", max_length=200, help_text="例 9月補正予算")
