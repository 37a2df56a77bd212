"""One inspection: chosen, planned, held; what was found, and whether it was put right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.inspections.draws import Draw
from organizations.models import Organization
from organizations.ties import is_tied
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.mail import post
from records.reviews import Finding
from records.templatetags.japanese import local_day


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: User, *, on: date) -> InspectionQuerySet:
        """The city's from the choice on; the organization reads of an inspection once it has a day."""
        seen = self.filter(grant__in=Grant.objects.visible_to(user, on=on).values("pk"))
        return seen if user.is_city(on=on) else seen.filter(status__in=Inspection.TOLD)

    def live(self) -> InspectionQuerySet:
        return self.exclude(status=Inspection.Status.RELEASED)


class Inspection(Case):
    class Status(models.TextChoices):
        CHOSEN = "chosen", "検査の対象"
        PLANNED = "planned", "検査の予定"
        MENDING = "mending", "直しを待っている"
        DONE = "done", "検査済み"
        RELEASED = "released", "対象から外した"

    class Way(models.TextChoices):
        PAPER = "paper", "書面(帳簿と領収書を見る)"
        ON_SITE = "on_site", "現地"

    class Result(models.TextChoices):
        FIT = "fit", "適正"
        MEND = "mend", "指摘あり(直してもらう)"
        SERIOUS = "serious", "重大な指摘"

    MOVES: ClassVar[Any] = {
        "plan": ({Status.CHOSEN, Status.PLANNED}, Status.PLANNED),
        "finish": ({Status.PLANNED}, Status.DONE),
        "ask_to_mend": ({Status.PLANNED}, Status.MENDING),
        "mend": ({Status.MENDING}, Status.DONE),
        "release": ({Status.CHOSEN, Status.PLANNED}, Status.RELEASED),
    }
    NOT_NOW: ClassVar[Any] = {
        "plan": "この検査は、もう終わっています。画面を開き直して、今の状態を確かめてください。",
        "finish": "結果を書けるのは、予定を決めた検査だけです。先に、予定を決めてください。",
        "ask_to_mend": "結果を書けるのは、予定を決めた検査だけです。先に、予定を決めてください。",
    }
    SAID: ClassVar[Any] = {
        "choose": "検査の対象にした",
        "plan": "検査の予定を決めた",
        "finish": "検査をした",
        "ask_to_mend": "検査をして、直しを求めた",
        "mend": "直ったことを確かめた",
        "release": "検査の対象から外した",
    }
    TOLD: ClassVar[Any] = (Status.PLANNED, Status.MENDING, Status.DONE)  # the organization knows

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="inspections", verbose_name="交付金")
    draw = models.ForeignKey(
        Draw, on_delete=models.PROTECT, null=True, related_name="inspections", verbose_name="抽出", editable=False
    )
    why = models.CharField("係が加えた理由", max_length=200, blank=True, editable=False)
    risks: Any = ArrayField(
        models.CharField(max_length=100), verbose_name="気をつけること", default=list, editable=False
    )
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.CHOSEN, editable=False)
    way = models.CharField("方法", max_length=8, choices=Way.choices, blank=True)
    planned_on = models.DateField("検査の予定日", null=True)
    place = models.CharField("場所", max_length=100, blank=True)
    request = models.TextField("用意してもらうもの", max_length=500, blank=True)
    inspectors: Any = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="inspections", verbose_name="検査員"
    )
    held_on = models.DateField("検査をした日", null=True)
    attended = models.CharField("立ち会った人", max_length=100, blank=True)
    result = models.CharField("結果", max_length=8, choices=Result.choices, blank=True)
    findings = models.TextField("所見", max_length=2000, blank=True)
    mend_by = models.DateField("直す期限", null=True)
    mended = models.TextField("直ったこと", max_length=1000, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="終えた人"
    )
    done_at = models.DateTimeField("終えた日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Inspection]] = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "検査"
        ordering = ["grant", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant"],
                condition=~Q(status="released"),
                name="one_inspection_per_grant",
                violation_error_message="この交付金は、もう検査の対象です。",
            ),
            models.CheckConstraint(
                name="an_inspection_is_drawn_or_says_why", condition=Q(draw__isnull=False) | ~Q(why="")
            ),
            models.CheckConstraint(
                name="an_inspection_with_a_day_says_how",
                condition=Q(status__in=["chosen", "released"]) | Q(planned_on__isnull=False) & ~Q(way=""),
            ),
            models.CheckConstraint(
                name="an_inspection_that_was_held_says_what_was_found",
                condition=~Q(status__in=["mending", "done"]) | Q(held_on__isnull=False) & ~Q(result=""),
            ),
            models.CheckConstraint(
                name="what_is_to_be_mended_has_a_day",
                condition=~Q(result="mend") | Q(mend_by__isnull=False) & ~Q(findings=""),
                violation_error_message="直してもらうときは、所見と、直す期限を入れてください。",
            ),
            models.CheckConstraint(
                name="an_inspection_is_done_exactly_when_somebody_finished_it",
                condition=Q(status="done", done_by__isnull=False, done_at__isnull=False)
                | ~Q(status="done") & Q(done_by=None, done_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant}の検査"

    def get_absolute_url(self) -> str:
        return reverse("grants:inspection", args=[self.pk])

    @property
    def organization(self) -> Organization:
        return self.grant.organization

    def team(self) -> list[User]:
        return list(self.inspectors.order_by("furigana", "pk"))

    @classmethod
    @transaction.atomic
    def choose(cls, grants: Iterable[Grant], *, by: User, draw: Draw | None = None, why: str = "") -> list[Inspection]:
        """By the draw, or for an officer's reason; those that are chosen already stay as they are."""
        from grants.inspections.risks import risks_of  # which knows the inspections

        listed = [grant for grant in grants if not cls.objects.live().filter(grant=grant).exists()]
        made = []
        for grant in listed:
            grant.lock()
            if grant.status not in Grant.STANDING:
                raise NotNow("検査の対象にできるのは、交付が決まってから、額が確定するまでの交付金です。")
            risks = risks_of(grant.scheme, [grant], on=timezone.localdate())[grant.pk]
            with spoken(cls):
                case = cls._base_manager.create(grant=grant, draw=draw, why=why.strip(), risks=risks)
            record(case, "inspection.choose", by=by, comment="、".join(filter(None, [str(draw or ""), why, *risks])))
            made.append(case)
        return made

    @transaction.atomic
    def plan(self, *, by: User, team: Collection[User], on: date, **facts: Any) -> None:
        """When, how and by whom; told to the organization. ``facts``: way, planned_on, place, request."""
        self.lock()
        self.check_move("plan")
        self._check_team(team, on=on)
        if facts["planned_on"] < on:
            raise NotNow({"planned_on": "今日か、それより後の日にしてください。"})
        names = "、".join(str(user) for user in team)
        self.take("plan", by=by, to=facts, comment=f"{era_date(facts['planned_on'])}、検査員 {names}")
        with spoken(Inspection):
            self.save()
        self.inspectors.set(team)
        post("grants/emails/inspection_planned/applicant", to=self.organization.contacts(on=on), inspection=self)

    def _check_team(self, team: Collection[User], *, on: date) -> None:
        if not team:
            raise NotNow({"first": "検査員を1人以上選んでください。"})
        report = getattr(self.grant, "report", None)
        judges = set(Finding.objects.about(report).values_list("reviewer", flat=True)) if report else set()
        for user in team:
            if user.pk in judges:
                raise NotNow(f"{user}さんは、実績報告の確認をしたので、検査員になれません。ほかの人を選んでください。")
            if is_tied(user, self.organization, on=on) or (report and report.submitted_by_id == user.pk):
                raise NotNow(f"{user}さんは、この団体と関係があるので、検査員になれません。ほかの人を選んでください。")
            if not Grant.objects.visible_to(user, on=on).filter(pk=self.grant_id).exists():
                raise NotNow(f"{user}さんは、この団体の書類を見られない職です。ほかの人を選んでください。")

    @transaction.atomic
    def conclude(self, *, by: User, on: date, result: str, mend_by: date | None, **facts: Any) -> None:
        """What one of the inspectors found; told to the organization. ``facts``: held_on, attended, findings."""
        verb = "ask_to_mend" if result == self.Result.MEND else "finish"
        self.lock()
        self.check_move(verb)
        if not self.inspectors.filter(pk=by.pk).exists():
            raise NotNow("結果を書けるのは、この検査の検査員だけです。")
        self._check_days(facts["held_on"], mend_by if verb == "ask_to_mend" else None, on=on)
        to = {**facts, "result": result, "mend_by": mend_by if verb == "ask_to_mend" else None}
        self.take(verb, by=by, to=to, comment=str(self.Result(result).label))
        if verb == "finish":
            self.done_by, self.done_at = by, timezone.now()
        with spoken(Inspection):
            self.save()
        post("grants/emails/inspection_told/applicant", to=self.organization.contacts(on=on), inspection=self)

    def _check_days(self, held_on: date, mend_by: date | None, *, on: date) -> None:
        decided = self.grant.decided_at
        if held_on > on:
            raise NotNow({"held_on": "まだ来ていない日です。検査をしてから書いてください。"})
        if decided and held_on < local_day(decided):
            raise NotNow({"held_on": "交付を決めた日か、それより後の日にしてください。"})
        if mend_by and mend_by < on:
            raise NotNow({"mend_by": "今日か、それより後の日にしてください。"})

    @transaction.atomic
    def mend(self, *, by: User, mended: str) -> None:
        """The section has seen that it was put right; with this the inspection is done."""
        self.take("mend", by=by, to={"mended": mended}, comment=mended)
        self.done_by, self.done_at = by, timezone.now()
        with spoken(Inspection):
            self.save()

    @transaction.atomic
    def release(self, *, by: User, reason: str) -> None:
        """What an officer has added, an officer can take out; what was drawn by lot stays."""
        self.take("release", by=by, comment=reason)
        if self.draw_id:
            raise NotNow("抽出された検査は、外せません。検査をしてください。")
        self.save()
