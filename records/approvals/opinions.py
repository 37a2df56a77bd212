"""意見を求める: the holder of a step asks somebody in the city before acting. The way does not wait for the answer."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from records.approvals.steps import Step
from records.approvals.way import Status


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def open(self) -> OpinionQuerySet:
        """Asked of somebody, not answered, and the proposal still runs."""
        return self.filter(answered_at=None, proposal__status=Status.RUNNING)

    def overdue(self, *, on: date) -> OpinionQuerySet:
        return self.open().filter(due_on__lt=on)


class Opinion(models.Model):
    proposal = models.ForeignKey(
        "records.Proposal", on_delete=models.PROTECT, related_name="opinions", verbose_name="起案"
    )
    number = models.PositiveSmallIntegerField("番号")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+", verbose_name="段階")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="たずねた人"
    )
    of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="opinions_asked",
        verbose_name="たずねられた人",
    )
    question = models.TextField("たずねること", max_length=1000)
    due_on = models.DateField("期限")
    asked_at = models.DateTimeField("たずねた日時", default=timezone.now, editable=False)
    answer = models.TextField("意見", max_length=2000, blank=True)
    answered_at = models.DateTimeField("答えた日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Opinion]] = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "求めた意見"
        ordering = ["proposal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="one_opinion_per_number_of_a_proposal"),
            models.CheckConstraint(
                name="an_opinion_is_answered_exactly_with_its_time",
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_asks_for_their_own_opinion",
                condition=~Q(of=F("asked_by")),
                violation_error_message="自分に意見を求めることはできません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}の意見"
