"""A report is written in minutes, read by somebody else, and each of its requests is followed up."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import User
from records.attachments import Attachment
from records.cases import NotNow
from records.era import era_date
from records.forms.photos import ClockField
from staff.models import Inquiry, LiaisonReport
from staff.reports.tasks import for_city, for_partner
from tests import cast
from tests.cast import MONDAY, Hall, Land
from tests.portal import PortalClient
from tests.staff.test_inquiries import coordinator, that_monday

pytestmark = pytest.mark.django_db
__all__ = ["coordinator", "that_monday"]
AsUser = Callable[[User], PortalClient]
NEW = reverse("reports:new")
TYPED: dict[str, Any] = {
    "visited_on": era_date(MONDAY), "starts_at": "19:00", "ends_at": "20時30分", "hours": "outside",
    "meeting": "北の会 役員会", "place": "北公民館", "headcount": "12", "content": "計画を話し合った。",
    "voices": "買い物が遠い。", "requests": "街灯を付けてほしい。\n橋を直してほしい。",
}  # fmt: skip


@pytest.fixture
def liaison(hall: Hall, land: Land) -> User:
    cast.assign_liaison(hall.liaison, land.north)
    return hall.liaison


def draft(by: User, land: Land, **otherwise: Any) -> LiaisonReport:
    report = LiaisonReport.begin(by=by, area=land.north)
    facts: dict[str, Any] = {"visited_on": MONDAY, "starts_at": time(19), "ends_at": time(20, 30), "place": "北公民館"}
    facts |= {"meeting": "役員会", "content": "計画。", "voices": ["買い物が遠い。"], "requests": ["街灯がほしい。"]}
    report.write(by=by, **{**facts, **otherwise})
    return report


def sent(by: User, land: Land, **otherwise: Any) -> LiaisonReport:
    report = draft(by, land, **otherwise)
    report.submit(by=by)
    return report


def picture(name: str = "会場.jpg") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (30, 20)).save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue())


class TestSubmit:
    def test_each_request_becomes_an_inquiry_of_the_area(self, liaison: User, land: Land):
        report = sent(liaison, land, requests=["街灯がほしい。", "橋を直してほしい。"])
        found = Inquiry.objects.order_by("pk")
        assert [(each.text, each.area, each.reported_by, each.channel) for each in found] == [
            ("街灯がほしい。", land.north, liaison, "report"), ("橋を直してほしい。", land.north, liaison, "report"),
        ]  # fmt: skip
        assert [line.inquiry for line in report.lines.filter(kind="request")] == list(found)

    def test_says_what_is_missing_and_leaves_no_inquiry(self, liaison: User, land: Land):
        report = draft(liaison, land, place="", ends_at=time(18))
        with pytest.raises(NotNow) as refusal:
            report.submit(by=liaison)
        assert set(refusal.value.message_dict) == {"place", "ends_at"}
        assert not Inquiry.objects.exists()

    @pytest.mark.parametrize("verb", ["write", "submit", "drop"])
    def test_is_final(self, liaison: User, land: Land, verb: str):
        with pytest.raises(NotNow):
            getattr(sent(liaison, land), verb)(by=liaison)


class TestRead:
    def test_by_another_than_the_author(self, hall: Hall, liaison: User, land: Land):
        report = sent(liaison, land)
        with pytest.raises(NotNow, match="自分の報告"):
            report.read(by=liaison)
        report.read(by=hall.chief, reply="ごくろうさまでした。")
        assert (report.status, report.read_by, report.reply) == ("read", hall.chief, "ごくろうさまでした。")

    def test_a_draft_cannot_be_read(self, hall: Hall, liaison: User, land: Land):
        with pytest.raises(NotNow):
            draft(liaison, land).read(by=hall.chief)


class TestVisibleTo:
    def seen(self, *people: User) -> list[bool]:
        fresh = [User.objects.get(pk=user.pk) for user in people]
        return [LiaisonReport.objects.visible_to(user, on=MONDAY).exists() for user in fresh]

    def test_a_draft_is_its_author_s_own(self, hall: Hall, liaison: User, land: Land):
        draft(liaison, land)
        assert self.seen(liaison, hall.drafter, hall.director) == [True, False, False]

    def test_a_sent_one_is_the_section_s_and_the_office_s(self, hall: Hall, liaison: User, land: Land, nanami: User):
        sent(liaison, land)
        assert self.seen(hall.drafter, hall.stranger, nanami) == [True, True, False]

    def test_a_partner_sees_what_is_for_partners_in_the_own_area(self, liaison: User, land: Land, coordinator: User):
        report = sent(liaison, land)
        before = self.seen(coordinator)
        LiaisonReport.objects.filter(pk=report.pk).update(is_shared=True)
        during = self.seen(coordinator)
        LiaisonReport.objects.filter(pk=report.pk).update(area=land.south)
        assert [*before, *during, *self.seen(coordinator)] == [False, True, False]


class TestThePages:
    def test_one_page_one_button(self, liaison: User, land: Land, as_user: AsUser):
        answer = as_user(liaison).post(NEW, {**TYPED, "area": land.north.pk, "photos": [picture()], "send": "1"})
        report = LiaisonReport.objects.get()
        assert answer["Location"] == reverse("reports:detail", args=[report.pk])
        assert (report.status, report.minutes, len(report.photos())) == ("submitted", 90, 1)
        assert Inquiry.objects.count() == 2

    def test_a_draft_may_lack_everything(self, liaison: User, land: Land, as_user: AsUser):
        as_user(liaison).post(NEW, {"area": land.north.pk, "hours": "inside", "save": "1"})
        assert [task.action for task in for_city(liaison, on=MONDAY)] == ["続きを書く"]

    def test_nothing_is_lost_when_one_thing_is_wrong(self, liaison: User, land: Land, as_user: AsUser):
        wrong = {**TYPED, "area": land.north.pk, "starts_at": "夜", "photos": [picture()], "send": "1"}
        page = as_user(liaison).post(NEW, wrong)
        report = LiaisonReport.objects.get()
        assert "時と分を入れてください" in page.text
        assert 'value="夜"' in page.text
        assert f'action="{reverse("reports:edit", args=[report.pk])}"' in page.text
        assert (report.status, report.content, len(report.photos())) == ("draft", "計画を話し合った。", 1)

    def test_what_is_no_photo_is_told_and_the_rest_kept(self, liaison: User, land: Land, as_user: AsUser):
        bad = SimpleUploadedFile("手紙.pdf", b"%PDF-1.7")
        page = as_user(liaison).post(NEW, {**TYPED, "area": land.north.pk, "photos": [bad], "send": "1"})
        assert "「手紙.pdf」は写真ではありません" in page.text
        assert LiaisonReport.objects.get().lines.count() == 3

    def test_photos_are_shown_to_who_sees_the_report(
        self, hall: Hall, liaison: User, land: Land, as_user: AsUser, kuko: User
    ):
        as_user(liaison).post(NEW, {**TYPED, "area": land.north.pk, "photos": [picture()], "send": "1"})
        report, kept = LiaisonReport.objects.get(), Attachment.objects.get()
        url = reverse("reports:photo", args=[report.pk, kept.pk])
        assert as_user(hall.drafter).get(url).content.startswith(b"\xff\xd8")
        assert as_user(kuko).get(url).status_code == 404

    def test_the_chief_reads_and_says_so(self, hall: Hall, liaison: User, land: Land, as_user: AsUser):
        report = sent(liaison, land)
        assert "この報告を確認する" in as_user(hall.chief).get(report.get_absolute_url()).text
        as_user(hall.chief).post(reverse("reports:read", args=[report.pk]), {"reply": ""})
        report.refresh_from_db()
        assert report.read_by == hall.chief

    def test_a_colleague_does_not_confirm(self, hall: Hall, liaison: User, land: Land, as_user: AsUser):
        report = sent(liaison, land)
        assert as_user(hall.stranger).post(reverse("reports:read", args=[report.pk])).status_code == 403

    def test_a_partner_writes_and_sees_no_memo(
        self, hall: Hall, land: Land, as_user: AsUser, coordinator: User, liaison: User
    ):
        as_user(coordinator).post(NEW, {**TYPED, "area": land.north.pk, "inside": "秘密", "send": "1"})
        report = LiaisonReport.objects.get()
        assert (report.inside, report.is_shared, report.status) == ("", True, "submitted")
        other = sent(liaison, land, inside="内のこと", is_shared=True)
        page = as_user(coordinator).get(reverse("reports:detail", args=[other.pk]))
        assert (page.status_code, "内のこと" in page.text) == (200, False)
        assert for_partner(coordinator, on=MONDAY) == []

    def test_not_about_a_neighbour_s_area(self, liaison: User, land: Land, as_user: AsUser):
        as_user(liaison).post(NEW, {**TYPED, "area": land.south.pk, "send": "1"})
        assert not LiaisonReport.objects.exists()

    def test_who_has_no_area_writes_none(self, hall: Hall, liaison: User, as_user: AsUser, kuko: User):
        assert [as_user(user).get(NEW).status_code for user in (hall.stranger, kuko)] == [403, 403]

    def test_the_list_costs_the_same_for_thirty(
        self, hall: Hall, liaison: User, land: Land, as_user: AsUser, django_assert_max_num_queries: Any
    ):
        LiaisonReport.objects.bulk_create(
            LiaisonReport(
                author=liaison,
                area=land.north,
                visited_on=MONDAY - timedelta(days=n),
                meeting="役員会",
                status="submitted",
            )
            for n in range(30)
        )
        section = as_user(hall.drafter)
        with django_assert_max_num_queries(13):
            section.get(reverse("reports:list"))


@pytest.mark.parametrize(
    ("typed", "read"), [("19:30", time(19, 30)), ("1930", time(19, 30)), ("19時", time(19)), (" ９：０５", time(9, 5))]
)
def test_the_time_of_day_as_people_type_it(typed: str, read: time):
    assert ClockField().clean(typed) == read
