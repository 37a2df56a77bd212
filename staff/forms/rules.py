"""What the city types about its rule of decision: one rule, with the posts of its way as rows."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import QueryDict

from accounts.models import User
from records.approvals import Part
from records.fiscal import FiscalYear
from records.forms import ChoiceField, Form, RowField, Sheet, SheetForm, TextField, YenField, sheet_of
from staff.cover import covers
from staff.decision_rules import DecisionRule
from staff.models import Department, Duty, Post
from staff.rulebook import Place, places


class PostField(RowField):
    """A post with those who hold it: 「総合政策課長(合議 三子)」."""

    def label_from_instance(self, obj: Any) -> str:
        names = "、".join(duty.user.name for duty in obj.held)
        return f"{obj}({names or 'いま就いている人がいません'})"


def posts(on: date) -> Any:
    held = Duty.objects.held(on=on).select_related("user")
    return Post.objects.prefetch_related(Prefetch("duties", queryset=held, to_attr="held"))


class DepartmentField(RowField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


KINDS = [("", "選ぶ"), *DecisionRule.Kind.choices]


class RuleForm(Form):
    case_kind = ChoiceField(
        label="案件", choices=lambda: [("", "選ぶ"), *DecisionRule.Kind.choices], widget=forms.Select
    )
    name = TextField(label="決裁区分", max_length=60, help_text="例 部長専決(300万円未満)")
    below = YenField(
        label="金額の上限(この額より少ないとき)",
        required=False,
        min_value=1,
        help_text="例 3,000,000 空けておくと、いくらでも、金額がない案件にも当たります。",
    )
    department = DepartmentField(
        label="起案する部署",
        queryset=None,
        required=False,
        empty_label="どの部署でも",
        help_text="決めておくと、その部署と下の部署の起案に当たります。近い部署の道すじが先です。",
    )
    MENDED_AT: ClassVar = {"one_rule_per_year_kind_department_and_limit": "below"}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Department.objects.held(on=on).select_related("parent__parent__parent")
        self.fields["department"].queryset = offices  # type: ignore[attr-defined]


class StopForm(SheetForm):
    part = ChoiceField(label="役目", choices=lambda: [("", "選ぶ"), *Part.choices], widget=forms.Select)
    post = PostField(label="職", queryset=None, empty_label="選ぶ")

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]


StopSheet = sheet_of(StopForm, "職", extra=1, most=20)


class RulePage:
    """Everything that is typed about one rule; ``save`` writes a new one where there was none."""

    def __init__(
        self,
        rule: DecisionRule | None,
        data: QueryDict | None,
        *,
        year: FiscalYear,
        on: date,
        kind: str = "",
    ) -> None:
        self.rule, self.year, self.on = rule, year, on
        self.data = data
        self.stops = list(rule.stops_in_order()) if rule else []
        first = {name: getattr(rule, name) for name in RuleForm.base_fields} if rule else {"case_kind": kind}
        rows = [{"part": stop.part, "post": stop.post_id} for stop in self.stops]
        self.form = RuleForm(data, initial=first, on=on)
        self.sheet = StopSheet(data, prefix="stops", initial=rows, form_kwargs={"posts": posts(on)})

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.form, self.sheet]

    @cached_property
    def places(self) -> list[Place]:
        """The picture of the way as typed; read by a sheet of its own, for the one shown may be unjudged."""
        if self.data is None:
            way = [(stop.part, stop.post) for stop in self.stops]
        else:
            typed = StopSheet(self.data, prefix="stops", form_kwargs={"posts": posts(self.on)})
            way = [(line["part"], line["post"]) for line in typed.lines] if typed.is_valid() else []
        return places(way, covers([post for _, post in way], on=self.on))

    def save(self, *, by: User) -> DecisionRule:
        facts = {**self.form.cleaned_data, "stops": [(line["part"], line["post"]) for line in self.sheet.lines]}
        if self.rule is None:
            return DecisionRule.establish(by=by, on=self.on, fiscal_year=self.year, **facts)
        self.rule.revise(by=by, on=self.on, **facts)
        return self.rule

    def refuse(self, problem: ValidationError) -> None:
        field = self.form.MENDED_AT.get(getattr(problem, "code", "") or "")
        self.form.add_error(field, problem)
