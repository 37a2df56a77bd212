"""What the section types about a change: what is to be mended, or the decision as it is meant."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from grants.change import Change
from plans.forms.correction import DueForm, ask_sheet, asks_of
from records.cases import NotNow
from records.forms import ChoiceField, Form, LongTextField, Sheet, YenField
from records.letters import Preview, preview
from staff.models import DecisionRule, RuleStop
from staff.routes import office_of, route_for


class ChangeCorrectionPage:
    def __init__(self, change: Change, data: QueryDict | None, *, on: date) -> None:
        self.change, self.places = change, change.places()
        self.sheet = ask_sheet(self.places)(data, prefix="asks")
        self.due = DueForm(data, on=on)

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.sheet, self.due]

    def save(self, *, by: User) -> None:
        asks = asks_of(self.sheet, self.places)
        self.change.ask_correction(asks, by=by, due_on=self.due.cleaned_data["due_on"])

    def refuse(self, problem: ValidationError) -> None:
        self.due.add_error(None, problem)


class AmendingForm(Form):
    outcome = ChoiceField(label="決定の案", choices=Change.Outcome.choices)
    amount = YenField(
        label="変更後の交付決定額", min_value=0, required=False, help_text="承認しないときは、空けておきます。"
    )
    grounds = LongTextField(
        label="伺い(理由)", rows=4, max_length=2000, help_text="承認しないときは、この理由が通知書に載ります。"
    )

    def __init__(self, data: QueryDict | None, *, change: Change) -> None:
        wanted = change.amount_wanted if change.amount_proposed is None else change.amount_proposed
        first = {
            "outcome": change.outcome or Change.Outcome.APPROVE,
            "amount": wanted,
            "grounds": change.grounds or "申請のとおりで、交付の目的に合っていると認められるため。",
        }
        super().__init__(data, initial=first)
        amount: Any = self.fields["amount"]
        amount.step, amount.max_value = change.grant.scheme.rounding_unit, change.amount_wanted

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == Change.Outcome.REFUSE:
            data["amount"] = None
        elif data.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "変更後の交付決定額を入れてください。")
        return data


class AmendingPage:
    def __init__(self, change: Change, data: QueryDict | None, *, drafter: User, on: date) -> None:
        self.change, self.data, self.drafter, self.on = change, data, drafter, on
        self.form = AmendingForm(data, change=change)

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.form]

    @cached_property
    def typed(self) -> dict[str, Any]:
        """What is proposed, as it stands on the page; read by a form of its own, for the one shown may be unjudged."""
        form = AmendingForm(self.data, change=self.change)
        return form.cleaned_data if self.data is not None and form.is_valid() else dict(self.form.initial)

    @cached_property
    def route(self) -> tuple[DecisionRule, list[RuleStop]]:
        office = office_of(self.drafter, on=self.on)
        return route_for(Change.approval_kind, amount=self.typed["amount"], on=self.on, department=office)

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
        change, typed = copy(self.change), self.typed
        change.outcome, change.amount_proposed, change.grounds = typed["outcome"], typed["amount"], typed["grounds"]
        try:
            return preview(change.letter(on=self.on), on=self.on)
        except ValidationError:
            return None

    def save(self, *, by: User) -> None:
        rule, stops = self.route
        self.change.propose(by=by, rule_name=rule.name, route=stops, **self.typed)

    def refuse(self, problem: ValidationError) -> None:
        """At the field that mends it, where the sentence names one."""
        self.form.add_error(None, problem)
