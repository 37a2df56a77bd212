"""財産処分承認申請 (form 3.19): to sell, give away, scrap or lend what is bound; afterwards a notice of it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.belonging import OfGrantQuerySet
from grants.cases import Grant
from grants.equipment.deciding import Decided
from grants.equipment.items import Item
from grants.sent_papers import signed
from organizations.behalf import refuse_if_contested
from organizations.requests import sent
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.letters import LetterModel
from records.mail import post
from records.papers import keep
from records.telling import made as told_new
from records.telling import overwrite

OPEN = ("draft", "submitted", "returned", "proposed")


class ItemDisposalQuerySet(OfGrantQuerySet["ItemDisposal"]):
    def open(self) -> ItemDisposalQuerySet:
        return self.filter(status__in=OPEN)

    def owing(self) -> ItemDisposalQuerySet:
        """Approved on a condition that has not been met."""
        return self.filter(status=ItemDisposal.Status.APPROVED, payback__gt=0, paid_back_on=None)


class ItemDisposal(Decided):
    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "審査"
        RETURNED = "returned", "直しのお願い"
        PROPOSED = "proposed", "決裁待ち"
        APPROVED = "approved", "承認"
        REFUSED = "refused", "不承認"
        NOTED = "noted", "届出を承知"
        WITHDRAWN = "withdrawn", "取り下げ"

    class Kind(models.TextChoices):
        SELL = "sell", "売る"
        GIVE = "give", "ゆずる"
        SCRAP = "scrap", "捨てる"
        LEND = "lend", "貸す"

    MOVES: ClassVar[Any] = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "send_back": ({Status.SUBMITTED}, Status.RETURNED),
        "withdraw": ({Status.DRAFT, Status.SUBMITTED, Status.RETURNED}, Status.WITHDRAWN),
        "note": ({Status.SUBMITTED}, Status.NOTED),
        "propose": ({Status.SUBMITTED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.SUBMITTED),
        "approve": ({Status.PROPOSED}, Status.APPROVED),
        "refuse": ({Status.PROPOSED}, Status.REFUSED),
        "pay_back": ({Status.APPROVED}, Status.APPROVED),
    }
    AFTERWARDS = ("pay_back",)
    NOT_NOW: ClassVar[Any] = {
        "submit": "この書類は、もう市に出してあります。画面を開き直して、今の状態を確かめてください。",
    }
    SAID: ClassVar[Any] = {
        "begin": "処分の書類を書きはじめた",
        "fill_in": "処分の書類を書いた",
        "submit": "処分の書類を出した",
        "send_back": "処分の書類の直しを求めた",
        "withdraw": "処分を取りやめた",
        "note": "処分の届出を承知した",
        "propose": "処分の決定の案をつくった",
        "reopen": "審査に戻った",
        "approve": "処分を承認した",
        "refuse": "処分を承認しないことを決定した",
        "pay_back": "返ってきたお金を記録した",
    }

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="disposals", verbose_name="備品")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="item_disposals", verbose_name="交付金")
    kind = models.CharField("処分の方法", max_length=5, choices=Kind.choices)
    planned_on = models.DateField("処分する日")
    partner = models.CharField("相手", max_length=100, blank=True)
    proceeds = models.BigIntegerField("受け取る額(円)", default=0)
    reason = models.TextField("処分する理由", max_length=1000)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    sent_back_for = models.TextField("直すところ", max_length=1000, blank=True, editable=False)
    objects: ClassVar[models.Manager[ItemDisposal]] = ItemDisposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "財産の処分"
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(status__in=OPEN),
                name="one_open_disposal_per_item",
                violation_error_message="この備品の処分の書類は、もうあります。その続きを書いてください。",
            ),
            models.CheckConstraint(
                name="a_sent_disposal_says_who_sent_it_and_for_whom",
                condition=Q(status__in=["draft", "withdrawn"]) | signed(),
            ),
            models.CheckConstraint(
                name="proceeds_and_payback_are_not_negative",
                condition=Q(proceeds__gte=0) & (Q(payback=None) | Q(payback__gte=0)),
                violation_error_message="金額は、0円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="a_disposal_is_decided_exactly_when_somebody_decided_it",
                condition=Q(status__in=["approved", "refused"], decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(status__in=["approved", "refused"]) & Q(decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="nobody_decides_about_their_own_disposal",
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")),
                violation_error_message="書類を出した人は、それを決定できません。",
            ),
            models.CheckConstraint(
                name="only_an_approved_disposal_is_paid_back", condition=Q(paid_back_on=None) | Q(status="approved")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}の処分"

    def get_absolute_url(self) -> str:
        return reverse("grants:disposal", args=[self.pk])

    @property
    def is_notice(self) -> bool:
        """届出: its time is over on the day on which it is parted with."""
        return not self.item.is_bound(on=self.planned_on)

    @property
    def name(self) -> str:
        return "財産処分の届出" if self.is_notice else "財産処分の承認申請"

    @classmethod
    @transaction.atomic
    def begin(cls, item: Item, *, by: User, **facts: Any) -> ItemDisposal:
        """``facts``: kind, planned_on, partner, proceeds, reason."""
        item.lock()
        item.check_move("dispose")
        made = cls(item=item, grant=item.grant, **facts)
        made._check_day()
        with spoken(cls):
            made.save()
        record(made, "itemdisposal.begin", by=by, changes=told_new(made, facts.keys()))
        return made

    @transaction.atomic
    def fill_in(self, *, by: User, **facts: Any) -> None:
        self.lock()
        if not self.is_open:
            raise NotNow(self.NOT_NOW["submit"])
        changed = overwrite(self, facts)
        self._check_day()
        with spoken(ItemDisposal):
            self.save()
        record(self, "itemdisposal.fill_in", by=by, changes=changed)

    def _check_day(self) -> None:
        """What has happened already cannot be asked for; nothing is parted with before it was bought."""
        if self.planned_on < self.item.acquired_on:
            raise NotNow({"planned_on": "備品を取得した日より前にはできません。"})
        if self.planned_on < timezone.localdate() and not self.is_notice:
            free = era_date(self.item.free_from)
            raise NotNow({"planned_on": f"{free}より前の処分は、先に市の承認が要ります。これからの日にしてください。"})

    @transaction.atomic
    def submit(self, *, by: User, on: date) -> None:
        self.lock()
        self.check_move("submit")
        self.item.check_move("dispose")
        self._check_day()
        if self.organization.president(on=on) is None:
            raise NotNow("今の会長が役員名簿にありません。名簿に入れてください。")
        values = {**self.register(on=on), "sent_back_for": ""}
        self.take("submit", by=by, to=values, comment=f"{self.get_kind_display()}、{era_date(self.planned_on)}")
        self.sign(by=by, on=on)
        with spoken(ItemDisposal):
            self.save()
        keep(self, "disposal", by=by)
        sent(self)

    @transaction.atomic
    def send_back(self, *, by: User, comment: str) -> None:
        self.take("send_back", by=by, to={"sent_back_for": comment}, comment=comment)
        self.save()
        contacts = self.organization.contacts(on=timezone.localdate())
        post("grants/emails/disposal_returned/applicant", to=contacts, disposal=self)

    @transaction.atomic
    def withdraw(self, *, by: User) -> None:
        self.take("withdraw", by=by)
        self.save()
        sent(self)

    @transaction.atomic
    def note(self, *, by: User) -> None:
        """承知: the time of the thing is over, nothing is decided."""
        self.lock()
        if self.can("note") and not self.is_notice:
            raise NotNow("まだ処分が制限されている備品です。起案して、決裁を受けてください。")
        self.take("note", by=by)
        refuse_if_contested(self)
        self.save()
        self._part(by=by)

    def letter(self, *, on: date) -> LetterModel:
        from grants.letters.disposal import letter_of  # the letters know the disposal

        return letter_of(self, on=on)
