"""One organization asks another: a question, its answer, and whether all the others may read both."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from plans.network.sharing import is_of_network
from records.cases import Case, NotNow, spoken
from records.events import record
from records.mail import post
from records.telling import made, overwrite

AT_WORK = ("active", "working")  # bodies that can be asked


class QuestionQuerySet(models.QuerySet["NetworkQuestion"]):
    def visible_to(self, user: User, *, on: date) -> QuestionQuerySet:
        """The two organizations; the section that helps both; once both wish it, everybody of the network."""
        if user.in_section(on=on) or user.audits(on=on):
            return self
        bodies = [role.organization_id for role in user.roles_on(on)]
        bodies += [intake.organization_id for intake in user.intakes_on(on)]
        own = Q(asker__in=bodies) | Q(asked__in=bodies)
        return self.filter(own | Q(pk__in=self.model.objects.for_all())) if is_of_network(user, on=on) else self.none()

    def for_all(self) -> QuestionQuerySet:
        return self.filter(status="answered", asker_shares=True, asked_shares=True)

    def of(self, bodies: Any) -> QuestionQuerySet:
        return self.filter(Q(asker__in=bodies) | Q(asked__in=bodies))

    def for_lists(self) -> QuestionQuerySet:
        return self.select_related("asker", "asked")


class NetworkQuestion(Case):
    class Status(models.TextChoices):
        OPEN = "open", "答えを待っています"
        ANSWERED = "answered", "答えがあります"
        WITHDRAWN = "withdrawn", "取り下げ"

    MOVES: ClassVar[Any] = {
        "answer": ({Status.OPEN}, Status.ANSWERED),
        "withdraw": ({Status.OPEN}, Status.WITHDRAWN),
    }
    NOT_NOW: ClassVar[Any] = {
        "answer": "この質問には、もう答えてあるか、取り下げられています。",
        "withdraw": "答えのあった質問は、取り下げられません。",
    }
    SAID: ClassVar[Any] = {
        "ask": "質問を送りました",
        "answer": "質問に答えました",
        "withdraw": "質問を取り下げました",
        "wish": "ほかの団体に見せるかどうかを決めました",
    }

    asker = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="たずねる団体")
    asked = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="たずねる相手")
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    about = models.CharField("何について", max_length=200, blank=True)
    text = models.TextField("質問", max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="たずねた人"
    )
    asked_at = models.DateTimeField("たずねた日時", default=timezone.now, editable=False)
    answer_text = models.TextField("答え", max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="答えた人",
    )
    answered_at = models.DateTimeField("答えた日時", null=True, editable=False)
    asker_shares = models.BooleanField("たずねた団体は、ほかの団体に見せてよい", default=False)
    asked_shares = models.BooleanField("答えた団体は、ほかの団体に見せてよい", default=False)

    objects: ClassVar[models.Manager[NetworkQuestion]] = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "団体どうしの質問"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="nobody_asks_their_own_organization",
                condition=~Q(asker=F("asked")),
                violation_error_message="自分の団体には、たずねられません。",
            ),
            models.CheckConstraint(
                name="a_question_is_answered_exactly_with_its_answer",
                condition=Q(status="answered", answered_by__isnull=False, answered_at__isnull=False)
                | ~Q(status="answered") & Q(answered_by=None, answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asker}から{self.asked}への質問"

    def get_absolute_url(self) -> str:
        return reverse("network:question", args=[self.pk])

    @property
    def is_for_all(self) -> bool:
        return self.status == self.Status.ANSWERED and self.asker_shares and self.asked_shares

    @classmethod
    @transaction.atomic
    def ask(
        cls, asker: Organization, asked: Organization, *, by: User, text: str, about: str = "", shares: bool = False
    ) -> NetworkQuestion:
        """Told by mail to the officers of the other organization; ``shares``: all may read it once it is answered."""
        if asker.pk == asked.pk:
            raise NotNow("自分の団体には、たずねられません。")
        facts = {"about": about[:200], "text": text.strip(), "asker_shares": shares}
        with spoken(cls):
            question = cls.objects.create(asker=asker, asked=asked, asked_by=by, **facts)
        record(question, "networkquestion.ask", by=by, changes=made(question))
        post("plans/emails/network_asked", to=asked.contacts(on=timezone.localdate()), question=question)
        return question

    @transaction.atomic
    def answer(self, *, by: User, text: str, shares: bool = False) -> None:
        if not text.strip():
            raise NotNow({"text": "答えを書いてください。"})
        self.take("answer", by=by, to={"answer_text": text.strip(), "asked_shares": shares})
        self.answered_by, self.answered_at = by, timezone.now()
        self.save()
        people = self.asker.contacts(on=timezone.localdate())
        post("plans/emails/network_answered", to=people, question=self)

    @transaction.atomic
    def withdraw(self, *, by: User) -> None:
        self.take("withdraw", by=by)
        self.save()

    @transaction.atomic
    def wish(self, organization: Organization, *, by: User, shares: bool) -> None:
        """One side's word on whether the others may read it; either side can take its own back."""
        self.lock()
        side = {self.asker_id: "asker_shares", self.asked_id: "asked_shares"}.get(organization.pk)
        if side is None:
            raise NotNow("見せるかどうかを決めるのは、たずねた団体と答えた団体です。")
        if changes := overwrite(self, {side: shares}):
            self.save()
            record(self, "networkquestion.wish", by=by, changes=changes, comment=str(organization))
