"""The register's pages, and the public ones where nobody's name stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.era import era_date
from staff.inquiries.tasks import for_city, for_partner
from staff.models import Inquiry
from tests import cast
from tests.cast import LONG_AGO, MONDAY, Hall, Land
from tests.portal import PortalClient
from tests.staff.test_inquiries import DUE, coordinator, in_state, receive, tax, that_monday

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
__all__ = ["coordinator", "that_monday"]
LIST = reverse("inquiries:list")


def deed(case: Inquiry, name: str) -> str:
    return reverse("inquiries:act", args=[case.pk, name])


def of_day(name: str, day: Any) -> dict[str, str]:
    return {name: era_date(day)}


class TestThePage:
    def test_whose_turn_it_is_sees_one_main_action(self, hall: Hall, land: Land, as_user: AsUser):
        case = in_state(hall, land, "routed")
        page = as_user(hall.stranger).get(case.get_absolute_url())
        assert "答えを書き終える" in page.text

    def test_the_outsider_sees_nothing(self, hall: Hall, land: Land, as_user: AsUser, kuko: User):
        case = in_state(hall, land, "routed")
        codes = [as_user(user).get(case.get_absolute_url()).status_code for user in (hall.drafter, hall.stranger, kuko)]
        assert codes == [200, 200, 404]

    def test_the_name_is_for_those_who_answer_and_tell(self, hall: Hall, land: Land, as_user: AsUser):
        cast.assign_liaison(hall.liaison, land.north)
        case = in_state(hall, land, "received", reported_by=None)
        seen = ["声野 花" in as_user(user).get(case.get_absolute_url()).text for user in (hall.drafter, hall.liaison)]
        assert seen == [True, False]


class TestADeed:
    def test_goes_from_the_desk_to_the_area_and_to_everybody(self, hall: Hall, land: Land, as_user: AsUser):
        case = receive(hall, land)
        section, desk = as_user(hall.drafter), as_user(hall.stranger)
        section.post(deed(case, "route"), {"route-department": tax(hall).pk, **of_day("route-due_on", DUE)})
        desk.post(deed(case, "answer"), {"answer-text": "来週なおします。"})
        section.post(deed(case, "tell"), {"tell-how": "電話", **of_day("tell-on", MONDAY)})
        words = {"publish-subject": "街灯", "publish-question": "暗い道がある。", "publish-answer": "なおしました。"}
        section.post(deed(case, "publish"), words)
        page = PortalClient().get(reverse("voices:list"), {"q": "街灯"})
        assert "なおしました。" in page.text
        assert "声野" not in PortalClient().get(reverse("voices:detail", args=[case.pk])).text

    def test_what_was_typed_stays_beside_the_sentence(self, hall: Hall, land: Land, as_user: AsUser):
        case = in_state(hall, land, "answered")
        page = as_user(hall.drafter).post(deed(case, "tell"), {"tell-how": "役員会で", **of_day("tell-on", LONG_AGO)})
        assert "受けた日より後の日にしてください。" in page.text
        assert "役員会で" in page.text

    def test_is_not_everybody_s(self, hall: Hall, land: Land, as_user: AsUser):
        case = in_state(hall, land, "routed")
        codes = {
            name: as_user(hall.stranger).post(deed(case, name)).status_code for name in ("route", "tell", "nothing")
        }
        assert codes == {"route": 403, "tell": 403, "nothing": 404}

    def test_leads_to_the_list_where_the_case_has_left_the_desk(self, hall: Hall, land: Land, as_user: AsUser):
        case = in_state(hall, land, "routed")
        answer = as_user(hall.stranger).post(deed(case, "give_back"), {"give_back-comment": "道路は建設課です。"})
        assert answer["Location"] == LIST


class TestTheLists:
    def test_cost_the_same_for_thirty(
        self, hall: Hall, land: Land, as_user: AsUser, django_assert_max_num_queries: Any
    ):
        for number in range(30):
            Inquiry.objects.create(
                channel="web", subject=f"声{number}", text="声", area=land.north, received_on=MONDAY, due_on=DUE,
                department=tax(hall), status="routed",
            )  # fmt: skip
        section = as_user(hall.drafter)
        with django_assert_max_num_queries(14):
            section.get(LIST)
        with django_assert_max_num_queries(12):
            section.get(reverse("inquiries:unanswered"))

    def test_a_filter_that_makes_no_sense_filters_nothing(self, hall: Hall, land: Land, as_user: AsUser):
        receive(hall, land)
        page = as_user(hall.drafter).get(LIST, {"department": "x", "heap": "?", "q": "街灯"})
        assert "街灯が切れています。" in page.text

    def test_communities_have_the_public_page(self, hall: Hall, as_user: AsUser, kuko: User):
        assert as_user(kuko).get(LIST).status_code == 403

    def test_a_partner_reads_what_was_passed_on(self, hall: Hall, land: Land, as_user: AsUser, coordinator: User):
        case = receive(hall, land)
        case.route(by=hall.drafter, partner=coordinator, due_on=DUE)
        other = receive(hall, land, text="別の声です。")
        page = as_user(coordinator).get(LIST)
        assert "街灯" in page.text
        assert as_user(coordinator).get(other.get_absolute_url()).status_code == 404
        assert [task.action for task in for_partner(coordinator, on=MONDAY)] == ["答える"]

    def test_everybody_has_their_own_turn(self, hall: Hall, land: Land):
        in_state(hall, land, "routed")
        tasks = {
            user: [(task.action, task.mine) for task in for_city(user, on=MONDAY)]
            for user in (hall.drafter, hall.stranger)
        }
        assert tasks == {hall.drafter: [("", False)], hall.stranger: [("答える", True)]}


class TestTakeIn:
    def test_a_call_is_registered_by_whoever_took_it(self, hall: Hall, land: Land, as_user: AsUser):
        facts = {
            "channel": "phone",
            "kind": "request",
            "subject": "街灯",
            "text": "暗い。",
            **of_day("received_on", MONDAY),
        }
        as_user(hall.stranger).post(reverse("inquiries:take_in"), facts)
        assert (Inquiry.objects.get().reported_by, Inquiry.objects.get().wants_answer) == (hall.stranger, False)

    def test_not_from_tomorrow(self, hall: Hall, land: Land, as_user: AsUser):
        day = of_day("received_on", MONDAY + timedelta(days=1))
        page = as_user(hall.stranger).post(reverse("inquiries:take_in"), {"subject": "街灯", **day})
        assert "までの日にしてください" in page.text


class TestAnybody:
    def send(self, **otherwise: str) -> Any:
        facts = {"kind": "opinion", "text": "公園がほしいです。", "sender_name": "声野 花", "wants_answer": "on"}
        return PortalClient().post(reverse("voices:new"), {**facts, **otherwise})

    def test_writes_and_reads_the_answer_by_its_number(self, hall: Hall, land: Land):
        answer = self.send()
        page = PortalClient().get(answer["Location"])
        case = Inquiry.objects.get()
        assert case.number in page.text
        assert "声野" not in page.text
        case.route(by=hall.drafter, department=tax(hall), due_on=DUE)
        case.answer(by=hall.stranger, text="つくります。")
        before = PortalClient().get(answer["Location"]).text
        case.tell(by=hall.drafter, on=MONDAY, how="受付番号のページ")
        assert ("つくります。" in before, "つくります。" in PortalClient().get(answer["Location"]).text) == (
            False,
            True,
        )

    def test_a_number_that_is_nobody_s_says_so(self, hall: Hall):
        receipt = reverse("voices:receipt")
        assert "見つかりません" in PortalClient().get(receipt, {"code": "7K3D-9QXA-2MPT"}).text
        assert "12文字" in PortalClient().get(receipt, {"code": "7K3D"}).text

    def test_nothing_typed_is_lost(self, hall: Hall, land: Land):
        page = self.send(kind="?", text="公園" * 9)
        assert "公園" * 9 in page.text
        assert not Inquiry.objects.exists()

    def test_a_machine_fills_in_what_people_do_not_see(self, hall: Hall, land: Land):
        assert self.send(website="http://example.jp")["Location"] == reverse("voices:list")
        assert not Inquiry.objects.exists()

    def test_the_door_opens_slowly(self, hall: Hall, land: Land, monkeypatch: pytest.MonkeyPatch):
        moment = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: moment)
        assert [self.send().status_code for _ in range(11)][-2:] == [302, 429]

    def test_what_is_not_published_is_not_there(self, hall: Hall, land: Land):
        case = in_state(hall, land, "told")
        assert PortalClient().get(reverse("voices:detail", args=[case.pk])).status_code == 404
        assert "街灯" not in PortalClient().get(reverse("voices:list"), {"q": "街灯が"}).text.replace(
            'value="街灯が"', ""
        )
