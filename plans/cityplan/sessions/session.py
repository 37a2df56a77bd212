"""One session of a committee, from its announcement to its published minutes, with the opinions given there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from plans.cityplan.progress.rounds import ProgressRound
from plans.cityplan.rows import CityAction
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.mail import post
from records.telling import changes, made, overwrite, told
from staff.models import Committee, CommitteeMember

BOARDS = (Committee.Kind.CITIZENS, Committee.Kind.STAFF)


def boards(user: User, *, on: date) -> models.QuerySet[Committee]:
    """The committees of collaboration that somebody sees: the city all, members their own."""
    found = Committee.objects.filter(kind__in=BOARDS)
    return found if user.is_city(on=on) else found.filter(pk__in=[seat.committee_id for seat in user.seats_on(on)])


class SessionQuerySet(models.QuerySet["CommitteeSession"]):
    def visible_to(self, user: User, *, on: date) -> SessionQuerySet:
        """The city; the committee's own members; everybody once the minutes are published."""
        return self.filter(Q(committee__in=boards(user, on=on)) | Q(status="published"))

    def published(self) -> SessionQuerySet:
        return self.filter(status="published")


class CommitteeSession(Case):
    class Status(models.TextChoices):
        PLANNED = "planned", "予定"
        HELD = "held", "開催"
        PUBLISHED = "published", "公表"

    MOVES: ClassVar[Any] = {
        "write": ({Status.PLANNED}, Status.PLANNED),
        "hold": ({Status.PLANNED, Status.HELD}, Status.HELD),
        "publish": ({Status.HELD}, Status.PUBLISHED),
    }
    SAID: ClassVar[Any] = {
        "call": "委員会を開くことを知らせた",
        "write": "委員会の予定を直した",
        "hold": "会議の記録を書いた",
        "publish": "会議の記録を公表した",
        "speak": "意見を書いた",
        "answer": "意見に答えた",
    }

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="sessions", verbose_name="委員会")
    fiscal_year = FiscalYearField("年度")
    number = models.PositiveSmallIntegerField("回")
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PLANNED, editable=False)
    held_on = models.DateField("日にち")
    place = models.CharField("場所", max_length=100)
    agenda = models.TextField("議題", max_length=1000)
    minutes = models.TextField("会議の記録", max_length=6000, blank=True)
    round = models.ForeignKey(
        ProgressRound, on_delete=models.PROTECT, null=True, related_name="sessions", verbose_name="話し合う進捗状況"
    )
    attendees: Any = models.ManyToManyField(CommitteeMember, related_name="+", verbose_name="出席した委員")

    objects: ClassVar[models.Manager[CommitteeSession]] = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "委員会の会議"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "fiscal_year", "number"],
                name="sessions_of_a_committee_are_numbered_within_a_year",
                violation_error_message="この年度の同じ回が、もうあります。",
            ),
            models.CheckConstraint(
                name="a_session_that_was_held_has_minutes",
                condition=Q(status="planned") | ~Q(minutes=""),
                violation_error_message="会議の記録を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} {self.fiscal_year} 第{self.number}回"

    def get_absolute_url(self) -> str:
        return reverse("plans:session", args=[self.pk])

    @property
    def seats(self) -> models.QuerySet[CommitteeMember]:
        """Who sits on the committee on that day."""
        return self.committee.members.held(on=self.held_on).select_related("user")

    @classmethod
    @transaction.atomic
    def call(cls, committee: Committee, *, by: User, held_on: date, on: date, **facts: Any) -> CommitteeSession:
        """第n回 of the day's fiscal year; the members of that day hear of it."""
        if held_on < on:
            raise NotNow({"held_on": f"きょう({era_date(on)})か、それより後の日にしてください。"})
        Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)  # numbers are given one after another
        year = FiscalYear.of(held_on)
        number = 1 + (committee.sessions.filter(fiscal_year=year).aggregate(last=models.Max("number"))["last"] or 0)
        found = cls(committee=committee, fiscal_year=year, number=number, held_on=held_on, **facts)
        with spoken(cls):
            found.save()
        record(found, "committeesession.call", by=by, changes=made(found, but={"minutes"}))
        people = [seat.user for seat in found.seats if seat.user != by]
        post("plans/emails/session_called", to=people, about=found, session=found)
        return found

    @transaction.atomic
    def write(self, *, by: User, on: date, **facts: Any) -> None:
        if facts["held_on"] < on:
            raise NotNow({"held_on": f"きょう({era_date(on)})か、それより後の日にしてください。"})
        if FiscalYear.of(facts["held_on"]) != self.fiscal_year:
            raise NotNow({"held_on": f"{self.fiscal_year}の日にしてください。"})
        self.take("write", by=by, to=facts)
        self.save()

    @transaction.atomic
    def hold(self, *, by: User, on: date, minutes: str, attendees: Iterable[CommitteeMember]) -> None:
        """会議の記録, which may be written anew until it is published. Half of the members are a quorum."""
        if on < self.held_on:
            raise NotNow(f"会議は{era_date(self.held_on)}です。終わってから書いてください。")
        came, seats = list(attendees), len(self.seats)
        if len(came) * 2 < seats:
            raise NotNow(
                {"attendees": f"委員{seats}人の半分以上が出席しないと、会議になりません。今は{len(came)}人です。"}
            )
        self.take("hold", by=by, to={"minutes": minutes.strip()}, present=len(came), seats=seats)
        with spoken(CommitteeSession):
            self.save()
        self.attendees.set(came)

    @transaction.atomic
    def publish(self, *, by: User) -> None:
        """The minutes, the opinions and the city's answers; members' names stay inside."""
        if unanswered := self.opinions.filter(answer="").count():
            raise NotNow(f"市が答えていない意見が{unanswered}件あります。先に答えてください。")
        self.take("publish", by=by)
        self.save()

    @transaction.atomic
    def speak(self, *, by: User, text: str, action: CityAction | None) -> SessionOpinion:
        """An opinion, by a member or as the section took it down."""
        self.lock()
        if self.status == self.Status.PUBLISHED:
            raise NotNow("この会議の記録は、もう公表しました。次の会議で言ってください。")
        if action and (self.round is None or action.plan_id != self.round.plan_id):
            raise NotNow({"action": "この会議で話し合う計画の取組を選んでください。"})
        opinion = SessionOpinion.objects.create(session=self, action=action, text=text, written_by=by)
        record(self, "committeesession.speak", by=by, changes=made(opinion, ("action", "text")))
        return opinion

    @transaction.atomic
    def answer(self, opinion: SessionOpinion, *, by: User, answer: str) -> None:
        """市の考え."""
        self.lock()
        if self.status == self.Status.PUBLISHED:
            raise NotNow("この会議の記録は、もう公表しました。")
        before = told(opinion, ("answer",))
        overwrite(opinion, {"answer": answer})
        opinion.save(update_fields=["answer"])
        record(self, "committeesession.answer", by=by, changes=changes(before, told(opinion, ("answer",))))


class SessionOpinion(models.Model):
    session = models.ForeignKey(CommitteeSession, on_delete=models.CASCADE, related_name="opinions")
    action = models.ForeignKey(
        CityAction, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="どの取組について"
    )
    text = models.TextField("意見", max_length=2000)
    answer = models.TextField("市の考え", max_length=2000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "委員会の意見"
        ordering = ["session", "action__number", "pk"]
        constraints = [models.CheckConstraint(name="an_opinion_of_a_session_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.action or '全体'}: {self.text}"


def opinions_on(found: ProgressRound, *, published: bool) -> models.QuerySet[SessionOpinion]:
    """What the committees said of a year's progress; for everybody only what was published."""
    said = SessionOpinion.objects.filter(session__round=found).select_related("session__committee", "action")
    return said.filter(session__status="published") if published else said
