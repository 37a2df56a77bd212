"""補正のお願い: which places of the application and its plan, what is asked, until when."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from grants.cases import Grant
from grants.places import places_of
from plans.forms.correction import DueForm, ask_sheet, asks_of
from records.forms import Form, Sheet
from records.reviews import Finding, Verdict


class CorrectionPage:
    def __init__(self, grant: Grant, data: QueryDict | None, *, on: date) -> None:
        self.grant, self.places = grant, places_of(grant, grant.yearly_plan)
        self.sheet = ask_sheet(self.places)(data, prefix="asks", initial=found_to_mend(grant))
        self.due = DueForm(data, on=on)

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.sheet, self.due]

    def save(self, *, by: User) -> None:
        asks = asks_of(self.sheet, self.places)
        self.grant.ask_correction(asks, by=by, due_on=self.due.cleaned_data["due_on"])

    def refuse(self, problem: ValidationError) -> None:
        self.due.add_error(None, problem)


def found_to_mend(grant: Grant) -> list[dict[str, str]]:
    """The review's 要補正, as first words of what is asked."""
    found = Finding.objects.about(grant).filter(verdict=Verdict.MEND).order_by("pk")
    return [{"place": "", "comment": finding.comment} for finding in found]
