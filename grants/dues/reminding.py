"""期限のお知らせ: every morning the contacts of whoever has something to do hear of it, once per day and threshold."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, time, timedelta
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from grants.dues import sources  # noqa: F401  # fills the list
from grants.dues.dues import Due, dues, running
from grants.dues.setting import settings_of
from grants.schemes import Scheme
from organizations.models import Organization
from records.cases import spoken
from records.events import AppendOnlyQuerySet, append_only_triggers
from records.jobs import daily
from records.mail import post
from staff.offices import whom_to_ask

STALE = 7  # days: what should have been said longer ago is not said any more; nobody wants it after a long standstill
FOLDER = "grants/emails/due/applicant"


class DueReminder(models.Model):
    """One time that an organization was reminded of one thing; the mails themselves lie in the outbox."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", verbose_name="制度")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")
    kind = models.CharField("何の期限", max_length=40)
    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case = GenericForeignKey("case_type", "case_id")
    due_on = models.DateField("期限")
    threshold = models.SmallIntegerField("期限から何日")  # before it less than nothing
    told = models.PositiveSmallIntegerField("知らせた人の数")
    sent_at = models.DateTimeField("知らせた日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[DueReminder]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期限のお知らせ"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "kind", "case_type", "case_id", "due_on", "threshold"],
                name="an_organization_is_reminded_once_per_due_day_and_threshold",
                violation_error_message="このことは、もう知らせました。",
            )
        ]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.organization} {self.scheme} {self.due_on}"


Key = tuple[int, str, int, int, date]


def key_of(due: Due) -> Key:
    kind = ContentType.objects.get_for_model(due.case).pk
    return due.scheme.pk, due.kind.code, kind, due.case.pk, due.day


def reminders_of(schemes: Collection[Scheme]) -> dict[Key, DueReminder]:
    """For each duty the latest time that somebody heard of it."""
    rows = DueReminder.objects.filter(scheme__in=[scheme.pk for scheme in schemes]).order_by("threshold")
    return {(row.scheme_id, row.kind, row.case_type_id, row.case_id, row.due_on): row for row in rows}


def threshold_of(due: Due, thresholds: Iterable[int], *, on: date) -> int | None:
    """The latest day of those on which somebody is told that has come, but neither long ago nor before the duty."""
    days = {n: due.day + timedelta(days=n) for n in thresholds}
    come = [n for n, day in days.items() if due.since < day <= on and (on - day).days <= STALE]
    return max(come, default=None)


def remind(*, on: date) -> int:
    """Tells of all that has come to a threshold; how much that was. Done twice it tells nobody twice."""
    schemes = running()
    settings, told, ask = settings_of(schemes), reminders_of(schemes), whom_to_ask(on)
    number = 0
    for due in dues(schemes, on=on):
        threshold = threshold_of(due, settings[due.scheme.pk].thresholds, on=on)
        last = told.get(key_of(due))
        if threshold is not None and (last is None or last.threshold < threshold):
            number += remind_of(due, threshold, ask, on=on)
    return number


def remind_of(due: Due, threshold: int, ask: str, *, on: date) -> bool:
    people = due.organization.contacts(on=on)
    scheme, code, kind, case, day = key_of(due)
    row: dict[str, Any] = {"scheme_id": scheme, "kind": code, "case_type_id": kind, "case_id": case, "due_on": day}
    try:
        with transaction.atomic(), spoken(DueReminder):
            DueReminder.objects.create(**row, organization=due.organization, threshold=threshold, told=len(people))
            context: dict[str, Any] = {"due": due, "on": on, "late": due.days_late(on=on), "ask": ask}
            post(FOLDER, to=people, about=about(due), **context)
    except ValidationError:  # another worker was quicker
        return False
    return True


def about(due: Due) -> models.Model:
    """The case in whose outbox a mail lies: an organization that has not applied has none but the scheme."""
    return due.scheme if due.case == due.organization else due.case


@daily("grants.remind", "期限を団体に知らせる", at=time(7, 0))
def remind_daily(*, on: date) -> None:  # noqa: ARG001  # a morning that was missed is made up for as of now
    """Whoever has done it meanwhile is not told."""
    remind(on=timezone.localdate())
