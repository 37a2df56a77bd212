"""積立 (domain 4.5): what an organization saves of its grants for a purpose, with the balance after each line."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from grants.cases import Grant
from grants.reserves.guard import a_reserve_s_balance_follows_its_last
from organizations.belonging import BelongingQuerySet
from organizations.models import Organization
from records.events import AppendOnlyQuerySet, append_only_triggers
from records.fiscal import FiscalYear, FiscalYearField
from records.templatetags.japanese import yen


class ReserveQuerySet(BelongingQuerySet["Reserve"]):
    def with_balance(self) -> ReserveQuerySet:
        last = ReserveEntry._base_manager.filter(reserve=OuterRef("pk")).order_by("-pk").values("balance")[:1]
        return self.annotate(saved=Coalesce(Subquery(last), 0))


class Reserve(models.Model):
    """One purpose for which an organization saves, with its plan as the assembly adopted it."""

    SAID: ClassVar = {
        "plan": "積立の計画をつくった",
        "amend": "積立の計画を直した",
        "put_in": "使い残しを積み立てた",
        "take_out": "積立を取り崩した",
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="reserves", verbose_name="団体"
    )
    purpose = models.CharField("積立の目的", max_length=200)
    target = models.BigIntegerField("目標の額(円)")
    from_year = FiscalYearField("はじめの年度")
    to_year = FiscalYearField("使う年度(終わりの年度)")
    adopted_on = models.DateField("総会で認めた日", null=True, blank=True)

    objects: ClassVar[models.Manager[Reserve]] = ReserveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "積立"
        ordering = ["organization", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_reserve_has_a_target",
                condition=Q(target__gt=0),
                violation_error_message="目標の額は、1円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="a_reserve_ends_after_it_begins",
                condition=Q(to_year__gte=F("from_year")),
                violation_error_message="終わりの年度を、はじめの年度か、それより後にしてください。",
            ),
            models.UniqueConstraint(
                fields=["organization", "purpose"],
                name="one_reserve_per_purpose",
                violation_error_message="同じ目的の積立が、もうあります。その計画を直してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.purpose}"

    def get_absolute_url(self) -> str:
        return reverse("grants:reserve", args=[self.pk])

    @property
    def balance(self) -> int:
        last = self.entries.order_by("-pk").first()
        return last.balance if last else 0

    @property
    def room(self) -> int:
        """Yen that are still missing."""
        return max(self.target - self.balance, 0)

    def covers(self, year: FiscalYear) -> bool:
        return self.from_year <= year <= self.to_year

    def is_overdue(self, *, on: date) -> bool:
        """Its years are over, and money is still there."""
        return FiscalYear.of(on) > self.to_year and self.balance > 0


class ReserveEntry(models.Model):
    """A line of the ledger: in with a confirmed grant, out for a project. It never changes."""

    class Kind(models.TextChoices):
        IN = "in", "積立"
        OUT = "out", "取崩し"

    reserve = models.ForeignKey(Reserve, on_delete=models.PROTECT, related_name="entries", verbose_name="積立")
    kind = models.CharField("動き", max_length=3, choices=Kind.choices)
    booked_on = models.DateField("日付")
    amount = models.BigIntegerField("額(円)")
    balance = models.BigIntegerField("残高(円)")
    grant = models.OneToOneField(
        Grant, on_delete=models.PROTECT, null=True, related_name="reserve_entry", verbose_name="使い残した交付金"
    )
    project = models.CharField("使った事業", max_length=100, blank=True)
    reason = models.CharField("理由", max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    recorded_at = models.DateTimeField("記録した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[ReserveEntry]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "積立の台帳"
        ordering = ["reserve", "pk"]
        constraints = [
            models.CheckConstraint(name="an_entry_of_a_reserve_is_of_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="what_goes_in_comes_from_a_grant_what_goes_out_pays_a_project",
                condition=Q(kind="in", grant__isnull=False, project="")
                | Q(kind="out", grant=None) & ~Q(project="") & ~Q(reason=""),
            ),
        ]
        triggers = [*append_only_triggers(), a_reserve_s_balance_follows_its_last()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {yen(self.amount)}"


class BankCheck(models.Model):
    """残高の確認: once a year, the bank book beside the ledger."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="bank_checks", verbose_name="団体"
    )
    fiscal_year = FiscalYearField("年度")
    looked_on = models.DateField("通帳を見た日")
    in_bank = models.BigIntegerField("通帳の残高(円)")
    in_ledger = models.BigIntegerField("台帳の残高(円)")
    note = models.CharField("ちがうときのわけ", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    recorded_at = models.DateTimeField("記録した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[BankCheck]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "積立の残高の確認"
        ordering = ["organization", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_bank_balance_that_differs_says_why",
                condition=Q(in_bank=F("in_ledger")) | ~Q(note=""),
                violation_error_message="通帳と台帳の残高がちがいます。そのわけを書いてください。",
            ),
            models.CheckConstraint(name="a_bank_balance_is_not_negative", condition=Q(in_bank__gte=0)),
        ]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.organization} {self.fiscal_year} {yen(self.in_bank)}"

    @property
    def difference(self) -> int:
        return self.in_bank - self.in_ledger
