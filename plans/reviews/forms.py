"""The page of a review: of each measure what shall become of it and why; measures to add; how it was talked over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from organizations.models import Meeting
from plans.forms.fields import KeptRow
from plans.measures import Goal
from plans.reviews.review import PlanReview, ReviewItem
from records.forms import ChoiceField, Form, LongTextField, RowsField, Sheet, TextField, sheet_of

Result = ReviewItem.Result
RESULTS = [(value, label) for value, label in Result.choices if value != Result.ADD]


class ResultsForm(Form):
    """Nothing must be filled in before the review is closed."""

    meetings = RowsField(Meeting.objects.none(), label="話し合った会議", required=False)
    talked = LongTextField(
        label="話し合いのようす", required=False, max_length=2000, rows=4,
        help_text="会議のほかに、集落の集まりや聞き取りでどんな声があったかを書きます。",
    )  # fmt: skip
    summary = LongTextField(label="見直しのまとめ", required=False, max_length=2000, rows=4)

    def __init__(self, data: Any, *, review: PlanReview, items: list[ReviewItem]) -> None:
        self.items = items
        first: dict[str, Any] = {"talked": review.talked, "summary": review.summary}
        first["meetings"] = [meeting.pk for meeting in review.meetings.all()]
        for item in items:
            first |= {f"{name}_{item.pk}": getattr(item, name) for name in ("result", "reason", "content")}
        super().__init__(data, initial=first)
        held = Meeting.objects.filter(organization=review.plan.organization_id).exclude(
            status__in=[Meeting.Status.PLANNED, Meeting.Status.ANNOUNCED, Meeting.Status.CANCELLED]
        )
        self.fields["meetings"].queryset = held.with_hosts().order_by("-starts_at")  # type: ignore[attr-defined]
        for item in items:
            self.fields |= fields_of(item)
        self.name_fields()

    def of(self, item: ReviewItem) -> list[Any]:
        """The fields of one measure, as the page draws them."""
        return [self[f"{name}_{item.pk}"] for name in ("result", "content", "reason")]

    @property
    def results(self) -> dict[int, dict[str, str]]:
        names = ("result", "reason", "content")
        return {item.pk: {name: self.cleaned_data[f"{name}_{item.pk}"] for name in names} for item in self.items}


def fields_of(item: ReviewItem) -> dict[str, forms.Field]:
    hint = "「変える」ときに書きます。"
    return {
        f"result_{item.pk}": ChoiceField(label=f"{item} これから", choices=RESULTS, required=False),
        f"content_{item.pk}": TextField(
            label=f"{item} 新しい取組の内容", required=False, max_length=200, width="w-30", help_text=hint
        ),
        f"reason_{item.pk}": LongTextField(label=f"{item} 理由", required=False, max_length=500, rows=2),
    }


class AddedRow(KeptRow):
    preset = frozenset({"id", "goal"})
    goal = forms.ChoiceField(
        label="基本目標",
        error_messages={"required": "基本目標を選んでください。", "invalid_choice": "一覧の中から選んでください。"},
    )
    content = TextField(label="取組の内容", max_length=200, width="")
    reason = TextField(label="理由", max_length=500, width="")

    def __init__(self, *args: Any, goals: list[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [(goal.pk, str(goal)) for goal in goals]  # type: ignore[attr-defined]


Added = sheet_of(AddedRow, "加える取組", most=20)


class Card(NamedTuple):
    """One measure: what became of it, and what is to be typed."""

    item: ReviewItem
    progress: str
    fields: list[Any]


class ReviewPage:
    def __init__(self, review: PlanReview, told: Mapping[int, str], data: QueryDict | None) -> None:
        self.review, self.told = review, told
        self.goals = list(review.plan.goals.all())
        items = list(review.items.select_related("measure", "goal"))
        self.results = ResultsForm(data, review=review, items=[item for item in items if item.measure_id])
        rows = [
            {"id": None, "goal": item.goal_id, "content": item.content, "reason": item.reason}
            for item in items
            if not item.measure_id
        ]
        self.added = Added(data, prefix="added", initial=rows, form_kwargs={"goals": self.goals})

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.results, self.added]

    @property
    def has_meetings(self) -> bool:
        """Whether there is any to choose from."""
        return bool(self.results.fields["meetings"].queryset.exists())  # type: ignore[attr-defined]

    @property
    def cards(self) -> list[Card]:
        return [Card(item, self.told.get(item.pk, ""), self.results.of(item)) for item in self.results.items]

    def save(self, *, by: User) -> None:
        data = self.results.cleaned_data
        goals = {str(goal.pk): goal for goal in self.goals}
        added = [
            {"goal": goals[row["goal"]], "content": row["content"], "reason": row["reason"]} for row in self.added.lines
        ]
        self.review.write(
            by=by,
            results=self.results.results,
            added=added,
            meetings=list(data["meetings"]),
            talked=data["talked"],
            summary=data["summary"],
        )

    def refuse(self, problem: ValidationError) -> None:
        self.results.add_error(None, problem)
