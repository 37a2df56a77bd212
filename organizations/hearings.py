"""諮問: the city asks a committee for its opinion on a case; each member declares a tie, or none, before seeing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.bodies import Organization
from organizations.ties import tied_organizations
from organizations.voices import Tally, Voice, seat_members, tally_of
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.mail import post
from records.telling import made
from staff.models import Committee, Duty


class HearingQuerySet(models.QuerySet["Hearing"]):
    def visible_to(self, user: User, *, on: date) -> HearingQuerySet:
        """The city's people who see the organization; the members who were asked, as long as they sit there."""
        if user.is_city(on=on):
            return self.filter(organization__in=Organization.objects.visible_to(user, on=on).values("pk"))
        return self.filter(pk__in=Voice.objects.of(user, on=on).values("hearing"))

    def open(self) -> HearingQuerySet:
        return self.filter(status="asked")

    def open_first(self) -> HearingQuerySet:
        """The nearest due date first; then what is over, the newest first."""
        is_over = models.Case(models.When(status="asked", then=0), default=1)
        return self.order_by(is_over, models.Case(models.When(status="asked", then="due_on")), "-pk")

    def about_kind(self, case: models.Model) -> HearingQuerySet:
        """About any case of the same kind."""
        return self.filter(case_type=ContentType.objects.get_for_model(case))

    def about(self, case: models.Model) -> HearingQuerySet:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)


