"""Held with a quorum or honestly without, votes, minutes checked by another, attendance."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from organizations.meetings.attendance import attendance, count
from organizations.meetings.meeting import Meeting
from organizations.models import Organization
from records.cases import NotNow
from records.events import Event
from tests.cast import MONDAY, Hall
from tests.organizations.meetings import build
from tests.organizations.meetings.build import AFTER, NOON

pytestmark = pytest.mark.django_db


class TestHold:
    def test_written_votes_and_proxies_make_the_quorum(self, north: Organization, nanami: User):
        meeting = build.assembly(north, nanami)
        assert (meeting.status, meeting.stands_as) == ("held", "meeting")

    def test_too_few_is_told_with_the_number_that_is_missing(self, north: Organization, nanami: User):
        meeting = build.announced(north, nanami, "総会")
        with pytest.raises(NotNow, match="31人") as refusal:
            meeting.hold(by=nanami, at=AFTER, eligible=61, present=10)
        assert "as_talk" in refusal.value.message_dict
        meeting.refresh_from_db()
        assert meeting.status == "announced"

    def test_too_few_may_be_kept_as_a_talk(self, north: Organization, nanami: User):
        meeting = build.assembly(north, nanami, present=5, as_talk=True)
        assert meeting.get_stands_as_display() == "不成立(懇談会として開催)"
        with pytest.raises(NotNow, match="議決できません"):
            meeting.items.get().vote(by=nanami, in_favour=18, against=0)
        meeting.items.get().put_off(by=nanami)
        assert build.minuted_talk(meeting, nanami).status == "drafted"

    @pytest.mark.parametrize(
        ("numbers", "field"),
        [({"eligible": None}, "eligible"), ({"present": None}, "present"), ({"present": 50}, "present")],
    )
    def test_numbers_that_cannot_be(self, north: Organization, nanami: User, numbers: Any, field: str):
        with pytest.raises(NotNow) as refusal:
            build.assembly(north, nanami, **numbers)
        assert field in refusal.value.message_dict

    def test_not_before_it_began_and_not_unannounced(self, north: Organization, nanami: User):
        meeting = build.planned(north, nanami)
        with pytest.raises(NotNow, match="先に会議をお知らせ"):
            meeting.hold(by=nanami, at=AFTER)
        meeting.announce(by=nanami, on=MONDAY)
        with pytest.raises(NotNow, match="まだ始まっていない"):
            meeting.hold(by=nanami, at=NOON)

    def test_a_wrong_count_is_mended_while_nothing_is_checked(self, north: Organization, nanami: User):
        meeting = build.assembly(north, nanami)
        meeting.hold(by=nanami, at=AFTER, eligible=60, present=40)
        assert meeting.turnout
        assert meeting.turnout.counted == 40


class TestVote:
    def test_follows_from_the_numbers(self, north: Organization, nanami: User):
        meeting = build.assembly(north, nanami)
        item = meeting.items.get()
        item.vote(by=nanami, in_favour=17, against=16)
        assert (item.outcome, item.votes) == ("carried", "賛成17、反対16、棄権0")
        item.vote(by=nanami, in_favour=16, against=16, abstained=1)
        assert item.outcome == "lost"

    def test_there_are_no_more_votes_than_people(self, north: Organization, nanami: User):
        item = build.assembly(north, nanami).items.get()
        with pytest.raises(NotNow, match=r"票が合わせて34で、出席した人\(33人") as refusal:
            item.vote(by=nanami, in_favour=34, against=0)
        assert "in_favour" in refusal.value.message_dict
        item.refresh_from_db()
        assert item.outcome == ""

    def test_bylaws_need_three_quarters_of_all_members(self, north: Organization, nanami: User):
        meeting = build.planned(north, nanami, "総会")
        (item,) = build.agenda(meeting, nanami, "規約の変更", majority="all")
        meeting.announce(by=nanami, on=MONDAY)
        meeting.hold(by=nanami, at=AFTER, eligible=40, present=30)
        item.vote(by=nanami, in_favour=29, against=1)
        assert item.outcome == "lost"
        item.vote(by=nanami, in_favour=30, against=0)
        assert item.outcome == "carried"

    def test_where_nobody_counts_a_quorum_the_heads_are_counted(self, north: Organization, nanami: User):
        meeting = build.planned(north, nanami)
        (item,) = build.agenda(meeting, nanami, "次のテーマ")
        meeting.announce(by=nanami, on=MONDAY)
        meeting.hold(by=nanami, at=AFTER)
        with pytest.raises(NotNow, match="人数を数えてから"):
            item.vote(by=nanami, in_favour=1, against=0)
        count(meeting, by=nanami, group="住民(個人)", age_band="middle", people=1)
        item.vote(by=nanami, in_favour=1, against=0)
        assert item.outcome == "carried"


class TestAttendance:
    def test_counts_sign_ups_and_walk_ins_together(self, north: Organization, nanami: User):
        meeting = build.announced(north, nanami)
        signup = build.signed_up(meeting)
        signup.come(by=nanami, at=AFTER)
        for _ in range(2):
            count(meeting, by=nanami, group="PTA・学校", age_band="middle", people=1)
        count(meeting, by=nanami, group="PTA・学校", age_band="youth", people=1)
        found = attendance(meeting)
        assert [band.label for band in found.bands] == ["高校生から20代", "30代から50代"]
        assert found.rows == [("住民(個人)", [0, 1], 1), ("PTA・学校", [1, 2], 3)]
        assert (found.sums, found.total) == ([1, 3], 4)

    def test_a_slip_is_taken_back(self, north: Organization, nanami: User):
        meeting = build.announced(north, nanami)
        signup = build.signed_up(meeting)
        for _ in range(2):
            signup.come(by=nanami, at=AFTER)
        with pytest.raises(NotNow, match="まだ数えていません"):
            count(meeting, by=nanami, group="PTA・学校", age_band="middle", people=-1)
        assert attendance(meeting).total == 0


class TestMinutes:
    def test_are_checked_by_another(self, north: Organization, nanami: User, hachiro: User):
        meeting = build.minuted(build.assembly(north, nanami), nanami)
        with pytest.raises(NotNow, match="別の人が確かめます"):
            meeting.check_minutes(by=nanami)
        meeting.check_minutes(by=hachiro)
        meeting.publish(by=nanami)
        assert (meeting.status, meeting.minutes.checked_by) == ("published", hachiro)

    def test_go_back_with_a_reason(self, north: Organization, nanami: User, hachiro: User):
        meeting = build.minuted(build.assembly(north, nanami), nanami)
        meeting.send_back(by=hachiro, reason="出席の数がちがいます。")
        assert meeting.status == "held"
        assert Event.objects.about(meeting)[0].facts["comment"] == "出席の数がちがいます。"

    def test_every_proposal_has_its_result_first(self, north: Organization, nanami: User):
        meeting = build.assembly(north, nanami)
        meeting.write_minutes(by=nanami, text="話し合った。")
        with pytest.raises(NotNow, match="「年度計画」の結果"):
            meeting.ask_check(by=nanami)

    @pytest.mark.parametrize("status", ["planned", "announced", "cancelled", "checked", "published"])
    def test_are_written_after_it_was_held_only(self, north: Organization, nanami: User, status: str):
        meeting = build.planned(north, nanami)
        stands = "meeting" if status in {"checked", "published"} else ""
        Meeting.objects.filter(pk=meeting.pk).update(status=status, stands_as=stands)
        with pytest.raises(NotNow, match="議事録を書けるのは"):
            meeting.write_minutes(by=nanami, text="話し合った。")


class TestPages:
    @pytest.fixture
    def meeting(self, north: Organization, nanami: User, hachiro: User) -> Meeting:
        """推進会議, to which anybody may come, with minutes that wait for a check."""
        meeting = build.planned(north, nanami, "地域づくり推進会議", number=4)
        build.agenda(meeting, nanami, "見守りの始め方")
        meeting.announce(by=nanami, on=MONDAY)
        meeting.hold(by=nanami, at=AFTER)
        return build.minuted(meeting, nanami)

    def test_minutes_are_everybodys_once_published(
        self, client: Any, as_user: Any, meeting: Meeting, nanami: User, hachiro: User, kuko: User
    ):
        page = meeting.get_absolute_url()
        assert "みんなで話し合った。" not in client.get(page).text
        assert "みんなで話し合った。" not in as_user(kuko).get(page).text
        assert "みんなで話し合った。" in as_user(nanami).get(page).text
        assert as_user(nanami).get(reverse("meetings:check", args=[meeting.pk])).status_code == 403
        as_user(hachiro).post(reverse("meetings:check", args=[meeting.pk]))
        as_user(hachiro).post(reverse("meetings:publish", args=[meeting.pk]))
        text = client.get(page).text
        assert "みんなで話し合った。" in text
        assert "全員一致・合意" in text
        assert "北野 七海さんが書きました" not in text

    def test_the_citys_people_keep_it_where_the_kind_lets_them(
        self, as_user: Any, north: Organization, nanami: User, hall: Hall
    ):
        helped, own = build.planned(north, nanami, "地域づくり推進会議"), build.planned(north, nanami, "役員会")
        drafter = as_user(hall.drafter)
        codes = [drafter.get(reverse("meetings:edit", args=[each.pk])).status_code for each in (helped, own)]
        assert codes == [200, 403]

    def test_a_refusal_stands_at_its_field(self, as_user: Any, north: Organization, nanami: User, monkeypatch: Any):
        meeting = build.announced(north, nanami, "総会")
        monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)
        form = {"eligible": "61", "present": "10", "written": "", "proxies": "２"}
        answer = as_user(nanami).post(reverse("meetings:hold", args=[meeting.pk]), form)
        assert "定足数(構成員の過半数、31人)に足りません。" in answer.text
        assert answer.context["form"]["proxies"].value() == "２"
