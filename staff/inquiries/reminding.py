"""Reminders: the desk hears two working days before the day, on the day after it, and then every five working days."""

from __future__ import annotations

from datetime import date, time
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from records.cases import spoken
from records.jobs import daily
from records.workdays import Workdays, workdays
from staff.inquiries.desks import people_of
from staff.inquiries.inquiries import Inquiry
from staff.inquiries.mails import mail

AHEAD, AGAIN = 2, 5  # working days


class InquiryReminder(models.Model):
    """One time that a desk was reminded; the mails themselves lie in the outbox."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="reminders", verbose_name="声と要望")
    due_on = models.DateField("回答期限")
    number = models.PositiveSmallIntegerField("何回目")
    names = models.CharField("知らせた人", max_length=300)
    sent_at = models.DateTimeField("知らせた日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[InquiryReminder]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "回答の催促"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_desk_is_reminded_once_per_step",
                fields=["inquiry", "due_on", "number"],
                violation_error_message="この声と要望は、もう知らせました。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry} {self.number}回目"


def step(due_on: date, on: date, calendar: Workdays) -> int:
    """0: nothing yet; 1: the day is near; 2 on the day after it, 3 five working days later, and so on."""
    if on <= due_on:
        return int(calendar.add_workdays(on, AHEAD) >= due_on)
    passed = sum(calendar.is_workday(date.fromordinal(n)) for n in range(due_on.toordinal() + 1, on.toordinal() + 1))
    return 2 + max(passed - 1, 0) // AGAIN


def remind(*, on: date) -> int:
    """Reminds of everything that hangs on a day; done twice it tells nobody twice."""
    calendar = workdays()
    waiting = Inquiry.objects.filter(status="routed").select_related("department", "partner")
    found: models.QuerySet[Any] = waiting.annotate(
        last=models.Max("reminders__number", filter=models.Q(reminders__due_on=models.F("due_on")))
    )
    return sum(
        remind_of(inquiry, number, on=on)
        for inquiry in found.order_by("pk")
        if inquiry.due_on and (number := step(inquiry.due_on, on, calendar)) > (inquiry.last or 0)
    )


def remind_of(inquiry: Any, number: int, *, on: date) -> bool:
    told = told_of(inquiry, on=on)
    if not told:
        return False
    names = "、".join(str(user) for user in told)[:300]
    try:
        with transaction.atomic(), spoken(InquiryReminder):
            InquiryReminder.objects.create(inquiry=inquiry, due_on=inquiry.due_on, number=number, names=names)
            mail(inquiry, "staff/emails/inquiry/reminder", to=told, is_late=inquiry.is_late(on=on))
    except ValidationError:  # another worker was quicker
        return False
    return True


def told_of(inquiry: Inquiry, *, on: date) -> list[User]:
    if inquiry.department:
        return people_of(inquiry.department, on=on)
    return [inquiry.partner] if inquiry.partner else []


@daily("inquiries.remind", "答えていない声と要望を知らせる", at=time(8, 20))
def remind_daily(*, on: date) -> None:  # noqa: ARG001  # a morning that was missed is made up for as of now
    """Whoever has answered meanwhile is not told."""
    remind(on=timezone.localdate())
