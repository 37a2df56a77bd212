"""返還命令 (life cycle 2.4): the posts order what is to come back, money comes in, the claim is closed at nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.belonging import OfGrantQuerySet
from grants.cases import Grant
from organizations.models import Organization
from organizations.ties import is_tied
from records.approvals import Proposal, Stop
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.letters import LetterModel, issue
from records.telling import made as told_new
from records.templatetags.japanese import yen

OPEN = ("prepared", "proposed", "ordered")
OUT = Q(status__in=["ordered", "closed"])  # the organization reads of what was ordered, not of what is prepared


class RefundQuerySet(OfGrantQuerySet["Refund"]):
    def visible_to(self, user: User, *, on: date) -> RefundQuerySet:
        grants = Grant.objects.visible_to(user, on=on).values("pk")
        seen = self.filter(grant__in=grants)
        return seen if user.is_city(on=on) else seen.filter(OUT)

    def to_come(self) -> RefundQuerySet:
        """Money is to come back."""
        return self.filter(status=Refund.Status.ORDERED)

    def overdue(self, *, on: date) -> RefundQuerySet:
        return self.to_come().filter(due_on__lt=on)


class Refund(Case):
    class Status(models.TextChoices):
        PREPARED = "prepared", "返還命令の準備"
        PROPOSED = "proposed", "決裁待ち"
        ORDERED = "ordered", "返還待ち"
        CLOSED = "closed", "返還済み"
        DROPPED = "dropped", "取りやめ"

    approval_kind: ClassVar = "grants.refund"
    MOVES: ClassVar[Any] = {
        "revise": ({Status.PREPARED}, Status.PREPARED),
        "propose": ({Status.PREPARED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.PREPARED),
        "order": ({Status.PROPOSED}, Status.ORDERED),
        "collect": ({Status.ORDERED}, Status.ORDERED),
        "close": ({Status.ORDERED}, Status.CLOSED),
        "drop": ({Status.PREPARED}, Status.DROPPED),
    }
    NOT_NOW: ClassVar[Any] = {
        "propose": "この返還命令は、もう決裁に回っているか、終わっています。画面を開き直してください。",
        "collect": "入金を記録できるのは、返還を命じてから、全額が返るまでです。画面を開き直してください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "返還命令の準備をはじめた",
        "revise": "返還命令の内容を直した",
        "propose": "返還命令の案をつくった",
        "reopen": "準備に戻った",
        "order": "返還を命じた",
        "collect": "返ってきたお金を記録した",
        "waive": "延滞金・加算金を減免した",
        "close": "全額が返った",
        "drop": "返還命令をやめた",
    }

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="refunds", verbose_name="交付金")
    amount = models.BigIntegerField("返還を命ずる額(円)")
    due_on = models.DateField("返還の期限")
    article = models.CharField("根拠の条項", max_length=100)
    grounds = models.TextField("理由", max_length=1000)
    by_notice = models.BooleanField(
        "返還命令書ではなく、精算・返納のお知らせを出す",
        default=False,
        help_text="団体が進んで返すときの、処分ではない知らせです。教示は載りません。",
    )
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PREPARED, editable=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="準備した人"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="命じた人"
    )
    decided_at = models.DateTimeField("命じた日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Refund]] = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "返還命令"
        ordering = ["grant", "pk"]
        indexes = [models.Index(fields=["status", "due_on"], name="refund_by_due_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(status__in=OPEN),
                name="one_open_refund_per_grant",
                violation_error_message="この交付金の返還命令は、もうあります。その続きを進めてください。",
            ),
            models.CheckConstraint(
                name="a_refund_is_of_money",
                condition=Q(amount__gt=0),
                violation_error_message="返還の額は、1円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="a_refund_is_ordered_exactly_when_somebody_decided_it",
                condition=Q(status__in=["ordered", "closed"], decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(status__in=["ordered", "closed"]) & Q(decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="nobody_orders_the_refund_that_they_prepared",
                condition=Q(decided_by=None) | ~Q(decided_by=F("begun_by")),
                violation_error_message="準備した人は、その返還を命じられません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant}の返還命令"

    @property
    def organization(self) -> Organization:
        return self.grant.organization

    def get_absolute_url(self) -> str:
        return reverse("grants:refund", args=[self.pk])

    def collected(self) -> int:
        """Yen that have come back."""
        return int(self.receipts.aggregate(sum=Sum("amount"))["sum"] or 0)

    @property
    def balance(self) -> int:
        """Yen that are still to come."""
        return self.amount - self.collected()

    @classmethod
    @transaction.atomic
    def begin(
        cls, grant: Grant, *, by: User, amount: int, due_on: date, article: str, grounds: str, by_notice: bool = False
    ) -> Refund:
        grant.lock()
        check_claim(grant, amount)
        facts = {"amount": amount, "due_on": due_on, "article": article, "grounds": grounds, "by_notice": by_notice}
        refund = cls(grant=grant, begun_by=by, **facts)
        with spoken(cls):
            refund.save()
        record(refund, "refund.begin", by=by, changes=told_new(refund, but={"grant", "begun_by"}))
        return refund

    @transaction.atomic
    def revise(
        self, *, by: User, amount: int, due_on: date, article: str, grounds: str, by_notice: bool = False
    ) -> None:
        to: dict[str, object] = {"amount": amount, "due_on": due_on, "article": article, "grounds": grounds}
        to["by_notice"] = by_notice
        self.take("revise", by=by, to=to)
        check_claim(self.grant, amount)
        with spoken(Refund):
            self.save()

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        self.take("drop", by=by)
        self.save()

    @transaction.atomic
    def propose(self, *, by: User, rule_name: str, route: Sequence[Stop]) -> Proposal:
        """起案."""
        self.take("propose", by=by, comment=f"{yen(self.amount)}、{era_date(self.due_on)}まで")
        self._check_order()
        self.save()
        subject = f"{self}について({yen(self.amount)})"[:200]
        return Proposal.draft(
            [self], by=by, subject=subject, reason=self.grounds, rule_name=rule_name, route=route, amount=self.amount
        )

    def _check_order(self) -> None:
        """NotNow if what is ordered is not owed (any more), or the letter would come after its own due date."""
        check_claim(self.grant, self.amount)
        if self.due_on <= timezone.localdate():
            raise NotNow({"due_on": "返還の期限が過ぎています。明日か、それより後の日に直してください。"})

    def tied(self, user: User, *, on: date) -> bool:
        return is_tied(user, self.organization, on=on)

    def decided_facts(self) -> dict[str, str]:
        return {
            "出す書面": "精算・返納のお知らせ" if self.by_notice else "返還命令書",
            "命じた後に残る額": yen(self.grant.owed() - self.amount),
            **self.letter(on=timezone.localdate()).values(),
        }

    def rests_on(self) -> list[models.Model]:
        return [self.grant]

    def letter(self, *, on: date) -> LetterModel:
        from grants.letters import RefundLetter, RefundNotice  # the letters know the refund

        return RefundNotice(self, on) if self.by_notice else RefundLetter(self, on)

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        return [self.letter(on=on)]

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("reopen", by=by, comment=comment)
        self.save()

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.order(by=by)

    @transaction.atomic
    def order(self, *, by: User) -> None:
        """返還命令: the claim and the letter in one transaction."""
        self.take("order", by=by, comment=yen(self.amount))
        self.grant.lock()
        self._check_order()
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(Refund):
            self.save()
        issue(self.letter(on=timezone.localdate()), by=by)


def check_claim(grant: Grant, amount: int) -> None:
    """NotNow unless the organization owes it."""
    owed = grant.owed()
    if owed <= 0:
        raise NotNow("返してもらうお金はありません。支払った額と、確定した額を確かめてください。")
    if amount > owed:
        raise NotNow({"amount": f"返してもらう額は{yen(owed)}です。それより多くは命じられません。"})
