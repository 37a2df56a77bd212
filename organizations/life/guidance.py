"""指導・助言・改善の求め: what the city said to a body, by when it is to answer, what it answered."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.belonging import BelongingQuerySet
from organizations.bodies import Organization
from records.cases import Case, NotNow, spoken
from records.events import record
from records.mail import post
from records.telling import made


class GuidanceQuerySet(BelongingQuerySet["Guidance"]):
    def open(self) -> GuidanceQuerySet:
        return self.exclude(status=Guidance.Status.CLOSED)


class Guidance(Case):
    class Status(models.TextChoices):
        GIVEN = "given", "答えを待っている"
        ANSWERED = "answered", "答えがあった"
        CLOSED = "closed", "すんだ"

    class Kind(models.TextChoices):
        ADVICE = "advice", "助言"
        GUIDANCE = "guidance", "指導"
        DEMAND = "demand", "改善の求め"

    class Way(models.TextChoices):
        WORD = "word", "口頭"
        WRITING = "writing", "文書"

    MOVES: ClassVar[Any] = {
        "answer": ({Status.GIVEN}, Status.ANSWERED),
        "ask_again": ({Status.ANSWERED}, Status.GIVEN),
        "close": ({Status.GIVEN, Status.ANSWERED}, Status.CLOSED),
    }
    NOT_NOW: ClassVar[Any] = {
        "answer": "もう答えてあるか、すんでいます。画面を開き直してください。",
        "ask_again": "もう一度求められるのは、答えがあったときだけです。",
        "close": "もう、すんでいます。",
    }
    SAID: ClassVar[Any] = {
        "give": "団体に伝えた",
        "answer": "団体が答えた",
        "ask_again": "もう一度、答えを求めた",
        "close": "すんだことにした",
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="guidances", verbose_name="団体"
    )
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.GIVEN, editable=False)
    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    way = models.CharField("伝え方", max_length=10, choices=Way.choices)
    given_on = models.DateField("伝えた日")
    told_to = models.CharField("伝えた相手", max_length=100)
    matter = models.TextField("伝えたこと", max_length=2000)
    due_on = models.DateField("答えの期限", null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="伝えた人"
    )
    answer_text = models.TextField("団体の答え", max_length=2000, blank=True)
    answered_at = models.DateTimeField("答えた日時", null=True, editable=False)
    result = models.TextField("市が確かめたこと", max_length=1000, blank=True)

    objects: ClassVar[models.Manager[Guidance]] = GuidanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指導・助言"
        ordering = ["organization", "-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_answer_has_its_words_and_its_time",
                condition=Q(answer_text="", answered_at=None) | ~Q(answer_text="") & Q(answered_at__isnull=False),
                violation_error_message="答えを書いてください。",
            ),
            models.CheckConstraint(
                name="an_answer_is_due_after_it_was_asked_for",
                condition=Q(due_on=None) | Q(due_on__gte=models.F("given_on")),
                violation_error_message="答えの期限を、伝えた日か、それより後の日にしてください。",
            ),
            models.CheckConstraint(
                name="a_closed_guidance_says_what_was_found",
                condition=~Q(status="closed") | ~Q(result=""),
                violation_error_message="市が確かめたことを書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}への{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("organizations:guidance", args=[self.pk])

    @classmethod
    @transaction.atomic
    def give(cls, organization: Organization, *, by: User, on: date, **facts: Any) -> Guidance:
        """``facts``: kind, way, given_on, told_to, matter, due_on. What was said by word of mouth is on record too."""
        if facts["given_on"] > on:
            raise NotNow({"given_on": "伝えた日は、きょうまでの日にしてください。"})
        case = cls(organization=organization, given_by=by, **facts)
        with spoken(cls):
            case.save()
        record(case, "guidance.give", by=by, changes=made(case, but={"organization", "given_by"}))
        post("organizations/emails/guided", to=organization.contacts(on=on), case=case)
        return case

    @transaction.atomic
    def answer(self, *, by: User, text: str) -> None:
        self.take("answer", by=by, to={"answer_text": text, "answered_at": timezone.now()})
        with spoken(Guidance):
            self.save()

    @transaction.atomic
    def ask_again(self, *, by: User, comment: str, due_on: date) -> None:
        """The answer is not enough: its words stay in the history."""
        if not comment.strip():
            raise NotNow({"comment": "足りないことを書いてください。"})
        again = {"answer_text": "", "answered_at": None, "due_on": due_on}
        self.take("ask_again", by=by, to=again, comment=comment)
        with spoken(Guidance):
            self.save()
        people = self.organization.contacts(on=timezone.localdate())
        post("organizations/emails/guided", to=people, case=self)

    @transaction.atomic
    def close(self, *, by: User, result: str) -> None:
        self.take("close", by=by, to={"result": result})
        with spoken(Guidance):
            self.save()
