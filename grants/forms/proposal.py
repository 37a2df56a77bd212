"""起案: the intended decision, with the way that it will go and the letter that it will lead to."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from grants.cases import Grant
from records.cases import NotNow
from records.forms import ChoiceField, Form, LongTextField, Sheet, SheetForm, YenField, sheet_of
from records.letters import Preview, preview
from staff.models import DecisionRule, RuleStop
from staff.routes import office_of, route_for


class ProposalForm(Form):
    outcome = ChoiceField(label="決定の案", choices=Grant.Outcome.choices)
    amount = YenField(label="交付額", min_value=1, required=False, help_text="交付しないときは、空けておきます。")
    grounds = LongTextField(label="伺い(理由)", rows=4, max_length=2000)

    def __init__(self, data: QueryDict | None, *, grant: Grant) -> None:
        scheme = grant.scheme
        first = {
            "outcome": grant.outcome or Grant.Outcome.GRANT,
            "amount": grant.amount_proposed or grant.amount_applied,
            "grounds": grant.grounds or f"{scheme.guideline_name}{scheme.article}の定めに合っていると認められるため。",
        }
        super().__init__(data, initial=first)
        amount: Any = self.fields["amount"]
        amount.step, amount.max_value = scheme.rounding_unit, grant.amount_applied

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == Grant.Outcome.REFUSE:
            data["amount"] = None
        elif not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "交付する額を入れてください。")
        return data


class ConditionForm(SheetForm):
    text = LongTextField(label="条件", rows=2, max_length=500)


ConditionSheet = sheet_of(ConditionForm, "条件", extra=0, most=40)


class ProposalPage:
    def __init__(self, grant: Grant, data: QueryDict | None, *, drafter: User, on: date) -> None:
        self.grant, self.data, self.drafter, self.on = grant, data, drafter, on
        self.form, self.sheet = self._forms()

    def _forms(self) -> tuple[ProposalForm, Sheet]:
        standing = self.grant.conditions or [condition.text for condition in self.grant.scheme.conditions.all()]
        sheet = ConditionSheet(self.data, prefix="conditions", initial=[{"text": text} for text in standing])
        return ProposalForm(self.data, grant=self.grant), sheet

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.form, self.sheet]

    @cached_property
    def typed(self) -> dict[str, Any]:
        """What is proposed, as it stands on the page; read by forms of its own, for those shown may be unjudged."""
        form, sheet = self._forms()
        if self.data is not None and form.is_valid() and sheet.is_valid():
            return {**form.cleaned_data, "conditions": [line["text"] for line in sheet.lines]}
        shown = [row["text"].value() for row in self.sheet.rows]
        return {**self.form.initial, "conditions": [text for text in shown if text]}  # a deleted row comes blank

    @cached_property
    def route(self) -> tuple[DecisionRule, list[RuleStop]]:
        office = office_of(self.drafter, on=self.on)
        return route_for(Grant.approval_kind, amount=self.typed["amount"], on=self.on, department=office)

    @property
    def way(self) -> tuple[DecisionRule, list[RuleStop]] | None:
        """The posts that it will go to; None where the city has not said."""
        try:
            return self.route
        except NotNow:
            return None

    @cached_property
    def letter(self) -> Preview | None:
        """通知書の案 of what stands on the page; None while something keeps it from being written."""
        grant, typed = copy(self.grant), self.typed
        grant.outcome, grant.amount_proposed = typed["outcome"], typed["amount"]
        grant.grounds, grant.conditions = typed["grounds"], typed["conditions"]
        try:
            return preview(grant.letter(on=self.on), on=self.on)
        except ValidationError:
            return None

    def save(self, *, by: User) -> None:
        rule, stops = self.route
        self.grant.propose(by=by, rule_name=rule.name, route=stops, **self.typed)

    def refuse(self, problem: ValidationError) -> None:
        """At the field that mends it, where the sentence names one."""
        self.form.add_error(None, problem)
