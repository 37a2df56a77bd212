"""A paper that an organization sends to the city about its grant: received with a number, naming who represented it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from organizations.behalf import arrived_on
from organizations.models import Organization
from records.attachments import Attachment
from records.cases import Case
from records.fiscal import FiscalYear
from records.numbers import take_number

if TYPE_CHECKING:
    from grants.cases import Grant


class SentPaper(Case):
    """Kept as the register had it on the day of submission: later changes do not reach a paper that was sent."""

    applicant = models.CharField("団体名", max_length=100, blank=True, editable=False)
    representative = models.CharField("代表者", max_length=140, blank=True, editable=False)
    office_address = models.CharField("所在地", max_length=200, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出した人"
    )
    submitted_at = models.DateTimeField("提出した日時", null=True, editable=False)
    received_at = models.DateTimeField("収受した日時", null=True, editable=False)  # the first submission; it stays
    receipt_number = models.PositiveIntegerField("収受番号", null=True, editable=False)

    if TYPE_CHECKING:
        grant: models.ForeignKey[Grant, Grant]

    class Meta:
        abstract = True

    @property
    def organization(self) -> Organization:
        return self.grant.organization

    @property
    def is_open(self) -> bool:
        """The organization may write in it."""
        return self.can("submit")

    def papers(self) -> list[Attachment]:
        return list(Attachment.objects.about(self))

    def register(self, *, on: date) -> dict[str, Any]:
        """For ``take(to=)``: what the paper takes over from the register, and a number the first time."""
        president = self.organization.president(on=on)
        return {
            "applicant": self.organization.name,
            "office_address": self.organization.office_address,
            "representative": f"{president.get_kind_display()} {president.name}" if president else "",
            "receipt_number": self.receipt_number or take_number("収受", FiscalYear.of(on)),
        }

    def sign(self, *, by: User, on: date) -> None:
        """Who sends it, when; the caller saves."""
        self.submitted_by, self.submitted_at = by, timezone.now()
        self.received_at = self.received_at or self._arrival(by, self.submitted_at, on=on)

    def _arrival(self, by: User, now: datetime, *, on: date) -> datetime:
        """A paper that the city types in came on the day on which it came; never before the decision that it names."""
        came = arrived_on(by, self.organization, on=on)
        moment = timezone.make_aware(datetime.combine(came, time(12))) if came else now
        return min(max(moment, self.grant.decided_at or now), now)


def signed() -> Q:
    """For a constraint: a paper that was sent says who sent it, and for whom."""
    return (
        Q(submitted_by__isnull=False, submitted_at__isnull=False, received_at__isnull=False)
        & Q(receipt_number__isnull=False)
        & ~Q(applicant="")
        & ~Q(representative="")
    )
