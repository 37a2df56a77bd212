"""The section asks one organization how far it is, besides the days that the scheme names."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.mail import post


class StatusRequest(models.Model):
    """Stands until it is answered or taken back; both stay on record."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="status_requests", verbose_name="交付金")
    as_of = models.DateField("いつ現在の状況か")
    due_on = models.DateField("報告の期限")
    reason = models.TextField("求める理由", max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="求めた人"
    )
    asked_at = models.DateTimeField("求めた日時", default=timezone.now)
    taken_back_at = models.DateTimeField("取りやめた日時", null=True, editable=False)

    objects: ClassVar[models.Manager[StatusRequest]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "状況報告の求め"
        ordering = ["grant", "as_of", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "as_of"],
                condition=Q(taken_back_at=None),
                name="one_request_for_a_status_report_per_grant_and_day",
                violation_error_message="この日の状況報告は、もう求めています。",
            ),
            models.CheckConstraint(
                name="a_status_is_reported_after_its_day",
                condition=Q(due_on__gte=F("as_of")),
                violation_error_message="報告の期限を、「いつ現在の状況か」の日か、それより後の日にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} {era_date(self.as_of)}現在の状況報告"

    @classmethod
    @transaction.atomic
    def ask(cls, grant: Grant, *, by: User, as_of: date, due_on: date, reason: str, on: date) -> StatusRequest:
        """The organization reads of it by mail and on its home page; ``on`` is the day on which it is asked."""
        from grants.status_reports.calls import is_called  # which knows the requests

        grant.lock()
        if grant.status not in Grant.STANDING:
            raise NotNow("状況報告を求められるのは、交付が決まってから実績の報告までです。")
        if as_of not in grant.scheme.fiscal_year:
            raise NotNow({"as_of": f"{grant.scheme.fiscal_year}の中の日にしてください。"})
        if due_on < max(as_of, on):
            raise NotNow(
                {"due_on": "今日か、それより後の日にしてください。「いつ現在の状況か」の日より前にもできません。"}
            )
        if is_called(grant, as_of):
            raise NotNow({"as_of": "この日の状況報告は、もう求めているか、届いています。"})
        with spoken(cls):
            made = cls.objects.create(grant=grant, as_of=as_of, due_on=due_on, reason=reason, asked_by=by)
        comment = f"{era_date(as_of)}現在、{era_date(due_on)}まで"
        record(grant, "grant.ask_status", by=by, comment=comment, due_on=due_on)
        post("grants/emails/status_asked/applicant", to=grant.organization.contacts(on=on), asked=made)
        return made

    @transaction.atomic
    def take_back(self, *, by: User) -> None:
        """The city needs no answer after all; one that has been begun can still be sent."""
        found = StatusRequest.objects.select_for_update().get(pk=self.pk)
        if found.taken_back_at:
            raise NotNow("この求めは、もう取りやめています。")
        found.taken_back_at = self.taken_back_at = timezone.now()
        found.save(update_fields=["taken_back_at"])
        record(self.grant, "grant.spare_status", by=by, comment=f"{era_date(self.as_of)}現在")
