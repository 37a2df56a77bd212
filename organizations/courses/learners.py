"""受講者: anybody, without an account; the code is the key. Who came how often, and who has finished."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from organizations.courses.course import Course
from organizations.courses.querysets import LearnerQuerySet
from organizations.meetings.meeting import Meeting
from records.anybody import anybody
from records.cases import NotNow
from records.codes import drawn_by_lot, grouped
from records.events import record
from records.jobs import job, queue
from staff.models import Card

ASKED_FOR = timedelta(days=365)  # how long a graduate's offer stands
MAILS = {  # what is told to who applied
    "made": "organizations/courses/emails/made",
    "moved_up": "organizations/courses/emails/moved_up",
    "given_up": "organizations/courses/emails/given_up",
    "cancelled": "organizations/courses/emails/cancelled",
}


class Learner(models.Model):
    """The events tell that somebody applied, never who."""

    class State(models.TextChoices):
        IN = "in", "受講"
        WAITING = "waiting", "キャンセル待ち"
        OUT = "out", "取り消し"

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="learners", verbose_name="講座")
    code = models.CharField("確認の番号", max_length=12, unique=True, default=drawn_by_lot, editable=False)
    name = models.CharField("氏名", max_length=100)
    email = models.EmailField("メールアドレス", max_length=254, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    can_do = models.CharField("手伝えること", max_length=200, blank=True)
    wants_asked = models.BooleanField("修了したら地域から声をかけてよい", default=False)
    area = models.ForeignKey(
        "organizations.Area", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="地区"
    )
    state = models.CharField("受付", max_length=8, choices=State.choices, editable=False)
    made_at = models.DateTimeField("申し込んだ日時", default=timezone.now, editable=False)
    number = models.PositiveIntegerField("修了の番号", null=True, editable=False)
    card = models.OneToOneField(
        Card, on_delete=models.PROTECT, null=True, related_name="learner", verbose_name="できる", editable=False
    )

    objects: ClassVar[models.Manager[Learner]] = LearnerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "受講者"
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="only_who_took_part_finishes_a_course", condition=Q(number=None) | Q(state="in")
            ),
            models.CheckConstraint(name="only_who_wishes_is_asked_later", condition=Q(card=None) | Q(wants_asked=True)),
        ]

    def __str__(self) -> str:
        return f"{self.course}の受講者 {self.pk}"

    @property
    def code_said(self) -> str:
        return grouped(self.code)

    @property
    def place_in_line(self) -> int:
        """How many wait before it, itself counted."""
        before = Q(made_at__lt=self.made_at) | Q(made_at=self.made_at, pk__lte=self.pk)
        return Learner.objects.waiting().filter(before, course=self.course_id).count()

    @classmethod
    @transaction.atomic
    def apply(cls, course: Course, *, on: date, **person: Any) -> Learner:
        """A seat, or a place in the line where all are taken; seats are counted one application after the other."""
        course.lock()
        if closed := course.closed_because(on=on):
            raise NotNow(closed)
        if not (person.get("email") or person.get("phone")):
            raise NotNow({"phone": "電話かメールアドレスの、どちらかを入れてください。"})
        state = cls.State.IN if course.has_seat() else cls.State.WAITING
        learner = cls.objects.create(course=course, state=state, **person)
        record(course, "course.apply", by=anybody(), comment=f"申し込み{learner.pk} {learner.get_state_display()}")
        learner.tell("made")
        return learner

    @transaction.atomic
    def give_up(self) -> None:
        """取り消し, by the code's bearer: whoever waits first takes the seat, and is told."""
        self.course.lock()
        self.refresh_from_db()
        if self.state == self.State.OUT:
            raise NotNow("この申し込みは、もう取り消してあります。")
        if self.course.status != Course.Status.OPEN or self.attendances.exists():
            raise NotNow("講座が始まっているので、ここでは取り消せません。問い合わせ先に連絡してください。")
        self.state = self.State.OUT
        self.save(update_fields=["state"])
        record(self.course, "course.give_up", by=anybody(), comment=f"申し込み{self.pk}")
        self.tell("given_up")
        self.course.fill_seats()

    def move_up(self) -> None:
        """In ``Course.fill_seats``: a seat became free."""
        self.state = self.State.IN
        self.save(update_fields=["state"])
        self.tell("moved_up")

    def tell(self, what: str) -> None:
        if self.email:
            queue(tell, learner=self.pk, what=what)

    def graduate(self, number: int, *, by: User, on: date) -> None:
        """In ``Course.finish``, which tells of it. The offer waits for a coordinator, as every offer does."""
        self.number = number
        if self.wants_asked:
            said = self.can_do or f"{self.course}で学んだこと"
            facts: dict[str, Any] = {"title": said[:40], "text": f"{self.course}を修了しました。{said}"}
            facts |= {"name": self.name, "email": self.email, "phone": self.phone, "area": self.area}
            facts |= {"side": Card.Side.OFFER, "channel": Card.Channel.COURSE, "theme": self.course.theme}
            self.card = Card.receive(by=by, on=on, until=on + ASKED_FOR, **facts)
        self.save(update_fields=["number", "card"])


class Attendance(models.Model):
    """Somebody came to one session."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="attendances", verbose_name="受講者")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+", verbose_name="回")

    objects: ClassVar[models.Manager[Attendance]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "出席"
        ordering = ["learner", "meeting"]
        constraints = [
            models.UniqueConstraint(name="nobody_comes_to_a_session_twice", fields=["learner", "meeting"]),
        ]

    def __str__(self) -> str:
        return f"{self.learner} {self.meeting}"


@job("courses.tell", "講座に申し込んだ人にメールを送る")
def tell(*, learner: int, what: str) -> None:
    """One mail, made when it goes out: the address leaves no copy of itself, and one that was erased gets none."""
    related = Learner.objects.select_related("course__organization", "course__area")
    found = related.get(pk=learner)
    if not found.email:
        return
    values: dict[str, Any] = {"learner": found, "course": found.course, "site_url": settings.SITE_URL}
    subject, body = (render_to_string(f"{MAILS[what]}_{part}.txt", values) for part in ("subject", "body"))
    EmailMessage(subject.strip(), body, to=[found.email]).send()


@transaction.atomic
def attend(course: Course, *, by: User, came: Collection[tuple[int, int]]) -> None:
    """Who came to which session: pairs of learner and meeting, all of them at once."""
    course.lock()
    course.refuse_when_over()
    people = set(Learner.objects.filter(course=course).seated().values_list("pk", flat=True))
    days = {each.pk for each in course.sessions()}
    wanted = {(learner, meeting) for learner, meeting in came if learner in people and meeting in days}
    there = set(Attendance.objects.filter(learner__course=course).values_list("learner", "meeting"))
    for learner, meeting in there - wanted:
        Attendance.objects.filter(learner=learner, meeting=meeting).delete()
    Attendance.objects.bulk_create(Attendance(learner_id=one, meeting_id=day) for one, day in sorted(wanted - there))
    record(course, "course.attend", by=by, comment=f"のべ{len(wanted)}人")
