"""してほしい・できる: one need or one offer, from the day it came to the day on which it is done or given up."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.cases import Case, NotNow
from records.codes import drawn_by_lot, grouped
from records.events import record
from records.telling import made
from staff.matching.finding import CardQuerySet
from staff.matching.mails import tell
from staff.matching.words import refuse_personal
from staff.words.words import Theme

HIDDEN = {"code", "name", "email", "phone", "text"}  # the trail tells that it came, never from whom nor the raw words


class Card(Case):
    """``text`` is what was typed, seen inside only; ``words`` is what the coordinator lets everybody read."""

    class Side(models.TextChoices):
        NEED = "need", "してほしい"
        OFFER = "offer", "できる"

    class Giver(models.TextChoices):
        PERSON = "person", "個人"
        BODY = "body", "地域の団体・自治会"
        GROUP = "group", "サークル・グループ"
        COMPANY = "company", "会社・お店"
        STUDENT = "student", "学生・学校"

    class Channel(models.TextChoices):
        WEB = "web", "ウェブ"
        PHONE = "phone", "電話"
        COUNTER = "counter", "窓口"
        MEETING = "meeting", "会議・ワークショップ"
        COURSE = "course", "講座を修了した人"

    class Status(models.TextChoices):
        RECEIVED = "received", "確認待ち"
        OPEN = "open", "募集中"
        MATCHED = "matched", "成立"
        DONE = "done", "済み"
        REFUSED = "refused", "載せない"
        WITHDRAWN = "withdrawn", "取り下げ"

    MOVES: ClassVar[Any] = {
        "publish": ({Status.RECEIVED, Status.OPEN}, Status.OPEN),
        "extend": ({Status.OPEN}, Status.OPEN),
        "refuse": ({Status.RECEIVED, Status.OPEN}, Status.REFUSED),
        "withdraw": ({Status.RECEIVED, Status.OPEN}, Status.WITHDRAWN),
        "match": ({Status.OPEN}, Status.MATCHED),
        "come_apart": ({Status.MATCHED}, Status.OPEN),
        "finish": ({Status.MATCHED}, Status.DONE),
        "reopen": ({Status.DONE, Status.REFUSED, Status.WITHDRAWN}, Status.OPEN),
    }
    AFTERWARDS: ClassVar = ("reopen",)
    NOT_NOW: ClassVar = {
        "match": "この募集は、もう終わったか、ほかの人と決まっています。",
        "withdraw": "もう決まった募集は、取り下げられません。担当のコーディネーターに話してください。",
    }
    SAID: ClassVar = {
        "take_in": "受け付けた",
        "publish": "公開の言葉を決めて載せた",
        "extend": "募集の期限を延ばした",
        "refuse": "載せないことにした",
        "withdraw": "取り下げた",
        "match": "成立した",
        "come_apart": "成立しなかったので、もう一度募集した",
        "finish": "済んだ",
        "reopen": "もう一度募集した",
    }

    side = models.CharField("区分", max_length=6, choices=Side.choices)
    giver = models.CharField("出した人", max_length=8, choices=Giver.choices, default=Giver.PERSON)
    channel = models.CharField("受けた方法", max_length=8, choices=Channel.choices, default=Channel.WEB)
    title = models.CharField("件名", max_length=40)
    text = models.TextField("寄せられた内容")
    words = models.TextField("公開する内容", blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name="分野")
    area = models.ForeignKey(
        "organizations.Area", on_delete=models.PROTECT, null=True, related_name="cards", verbose_name="地区"
    )
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, null=True, related_name="cards", verbose_name="団体"
    )
    project = models.CharField("どの活動のためか", max_length=60, blank=True)
    time_told = models.CharField("いつ", max_length=60, blank=True)
    people = models.PositiveSmallIntegerField("人数", null=True)
    things = models.CharField("いるもの・出せるもの", max_length=120, blank=True)
    until = models.DateField("募集の期限")
    name = models.CharField("お名前", max_length=100)
    email = models.EmailField("メールアドレス", max_length=254, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    code = models.CharField("受付番号", max_length=12, unique=True, default=drawn_by_lot, editable=False)
    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="answered", verbose_name="どの募集に応えたか"
    )
    received_on = models.DateField("受けた日")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="入力した人"
    )
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.RECEIVED, editable=False)
    ended_on = models.DateField("終わった日", null=True, editable=False)

    objects: ClassVar[models.Manager[Card]] = CardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "してほしい・できる"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["status", "side", "until"], name="card_that_is_open")]
        constraints = [
            models.CheckConstraint(
                name="what_everybody_reads_has_words_for_everybody",
                condition=Q(status__in=["received", "refused", "withdrawn"]) | ~Q(words=""),
                violation_error_message="公開する内容を書いてください。",
            ),
            models.CheckConstraint(
                name="a_card_has_ended_exactly_when_there_is_a_day",
                condition=Q(status__in=["done", "refused", "withdrawn"], ended_on__isnull=False)
                | ~Q(status__in=["done", "refused", "withdrawn"]) & Q(ended_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("connect:card", args=[self.pk])

    @property
    def number(self) -> str:
        """The receipt number as people copy it."""
        return grouped(self.code)

    @property
    def other_side(self) -> str:
        return self.Side.OFFER if self.side == self.Side.NEED else self.Side.NEED

    def is_stale(self, *, on: date) -> bool:
        """Still asked for, though its day has passed: everybody's list leaves it out."""
        return self.status in {self.Status.OPEN, self.Status.RECEIVED} and self.until < on

    @classmethod
    @transaction.atomic
    def receive(cls, *, by: User, on: date, **facts: Any) -> Card:
        """From a public form (``by``: the signed-in person, or ``records.anybody.anybody()``), or entered for somebody.

        Nobody but the coordinators reads it until it is published.
        """
        if not (facts.get("email") or facts.get("phone")):
            raise NotNow({"phone": "電話かメールアドレスの、どちらかを入れてください。"})
        if facts["until"] < on:
            raise NotNow({"until": "募集の期限は、今日か、それより後の日にしてください。"})
        card = cls(received_on=on, **facts)
        card.save()
        record(card, "card.take_in", by=by, changes=made(card, but=HIDDEN), area=card.area)
        return card

    @transaction.atomic
    def publish(self, *, by: User, title: str, words: str, **facts: Any) -> None:
        """In words that tell nobody apart; again, where they are to be mended."""
        for field, text in (("title", title), ("words", words)):
            refuse_personal(field, text, name=self.name)
        was_received = self.status == self.Status.RECEIVED
        self.take("publish", by=by, to={"title": title, "words": words, **facts})
        self.save()
        if was_received:
            tell(self, "published")

    @transaction.atomic
    def extend(self, *, by: User, until: date) -> None:
        self._later(until)
        self.take("extend", by=by, to={"until": until})
        self.save()

    @transaction.atomic
    def reopen(self, *, by: User, until: date) -> None:
        """The same again: an offer that holds again, or what was taken back too early."""
        self._later(until)
        if not self.words:
            raise NotNow("まだ確かめていない募集です。もう一度出してもらってください。")
        self.take("reopen", by=by, to={"until": until, "ended_on": None})
        self.save()

    @transaction.atomic
    def refuse(self, *, by: User, comment: str) -> None:
        """Mischief, business, or what the portal must not carry; it never stood on the public page, or leaves it."""
        self._free()
        self.take("refuse", by=by, to={"ended_on": timezone.localdate()}, comment=comment)
        self.save()

    @transaction.atomic
    def withdraw(self, *, by: User, comment: str = "") -> None:
        """By whoever has the number, or by a coordinator who was told."""
        self._free()
        self.take("withdraw", by=by, to={"ended_on": timezone.localdate()}, comment=comment)
        self.save()

    @transaction.atomic
    def match(self, *, by: User) -> None:
        self.take("match", by=by)
        self.save()

    @transaction.atomic
    def come_apart(self, *, by: User) -> None:
        self.take("come_apart", by=by)
        self.save()

    @transaction.atomic
    def finish(self, *, by: User, on: date) -> None:
        self.take("finish", by=by, to={"ended_on": on})
        self.save()

    def _later(self, until: date) -> None:
        if until < timezone.localdate():
            raise NotNow({"until": "募集の期限は、今日か、それより後の日にしてください。"})

    def _free(self) -> None:
        """Nobody waits for an answer about it."""
        for each in (self.as_need, self.as_offer):
            if each.filter(status="proposed").exists():
                raise NotNow("紹介の返事を待っています。先に「成立しなかった」にしてください。")
