"""Writing a questionnaire, and answering one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from plans.cityplan.rows import CityAction
from plans.forms.fields import KeptRow
from plans.future import FuturePlan
from plans.surveys.answers import Answers
from plans.surveys.rules import actions_for
from plans.surveys.slips import AT_ONCE
from plans.surveys.survey import Survey, SurveyQuestion
from records.forms import (
    ChoiceField,
    ChoicesField,
    Form,
    LongTextField,
    ModelForm,
    NumberField,
    Sheet,
    TextField,
    sheet_of,
)
from staff.models import Department

Kind = SurveyQuestion.Kind
SLIP_HINT = "配られた紙に書いてある12文字です。例 7K2M-9QRT-4WXA。"
HINT = "選ぶ質問に、答えを2つ以上、1行に1つずつ書いてください。"


class HeadForm(ModelForm):
    class Meta:
        model = Survey
        fields = ("title", "lead", "closes_on", "by_slip_only")


class CityHeadForm(ModelForm):
    """The city's own: for which action of its plan, and whether citizens or employees answer."""

    class Meta:
        model = Survey
        fields = ("title", "lead", "audience", "action", "closes_on", "by_slip_only")

    def __init__(self, data: QueryDict | None, *, instance: Survey | None, by: User) -> None:
        super().__init__(data, instance=instance)
        today, field = timezone.localdate(), self.fields["action"]
        standing = Q(pk=instance.action_id) if instance else Q(pk=None)
        offered = Q(pk__in=actions_for(by, on=today).values("pk"))
        actions = CityAction.objects.filter(offered | standing).order_by("-plan__from_year", "number")
        field.queryset = actions  # type: ignore[attr-defined]
        field.empty_label = "どの取組のためでもない"  # type: ignore[attr-defined]
        field.required = not by.in_section(on=today)  # other offices ask for what the plan gives them to do

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("audience") == Survey.Audience.STAFF and given.get("by_slip_only"):
            self.add_error("by_slip_only", "職員は、サインインして答えます。この印を外してください。")
        return given


class QuestionRow(KeptRow):
    preset = frozenset({"id", "kind"})
    text = TextField(label="質問", max_length=200, width="")
    kind = forms.ChoiceField(label="答え方", choices=Kind.choices)
    options = LongTextField(label="選べる答え(1行に1つ)", max_length=1000, rows=3, required=False)

    def clean_options(self) -> str:
        text: str = self.cleaned_data["options"]
        lines = {line.strip() for line in text.splitlines() if line.strip()}
        if self.cleaned_data.get("kind") != Kind.WORDS and len(lines) < 2:
            raise ValidationError(HINT)
        return text


Questions = sheet_of(QuestionRow, "質問", most=30)


class SurveyPage:
    """The page on which a questionnaire is written; ``survey`` is None of a new one."""

    def __init__(
        self, owner: FuturePlan | Department, survey: Survey | None, data: QueryDict | None, *, by: User
    ) -> None:
        self.owner, self.survey = owner, survey
        standing = survey and Survey.objects.get(pk=survey.pk)
        of_plan = isinstance(owner, FuturePlan)
        self.head = HeadForm(data, instance=standing) if of_plan else CityHeadForm(data, instance=standing, by=by)
        rows = survey.questions.values("id", "text", "kind", "options") if survey else ()
        self.questions = Questions(data, prefix="questions", initial=rows)

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.head, self.questions]  # type: ignore[list-item]  # a model's form is drawn alike

    def save(self, *, by: User) -> None:
        head, rows = self.head.cleaned_data, list(self.questions.lines)
        if self.survey is None:
            self.survey = Survey.begin(self.owner, by=by, head=head, questions=rows)
        else:
            self.survey.write(by=by, head=head, questions=rows)

    def refuse(self, problem: ValidationError) -> None:
        self.head.add_error(None, problem)


class ConclusionForm(Form):
    conclusion = LongTextField(
        label="結果から分かったこと",
        max_length=2000,
        rows=6,
        help_text="市民に分かる言葉で書きます。数字の前に出ます。名前や、だれのことか分かることは書かないでください。",
    )


class DrawForm(Form):
    count = NumberField(label="つくる枚数", min_value=1, max_value=AT_ONCE, help_text=f"一度に{AT_ONCE}枚まで。")


class AnswerForm(Form):
    """The questions as they are asked; none of them must be answered. Where codes were handed out, the code is asked
    for first."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if survey.by_slip_only or survey.slips.exists():
            hint = SLIP_HINT if survey.by_slip_only else f"{SLIP_HINT}ない人は、空けておいてください。"
            self.fields["slip"] = TextField(label="配られた番号", max_length=20, required=False, help_text=hint)
        self.questions = {f"q{question.pk}": question for question in survey.questions.all()}
        for number, (name, question) in enumerate(self.questions.items(), start=1):
            self.fields[name] = field_of(question, f"{number} {question.text}")

    @property
    def slip(self) -> str:
        return str(self.cleaned_data.get("slip", ""))

    @property
    def given(self) -> Answers:
        """What was chosen as a list, what was written as text."""
        said = {question: self.cleaned_data[name] for name, question in self.questions.items()}
        return {q.pk: [text] if q.kind == Kind.ONE and text else text for q, text in said.items()}


def field_of(question: SurveyQuestion, label: str) -> forms.Field:
    choices = [(text, text) for text in question.choices]
    match question.kind:
        case Kind.ONE:
            return ChoiceField(label=label, choices=choices, required=False)
        case Kind.SEVERAL:
            return ChoicesField(label=label, choices=choices, required=False)
    return LongTextField(label=label, max_length=1000, required=False)
