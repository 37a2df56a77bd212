"""What a revocation says: how much, on which grounds, by which article; and what can never be true of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from records.cases import Case, NotNow
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.cases import Grant


class Grounded(Case):
    if TYPE_CHECKING:
        grant: Grant

    class Scope(models.TextChoices):
        WHOLE = "whole", "全部"
        PART = "part", "一部"

    class Grounds(models.TextChoices):
        FALSE = "false", "偽りその他不正の手段により交付の決定を受けたこと"
        MISUSE = "misuse", "交付金を他の用途に使用したこと"
        BREACH = "breach", "交付の決定の内容又はこれに付した条件に違反したこと"
        LAW = "law", "法令、規則若しくは要綱又はこれらに基づく市長の処分に違反したこと"
        UNFINISHED = "unfinished", "事業を期限までに完了する見込みがないこと"
        CIRCUMSTANCES = "circumstances", "決定後の事情の変更により、事業の全部又は一部を続ける必要がなくなったこと"

    scope = models.CharField("取消しの範囲", max_length=5, choices=Scope.choices)
    amount = models.BigIntegerField("取り消す額(円)", null=True, blank=True)  # of a part; the whole is what stands then
    grounds = models.CharField("取消しの理由", max_length=13, choices=Grounds.choices)
    reason = models.TextField("くわしい理由", max_length=2000)
    article = models.CharField("根拠の条項", max_length=100)
    asks_back = models.BooleanField("交付した額の返還を求める", default=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="準備した人"
    )
    begun_at = models.DateTimeField("準備した日時", default=timezone.now, editable=False)
    amount_before = models.BigIntegerField("取消し前の額(円)", null=True, editable=False)
    amount_after = models.BigIntegerField("取消し後の額(円)", null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="決定した人"
    )
    decided_at = models.DateTimeField("決定した日時", null=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="a_part_revocation_says_how_much",
                condition=Q(scope="whole", amount=None) | Q(scope="part", amount__isnull=False, amount__gt=0),
                violation_error_message="一部を取り消すときは、取り消す額を入れてください。",
            ),
            models.CheckConstraint(
                name="a_revocation_says_why_and_by_which_article",
                condition=~Q(reason="") & ~Q(article=""),
                violation_error_message="くわしい理由と根拠の条項を書いてください。通知書に載ります。",
            ),
            models.CheckConstraint(
                name="a_revocation_is_decided_exactly_with_its_amounts",
                condition=Q(
                    status="revoked",
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    amount_before__isnull=False,
                    amount_after__isnull=False,
                )
                | ~Q(status="revoked") & Q(decided_by=None, decided_at=None, amount_before=None, amount_after=None),
            ),
            models.CheckConstraint(
                name="a_revocation_takes_something_and_no_more_than_there_is",
                condition=Q(amount_after=None) | Q(amount_after__gte=0, amount_after__lt=F("amount_before")),
            ),
            models.CheckConstraint(
                name="nothing_is_left_exactly_where_the_whole_is_revoked",
                condition=Q(amount_after=None) | Q(scope="whole", amount_after=0) | Q(scope="part", amount_after__gt=0),
            ),
            models.CheckConstraint(
                name="nobody_decides_the_revocation_that_they_began",
                condition=Q(decided_by=None) | ~Q(decided_by=F("begun_by")),
                violation_error_message="準備した人は、その取消しを決定できません。",
            ),
        ]

    @property
    def before(self) -> int:
        """What stands before it: now, or when it was decided."""
        return (self.grant.amount_current if self.amount_before is None else self.amount_before) or 0

    @property
    def after(self) -> int:
        return 0 if self.scope == self.Scope.WHOLE else self.before - (self.amount or 0)

    @property
    def taken(self) -> int:
        """Yen that are revoked."""
        return self.before - self.after

    def meant(self) -> str:
        return f"{self.get_scope_display()}、{yen(self.taken)}を取り消す"

    def check_amount(self) -> None:
        """NotNow unless a part is less than what stands."""
        if self.scope == self.Scope.PART and not 0 < (self.amount or 0) < self.before:
            less = f"今の交付決定額({yen(self.before)})より少ない額にしてください。全部なら「全部」を選びます。"
            raise NotNow({"amount": less})
