"""What is typed about the yearly progress: the call, one action's report, the summary."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.http import Http404

from accounts.models import User
from plans.cityplan.plan import CityPlan
from plans.cityplan.progress.reports import ActionReport
from plans.cityplan.rows import ActionIndicator
from records.codes import as_code, place_of
from records.fiscal import FiscalYear
from records.forms import AttachmentField, ChoiceField, EraDateField, Form, LongTextField, TextField
from records.views import visible_case


class AskForm(Form):
    year = ChoiceField(label="どの年度の進捗か")
    due_on = EraDateField(label="報告の期限")

    def __init__(self, data: Any = None, *, plan: CityPlan, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["year"].choices = [(str(year.number), str(year)) for year in plan.years]  # type: ignore[attr-defined]

    def clean_year(self) -> FiscalYear:
        return FiscalYear(int(self.cleaned_data["year"]))


class DueForm(Form):
    due_on = EraDateField(label="新しい期限")


class SummaryForm(Form):
    summary = LongTextField(
        label="総括",
        max_length=2000,
        rows=6,
        help_text="この年度の全体を、市民に分かる言葉で書きます。表の前に出ます。",
    )


class ReportForm(Form):
    """Half-written is fine; sending it on judges."""

    state = ChoiceField(label="進みぐあい", choices=ActionReport.State.choices, required=False)
    done = LongTextField(
        label="したこと", required=False, max_length=2000, help_text="いつ、どこで、だれと、何をしたか。"
    )
    issues = LongTextField(label="課題", required=False, max_length=1000, rows=3)
    next_step = LongTextField(label="次の年度にすること", required=False, max_length=1000, rows=3)
    paper = AttachmentField(label="分かる書類", required=False)
    code = TextField(
        label="関係する案件の番号",
        required=False,
        max_length=40,
        help_text="案件のページや紙にある、四角い印の下の12文字。例 0123-4567-89AB",
    )

    def __init__(self, data: Any, files: Any, *, report: ActionReport, reader: User) -> None:
        self.report, self.reader = report, reader
        self.indicators = list(report.action.indicators.all())
        first = {name: getattr(report, name) for name in ActionReport.TEXTS}
        known = {result.indicator_id: result.value for result in report.results.all()}
        first |= {f"result_{each.pk}": plain(known.get(each.pk)) for each in self.indicators}
        super().__init__(data, files, initial=first)
        for each in self.indicators:
            self.fields[f"result_{each.pk}"] = ResultField(each)
        self.name_fields()

    def clean_code(self) -> Any:
        """The case behind the code, if the writer may see it."""
        text = self.cleaned_data["code"]
        if not text:
            return None
        place = place_of(as_code(text))
        kind = ContentType.objects.filter(pk=place[0]).first() if place else None
        model: Any = kind.model_class() if kind else None
        if place is None or not hasattr(getattr(model, "objects", None), "visible_to"):
            raise forms.ValidationError("この番号の案件はありません。12文字を確かめてください。")
        try:
            return visible_case(model._base_manager.filter(pk=place[1]).first(), self.reader)
        except Http404 as problem:
            raise forms.ValidationError("この番号の案件はありません。12文字を確かめてください。") from problem

    @property
    def texts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ActionReport.TEXTS}

    @property
    def results(self) -> dict[int, Decimal | None]:
        return {each.pk: self.cleaned_data[f"result_{each.pk}"] for each in self.indicators}


class ResultField(TextField):
    """What an indicator came to; its target stands beside it."""

    def __init__(self, indicator: ActionIndicator) -> None:
        super().__init__(
            label=f"結果 {indicator.name}", required=False, max_length=20, width="w-10", help_text=indicator.told
        )

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).replace(",", "")
        if not text:
            return None
        try:
            number = Decimal(text).quantize(Decimal("0.01"))
        except InvalidOperation as problem:
            raise forms.ValidationError("数字で入れてください。例 12") from problem
        if not number.is_finite() or abs(number) >= 10**10:
            raise forms.ValidationError("数字が大きすぎます。確かめてください。")
        return number


def plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
