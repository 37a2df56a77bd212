"""紹介: a coordinator brings a need and an offer together; both say yes, it is done, and somebody says thanks."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.cases import Case, NotNow, spoken
from records.events import record
from staff.matching.cards import Card
from staff.matching.finding import IntroductionQuerySet
from staff.matching.mails import tell
from staff.matching.words import refuse_personal

Side = Card.Side


class Introduction(Case):
    """Neither side learns who the other is before both have said yes."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "返事待ち"
        AGREED = "agreed", "成立"
        DONE = "done", "済み"
        THANKED = "thanked", "お礼あり"
        FAILED = "failed", "成立しなかった"

    MOVES: ClassVar[Any] = {
        "say_yes": ({Status.PROPOSED}, Status.PROPOSED),
        "agree": ({Status.PROPOSED}, Status.AGREED),
        "fail": ({Status.PROPOSED, Status.AGREED}, Status.FAILED),
        "finish": ({Status.AGREED}, Status.DONE),
        "thank": ({Status.DONE}, Status.THANKED),
        "publish_thanks": ({Status.THANKED}, Status.THANKED),
    }
    AFTERWARDS: ClassVar = ("thank", "publish_thanks")
    NOT_NOW: ClassVar = {
        "say_yes": "この紹介は、もう返事を待っていません。",
        "fail": "この紹介は、もう終わっています。",
    }
    SAID: ClassVar = {
        "introduce": "紹介した",
        "say_yes": "片方が「はい」と答えた",
        "agree": "両方が「はい」と答え、成立した",
        "fail": "成立しなかった",
        "finish": "済んだ",
        "thank": "お礼の言葉があった",
        "publish_thanks": "お礼の言葉を載せた",
    }

    need = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="as_need", verbose_name="してほしい")
    offer = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="as_offer", verbose_name="できる")
    note = models.TextField("紹介の言葉", blank=True)
    introduced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="紹介した人"
    )
    introduced_on = models.DateField("紹介した日")
    need_said_on = models.DateField("してほしい側が答えた日", null=True)
    offer_said_on = models.DateField("できる側が答えた日", null=True)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PROPOSED, editable=False)
    agreed_on = models.DateField("成立した日", null=True)
    ended_on = models.DateField("済んだ日、またはやめた日", null=True)
    reason = models.CharField("成立しなかった理由", max_length=200, blank=True)
    thanks = models.TextField("お礼の言葉", blank=True)
    thanks_on = models.DateField("お礼の日", null=True)
    thanks_open = models.BooleanField("載せてよい", default=False)
    thanks_words = models.TextField("載せるお礼の言葉", blank=True)

    objects: ClassVar[models.Manager[Introduction]] = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "紹介"
        ordering = ["-introduced_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="both_have_said_yes_to_what_is_agreed",
                condition=~Q(status__in=["agreed", "done", "thanked"])
                | Q(need_said_on__isnull=False, offer_said_on__isnull=False, agreed_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_need_is_introduced_to_one_at_a_time",
                fields=["need"],
                condition=Q(status__in=["proposed", "agreed"]),
                violation_error_message="この「してほしい」は、ほかの紹介の返事を待っています。",
            ),
            models.UniqueConstraint(
                name="an_offer_is_introduced_to_one_at_a_time",
                fields=["offer"],
                condition=Q(status__in=["proposed", "agreed"]),
                violation_error_message="この「できる」は、ほかの紹介の返事を待っています。",
            ),
            models.CheckConstraint(
                name="only_thanks_that_may_be_read_are_published",
                condition=Q(thanks_words="") | Q(thanks_open=True, status="thanked"),
                violation_error_message="載せてよいと言われていないお礼は、載せられません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need} と {self.offer}"

    def get_absolute_url(self) -> str:
        return reverse("connect:introduction", args=[self.pk])

    @property
    def cards(self) -> tuple[Card, Card]:
        return self.need, self.offer

    def side_of(self, card: Card) -> str:
        return Side.NEED if card.pk == self.need_id else Side.OFFER

    def said_on(self, side: str) -> date | None:
        return self.need_said_on if side == Side.NEED else self.offer_said_on

    @property
    def shows_contacts(self) -> bool:
        """Whether the two know each other: from the day both said yes, as long as it stands."""
        return self.status in {self.Status.AGREED, self.Status.DONE, self.Status.THANKED}

    @classmethod
    @transaction.atomic
    def introduce(cls, need: Card, offer: Card, *, by: User, on: date, note: str = "") -> Introduction:
        """Both are asked; each by mail where there is an address, else by whoever introduces them."""
        for card, side in ((need, Side.NEED), (offer, Side.OFFER)):
            card.lock()
            if card.side != side or card.status != Card.Status.OPEN or card.is_stale(on=on):
                raise NotNow(f"「{card}」は、今は紹介できません。募集中か、期限が過ぎていないかを確かめてください。")
        made = cls(need=need, offer=offer, introduced_by=by, introduced_on=on, note=note)
        with spoken(cls):
            made.save()
        record(made, "introduction.introduce", by=by, on=on)
        made.tell_both("introduced")
        return made

    @transaction.atomic
    def say_yes(self, *, by: User, side: str, how: str = "") -> None:
        """By one side's own link, or noted by the coordinator (``how``: 電話). The second yes makes it 成立."""
        self.lock()
        today = timezone.localdate()
        column, other = (
            ("need_said_on", self.offer_said_on) if side == Side.NEED else ("offer_said_on", self.need_said_on)
        )
        to: dict[str, Any] = {column: getattr(self, column) or today}
        verb = "agree" if other else "say_yes"
        self.take(verb, by=by, to=to | ({"agreed_on": today} if other else {}), comment=how)
        self.save()
        if other:
            for card in self.cards:
                card.match(by=by)
            self.tell_both("agreed")

    @transaction.atomic
    def fail(self, *, by: User, reason: str) -> None:
        """One says no, or it did not come about after all; both are asked for again."""
        self.lock()
        was_agreed = self.status == self.Status.AGREED
        self.take("fail", by=by, to={"ended_on": timezone.localdate(), "reason": reason})
        self.save()
        for card in self.cards if was_agreed else ():
            card.come_apart(by=by)
        self.tell_both("failed")

    @transaction.atomic
    def finish(self, *, by: User, on: date) -> None:
        self.lock()
        if self.agreed_on and on < self.agreed_on:
            raise NotNow({"on": "成立した日か、それより後の日にしてください。"})
        self.take("finish", by=by, to={"ended_on": on})
        self.save()
        for card in self.cards:
            card.finish(by=by, on=on)
        tell(self.need, "finished", introduction=self)

    @transaction.atomic
    def thank(self, *, by: User, text: str, may_publish: bool) -> None:
        """By the need's own link, or as the coordinator heard it; it goes to the other side as it was written."""
        if not text.strip():
            raise NotNow({"text": "お礼の言葉を書いてください。"})
        to = {"thanks_on": timezone.localdate(), "thanks_open": may_publish}
        self.take("thank", by=by, to=to)
        self.thanks = text
        self.save()
        tell(self.offer, "thanked", introduction=self)

    @transaction.atomic
    def publish_thanks(self, *, by: User, words: str) -> None:
        """In words that tell nobody apart; empty words take them off the page."""
        for card in self.cards if words else ():
            refuse_personal("words", words, name=card.name)
        with spoken(Introduction):
            self.take("publish_thanks", by=by, to={"thanks_words": words})
            self.save()

    def tell_both(self, what: str) -> None:
        for card in self.cards:
            tell(card, what, introduction=self)
