"""Reminders: whoever has had a proposal for too long, or owes an opinion past its day, is told by mail, once per
interval, and that is kept.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from records.approvals import Opinion, Part, Step
from records.cases import spoken
from records.jobs import daily
from records.mail import post
from records.stands import covers
from records.templatetags.japanese import local_day

if TYPE_CHECKING:
    from records.approvals import Proposal


class Reminder(models.Model):
    """One time that somebody was reminded of a step or an opinion; the mails themselves lie in the outbox."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="reminders", verbose_name="段階")
    opinion = models.ForeignKey(
        Opinion, on_delete=models.PROTECT, null=True, related_name="reminders", verbose_name="求めた意見"
    )
    number = models.PositiveSmallIntegerField("何回目")
    names = models.CharField("知らせた人", max_length=300)
    sent_at = models.DateTimeField("知らせた日時", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "決裁の催促"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_step_is_reminded_once_per_interval",
                fields=["step", "number"],
                violation_error_message="この段階には、もう知らせました。",
            ),
            models.UniqueConstraint(
                name="an_opinion_is_reminded_once_per_interval",
                fields=["opinion", "number"],
                violation_error_message="この意見は、もう催促しました。",
            ),
            models.CheckConstraint(
                name="a_reminder_is_of_a_step_or_of_an_opinion",
                condition=Q(step=None, opinion__isnull=False) | Q(step__isnull=False, opinion=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step or self.opinion} {self.number}回目"


def remind(*, at: datetime) -> int:
    """Reminds of everything that hangs at a moment; how much that was. Done twice it tells nobody twice."""
    return remind_of_steps(at) + remind_of_opinions(at)


def remind_of_steps(at: datetime) -> int:
    since = at - timedelta(days=settings.KESSAI_DAYS)
    waiting = Step.objects.open().exclude(part=Part.READ).filter(opened_at__lte=since)
    steps = list(waiting.select_related("post", "proposal__drafted_by").order_by("opened_at", "pk"))
    people = covers({step.post_id: step.post for step in steps}.values(), on=local_day(at))
    last = dict(
        Reminder.objects.filter(step__in=steps).values_list("step").annotate(number=models.Max("number")).order_by()
    )
    return sum(remind_of(step, people[step.post_id], last.get(step.pk, 0), at=at) for step in steps)


def remind_of(step: Step, cover: Any, last: int, *, at: datetime) -> bool:
    """The ``n``-th time after n intervals; a step that nobody can fill is told to the drafter."""
    days = (local_day(at) - local_day(step.opened_at or at)).days
    number = days // int(settings.KESSAI_DAYS)
    if number <= last:
        return False
    proposal = step.proposal
    told = able(cover.acting, proposal) or [proposal.drafted_by]
    try:
        with transaction.atomic(), spoken(Reminder):
            names = "、".join(str(user) for user in told)[:300]
            Reminder.objects.create(step=step, number=number, names=names, sent_at=at)
            facts = {"proposal": proposal, "step": step, "days": days, "obstacle": cover.obstacle}
            post("records/emails/kessai/reminder", to=told, **facts)
    except ValidationError:  # another worker was quicker
        return False
    return True


def remind_of_opinions(at: datetime) -> int:
    """The day after the one by which the opinion was asked, and then after each interval."""
    on = local_day(at)
    late = Opinion.objects.overdue(on=on).annotate(last=models.Max("reminders__number"))
    asked = late.select_related("proposal", "of", "asked_by").order_by("due_on", "pk")
    return sum(remind_of_opinion(opinion, on, at=at) for opinion in asked)


def remind_of_opinion(opinion: Any, on: date, *, at: datetime) -> bool:
    """Somebody who has left the city's offices will not answer: then whoever asked is told."""
    number = 1 + ((on - opinion.due_on).days - 1) // int(settings.KESSAI_DAYS)
    if number <= (opinion.last or 0):
        return False
    answers = opinion.of.is_city(on=on)
    told = opinion.of if answers else opinion.asked_by
    try:
        with transaction.atomic(), spoken(Reminder):
            Reminder.objects.create(opinion=opinion, number=number, names=str(told), sent_at=at)
            facts = {"proposal": opinion.proposal, "opinion": opinion, "answers": answers}
            post("records/emails/kessai/opinion", to=[told], **facts)
    except ValidationError:  # another worker was quicker
        return False
    return True


def able(acting: list[User], proposal: Proposal) -> list[User]:
    filled = set(proposal.steps.live().exclude(act_taken="").values_list("acted_by", flat=True))
    return [user for user in acting if user.pk not in filled and user.pk != proposal.drafted_by_id]


@daily("kessai.remind", "止まっている決裁を知らせる", at=time(8, 30))
def remind_daily(*, on: date) -> None:  # noqa: ARG001  # a morning that was missed is made up for as of now
    """Whoever has acted meanwhile is not told."""
    remind(at=timezone.now())
