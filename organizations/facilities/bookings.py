"""申し込み: somebody asks for a room, whoever runs the facility confirms or refuses, and no room is given twice."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.facilities.buildings import Facility, Room
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.mail import post


class BookingQuerySet(models.QuerySet["Booking"]):
    def visible_to(self, user: User, *, on: date) -> BookingQuerySet:
        """With names: those who run the facility, the section, and who asked. Others see only that a room is taken."""
        if user.in_section(on=on) or user.audits(on=on):
            return self
        bodies = [role.organization_id for role in user.roles_on(on)]
        return self.filter(Q(room__facility__manager__in=bodies) | Q(organization__in=bodies) | Q(asked_by=user))

    def live(self) -> BookingQuerySet:
        """Those that keep a room: asked for or confirmed."""
        return self.filter(status__in=Booking.LIVE)

    def between(self, first: date, last: date) -> BookingQuerySet:
        return self.filter(starts_at__lt=at(last, time.max), ends_at__gt=at(first, time.min))


class Booking(Case):
    """``code`` is the key of who asked without an account: the page at that address is theirs."""

    class Status(models.TextChoices):
        ASKED = "asked", "返事を待っています"
        CONFIRMED = "confirmed", "使えます"
        REFUSED = "refused", "使えません"
        CANCELLED = "cancelled", "取り消しました"

    LIVE: ClassVar[tuple[str, ...]] = (Status.ASKED, Status.CONFIRMED)
    MOVES = {
        "confirm": ({Status.ASKED}, Status.CONFIRMED),
        "refuse": ({Status.ASKED}, Status.REFUSED),
        "cancel": (set(LIVE), Status.CANCELLED),
    }
    SAID = {
        "ask": "部屋を申し込んだ",
        "confirm": "部屋の申し込みを受けた",
        "refuse": "部屋の申し込みを断った",
        "cancel": "部屋の申し込みを取り消した",
    }

    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.ASKED)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="bookings", verbose_name="部屋")
    starts_at = models.DateTimeField("はじめ")
    ends_at = models.DateTimeField("おわり")
    organization = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name="団体",
    )
    name = models.CharField("申し込む人の名前", max_length=60)
    phone = models.CharField("電話", max_length=20)
    purpose = models.CharField("使う目的", max_length=200)
    headcount = models.PositiveSmallIntegerField("人数", validators=[MinValueValidator(1)])
    answer = models.CharField("返事", max_length=300, blank=True)
    code = models.UUIDField("合言葉", default=uuid.uuid4, unique=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="申し込んだ人"
    )
    asked_at = models.DateTimeField("申し込んだ日時", default=timezone.now)

    objects: ClassVar[models.Manager[Booking]] = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部屋の申し込み"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_booking_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="おわりの時刻を、はじめの時刻より後にしてください。",
            ),
            ExclusionConstraint(
                name="no_room_is_given_twice_at_a_time",
                expressions=[
                    ("room", RangeOperators.EQUAL),
                    (Func(F("starts_at"), F("ends_at"), function="TSTZRANGE", output_field=DateTimeRangeField()), "&&"),
                ],
                condition=Q(status__in=["asked", "confirmed"]),
                violation_error_message="その時間は、もうふさがっています。ほかの時間か、ほかの部屋を選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room.facility} {self.room} {self.when}"

    def get_absolute_url(self) -> str:
        return reverse("facilities:booking", args=[self.code])

    @property
    def day(self) -> date:
        return timezone.localtime(self.starts_at).date()

    @property
    def hours(self) -> str:
        return hours(timezone.localtime(self.starts_at).time(), timezone.localtime(self.ends_at).time())

    @property
    def when(self) -> str:
        return f"{era_date(self.day)} {self.hours}"

    @property
    def whose(self) -> str:
        """Who has the room, for those who may know."""
        return str(self.organization) if self.organization else f"{self.name}さん"

    def is_over(self, *, at: datetime) -> bool:
        return self.starts_at <= at

    @classmethod
    @transaction.atomic
    def ask(
        cls, room: Room, *, by: User, day: date, starts: time, ends: time, headcount: int, now: datetime, **facts: Any
    ) -> Booking:
        """``now`` is the moment of asking. Raises NotNow at the field that mends it."""
        refuse_unless_open(room.facility, day, on=timezone.localtime(now).date())
        refuse_unless_within(room, starts, ends, headcount)
        booking = cls(room=room, starts_at=at(day, starts), ends_at=at(day, ends), headcount=headcount, **facts)
        booking.asked_by, booking.asked_at = by, now
        if booking.is_over(at=now):
            raise NotNow({"starts": "もう過ぎた時刻です。これからの時刻を選んでください。"})
        with spoken(cls):
            booking.save()
        record(booking, "booking.ask", by=by, room=str(room), hours=booking.when)
        post("organizations/emails/booking_asked", to=booking.keepers(on=booking.day), booking=booking)
        return booking

    @transaction.atomic
    def confirm(self, *, by: User, answer: str = "") -> None:
        self.take("confirm", by=by)
        self._answered(answer)

    @transaction.atomic
    def refuse(self, *, by: User, answer: str) -> None:
        self.take("refuse", by=by)
        self._answered(answer)

    @transaction.atomic
    def cancel(self, *, by: User, now: datetime, answer: str = "") -> None:
        """By who asked, or by who runs the facility (then the answer says why)."""
        if self.is_over(at=now):
            raise NotNow("もう始まった申し込みは、取り消せません。施設に連絡してください。")
        self.take("cancel", by=by)
        if by.pk == self.asked_by_id or not answer:
            self.save()
            post("organizations/emails/booking_cancelled", to=self.keepers(on=self.day), booking=self)
        else:
            self._answered(answer)

    def keepers(self, *, on: date) -> list[User]:
        """Who answers: the people of the organization that runs the facility."""
        manager = self.room.facility.manager
        if manager is None:
            return []
        rows = manager.officers.held(on=on).exclude(user=None).select_related("user")
        return list(dict.fromkeys(row.user for row in rows if row.may_write and row.user))

    def _answered(self, answer: str) -> None:
        self.answer = answer
        self.save()
        if self.asked_by.is_active:
            post("organizations/emails/booking_answered", to=[self.asked_by], booking=self)


def at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=timezone.get_current_timezone())


def hours(starts: time, ends: time) -> str:
    return f"{starts:%-H:%M}から{ends:%-H:%M}"


def refuse_unless_open(facility: Facility, day: date, *, on: date) -> None:
    """Whether the facility takes anybody in on a day, asked for today."""
    if not facility.takes_bookings:
        raise NotNow(f"{facility}は、ここでは申し込みを受けていません。電話で聞いてください。")
    if day < on:
        raise NotNow({"day": "過ぎた日です。これからの日を選んでください。"})
    last = on + timedelta(days=facility.days_ahead)
    if day > last:
        raise NotNow({"day": f"申し込めるのは{era_date(last)}までです。もっと近い日を選んでください。"})
    if why := closed_because(facility, day):
        raise NotNow({"day": f"{era_date(day)}は休みです({why})。ほかの日を選んでください。"})


def closed_because(facility: Facility, day: date) -> str:
    """Why the facility is closed on a day; empty if it is open."""
    if not facility.holds(on=day):
        return "施設がありません"
    if day.weekday() in facility.closed_weekdays:
        return "休みの曜日"
    closing = facility.closings.filter(starts_on__lte=day, ends_on__gte=day).first()
    return closing.reason if closing else ""


def refuse_unless_within(room: Room, starts: time, ends: time, headcount: int) -> None:
    facility = room.facility
    if not room.in_use:
        raise NotNow({"room": f"{room}は、今は申し込みを受けていません。ほかの部屋を選んでください。"})
    if starts < facility.opens_at or ends > facility.closes_at:
        open_ = hours(facility.opens_at, facility.closes_at)
        raise NotNow({"starts": f"{facility}が開いているのは、{open_}です。その中の時間を選んでください。"})
    if ends <= starts:
        raise NotNow({"ends": "おわりの時刻を、はじめの時刻より後にしてください。"})
    if headcount > room.capacity:
        raise NotNow({"headcount": f"{room}の定員は{room.capacity}人です。大きい部屋を選んでください。"})


def refuse_if_booked(facility: Facility, first: date, last: date) -> None:
    standing = Booking.objects.filter(room__facility=facility).live().between(first, last)
    if told := list(standing.select_related("room__facility")[:3]):
        when = "、".join(f"{booking.room} {booking.when}" for booking in told)
        raise NotNow({"starts_on": f"この期間に申し込みがあります({when})。先に、断るか取り消してください。"})


def asked_for(facilities: Iterable[Facility]) -> BookingQuerySet:
    """Those that wait for an answer."""
    found: BookingQuerySet = Booking.objects.filter(status=Booking.Status.ASKED, room__facility__in=facilities)
    return found
