"""補正のお願い: which places of what was sent, what is asked, until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from plans.places import Place, plan_places
from plans.yearly import YearlyPlan
from records.corrections import Ask
from records.forms import ChoiceField, EraDateField, Form, LongTextField, Sheet, SheetForm, sheet_of
from records.workdays import workdays


def ask_sheet(places: Iterable[Place]) -> type[Sheet]:
    """Rows of 「直すところ」 and 「お願い」; the places are those of the paper as it was sent."""
    choices: list[Any] = [("", "選んでください")]
    for paper, some in groupby(places, key=lambda place: place.paper):
        choices.append((paper, [(place.code, place.short) for place in some]))

    class AskForm(SheetForm):
        place = ChoiceField(label="直すところ", choices=lambda: choices, widget=forms.Select)
        comment = LongTextField(label="お願い", rows=2, max_length=1000)

    return sheet_of(AskForm, "お願い", extra=1, most=50)


def asks_of(sheet: Sheet, places: Iterable[Place]) -> list[Ask]:
    labels: Mapping[str, str] = {place.code: place.label for place in places}
    return [Ask(field=line["place"], label=labels[line["place"]], comment=line["comment"]) for line in sheet.lines]


TIME_TO_MEND = 14  # days


class DueForm(Form):
    due_on = EraDateField(label="直してもらう期限", help_text="団体のホームに、この日までにすることとして出ます。")

    def __init__(self, data: QueryDict | None, *, on: date) -> None:
        ending = workdays().after(on, TIME_TO_MEND)
        super().__init__(data, initial={"due_on": ending.day})
        due: Any = self.fields["due_on"]
        due.not_before = on + timedelta(days=1)
        if ending.is_moved:
            due.help_text += f"{TIME_TO_MEND}日後の{ending.hint}にしてあります。"


class PlanCorrectionPage:
    def __init__(self, plan: YearlyPlan, data: QueryDict | None, *, on: date) -> None:
        self.plan, self.places = plan, list(plan_places(plan))
        self.sheet = ask_sheet(self.places)(data, prefix="asks")
        self.due = DueForm(data, on=on)

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.sheet, self.due]

    def sent(self, *, by: User) -> bool:
        """Whether the organization has the requests now; if not, the page says why."""
        if False in [form.is_valid() for form in self.forms]:
            return False
        try:
            self.plan.ask_correction(asks_of(self.sheet, self.places), by=by, due_on=self.due.cleaned_data["due_on"])
        except ValidationError as refusal:
            self.due.add_error(None, refusal)
            return False
        return True
