"""補正のお願い: which places of the application and its plan, what is asked, until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from grants.cases import Grant
from grants.places import places_of
from plans.places import Place
from records.corrections import Ask
from records.forms import ChoiceField, EraDateField, Form, LongTextField, Sheet, SheetForm, sheet_of
from records.reviews import Finding, Verdict


def ask_sheet(places: Iterable[Place]) -> type[Sheet]:
    """Rows of 「直すところ」 and 「お願い」; the places are those of the application as it was sent."""
    choices: list[Any] = [("", "選んでください")]
    for paper, some in groupby(places, key=lambda place: place.paper):
        choices.append((paper, [(place.code, place.short) for place in some]))

    class AskForm(SheetForm):
        place = ChoiceField(label="直すところ", choices=lambda: choices, widget=forms.Select)
        comment = LongTextField(label="お願い", rows=2, max_length=1000)

    return sheet_of(AskForm, "お願い", extra=1, most=50)


class DueForm(Form):
    due_on = EraDateField(label="いつまでに", help_text="団体のホームに、この日までにすることとして出ます。")

    def __init__(self, data: QueryDict | None, *, on: date) -> None:
        super().__init__(data, initial={"due_on": on + timedelta(days=14)})
        due: Any = self.fields["due_on"]
        due.not_before = on + timedelta(days=1)


class CorrectionPage:
    def __init__(self, grant: Grant, data: QueryDict | None, *, on: date) -> None:
        self.grant, self.places = grant, places_of(grant, grant.yearly_plan)
        self.sheet = ask_sheet(self.places)(data, prefix="asks", initial=found_to_mend(grant))
        self.due = DueForm(data, on=on)

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.sheet, self.due]

    def save(self, *, by: User) -> None:
        labels = {place.code: place.label for place in self.places}
        asks = [
            Ask(field=line["place"], label=labels[line["place"]], comment=line["comment"]) for line in self.sheet.lines
        ]
        self.grant.ask_correction(asks, by=by, due_on=self.due.cleaned_data["due_on"])

    def refuse(self, problem: ValidationError) -> None:
        self.due.add_error(None, problem)


def found_to_mend(grant: Grant) -> list[dict[str, str]]:
    """The review's 要補正, as first words of what is asked."""
    found = Finding.objects.about(grant).filter(verdict=Verdict.MEND).order_by("pk")
    return [{"place": "", "comment": finding.comment} for finding in found]
