"""参加の申し込み: anybody, without an account. Its code is the key: whoever has it changes or cancels."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from organizations.meetings.columns import OF_MEETING
from organizations.meetings.kinds import MeetingKind
from records.anybody import anybody
from records.cases import NotNow
from records.codes import drawn_by_lot, grouped
from records.events import record
from records.jobs import job, queue

if TYPE_CHECKING:
    from organizations.meetings.meeting import Meeting

MAILS = {  # what is told to who signed up
    "made": "organizations/meetings/emails/signup_made",
    "moved_up": "organizations/meetings/emails/signup_moved_up",
    "given_up": "organizations/meetings/emails/signup_given_up",
    "postponed": "organizations/meetings/emails/signup_postponed",
    "cancelled": "organizations/meetings/emails/signup_cancelled",
}
PERSON = ("name", "group", "age_band", "email", "phone", "note")


class AgeBand(models.TextChoices):
    CHILD = "child", "小・中学生まで"
    YOUTH = "youth", "高校生から20代"
    MIDDLE = "middle", "30代から50代"
    SENIOR = "senior", "60代から74歳"
    ELDER = "elder", "75歳以上"
    UNSAID = "unsaid", "答えない"


class SignupQuerySet(models.QuerySet["Signup"]):
    def live(self) -> SignupQuerySet:
        return self.exclude(state=Signup.State.OUT)

    def seated(self) -> SignupQuerySet:
        return self.filter(state=Signup.State.IN)

    def waiting(self) -> SignupQuerySet:
        return self.filter(state=Signup.State.WAITING)

    def bearing(self, code: str) -> Signup | None:
        related = self.select_related(*OF_MEETING)
        return related.filter(code=code).first() if code else None


class Signup(models.Model):
    """Kept for those who hold the meeting; erased when its period is over. The events tell that somebody signed up,
    never who."""

    class State(models.TextChoices):
        IN = "in", "受付済み"
        WAITING = "waiting", "キャンセル待ち"
        OUT = "out", "取り消し"

    meeting = models.ForeignKey(
        "organizations.Meeting", on_delete=models.PROTECT, related_name="signups", verbose_name="会議"
    )
    token = models.UUIDField(unique=True, editable=False)  # of the form: pressed twice it is one
    code = models.CharField("確認の番号", max_length=12, unique=True, default=drawn_by_lot, editable=False)
    name = models.CharField("氏名", max_length=100)
    group = models.CharField("所属", max_length=30)
    age_band = models.CharField("年代", max_length=8, choices=AgeBand.choices)
    email = models.EmailField("メールアドレス", max_length=254, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    note = models.CharField("配慮してほしいこと", max_length=200, blank=True)
    state = models.CharField("受付", max_length=8, choices=State.choices, editable=False)
    made_at = models.DateTimeField("申し込んだ日時", default=timezone.now, editable=False)
    changed_at = models.DateTimeField("変えた日時", null=True, editable=False)
    came_at = models.DateTimeField("来た日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Signup]] = SignupQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参加の申し込み"
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["meeting", "state"], name="signup_of_meeting")]
        constraints = [
            models.CheckConstraint(name="who_cancelled_did_not_come", condition=~Q(state="out") | Q(came_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}の申し込み {self.pk}"

    @property
    def code_said(self) -> str:
        return grouped(self.code)

    @property
    def said(self) -> str:
        """As the history names it: without the person."""
        return f"申し込み{self.pk} {self.get_state_display()}"

    @property
    def place_in_line(self) -> int:
        """How many wait before it, itself counted."""
        before = Q(made_at__lt=self.made_at) | Q(made_at=self.made_at, pk__lte=self.pk)
        return Signup.objects.waiting().filter(before, meeting=self.meeting_id).count()

    @classmethod
    @transaction.atomic
    def make(cls, meeting: Meeting, *, token: UUID, at: datetime, **person: str) -> Signup:
        """A seat, or a place in the line where all are taken. The meeting's row is locked, so that seats are counted
        one sign-up after the other."""
        meeting.lock()
        if known := cls.objects.filter(token=token, meeting=meeting).first():
            return known
        if closed := meeting.closed_because(at=at):
            raise NotNow(closed)
        refuse_without_contact(meeting, person)
        state = cls.State.IN if has_seat(meeting) else cls.State.WAITING
        signup = cls.objects.create(meeting=meeting, token=token, state=state, made_at=at, **person)
        record(meeting, "meeting.sign_up", by=anybody(), comment=signup.said)
        signup.tell("made")
        return signup

    @transaction.atomic
    def amend(self, *, at: datetime, **person: str) -> None:
        """By the code's bearer."""
        self._begin(at=at)
        refuse_without_contact(self.meeting, person)
        for column in PERSON:
            setattr(self, column, person.get(column, ""))
        self.changed_at = at
        self.save()
        record(self.meeting, "meeting.amend_signup", by=anybody(), comment=self.said)

    @transaction.atomic
    def cancel(self, *, at: datetime) -> None:
        """取り消し: whoever waits first takes the seat, and is told."""
        self._begin(at=at)
        self.state, self.changed_at = self.State.OUT, at
        self.save()
        record(self.meeting, "meeting.give_up", by=anybody(), comment=self.said)
        self.tell("given_up")
        fill_seats(self.meeting)

    @transaction.atomic
    def come(self, *, by: User, at: datetime) -> None:
        """受付 at the door; once more takes it back."""
        self.meeting.lock()
        self.refresh_from_db()
        self.meeting.refuse_counting()
        if self.state == self.State.OUT:
            raise NotNow("取り消した申し込みです。来た人は「その場で数える」で数えてください。")
        self.came_at = None if self.came_at else at
        self.save(update_fields=["came_at"])
        verb = "meeting.come" if self.came_at else "meeting.come_not"
        record(self.meeting, verb, by=by, comment=f"申し込み{self.pk} {self.group} {self.get_age_band_display()}")

    def tell(self, what: str) -> None:
        if self.email:
            queue(tell, signup=self.pk, what=what)

    def _begin(self, *, at: datetime) -> None:
        self.meeting.lock()
        self.refresh_from_db(from_queryset=Signup.objects.select_for_update(no_key=True, of=("self",)))
        if self.state == self.State.OUT:
            raise NotNow("この申し込みは、もう取り消してあります。")
        if self.meeting.status != "announced" or at >= self.meeting.starts_at:
            raise NotNow("この会議の申し込みは終わったので、変えられません。")


