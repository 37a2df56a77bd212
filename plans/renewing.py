"""How one version of a year's plan follows another: sent by itself, or with an application to change a grant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from organizations.requests import sent
from plans.checks import Gap
from plans.copying import next_version
from plans.taking import Taken
from records.cases import NotNow, spoken
from records.events import record

if TYPE_CHECKING:
    from plans.yearly import YearlyPlan

WRITTEN = ("draft", "returned")  # states of an application to change a grant in which its organization writes
JUDGED = ("submitted", "proposed")  # and in which the city has it


class Renewed(Taken):
    if TYPE_CHECKING:
        changes: Any  # the applications to change a grant, of the room above
        submitted_by: User | None
        submitted_at: datetime | None
        accepted_by: User | None
        accepted_at: datetime | None
        resolved_on: date | None

        version: int

        @property
        def is_proposal(self) -> bool: ...
        def gaps(self) -> Sequence[Gap]: ...
        def submit(self, *, by: User, on: date, resolved_on: date | None = None) -> None: ...
        def others_in_force(self) -> models.QuerySet[YearlyPlan]: ...

    class Meta:
        abstract = True

    @transaction.atomic
    def replace_with_resolved(self, *, by: User, on: date, resolved_on: date) -> Self:
        """The assembly decided the 案 as it was: a new version with the same rows and the day, sent at once."""
        if not self.is_proposal:
            raise NotNow("総会の議決日は、もう入っています。内容を変えるときは、新しい版を作ってください。")
        plan = self.revise(by=by)
        plan.submit(by=by, on=on, resolved_on=resolved_on)
        sent(self)
        return plan

    @transaction.atomic
    def revise(self, *, by: User) -> Self:
        """The next version as a draft, with all rows of this one; this one stays with the city until that is sent."""
        self.lock()
        if self.status not in ("submitted", "accepted"):
            raise NotNow("新しい版は、市に出した計画から作ります。書きかけがあるときは、その続きを書いてください。")
        with spoken(type(self)):
            plan: Any = next_version(self)  # type: ignore[arg-type]  # the yearly plan that it is a part of
        record(plan, "yearlyplan.revise", by=by, of=self.version)
        newer: Self = plan
        return newer

    def change_being_written(self) -> Any:
        """The application that this version is for, while its organization writes it; None for a plan of its own."""
        return self.changes.filter(status__in=WRITTEN).first()

    @transaction.atomic
    def offer(self, *, by: User, resolved_on: date | None = None) -> None:
        """Sent with the application; nobody writes it any more, and the version in force stays in force."""
        self.lock()
        if gaps := self.gaps():
            raise NotNow([gap.sentence for gap in gaps])
        self.take("offer", by=by, to={"resolved_on": resolved_on or self.resolved_on})
        self.submitted_by, self.submitted_at = by, timezone.now()
        self.save()

    @transaction.atomic
    def give_back(self, *, by: User) -> None:
        """補正, refusal or withdrawal of the application: a draft again."""
        self.take("give_back", by=by)
        self.submitted_by = self.submitted_at = None
        self.save()

    @transaction.atomic
    def enter(self, *, by: User) -> None:
        """The change was approved: from now on this is the year's plan."""
        self.take("enter", by=by)
        for before in self.others_in_force():
            before.supersede(by=by)
        self.accepted_by, self.accepted_at = by, timezone.now()
        with spoken(type(self)):
            self.save()

    @transaction.atomic
    def supersede(self, *, by: User) -> None:
        """Only the sending of a newer version calls this."""
        self.take("supersede", by=by)
        self.save()
