"""会議: an organization's, or the city's for an area, from its plan to its published minutes."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.db.models import F, Q

from accounts.models import User
from organizations.areas import Area
from organizations.bodies import Organization
from organizations.meetings.attendance import attendance
from organizations.meetings.columns import NAMED
from organizations.meetings.columns import Status as MeetingStatus
from organizations.meetings.minutes import Minuted
from records.cases import NotNow
from records.codes import ALPHABET
from records.events import record

Status = MeetingStatus
LIVE = ~Q(status=Status.CANCELLED)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def open_to_all(self) -> MeetingQuerySet:
        """What everybody may read, without signing in."""
        return self.filter(is_open=True).exclude(status=Status.PLANNED)

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> MeetingQuerySet:
        """Open ones to everybody; besides, an organization's own people theirs, and the city's as they see its areas
        and organizations."""
        open_ = Q(is_open=True) & ~Q(status=Status.PLANNED)
        if not isinstance(user, User):
            return self.filter(open_)
        if user.reaches_all(on=on):
            return self
        seen = open_ | Q(organization__in=[role.organization_id for role in user.roles_on(on)])
        if user.is_city(on=on):
            areas = list(user.liaisons.held(on=on).values_list("area_id", flat=True))
            bodies = Organization.objects.visible_to(user, on=on).values("pk")
            seen |= Q(organization__in=bodies) | Q(area__in=areas) | Q(area__parent__in=areas)
        return self.filter(seen)

    def inside(self, user: User, *, on: date) -> MeetingQuerySet:
        """Those that the person holds or helps to hold: of own organizations, of own areas; the section all."""
        if user.in_section(on=on):
            return self
        areas = list(user.liaisons.held(on=on).values_list("area_id", flat=True)) if user.is_city(on=on) else []
        own = Q(organization__in=[role.organization_id for role in user.roles_on(on)])
        near = Q(area__in=areas) | Q(area__parent__in=areas) | Q(organization__areas__in=areas)
        return self.filter(own | near | Q(organization__areas__parent__in=areas)).distinct()

    def coming(self, *, at: datetime) -> MeetingQuerySet:
        return self.filter(ends_at__gte=at).order_by("starts_at", "pk")

    def past(self, *, at: datetime) -> MeetingQuerySet:
        return self.filter(ends_at__lt=at).order_by("-starts_at", "-pk")

    def of_area(self, area: Area) -> MeetingQuerySet:
        """Of the area, of the areas in it, and of the organizations that work there."""
        within = Q(area=area) | Q(area__parent=area) | Q(area__parent__parent=area)
        bodies = Organization.objects.within(area).values("pk")
        return self.filter(within | Q(organization__in=bodies))

    def with_hosts(self) -> MeetingQuerySet:
        return self.select_related(*NAMED)


class Meeting(Minuted):
    Status = MeetingStatus

    MOVES: ClassVar[Any] = {
        "announce": ({Status.PLANNED}, Status.ANNOUNCED),
        "postpone": ({Status.ANNOUNCED}, Status.ANNOUNCED),
        "cancel": ({Status.PLANNED, Status.ANNOUNCED}, Status.CANCELLED),
        "hold": ({Status.ANNOUNCED, Status.HELD}, Status.HELD),
        "ask_check": ({Status.HELD}, Status.DRAFTED),
        "send_back": ({Status.DRAFTED}, Status.HELD),
        "check_minutes": ({Status.DRAFTED}, Status.CHECKED),
        "publish": ({Status.CHECKED}, Status.PUBLISHED),
    }
    NOT_NOW: ClassVar[Any] = {
        "announce": "この会議は、もうお知らせしてあります。",
        "postpone": "日時を変えられるのは、お知らせしてから開くまでの会議です。",
        "cancel": "もう開いた(または中止した)会議は、中止にできません。",
        "hold": "先に会議をお知らせしてください。開いた記録は、そのあとで書きます。",
    }
    SAID: ClassVar[Any] = {
        "plan": "会議を用意した",
        "revise": "会議の案内を直した",
        "announce": "会議を知らせた",
        "postpone": "会議の日時を変えた",
        "cancel": "会議を中止にした",
        "hold": "会議を開いた(出席を数えた)",
        "ask_check": "議事録を確認に回した",
        "send_back": "議事録を直すように頼んだ",
        "check_minutes": "議事録を確かめた",
        "sign": "議事録に署名した",
        "publish": "議事録を公開した",
        "write_minutes": "議事録を書いた",
        "set_agenda": "議題を書いた",
        "settle": "議題の結果を入れた",
        "set_todos": "やることを書いた",
        "finish_todo": "やることが済んだ",
        "count": "その場で人数を数えた",
        "come": "申し込んだ人が来た",
        "come_not": "来たという印を消した",
        "sign_up": "参加の申し込みがあった",
        "amend_signup": "申し込みが直された",
        "give_up": "申し込みが取り消された",
        "open_room": "会場のコードを出した",
        "close_room": "会場のコードを閉じた",
        "write_notes": "ワークショップのメモを書き写した",
        "put_in": "参加者がメモを出した",
        "sort_notes": "メモを整理した",
        "receive": "資料を付けた",
        "put_away": "資料を外した",
        "look": "申し込んだ人の一覧を見た",
    }

    objects: ClassVar[models.Manager[Meeting]] = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会議"
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at"], name="meeting_by_day")]
        constraints = [
            models.CheckConstraint(
                name="a_meeting_is_held_by_an_organization_or_for_an_area",
                condition=Q(organization__isnull=False, area=None) | Q(organization=None, area__isnull=False),
                violation_error_message="会議を開くところを、団体か区域のどちらか1つにしてください。",
            ),
            models.CheckConstraint(
                name="only_a_meeting_of_an_organization_is_of_a_section",
                condition=Q(section=None) | Q(organization__isnull=False),
                violation_error_message="部会を選べるのは、団体の会議だけです。",
            ),
            models.CheckConstraint(
                name="a_meeting_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="おわりは、はじまりより後の時刻にしてください。",
            ),
            models.CheckConstraint(
                name="no_more_people_are_counted_than_may_vote",
                condition=Q(eligible=None) | Q(eligible__gte=F("present") + F("written") + F("proxies")),
                violation_error_message="出席・書面表決・委任状の合計が、議決権のある人の数より多くなっています。",
            ),
            models.CheckConstraint(
                name="a_meeting_stands_as_something_exactly_once_it_was_held",
                condition=Q(status__in=["planned", "announced", "cancelled"], stands_as="")
                | ~Q(status__in=["planned", "announced", "cancelled"]) & ~Q(stands_as=""),
            ),
            models.UniqueConstraint(
                fields=["kind", "organization", "section", "fiscal_year", "number"],
                nulls_distinct=False,
                condition=LIVE & Q(organization__isnull=False, number__isnull=False),
                name="no_organization_holds_the_same_meeting_twice",
                violation_error_message="その回の会議は、もうあります。回の数を確かめてください。",
            ),
            models.UniqueConstraint(
                fields=["kind", "area", "fiscal_year", "number"],
                condition=LIVE & Q(area__isnull=False, number__isnull=False),
                name="no_area_has_the_same_meeting_twice",
                violation_error_message="その回の会議は、もうあります。回の数を確かめてください。",
            ),
            models.UniqueConstraint(
                fields=["room_code"], condition=~Q(room_code=""), name="no_two_rooms_show_the_same_code"
            ),
        ]

    @property
    def voters(self) -> int | None:
        """How many votes there can be: who is counted for the quorum, else who came; None while nobody was counted."""
        if self.turnout is not None:
            return self.turnout.counted
        return attendance(self).total or None

    def areas(self) -> list[Area]:
        """Where a note of it may belong, the usual one first: the area itself, or the organization's."""
        if self.area:
            return [self.area, *self.area.children.all()]
        assert self.organization is not None  # the constraint's own  # noqa: S101
        own = list(self.organization.areas.select_related("parent"))
        above = {area.parent.pk: area.parent for area in own if area.parent and area.parent.kind != Area.Kind.CITY}
        wide = [*above.values()] if len(own) != 1 else []
        return [*(area for area in wide if area not in own), *own, *([] if wide else above.values())]

    def refuse_notes(self) -> None:
        if self.status not in {Status.ANNOUNCED, Status.HELD, Status.DRAFTED, Status.CHECKED, Status.PUBLISHED}:
            raise NotNow("メモは、会議をお知らせしてから書きます。")
        if not self.kind.has_notes:
            raise NotNow(f"{self.kind}では、メモを集めません。")

    @transaction.atomic
    def open_room(self, *, by: User) -> None:
        """A code on the wall, with which participants put notes in by phone until it is closed."""
        self.lock()
        self.refuse_notes()
        if not self.room_code:
            self.room_code = "".join(secrets.choice(ALPHABET) for _ in range(6))
            self.save(update_fields=["room_code"])
            record(self, "meeting.open_room", by=by)

    @transaction.atomic
    def close_room(self, *, by: User) -> None:
        self.lock()
        if self.room_code:
            self.room_code = ""
            self.save(update_fields=["room_code"])
            record(self, "meeting.close_room", by=by)
