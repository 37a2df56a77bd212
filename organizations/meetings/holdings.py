"""What is kept of meetings, and how people leave it: names of who signed up soon, minutes late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models

from organizations.meetings.meeting import Meeting
from organizations.meetings.minutes import Minutes
from organizations.meetings.signups import PERSON, Signup
from records.fiscal import FiscalYear
from records.periods import Period
from records.retention.kinds import GONE, CaseHolding, Document, Holding, holds


@holds
class Signups(Holding):
    """Of each meeting: how many came from which group and age band stays, names and addresses go."""

    code, name, usual = "organizations.signup", "会議に申し込んだ人の名簿", Period.ONE
    erases = frozenset({"organizations.Signup"})

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        named = Signup.objects.exclude(name=GONE).values("meeting")
        for meeting in Meeting.objects.filter(fiscal_year__lte=until, pk__in=named).with_hosts().order_by("pk"):
            yield Document(meeting.pk, f"{meeting} 申し込みの名簿", meeting.fiscal_year)

    def erase(self, key: int) -> None:
        gone = {**dict.fromkeys(PERSON, ""), "name": GONE}
        del gone["group"], gone["age_band"]
        Signup.objects.filter(meeting=key).update(**gone)


@holds
class Meetings(CaseHolding):
    """That it was held, by how many, and how the votes fell stays; what was said, and by whom, goes."""

    code, name, usual = "organizations.meeting", "会議の記録(議事録)", Period.TEN
    model, related = Meeting, ("kind", "organization", "area")
    erases = frozenset({
        "organizations.Meeting", "organizations.Minutes", "organizations.AgendaItem", "organizations.Todo",
        "organizations.Note",
    })  # fmt: skip

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(case.day)

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"about": "", "inquiries": "", "called_off": GONE if case.called_off else ""}

    def differs(self, case: Any) -> bool:
        return super().differs(case) or any(rows.exists() for rows, _ in self.rows(case))

    def rows(self, case: Any) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
        yield Minutes.objects.filter(meeting=case).exclude(text=GONE), {"text": GONE, "chair": "", "signers": ""}
        yield case.items.exclude(text="", decision=""), {"text": "", "decision": ""}
        yield case.todos.exclude(person="", result=""), {"person": "", "result": ""}
        yield case.notes.exclude(state="shown").exclude(text=GONE), {"text": GONE}
