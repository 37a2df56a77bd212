"""年度更新: the city's work of getting a fiscal year ready, step by step; what each step makes is made elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.cases import Case, NotNow, spoken
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField


class RolloverQuerySet(models.QuerySet["Rollover"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The section does it; the posts that see every organization look on."""
        return self if user.in_section(on=on) or user.reaches_all(on=on) else self.none()


class Rollover(Case):
    """One for each coming fiscal year; it says who carried over what and when."""

    class Status(models.TextChoices):
        OPEN = "open", "準備中"
        DONE = "done", "終わり"

    MOVES: ClassVar[Any] = {
        "carry": ({Status.OPEN}, Status.OPEN),
        "close": ({Status.OPEN}, Status.DONE),
        "reopen": ({Status.DONE}, Status.OPEN),
    }
    NOT_NOW: ClassVar[Any] = {
        "carry": "この年度更新は、終わりにしてあります。続けるときは、先に「もう一度ひらく」を押してください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "年度更新をはじめた",
        "carry": "次の年度へ写した",
        "close": "年度更新を終わりにした",
        "reopen": "年度更新をもう一度ひらいた",
    }

    fiscal_year = FiscalYearField("新しい年度", unique=True, editable=False)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="はじめた人"
    )
    begun_at = models.DateTimeField("はじめた日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[Rollover]] = RolloverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度更新"
        ordering = ["-fiscal_year"]

    def __str__(self) -> str:
        return f"{self.fiscal_year}への年度更新"

    def get_absolute_url(self) -> str:
        return reverse("rollover", args=[self.fiscal_year.number])

    @classmethod
    @transaction.atomic
    def of(cls, year: FiscalYear, *, by: User, on: date) -> Rollover:
        """The year's own, locked; begun if nobody has. Two who press at once come one after the other."""
        if year not in coming(on):
            raise NotNow(f"{year}は、今は準備できません。次の年度か、今の年度を選んでください。")
        found = cls.objects.filter(fiscal_year=year).first()
        if found is None:
            with spoken(cls):
                found = cls.objects.create(fiscal_year=year, begun_by=by)
            record(found, "rollover.begin", by=by)
        found.lock()
        return found

    @transaction.atomic
    def carry(self, told: str, *, by: User) -> None:
        """What was just made, in words; the caller has made it in the same transaction."""
        self.take("carry", by=by, comment=told)
        self.save()

    @transaction.atomic
    def close(self, *, by: User) -> None:
        self.take("close", by=by)
        self.save()

    @transaction.atomic
    def reopen(self, *, by: User) -> None:
        self.take("reopen", by=by)
        self.save()


def coming(on: date) -> tuple[FiscalYear, FiscalYear]:
    """The years that can be made ready on a day: the next one, and this one for who is late."""
    this = FiscalYear.of(on)
    return this.next, this
