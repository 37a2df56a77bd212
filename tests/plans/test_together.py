"""受理 of several plans in one 起案: what waits, what is kept out, and what becomes of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import Intake, Officer, Organization, Tie
from plans.future import FuturePlan
from plans.together import FuturePlans
from plans.yearly import YearlyPlan
from records.approvals import Item, Proposal
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build as grants
from tests.organizations.build import pdf
from tests.plans import build
from tests.plans.test_taking import approve
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
Plan = FuturePlan | YearlyPlan
YEARLY, FUTURE = reverse("plans:yearly_together"), reverse("plans:future_together")
SAID = {"subject": "受理について", "reason": "内容を確かめました。"}


@pytest.fixture
def ruled(hall: Hall) -> Hall:
    for kind in ("plans.future", "plans.yearly"):
        cast.rule("課長専決", kind, hall.posts["chief"], hall.posts["manager"])
    return hall


@pytest.fixture(params=["yearly", "future"])
def both(request: pytest.FixtureRequest, north: Organization, nanami: User, kuko: User) -> list[Plan]:
    """A plan of 北の会 and one of 南の会, of the same kind."""
    make: Callable[[Organization, User], Plan] = build.yearly_plan if request.param == "yearly" else build.future_plan
    return [make(north, nanami), make(kuko.roles.get().organization, kuko)]


def page_of(plan: Plan) -> str:
    return YEARLY if isinstance(plan, YearlyPlan) else FUTURE


def typed(*plans: Plan, **otherwise: Any) -> dict[str, Any]:
    keys = [plan.pk for plan in plans]
    return {"case": keys, "shown": ",".join(map(str, keys)), **SAID, **otherwise}


class TestTogether:
    def test_goes_from_the_list_to_the_posts(self, as_user: AsUser, ruled: Hall, both: list[Plan]):
        browser, page = as_user(ruled.drafter), page_of(both[0])
        heap = "yearly" if page == YEARLY else "future"
        assert page in browser.get(reverse("plans:list"), {"heap": heap}).text
        text = browser.get(page).text
        assert (text.count("checked"), "回議 二郎" in text, "案を見る" in text) == (2, True, False)
        done = browser.post(page, typed(*both), follow=True)
        proposal = Proposal.objects.get()
        assert "2件をまとめて起案しました。" in done.text
        assert (proposal.subject, proposal.items.count()) == ("受理について(2件)", 2)
        assert "もう決裁に回っています。" in browser.get(page).text

    def test_one_that_changed_meanwhile_is_reported_and_the_others_are_taken(
        self, as_user: AsUser, ruled: Hall, both: list[Plan], kuko: User
    ):
        as_user(ruled.drafter).post(page_of(both[0]), typed(*both))
        proposal = Proposal.objects.get()
        approve(proposal, ruled.chief, ruled.manager)
        renew(both[1], kuko)
        items = [proposal.carry_out_item(item.pk) for item in proposal.items.order_by("pk")]
        assert [item.outcome for item in items] == [Item.Outcome.DONE, Item.Outcome.FAILED]
        assert "内容が変わりました(状態)" in items[1].failure
        both[0].refresh_from_db()
        assert both[0].status in {"accepted", "acknowledged"}
        proposal.drop_item(items[1].pk, by=ruled.drafter, reason="新しい版を受理する。")

    def test_one_that_is_not_there_any_more_is_named(self, as_user: AsUser, ruled: Hall, both: list[Plan], kuko: User):
        renew(both[1], kuko)
        text = as_user(ruled.drafter).post(page_of(both[0]), typed(*both)).text
        assert "南の会:今は「前の版」なので、起案できません。" in text
        assert not Proposal.objects.exists()

    def test_outsiders(self, as_user: AsUser, ruled: Hall, both: list[Plan], nanami: User, kuko: User):
        for who in (ruled.stranger, nanami, kuko):
            assert as_user(who).post(page_of(both[0]), typed(*both)).status_code == 403
        assert "まとめて起案する" not in as_user(ruled.director).get(reverse("plans:list")).text
        assert not Proposal.objects.exists()

    def test_without_a_rule_it_says_so(self, as_user: AsUser, hall: Hall, both: list[Plan]):
        browser = as_user(hall.drafter)
        assert "道すじが、まだ決まっていません" in browser.get(page_of(both[0])).text
        assert "道すじが、まだ決まっていません" in browser.post(page_of(both[0]), typed(*both)).text
        assert not Proposal.objects.exists()


class TestKeptOut:
    def test_who_is_tied_neither_proposes_nor_decides(self, as_user: AsUser, ruled: Hall, both: list[Plan]):
        north = both[0].organization
        cast.officer(north, ruled.drafter, Officer.Kind.AUDITOR)
        assert "役員なので" in as_user(ruled.drafter).get(page_of(both[0])).text
        said: Any = {"kind": "resident", "starts_on": MONDAY, "note": ""}
        Tie.declare(ruled.manager, north, by=ruled.manager, **said)
        assert [plan.tied(ruled.manager, on=MONDAY) for plan in both] == [True, False]

    def test_what_the_organization_contests(self, as_user: AsUser, ruled: Hall, both: list[Plan], nanami: User):
        facts: Any = {"matter": "other", "channel": "fax", "received_on": MONDAY, "scan": pdf()}
        intake = Intake.begin(both[0].organization, by=ruled.manager, **facts)
        intake.cases.create(case=both[0])
        intake.send(by=ruled.manager)
        intake.object(by=nanami, objection="ちがう。")
        text = as_user(ruled.drafter).get(page_of(both[0])).text
        assert ("「内容がちがう」と届いています" in text, text.count("checked")) == (True, 1)


def test_a_plan_of_an_application_is_not_there(as_user: AsUser, ruled: Hall, sent: YearlyPlan, kuko: User):
    grants.submitted(kuko.roles.get().organization, grants.scheme(ruled.drafter), kuko, 300_000)
    text = as_user(ruled.drafter).get(YEARLY).text
    assert ("北の会" in text, "南の会" in text) == (True, False)


def test_costs_the_same_for_many(
    as_user: AsUser, ruled: Hall, adopted: FuturePlan, django_assert_max_num_queries: DjangoAssertNumQueries
):
    bodies = Organization.objects.bulk_create(Organization(name=f"{n}の会", furigana=f"{n}") for n in range(60))
    facts: Any = {"title": "計画", "from_year": adopted.from_year, "to_year": adopted.to_year, "resolved_on": MONDAY}
    FuturePlan.objects.bulk_create(FuturePlan(organization=body, status="adopted", **facts) for body in bodies)
    browser = as_user(ruled.drafter)
    with django_assert_max_num_queries(16):
        text = browser.get(FUTURE).text
    assert text.count("checked") == 61


def test_shows_the_first_of_very_many(ruled: Hall, adopted: FuturePlan, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(FuturePlans, "MOST", 0)
    group = FuturePlans(ruled.drafter, QueryDict(), on=MONDAY)
    assert (group.has_more, group.candidates) == (True, [])


def renew(plan: Plan, by: User) -> None:
    """The community has another version, and this one is the one before."""
    newer: Any = plan.revise(by=by)
    if isinstance(plan, YearlyPlan):
        newer.submit(by=by, on=MONDAY)
    else:
        newer.adopt(by=by, on=MONDAY)
