"""Who sends what an organization has prepared: its own choice (事務局が準備し、会長が提出する), made by its 会長."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction

from accounts.models import User
from organizations.officers import Officer
from records.cases import Case
from records.events import record
from records.telling import overwrite

Kind = Officer.Kind
WRITING = frozenset(Kind) - {Kind.VIEWER}


class SubmitsBy(models.TextChoices):
    ANYONE = "anyone", "書ける役員なら、だれでも"
    PRESIDENT = "president", "会長だけ"
    DEPUTY = "deputy", "会長か副会長"


MAY_SEND: Mapping[str, frozenset[str]] = {
    SubmitsBy.ANYONE: frozenset(WRITING),
    SubmitsBy.PRESIDENT: frozenset({Kind.PRESIDENT}),
    SubmitsBy.DEPUTY: frozenset({Kind.PRESIDENT, Kind.VICE_PRESIDENT}),
}


class Submitting(Case):
    submits_by = models.CharField(
        "市に出す人", max_length=10, choices=SubmitsBy.choices, default=SubmitsBy.ANYONE, editable=False
    )

    class Meta:
        abstract = True

    @property
    def senders(self) -> frozenset[str]:
        """The roles that may send."""
        return MAY_SEND[self.submits_by]

    def submitters(self, *, on: date) -> list[User]:
        """Who may send and uses the portal."""
        officers: Any = self.officers  # type: ignore[attr-defined]
        roles = officers.held(on=on).filter(kind__in=self.senders).exclude(user=None)
        return list(User.objects.filter(pk__in=roles.values("user"), is_active=True))

    def sender_names(self) -> list[str]:
        return [kind.label for kind in Kind if kind in self.senders]

    @transaction.atomic
    def choose_submitters(self, *, by: User, submits_by: str) -> None:
        """From now on; what was sent before stays sent."""
        self.lock()
        if changes := overwrite(self, {"submits_by": submits_by}):
            self.save(update_fields=["submits_by"])
            record(self, "organization.choose_submitters", by=by, changes=changes)