def has_seat(meeting: Meeting) -> bool:
    if meeting.capacity is None:
        return True
    live = Signup.objects.filter(meeting=meeting).live()
    return not live.waiting().exists() and live.seated().count() < meeting.capacity


def fill_seats(meeting: Any) -> None:
    """Moves up who waits, in the line's order, into seats that are free; in the caller's transaction."""
    waiting = Signup.objects.filter(meeting=meeting).waiting()
    if meeting.capacity is not None:
        free = meeting.capacity - Signup.objects.filter(meeting=meeting).seated().count()
        waiting = waiting[: max(free, 0)]
    for signup in list(waiting):
        signup.state = Signup.State.IN
        signup.save(update_fields=["state"])
        signup.tell("moved_up")


def refuse_without_contact(meeting: Meeting, person: dict[str, str]) -> None:
    if meeting.contact == MeetingKind.Contact.REQUIRED and not (person.get("email") or person.get("phone")):
        raise NotNow({"email": "メールアドレスか電話番号の、どちらかを入れてください。"})


def tell_all(meeting: Any, what: str) -> None:
    """A mail to everybody who is signed up and left an address."""
    for signup in Signup.objects.filter(meeting=meeting).live():
        signup.tell(what)


@job("meetings.tell", "会議に申し込んだ人にメールを送る")
def tell(*, signup: int, what: str) -> None:
    """One mail, made when it goes out: the address leaves no copy of itself, and one that was erased gets none."""
    found = Signup.objects.select_related(*OF_MEETING).get(pk=signup)
    if not found.email:
        return
    values: dict[str, Any] = {"signup": found, "meeting": found.meeting, "site_url": settings.SITE_URL}
    subject, body = (render_to_string(f"{MAILS[what]}_{part}.txt", values) for part in ("subject", "body"))
    EmailMessage(subject.strip(), body, to=[found.email]).send()