class Hearing(Case):
    """One case before one committee. What a case must offer: ``organization``, ``HEARD`` (in which states it may be
    asked about) and a ``visible_to`` that knows ``cases_before``."""

    class Status(models.TextChoices):
        ASKED = "asked", "諮問中"
        ANSWERED = "answered", "答申"
        WITHDRAWN = "withdrawn", "取り下げ"

    MOVES: ClassVar[Any] = {
        "answer": ({Status.ASKED}, Status.ANSWERED),
        "withdraw": ({Status.ASKED}, Status.WITHDRAWN),
    }
    NOT_NOW: ClassVar[Any] = dict.fromkeys(
        ("answer", "withdraw"), "この諮問は、もう終わっています。画面を開き直して、今の状態を確かめてください。"
    )
    SAID: ClassVar[Any] = {
        "ask": "委員会に諮問した",
        "call": "委員に審査を頼んだ",
        "declare_free": "委員が「関係がありません」と申し出た",
        "declare_tied": "委員が「関係があります」と申し出た(除斥)",
        "bar": "関係の分かっている委員を除いた(除斥)",
        "give": "委員が意見を書いた",
        "answer": "委員会が答申した",
        "withdraw": "諮問を取り下げた",
    }

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="hearings", verbose_name="委員会")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")
    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case: Any = GenericForeignKey("case_type", "case_id")
    question = models.TextField("諮問すること", max_length=1000)
    due_on = models.DateField("期限")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="諮問した人"
    )
    asked_at = models.DateTimeField("諮問した日時", default=timezone.now, editable=False)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.ASKED, editable=False)
    opinion = models.TextField("答申", max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="答申を入れた人"
    )
    answered_at = models.DateTimeField("答申の日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Hearing]] = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "諮問"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["case_type", "case_id"], name="hearing_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "case_id", "committee"],
                condition=Q(status="asked"),
                name="one_open_hearing_per_case_and_committee",
                violation_error_message="この案件は、この委員会にもう諮問しています。答申を待ってください。",
            ),
            models.CheckConstraint(
                name="a_hearing_is_answered_exactly_with_its_text_and_who_wrote_it",
                condition=Q(status="answered", answered_by__isnull=False, answered_at__isnull=False) & ~Q(opinion="")
                | ~Q(status="answered") & Q(answered_by=None, answered_at=None, opinion=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee}への諮問({self.organization})"

    def get_absolute_url(self) -> str:
        return reverse("hearings:detail", args=[self.pk])

    @property
    def kind(self) -> str:
        """What is asked about: 交付金の申請, 将来計画."""
        model = self.case_type.model_class()
        return str(model._meta.verbose_name) if model else ""

    @classmethod
    @transaction.atomic
    def ask(
        cls, cases: Sequence[Any], *, by: User, committee: Committee, question: str, due_on: date, on: date
    ) -> list[Hearing]:
        """諮問 of one or several cases, each by itself: a member may be tied to one and free to judge the next."""
        if due_on < on:
            raise NotNow({"due_on": f"今日({era_date(on)})か、それより後の日にしてください。"})
        asked = [cls._ask(case, by=by, committee=committee, question=question, due_on=due_on) for case in cases]
        called = [voice for hearing in asked for voice in seat_members(hearing, by=by, on=on)]
        if not Voice.objects.filter(hearing__in=asked).exists():
            raise NotNow({"committee": f"{committee}には、今、委員がいません。「担当の設定」で委員を決めてください。"})
        tell(called, asked)
        return asked

    @classmethod
    def _ask(cls, case: Any, *, by: User, **facts: Any) -> Hearing:
        case.lock()
        if case.status not in case.HEARD:
            raise NotNow(f"{case}は、今は諮問できません。画面を開き直して、今の状態を確かめてください。")
        hearing = cls(case=case, organization=case.organization, asked_by=by, **facts)
        with spoken(cls):
            hearing.save()
        for each in (hearing, case):
            record(each, "hearing.ask", by=by, changes=made(hearing, ("committee", "question", "due_on")))
        return hearing

    @transaction.atomic
    def call(self, *, by: User, on: date) -> None:
        """Asks members too who came to the committee after the case was laid before it."""
        self.lock()
        if self.status != self.Status.ASKED:
            raise NotNow(self.NOT_NOW["answer"])
        called = seat_members(self, by=by, on=on)
        if not called:
            raise NotNow("今の委員には、みな、もう頼んであります。")
        record(self, "hearing.call", by=by, comment="、".join(str(voice.member.user) for voice in called))
        tell(called, [self])

    @property
    def bodies(self) -> list[Organization]:
        """Whom the case is about: its organization, and those that the case names beside it."""
        return [self.organization, *getattr(self.case, "other_bodies", ())]

    def ties_of(self, user: User, *, on: date) -> list[Organization]:
        """To which of them somebody is tied."""
        tied = tied_organizations(user, on=on)
        return [body for body in self.bodies if body.pk in tied]

    def keepers(self, *, on: date) -> list[User]:
        """Whom in the city the committee tells: who asked; once they have left the section, all who are in it."""
        if self.asked_by.in_section(on=on):
            return [self.asked_by]
        duties = Duty.objects.held(on=on).filter(post__department__is_section=True)
        return list(User.objects.filter(pk__in=duties.values("user"), is_active=True))

    def tally(self, *, on: date) -> Tally:
        """「委員5人のうち除斥1人、意見3人」."""
        return tally_of(self.voices.select_related("member"), on=on)

    @transaction.atomic
    def answer(self, *, by: User, opinion: str) -> None:
        """答申: what the committee says to the city. More than half of those who are not tied have given an opinion."""
        if not opinion.strip():
            raise NotNow({"opinion": "答申を書いてください。"})
        self.take("answer", by=by, to={"opinion": opinion.strip()})
        tally = self.tally(on=timezone.localdate())
        if tally.lacks:
            raise NotNow(tally.lacks)
        self.answered_by, self.answered_at = by, timezone.now()
        self.save()
        record(self.case, "hearing.answer", by=by, comment=f"{self.committee}:{tally}")
        told = [user for user in self.keepers(on=timezone.localdate()) if user != by]
        post("organizations/emails/hearing_answered", to=told, hearing=self)

    @transaction.atomic
    def withdraw(self, *, by: User, reason: str) -> None:
        """The city does not need the opinion any more: the application was taken back, or nobody is left to judge."""
        if not reason.strip():
            raise NotNow({"reason": "取り下げる理由を書いてください。"})
        self.take("withdraw", by=by, comment=reason)
        self.save()
        record(self.case, "hearing.withdraw", by=by, comment=f"{self.committee}:{reason}")


def tell(called: Sequence[Voice], hearings: Sequence[Hearing]) -> None:
    """One mail for each member who has something to declare. It says nothing of the cases, and not whose they are."""
    people = list(dict.fromkeys(voice.member.user for voice in called if not voice.declaration))
    page = hearings[0].get_absolute_url() if len(hearings) == 1 else reverse("hearings:list")
    post("organizations/emails/hearing_asked", to=people, hearing=hearings[0], count=len(hearings), page=page)


def cases_before(user: User, kind: str, *, on: date) -> list[int]:
    """The keys of the cases of a kind (「grants.grant」) that the person reads as a member of a committee: laid before
    it, not answered yet, and after the word that there is no tie. Empty for the city's people, who are no members."""
    if user.is_city(on=on) or not user.seats_on(on):
        return []
    tied = tied_organizations(user, on=on)
    return [
        voice.hearing.case_id
        for voice in user.remembered("voices", on, lambda: list(Voice.objects.free().of(user, on=on)))
        if f"{voice.hearing.case_type.app_label}.{voice.hearing.case_type.model}" == kind
        and voice.hearing.organization_id not in tied
    ]


def reads_as_member(user: User, case: models.Model, *, on: date) -> bool:
    """Whether somebody sees a case only because it lies before their committee: without what is not for judging."""
    return case.pk in cases_before(user, case._meta.label_lower, on=on)
