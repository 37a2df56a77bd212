"""指導・助言・勧告: what the city said to a body, by when it is to answer, what it answered.

By word of mouth it is kept as it was said; in writing it is prepared, decided by the posts and sent as a letter.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.belonging import BelongingQuerySet
from organizations.bodies import Organization
from organizations.life.decided import Decided
from organizations.life.letters import GuidanceLetter
from records.approvals import Proposal
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.letters import issue
from records.mail import post
from records.telling import made


class GuidanceQuerySet(BelongingQuerySet["Guidance"]):
    def visible_to(self, user: User, *, on: date) -> GuidanceQuerySet:
        """Whoever sees the organization; what is not given yet is the city's own paper."""
        seen = super().visible_to(user, on=on)
        return seen if user.is_city(on=on) else seen.given()

    def given(self) -> GuidanceQuerySet:
        return self.exclude(status__in=Guidance.UNSAID)

    def open(self) -> GuidanceQuerySet:
        return self.exclude(status__in=[Guidance.Status.CLOSED, Guidance.Status.DROPPED])


class Guidance(Decided):
    class Status(models.TextChoices):
        PREPARED = "prepared", "準備"
        PROPOSED = "proposed", "決裁待ち"
        DROPPED = "dropped", "取りやめ"
        GIVEN = "given", "答えを待っている"
        ANSWERED = "answered", "答えがあった"
        CLOSED = "closed", "すんだ"

    class Kind(models.TextChoices):
        ADVICE = "advice", "助言"
        GUIDANCE = "guidance", "指導"
        DEMAND = "demand", "改善の求め"
        RECOMMENDATION = "recommend", "勧告"

    class Way(models.TextChoices):
        WORD = "word", "口頭"
        WRITING = "writing", "文書"

    UNSAID: ClassVar[Any] = (Status.PREPARED, Status.PROPOSED, Status.DROPPED)
    approval_kind: ClassVar = "organizations.guidance"
    MOVES: ClassVar[Any] = {
        "revise": ({Status.PREPARED}, Status.PREPARED),
        "propose": ({Status.PREPARED}, Status.PROPOSED),
        "reopen": ({Status.PROPOSED}, Status.PREPARED),
        "send": ({Status.PROPOSED}, Status.GIVEN),
        "drop": ({Status.PREPARED}, Status.DROPPED),
        "answer": ({Status.GIVEN}, Status.ANSWERED),
        "ask_again": ({Status.ANSWERED}, Status.GIVEN),
        "close": ({Status.GIVEN, Status.ANSWERED}, Status.CLOSED),
    }
    NOT_NOW: ClassVar[Any] = {
        **dict.fromkeys(
            ("revise", "propose", "drop"),
            "この文書は、もう決裁に回っているか、団体に伝えてあります。画面を開き直してください。",
        ),
        "answer": "もう答えてあるか、すんでいます。画面を開き直してください。",
        "ask_again": "もう一度求められるのは、答えがあったときだけです。",
        "close": "もう、すんでいます。",
    }
    SAID: ClassVar[Any] = {
        "prepare": "文書の準備をはじめた",
        "revise": "文書の内容を直した",
        "propose": "文書の案をつくった",
        "reopen": "準備に戻った",
        "send": "団体に文書で伝えた",
        "drop": "文書を出すのをやめた",
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
    given_on = models.DateField("伝えた日", null=True)  # in writing: the day of the letter
    told_to = models.CharField("伝えた相手", max_length=100)
    matter = models.TextField("伝えたこと", max_length=2000)
    due_on = models.DateField("答えの期限", null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="担当した人"
    )
    prepared_at = models.DateTimeField("準備をはじめた日時", null=True, editable=False)
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
                condition=Q(due_on=None) | Q(due_on__gte=F("given_on")),
                violation_error_message="答えの期限を、伝えた日か、それより後の日にしてください。",
            ),
            models.CheckConstraint(
                name="a_closed_guidance_says_what_was_found",
                condition=~Q(status="closed") | ~Q(result=""),
                violation_error_message="市が確かめたことを書いてください。",
            ),
            models.CheckConstraint(
                name="a_guidance_has_its_day_exactly_when_it_was_given",
                condition=Q(status__in=["prepared", "proposed", "dropped"], given_on=None, prepared_at__isnull=False)
                | ~Q(status__in=["prepared", "proposed", "dropped"]) & Q(given_on__isnull=False),
                violation_error_message="伝えた日を入れてください。",
            ),
            models.CheckConstraint(
                name="only_a_guidance_in_writing_is_decided",
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, way="writing")
                & ~Q(status__in=["prepared", "proposed", "dropped"]),
            ),
            models.CheckConstraint(
                name="nobody_decides_the_guidance_that_they_prepared",
                condition=Q(decided_by=None) | ~Q(decided_by=F("given_by")),
                violation_error_message="準備した人は、その文書を決定できません。",
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
        if facts["way"] == cls.Way.WRITING:
            raise NotNow({"way": "文書で伝えることは、起案して決裁を受けてから、通知書で出します。"})
        if facts["given_on"] > on:
            raise NotNow({"given_on": "伝えた日は、きょうまでの日にしてください。"})
        case = cls(organization=organization, given_by=by, **facts)
        with spoken(cls):
            case.save()
        record(case, "guidance.give", by=by, changes=made(case, but={"organization", "given_by"}))
        post("organizations/emails/guided", to=organization.contacts(on=on), case=case)
        return case

    @classmethod
    @transaction.atomic
    def prepare(cls, organization: Organization, *, by: User, on: date, **facts: Any) -> Guidance:
        """In writing. ``facts``: kind, matter, due_on."""
        organization.lock()
        president = organization.president(on=on)
        case = cls(
            organization=organization, given_by=by, status=cls.Status.PREPARED, way=cls.Way.WRITING,
            told_to=str(president) if president else "代表者", prepared_at=timezone.now(), **facts,
        )  # fmt: skip
        case.check_proposal(on=on)
        with spoken(cls):
            case.save()
        record(case, "guidance.prepare", by=by, changes=made(case, but={"organization", "given_by"}))
        return case

    @transaction.atomic
    def revise(self, *, by: User, on: date, **facts: Any) -> None:
        """kind, matter, due_on."""
        self.take("revise", by=by, to=facts)
        self.check_proposal(on=on)
        self.save()

    @transaction.atomic
    def drop(self, *, by: User, reason: str) -> None:
        """取りやめ, before it is on its way."""
        self.take("drop", by=by, comment=reason)
        self.save()

    def check_proposal(self, *, on: date) -> None:
        if self.due_on and self.due_on <= on:
            raise NotNow({"due_on": f"答えの期限({era_date(self.due_on)})を、きょうより後の日にしてください。"})

    @property
    def grounds(self) -> str:
        return self.matter

    def decided_facts(self) -> dict[str, str]:
        return dict(self.letter(on=timezone.localdate()).values())

    def letter(self, *, on: date) -> GuidanceLetter:
        return GuidanceLetter(self, on)

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.send(by=by)

    @transaction.atomic
    def send(self, *, by: User) -> None:
        """The decision: the letter goes out, with the mail that a letter brings."""
        today = timezone.localdate()
        self.take("send", by=by, to={"given_on": today})
        self.check_proposal(on=today)
        self.decided_by, self.decided_at = by, timezone.now()
        with spoken(Guidance):
            self.save()
        issue(self.letter(on=today), by=by, on=today)

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
