"""One course, from its plan to the list of those who finished it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse

from accounts.models import User
from organizations.areas import Area
from organizations.bodies import Organization
from organizations.courses.querysets import CourseQuerySet
from organizations.meetings.meeting import Meeting
from records.cases import Case, NotNow
from records.events import record
from records.fiscal import FiscalYear, FiscalYearField
from records.telling import made, overwrite
from staff.models import Theme

TYPED = ("title", "about", "theme", "for_whom", "place", "capacity", "apply_until", "needed", "inquiries")


class Course(Case):
    if TYPE_CHECKING:
        learners: Any

    class Status(models.TextChoices):
        DRAFT = "draft", "準備中"
        OPEN = "open", "開講"
        FINISHED = "finished", "修了"
        CANCELLED = "cancelled", "中止"

    MOVES: ClassVar[Any] = {
        "announce": ({Status.DRAFT}, Status.OPEN),
        "finish": ({Status.OPEN}, Status.FINISHED),
        "cancel": ({Status.DRAFT, Status.OPEN}, Status.CANCELLED),
    }
    NOT_NOW: ClassVar = {
        "announce": "この講座は、もうお知らせしてあります。",
        "finish": "修了を決められるのは、お知らせした講座だけです。",
    }
    SAID: ClassVar = {
        "plan": "講座を用意した",
        "revise": "講座の案内を直した",
        "set_sessions": "講座の回を決めた",
        "announce": "講座を知らせた",
        "finish": "修了する人を決めた",
        "cancel": "講座を中止にした",
        "apply": "受講の申し込みがあった",
        "give_up": "申し込みが取り消された",
        "attend": "出席を書いた",
        "look": "受講者の一覧を見た",
        "print_certificates": "修了証を印刷した",
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="courses", verbose_name="団体"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="courses", verbose_name="区域")
    fiscal_year = FiscalYearField("年度", editable=False)
    title = models.CharField("講座の名前", max_length=60)
    about = models.TextField("案内", max_length=2000)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name="分野")
    for_whom = models.CharField("対象", max_length=100, blank=True)
    place = models.CharField("会場", max_length=100, blank=True)
    capacity = models.PositiveSmallIntegerField("定員", null=True, validators=[MinValueValidator(1)])
    apply_until = models.DateField("申し込みの締切")
    needed = models.PositiveSmallIntegerField("修了に要る回数", validators=[MinValueValidator(1)])
    inquiries = models.CharField("問い合わせ先", max_length=100, blank=True)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    finished_on = models.DateField("修了の日", null=True, editable=False)
    called_off = models.CharField("中止の理由", max_length=200, blank=True)
    meetings = models.ManyToManyField(Meeting, related_name="courses", verbose_name="回")

    objects: ClassVar[models.Manager[Course]] = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "講座"
        ordering = ["-fiscal_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_course_is_held_by_an_organization_or_for_an_area",
                condition=Q(organization__isnull=False, area=None) | Q(organization=None, area__isnull=False),
            ),
            models.CheckConstraint(
                name="a_course_has_finished_exactly_when_there_is_a_day",
                condition=Q(status="finished", finished_on__isnull=False) | ~Q(status="finished") & Q(finished_on=None),
            ),
            models.CheckConstraint(
                name="a_course_needs_at_least_one_session",
                condition=Q(needed__gte=1),
                violation_error_message="修了に要る回数は、1回以上にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("courses:detail", args=[self.pk])

    @property
    def host(self) -> Organization | Area:
        host = self.organization or self.area
        assert host is not None  # the constraint's own  # noqa: S101
        return host

    @property
    def host_name(self) -> str:
        return str(self.organization or f"市({self.area})")

    def sessions(self) -> list[Meeting]:
        """Its meetings in the order of their days; one that was called off is none."""
        found = self.meetings.exclude(status="cancelled").select_related("kind", "organization", "area")
        return list(found.order_by("starts_at", "pk"))

    def closed_because(self, *, on: date) -> str:
        """Why nobody can apply now; empty while it is open."""
        if self.status == self.Status.CANCELLED:
            return "この講座は中止になりました。"
        if self.status != self.Status.OPEN:
            return "この講座の申し込みは終わりました。"
        return "申し込みの締切を過ぎました。" if on > self.apply_until else ""

    @classmethod
    @transaction.atomic
    def plan(cls, *, by: User, host: Organization | Area, **facts: Any) -> Course:
        """``facts``: the columns that are ``TYPED``."""
        where = {"organization" if isinstance(host, Organization) else "area": host}
        course = cls(fiscal_year=FiscalYear.of(facts["apply_until"]), **where, **facts)
        course.save()
        record(course, "course.plan", by=by, changes=made(course))
        return course

    @transaction.atomic
    def revise(self, *, by: User, **facts: Any) -> None:
        self.lock()
        self.refuse_when_over()
        if changes := overwrite(self, facts):
            self.save()
            record(self, "course.revise", by=by, changes=changes)
            self.fill_seats()

    @transaction.atomic
    def set_sessions(self, *, by: User, meetings: Iterable[Meeting]) -> None:
        """Which meetings of the host are the course's."""
        self.lock()
        self.refuse_when_over()
        chosen = list(meetings)
        host = (self.organization_id, self.area_id)
        others = [each for each in chosen if (each.organization_id, each.area_id) != host]
        if others:
            raise NotNow({"meetings": f"「{others[0]}」は、ほかの団体の会議です。"})
        self.meetings.set(chosen)
        record(self, "course.set_sessions", by=by, comment="、".join(str(each) for each in chosen))

    @transaction.atomic
    def announce(self, *, by: User) -> None:
        self.lock()
        sessions = self.sessions()
        if len(sessions) < self.needed:
            raise NotNow(f"修了に要る回数は{self.needed}回です。先に、講座の回を{self.needed}回以上選んでください。")
        if self.apply_until > sessions[-1].day:
            raise NotNow("申し込みの締切が、最後の回より後です。「案内を直す」で、締切を早くしてください。")
        self.take("announce", by=by)
        self.save()

    @transaction.atomic
    def cancel(self, *, by: User, reason: str) -> None:
        """中止; whoever left an address is told."""
        self.take("cancel", by=by, to={"called_off": reason})
        self.save()
        for learner in self.learners.live():
            learner.tell("cancelled")

    @transaction.atomic
    def finish(self, *, by: User, on: date) -> None:
        """修了: whoever came often enough gets a number; who wishes to be asked becomes an offer."""
        self.lock_year()
        self.lock()
        last = max((each.day for each in self.sessions()), default=None)
        if last is None or on < last:
            raise NotNow({"on": "最後の回の日か、それより後の日にしてください。"})
        self.take("finish", by=by, to={"finished_on": on})
        self.save()
        before = type(self).objects.filter(fiscal_year=self.fiscal_year).aggregate(most=Max("learners__number"))["most"]
        for number, learner in enumerate(self.able(), start=(before or 0) + 1):
            learner.graduate(number, by=by, on=on)

    def lock_year(self) -> None:
        """The year's courses, always in the same order: two that finish at one moment number one after the other."""
        of_year = type(self).objects.filter(fiscal_year=self.fiscal_year).order_by("pk")
        list(of_year.select_for_update(no_key=True).values_list("pk"))

    def has_seat(self) -> bool:
        """For who applies now; whoever waits already comes first."""
        if self.capacity is None:
            return True
        return not self.learners.waiting().exists() and self.learners.seated().count() < self.capacity

    def fill_seats(self) -> None:
        """Moves up who waits, in the line's order, into seats that are free; in the caller's transaction."""
        waiting = self.learners.waiting()
        if self.capacity is not None:
            waiting = waiting[: max(self.capacity - self.learners.seated().count(), 0)]
        for learner in list(waiting):
            learner.move_up()

    def able(self) -> list[Any]:
        """Those who came to as many sessions as are needed, in the order in which they applied."""
        counted = self.learners.seated().annotate(times=models.Count("attendances"))
        return list(counted.filter(times__gte=self.needed).order_by("made_at", "pk"))

    def refuse_when_over(self) -> None:
        if self.status not in {self.Status.DRAFT, self.Status.OPEN}:
            raise NotNow("この講座は、もう終わっています。")
