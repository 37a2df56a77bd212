"""What is kept of a meeting, and what can be read off it without asking anybody."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from organizations.areas import Area
from organizations.bodies import Organization
from organizations.kinds.parts import Section
from organizations.meetings.kinds import MeetingKind
from organizations.meetings.quorum import Turnout
from records.cases import Case
from records.fiscal import FiscalYear, FiscalYearField

NAMED = ("kind", "organization", "area", "section")  # rows that a meeting's name needs
OF_MEETING = tuple(f"meeting__{name}" for name in NAMED)


class Status(models.TextChoices):
    PLANNED = "planned", "準備中"
    ANNOUNCED = "announced", "お知らせ済み"
    HELD = "held", "開催した"
    DRAFTED = "drafted", "議事録の確認中"
    CHECKED = "checked", "議事録を確認済み"
    PUBLISHED = "published", "議事録を公開"
    CANCELLED = "cancelled", "中止"


class StandsAs(models.TextChoices):
    MEETING = "meeting", "成立"
    TALK = "talk", "不成立(懇談会として開催)"


class MeetingColumns(Case):
    """An organization's, or the city's for an area."""

    if TYPE_CHECKING:
        items: Any

    kind = models.ForeignKey(MeetingKind, on_delete=models.PROTECT, related_name="meetings", verbose_name="種類")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="meetings", verbose_name="団体"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="meetings", verbose_name="区域")
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="部会"
    )
    number = models.PositiveSmallIntegerField("第何回", null=True, validators=[MinValueValidator(1)])
    fiscal_year = FiscalYearField("年度", editable=False)
    title = models.CharField("題名", max_length=80, blank=True)
    starts_at = models.DateTimeField("はじまり")
    ends_at = models.DateTimeField("おわり")
    place = models.CharField("会場", max_length=100)
    about = models.TextField("案内", max_length=2000, blank=True)
    is_open = models.BooleanField("だれでも参加できる", default=False)
    takes_signups = models.BooleanField("申し込みを受ける", default=False)
    capacity = models.PositiveIntegerField("定員", null=True)
    signup_until = models.DateField("申し込みの締切", null=True)
    contact = models.CharField("連絡先を聞くか", max_length=8, choices=MeetingKind.Contact.choices)
    inquiries = models.CharField("問い合わせ先", max_length=100, blank=True)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PLANNED, editable=False)
    called_off = models.CharField("中止・延期の理由", max_length=300, blank=True)
    eligible = models.PositiveIntegerField("議決権のある人の数", null=True)
    present = models.PositiveIntegerField("出席した人の数", null=True)
    written = models.PositiveIntegerField("書面表決の数", default=0)
    proxies = models.PositiveIntegerField("委任状の数", default=0)
    stands_as = models.CharField("成立", max_length=8, choices=StandsAs.choices, blank=True)
    room_code = models.CharField("会場のコード", max_length=6, blank=True, editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="用意した人"
    )
    announced_at = models.DateTimeField("知らせた日時", null=True, editable=False)
    changed_at = models.DateTimeField("変えた日時", default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.host} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.pk])

    @property
    def host(self) -> Organization | Area:
        host = self.organization or self.area
        assert host is not None  # the constraint's own  # noqa: S101
        return host

    @property
    def host_name(self) -> str:
        return str(self.organization) if self.organization else "市"

    @property
    def is_at_home(self) -> bool:
        """In the host's own house: the place says who holds it."""
        return self.place == str(self.host)

    @property
    def name(self) -> str:
        """「令和7年度 第4回 地域づくり推進会議」, 「第12回 総会」, 「防災部会」."""
        yearly = self.kind.counting == MeetingKind.Counting.YEARLY and self.number
        parts = [str(self.fiscal_year)] if yearly else []
        parts += [f"第{self.number}回"] if self.number else []
        return " ".join([*parts, str(self.section or self.kind)])

    @property
    def day(self) -> date:
        return timezone.localtime(self.starts_at).date()

    @property
    def turnout(self) -> Turnout | None:
        """As it was counted; None before the meeting was held, or where nobody counts."""
        if self.present is None or self.eligible is None:
            return None
        return Turnout(self.eligible, self.present, self.written, self.proxies)

    @property
    def is_talk(self) -> bool:
        """Too few came: nothing can be decided."""
        return self.stands_as == StandsAs.TALK

    @property
    def is_public(self) -> bool:
        """Everybody may read that it takes place, or took place."""
        return self.is_open and self.status != Status.PLANNED

    @property
    def has_minutes(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def last_signup_day(self) -> date:
        return self.signup_until or self.day

    def closed_because(self, *, at: datetime) -> str:
        """Why nobody can sign up now; empty while it is open."""
        if self.status == Status.CANCELLED:
            return "この会議は中止になりました。"
        if not (self.is_open and self.takes_signups):
            return "この会議は、申し込みがいりません。"
        if self.status != Status.ANNOUNCED:
            return "この会議の申し込みは終わりました。"
        if timezone.localtime(at).date() > self.last_signup_day or at >= self.starts_at:
            return "申し込みの締切を過ぎました。参加したいときは、問い合わせ先に連絡してください。"
        return ""

    def year_of(self, starts_at: datetime) -> FiscalYear:
        return FiscalYear.of(timezone.localtime(starts_at).date())


TYPED = ("number", "section", "title", "starts_at", "ends_at", "place", "takes_signups", "capacity", "signup_until",
        "contact", "inquiries", "about")  # fmt: skip
