"""将来計画 as one page: texts, and the rows of its sheets. Measures name their goal by the goal's row on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from plans.contents import Sheets
from plans.forms.fields import EraTextField, KeptRow
from plans.future import FuturePlan
from plans.measures import Measure
from records.forms import ModelForm, TextField, sheet_of


class TextsForm(ModelForm):
    class Meta:
        model = FuturePlan
        fields = ("title", "from_year", "to_year", "situation", "vision", "slogan", "system")

    def clean(self) -> dict[str, Any]:
        texts = self.cleaned_data
        first, last = texts.get("from_year"), texts.get("to_year")
        if first and last and last < first:
            self.add_error("to_year", f"{first}か、それより後の年度にしてください。")
        return texts


class GatheringRow(KeptRow):
    held_on = EraTextField(label="日にち", required=False)
    method = TextField(label="方法", max_length=100, width="")
    participants = TextField(label="参加した人", max_length=100, required=False, width="")


class IssueRow(KeptRow):
    text = TextField(label="地域の課題", max_length=300, width="")


class GoalRow(KeptRow):
    text = TextField(label="基本目標", max_length=100, width="")


class MeasureRow(KeptRow):
    preset = frozenset({"id", "goal", "actor", "timing"})
    goal = forms.ChoiceField(
        label="基本目標",
        error_messages={
            "required": "先に、上の「基本目標」を書いてください。",
            "invalid_choice": "この目標は消されました。選び直してください。",
        },
    )
    content = TextField(label="取組の内容", max_length=200, width="")
    field = TextField(label="分野", max_length=30, required=False, width="")
    actor = forms.ChoiceField(label="主体", choices=Measure.Actor.choices)
    timing = forms.ChoiceField(label="時期", choices=Measure.Timing.choices)
    indicator = TextField(label="指標", max_length=100, required=False, width="")

    def __init__(self, *args: Any, goals: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = list(goals.items())  # type: ignore[attr-defined]
        self.fields["goal"].widget.attrs["data-goals"] = True


Gatherings = sheet_of(GatheringRow, "経過")
Issues = sheet_of(IssueRow, "課題")
Goals = sheet_of(GoalRow, "目標", most=20)
Measures = sheet_of(MeasureRow, "取組")


class FuturePage:
    """All that is typed on the page of one plan; ``data`` is what was sent, or kept the last time."""

    def __init__(self, plan: FuturePlan, data: QueryDict | None = None) -> None:
        self.plan = plan
        self.texts = TextsForm(data, instance=copy(plan))  # a form writes into its instance even what is refused
        gatherings = plan.gatherings.values("id", "held_on", "method", "participants")
        self.gatherings = Gatherings(data, prefix="gatherings", initial=gatherings)
        self.issues = Issues(data, prefix="issues", initial=plan.issues.values("id", "text"))
        self.goals = Goals(data, prefix="goals", initial=plan.goals.values("id", "text"))
        rows = [{**row, "goal": f"goals-{row['goal__order'] - 1}"} for row in plan.measures.values(*MEASURE_COLUMNS)]
        self.measures = Measures(
            data, prefix="measures", initial=rows, form_kwargs={"goals": {key: str(g) for key, g in self.goal_names()}}
        )

    def goal_names(self) -> Sequence[tuple[str, str]]:
        """The goals as they stand on the page: 「1 支え合う」, by the row that they stand in."""
        rows = [row for row in self.goals.rows if str(row["text"].value() or "").strip()]
        return [(str(row.prefix), f"{n} {row['text'].value()}") for n, row in enumerate(rows, start=1)]

    @property
    def forms(self) -> Sequence[Any]:
        return (self.texts, self.gatherings, self.issues, self.goals, self.measures)

    def is_valid(self) -> bool:
        return False not in [form.is_valid() for form in self.forms]  # each of them says what is wrong

    def save(self, *, by: User, seen: int) -> None:
        sheets = Sheets(
            gatherings=list(self.gatherings.lines),
            issues=list(self.issues.lines),
            goals=[{**row.cleaned_data, "key": row.prefix} for row in self.goals.rows if row.has_changed()],
            measures=list(self.measures.lines),
        )
        self.plan.write(self.texts.cleaned_data, sheets, by=by, seen=seen)

    def refuse(self, problem: ValidationError) -> None:
        self.texts.add_error(None, problem)


MEASURE_COLUMNS = ("id", "goal__order", "field", "content", "actor", "timing", "indicator")
