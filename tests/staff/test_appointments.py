"""The spring's appointments of liaisons in one 起案: put down one by one, or all of next year at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import Area
from records.approvals import Item, Proposal
from records.cases import NotNow
from records.fiscal import FiscalYear
from staff.models import Duty, LiaisonAssignment, Nomination
from staff.nominations import prepare_year
from tests.cast import LONG_AGO, MONDAY, Hall, Land, assign_liaison, rule
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
PAGE, ASSIGN, NEXT = (reverse(f"staff:{name}") for name in ("appointments", "assign", "appointments_next_year"))
SAID = {"subject": "任命について", "reason": "春の異動のため。"}
YEAR = FiscalYear(2026)


@pytest.fixture
def ruled(hall: Hall) -> Hall:
    """The city appoints its liaisons by decision: 係長, then 課長."""
    rule("課長専決", "staff.liaison", hall.posts["chief"], hall.posts["manager"])
    return hall


def prepare(hall: Hall, area: Area, **otherwise: Any) -> Nomination:
    facts: dict[str, Any] = {"user": hall.liaison, "area": area, "role": "main", "starts_on": MONDAY}
    return Nomination.prepare(by=hall.drafter, **{**facts, **otherwise})


def typed(*cases: Nomination) -> dict[str, Any]:
    keys = [case.pk for case in cases]
    return {"case": keys, "shown": ",".join(map(str, keys)), **SAID}


def approve(proposal: Proposal, *people: User) -> None:
    for user in people:
        step = proposal.current()
        assert step
        proposal.approve(by=User.objects.get(pk=user.pk), step=step.pk)


class TestPrepare:
    def test_goes_to_nobody_yet(self, ruled: Hall, land: Land):
        case = prepare(ruled, land.north)
        assert (case.status, Proposal.objects.count(), LiaisonAssignment.objects.count()) == ("prepared", 0, 0)

    def test_is_one_per_area_and_role(self, ruled: Hall, land: Land):
        prepare(ruled, land.north)
        with pytest.raises(ValidationError, match="任命の案がもうあります"):
            prepare(ruled, land.north, user=ruled.stranger)

    def test_tells_at_once_what_would_refuse_it(self, ruled: Hall, land: Land):
        assign_liaison(ruled.stranger, land.north)
        with pytest.raises(ValidationError, match="同じ区分の担当職員"):
            prepare(ruled, land.north)

    def test_dropped_it_makes_room(self, ruled: Hall, land: Land):
        prepare(ruled, land.north).drop(by=ruled.drafter)
        case = prepare(ruled, land.north)
        case.intend(by=ruled.drafter)
        with pytest.raises(NotNow, match="決裁待ち"):
            case.drop(by=ruled.drafter)


class TestPrepareYear:
    def assigned(self, user: User, area: Area, **otherwise: Any) -> LiaisonAssignment:
        facts = {"role_id": "main", "starts_on": LONG_AGO, "ends_on": date(2026, 3, 31), **otherwise}
        return LiaisonAssignment.objects.create(user=user, area=area, phone="0867-00-1234", **facts)

    def test_goes_on_with_those_that_end(self, ruled: Hall, land: Land):
        self.assigned(ruled.liaison, land.north)
        self.assigned(ruled.stranger, land.south, ends_on=None)
        made, left = prepare_year(YEAR, by=ruled.drafter)
        assert [(case.area, case.user, case.starts_on, case.ends_on, case.phone) for case in made] == [
            (land.north, ruled.liaison, YEAR.start, YEAR.end, "0867-00-1234")
        ]
        assert (left, prepare_year(YEAR, by=ruled.drafter)) == ([], ([], []))

    def test_says_who_cannot_go_on(self, ruled: Hall, land: Land):
        self.assigned(ruled.liaison, land.north)
        Duty.objects.filter(user=ruled.liaison).update(ends_on=date(2026, 3, 31))
        made, left = prepare_year(YEAR, by=ruled.drafter)
        assert (made, len(left), "市の職についていません" in left[0]) == ([], 1, True)

    def test_the_button(self, as_user: AsUser, ruled: Hall, land: Land, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("staff.views.liaisons.timezone.localdate", lambda: MONDAY)
        self.assigned(ruled.liaison, land.north)
        text = as_user(ruled.drafter).post(NEXT, follow=True).text
        assert ("令和8年度も続ける案を、1件つくりました。" in text, "北地区 主担当" in text) == (True, True)


class TestTogether:
    def test_goes_from_the_form_to_the_posts(self, as_user: AsUser, ruled: Hall, land: Land):
        browser = as_user(ruled.drafter)
        facts = {"role": "main", "user": ruled.liaison.pk, "starts_on": "R8.4.1", "ends_on": "", "later": ""}
        for area in (land.north, land.south):
            text = browser.post(ASSIGN, {"area": area.pk, **facts}, follow=True).text
            assert "の案を置きました" in text
        assert text.count("checked") == 2
        assert PAGE in browser.get(reverse("staff:liaisons")).text
        done = browser.post(PAGE, typed(*Nomination.objects.all()), follow=True).text
        assert "2件をまとめて起案しました。" in done
        proposal = Proposal.objects.get()
        assert (proposal.subject, proposal.items.count()) == ("任命について(2人)", 2)

    def test_appoints_each_and_reports_whose_place_was_taken(self, as_user: AsUser, ruled: Hall, land: Land):
        cases = [prepare(ruled, land.north), prepare(ruled, land.south)]
        as_user(ruled.drafter).post(PAGE, typed(*cases))
        proposal = Proposal.objects.get()
        approve(proposal, ruled.chief, ruled.manager)
        assign_liaison(ruled.stranger, land.south)
        items = [proposal.carry_out_item(item.pk) for item in proposal.items.order_by("pk")]
        assert [item.outcome for item in items] == [Item.Outcome.DONE, Item.Outcome.FAILED]
        assert "同じ区分の担当職員" in items[1].failure
        assert LiaisonAssignment.objects.get(area=land.north).user == ruled.liaison

    def test_sent_back_they_can_be_proposed_again(self, as_user: AsUser, ruled: Hall, land: Land):
        cases = [prepare(ruled, land.north), prepare(ruled, land.south)]
        browser = as_user(ruled.drafter)
        browser.post(PAGE, typed(*cases))
        proposal = Proposal.objects.get()
        step = proposal.current()
        assert step
        proposal.send_back(by=ruled.chief, step=step.pk, comment="南は替えて。")
        cases[1].refresh_from_db()
        cases[1].drop(by=ruled.drafter)
        assert browser.get(PAGE).text.count("checked") == 1
        browser.post(PAGE, typed(cases[0]))
        assert Proposal.objects.running().get().case == cases[0]

    def test_leaves_out_what_cannot_be(self, as_user: AsUser, ruled: Hall, land: Land):
        case = prepare(ruled, land.north)
        assign_liaison(ruled.stranger, land.north)
        text = as_user(ruled.drafter).get(PAGE).text
        assert ("財政 六助さんがもう主担当です" in text, text.count("checked")) == (True, 0)
        assert "北地区 主担当:" in as_user(ruled.drafter).post(PAGE, typed(case)).text
        assert not Proposal.objects.exists()

    def test_is_never_about_oneself(self, as_user: AsUser, ruled: Hall, land: Land):
        cases = [prepare(ruled, land.north, user=ruled.chief), prepare(ruled, land.south)]
        as_user(ruled.drafter).post(PAGE, typed(*cases))
        with pytest.raises(NotNow, match="除斥"):
            approve(Proposal.objects.get(), ruled.chief)

    def test_outsiders(self, as_user: AsUser, ruled: Hall, land: Land, kuko: User):
        case = prepare(ruled, land.north)
        drop = reverse("staff:nomination_drop", args=[case.pk])
        for who in (ruled.stranger, ruled.director):
            answers = [as_user(who).post(url, typed(case)).status_code for url in (PAGE, NEXT, drop)]
            assert answers == [403, 403, 403]
        assert [as_user(kuko).post(url).status_code for url in (PAGE, NEXT, drop)] == [403, 403, 404]
        case.refresh_from_db()
        assert case.status == "prepared"

    def test_costs_the_same_for_many(
        self, as_user: AsUser, ruled: Hall, land: Land, django_assert_max_num_queries: DjangoAssertNumQueries
    ):
        facts: Any = {"kind": Area.Kind.DISTRICT, "parent": land.city, "furigana": "ちく"}
        areas = Area.objects.bulk_create(Area(code=f"9{n}", name=f"{n}地区", **facts) for n in range(40))
        Nomination.objects.bulk_create(
            Nomination(user=ruled.liaison, area=area, role_id="main", starts_on=MONDAY) for area in areas
        )
        browser = as_user(ruled.drafter)
        with django_assert_max_num_queries(14):
            text = browser.get(PAGE).text
        assert text.count("checked") == 40
