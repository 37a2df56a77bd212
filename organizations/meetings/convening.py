"""From planning to the day itself: announced in time, put off or called off with word to everybody who signed up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from organizations.areas import Area
from organizations.bodies import Organization
from organizations.meetings.columns import TYPED, MeetingColumns, Status
from organizations.meetings.kinds import MeetingKind
from organizations.meetings.signups import fill_seats, tell_all
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear
from records.mail import post
from records.telling import made, overwrite

PAST = "もう過ぎた日時です。これからの日時にしてください。"


class Convened(MeetingColumns):
    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def plan(
        cls,
        kind: MeetingKind,
        *,
        by: User,
        at: datetime,
        organization: Organization | None = None,
        area: Area | None = None,
        **values: Any,
    ) -> Self:
        """An organization's meeting, or the city's for an area. Without a number the next one is taken."""
        meeting = cls(kind=kind, organization=organization, area=area, planned_by=by, is_open=kind.is_open, **values)
        meeting._judge(at=at)
        if meeting.number is None:
            meeting.number = meeting.next_number()
        meeting._keep()
        record(meeting, "meeting.plan", by=by, changes=made(meeting, TYPED))
        return meeting

    @transaction.atomic
    def revise(self, *, by: User, at: datetime, **values: Any) -> None:
        """Mends what is said of it; once announced, day and time change by ``postpone`` only."""
        self.lock()
        if self.status not in {Status.PLANNED, Status.ANNOUNCED}:
            raise NotNow("もう開いた(または中止した)会議なので、案内は直せません。議事録に書いてください。")
        if self.status == Status.ANNOUNCED and any(
            values.get(column, getattr(self, column)) != getattr(self, column) for column in ("starts_at", "ends_at")
        ):
            raise NotNow({"day": "お知らせした日時は、「日時を変える」で変えます。申し込んだ人に知らせるためです。"})
        changes = overwrite(self, values)
        self._judge(at=at)
        self._keep()
        if changes:
            record(self, "meeting.revise", by=by, changes=changes)
        fill_seats(self)

    @transaction.atomic
    def announce(self, *, by: User, on: date, reason: str = "") -> None:
        """お知らせ, so many days before as the kind says; later only with a reason, which stays on record."""
        self.take("announce", by=by, comment=reason.strip())
        if self.day < on:
            raise NotNow(f"会議の日({era_date(self.day)})を過ぎています。日時を直してから知らせてください。")
        if self.kind.quorum_of and not self.items.exists():
            raise NotNow("議題を1つ以上入れてから知らせてください。定足数のある会議は、議題を先に知らせます。")
        if self.is_late(on=on) and not reason.strip():
            raise NotNow({"reason": self.late_sentence()})
        self.announced_at = timezone.now()
        self._keep()
        post("organizations/meetings/emails/announced", to=self.told(on=on, but=by), meeting=self)

    def is_late(self, *, on: date) -> bool:
        return (self.day - on).days < self.kind.announce_days

    def late_sentence(self) -> str:
        last = self.day - timedelta(days=self.kind.announce_days)
        return (
            f"{self.kind}は{self.kind.announce_days}日前({era_date(last)})までに知らせます。"
            "間に合わない理由を書くか、日時をおそくしてください。"
        )

    @transaction.atomic
    def postpone(
        self, *, by: User, at: datetime, starts_at: datetime, ends_at: datetime, place: str, reason: str
    ) -> None:
        """日時や会場を変える: everybody who signed up is told, and stays signed up."""
        if not reason.strip():
            raise NotNow({"reason": "変える理由を書いてください。申し込んだ人に知らせます。"})
        told = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "called_off": reason.strip()}
        self.take("postpone", by=by, to=told, comment=reason)
        if self.signup_until and self.signup_until > self.day:
            self.signup_until = self.day
        self._judge(at=at)
        self._keep()
        tell_all(self, "postponed")
        post("organizations/meetings/emails/postponed", to=self.told(on=self._today(at), but=by), meeting=self)

    @transaction.atomic
    def cancel(self, *, by: User, on: date, reason: str) -> None:
        """中止: nobody is left standing before a closed door."""
        if not reason.strip():
            raise NotNow({"reason": "中止の理由を書いてください。申し込んだ人に知らせます。"})
        announced = self.status == Status.ANNOUNCED
        self.take("cancel", by=by, to={"called_off": reason.strip()}, comment=reason)
        self._keep()
        if announced:
            tell_all(self, "cancelled")
            post("organizations/meetings/emails/cancelled", to=self.told(on=on, but=by), meeting=self)

    def told(self, *, on: date, but: User | None) -> list[User]:
        """Who hears of it by mail from the inside: the organization's writing roles, or the area's liaisons."""
        if self.organization:
            people = self.organization.contacts(on=on)
        else:
            liaisons: Any = User._meta.get_field("liaisons").related_model
            held = liaisons.objects.held(on=on).for_areas([self.area]).select_related("user")
            people = [each.user for each in held]
        return [user for user in dict.fromkeys(people) if user != but]

    def next_number(self) -> int | None:
        """One more than the last of its kind, of this host and section; None where nobody counts."""
        if self.kind.counting == MeetingKind.Counting.NONE:
            return None
        same = type(self)._default_manager.filter(
            kind=self.kind, organization=self.organization, area=self.area, section=self.section
        )
        if self.kind.counting == MeetingKind.Counting.YEARLY:
            same = same.filter(fiscal_year=self.year_of(self.starts_at))
        last = same.exclude(status=Status.CANCELLED).aggregate(last=models.Max("number"))["last"]
        return (last or 0) + 1

    def _judge(self, *, at: datetime) -> None:
        if self.starts_at <= at:
            raise NotNow({"day": PAST})
        if self.ends_at <= self.starts_at:
            raise NotNow({"end": "おわりは、はじまりより後の時刻にしてください。"})
        if self.signup_until and self.signup_until > self.day:
            raise NotNow({"signup_until": f"会議の日({era_date(self.day)})までの日にしてください。"})
        if self.signup_until and self.signup_until < self._today(at) and self.status == Status.PLANNED:
            raise NotNow({"signup_until": "もう過ぎた日です。これからの日にしてください。"})
        self._judge_section()
        self.fiscal_year = FiscalYear.of(self.day)

    def _judge_section(self) -> None:
        """Of the body itself, and there on the day."""
        if self.section is None:
            if self.kind.in_section:
                raise NotNow(
                    {"section": f"どの{self.kind}かを選んでください。まだないときは、先に団体の部会を登録します。"}
                )
            return
        if self.section.organization_id != getattr(self.organization, "pk", None):
            raise NotNow({"section": "この団体の部会を選んでください。"})
        if not self.section.holds(on=self.day):
            raise NotNow({"section": f"{self.section}は、会議の日({era_date(self.day)})にはありません。"})

    def _keep(self) -> None:
        self.changed_at = timezone.now()
        with spoken(type(self)):
            self.save()

    @staticmethod
    def _today(at: datetime) -> date:
        return timezone.localtime(at).date()
