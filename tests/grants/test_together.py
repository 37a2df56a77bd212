"""Several applications in one 起案: from the ticks in the register to the posts, all or nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from grants.models import Grant, Scheme
from grants.together import Grants
from organizations.models import Officer
from records.approvals import Proposal
from records.cases import NotNow
from records.events import Event
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.crowd import crowd
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
PAGE, LIST = "/grants/together/", "/grants/?status=submitted"
GROUNDS = "要綱第6条に合っている。"
SAID = {"subject": "交付決定について", "reason": GROUNDS}


@pytest.fixture
def second(scheme: Scheme, kuko: User) -> Grant:
    """南の会 applies for 300,000 yen."""
    return build.submitted(kuko.roles.get().organization, scheme, kuko, 300_000)


@pytest.fixture
def reviewed(submitted: Grant, second: Grant, hall: Hall) -> list[Grant]:
    for grant in (submitted, second):
        build.review(grant, hall.drafter)
    return [submitted, second]


def group(by: User, *grants: Grant) -> Grants:
    """As the page is sent, with all of them ticked."""
    ticked = "&".join(f"case={grant.pk}" for grant in grants)
    shown = ",".join(str(grant.pk) for grant in grants)
    return Grants(User.objects.get(pk=by.pk), QueryDict(f"{ticked}&shown={shown}"), on=MONDAY)


def together(hall: Hall, *grants: Grant) -> Proposal:
    return group(hall.drafter, *grants).propose(**SAID)


class TestProposeTogether:
    def test_puts_all_of_them_on_one_way(self, reviewed: list[Grant], hall: Hall) -> None:
        proposal = together(hall, *reviewed)
        assert proposal.subject == "交付決定について(2団体、計750,000円)"
        assert (proposal.amount, proposal.items.count()) == (450_000, 2)
        for grant in reviewed:
            grant.refresh_from_db()
            assert (grant.status, grant.amount_proposed, grant.grounds) == ("proposed", grant.amount_applied, GROUNDS)
            assert grant.conditions == build.CONDITIONS

    def test_is_all_or_nothing(self, reviewed: list[Grant], hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
        Grant.objects.filter(pk=reviewed[1].pk).update(amount_applied=300_001)
        before = Event.objects.count()
        with pytest.raises(NotNow, match="南の会"):
            together(hall, *reviewed)
        assert (Proposal.objects.count(), Event.objects.count()) == (0, before)
        reviewed[0].refresh_from_db()
        assert reviewed[0].status == "submitted"

    def test_stays_within_the_budget_all_in_all(self, reviewed: list[Grant], hall: Hall, scheme: Scheme) -> None:
        build.appropriate(scheme, 700_000, hall.drafter)
        with pytest.raises(NotNow, match=r"合計が予算の残り\(700,000円\)をこえます"):
            together(hall, *reviewed)

    def test_leaves_out_what_cannot_go(self, submitted: Grant, second: Grant, hall: Hall, kuko: User) -> None:
        build.review(submitted, hall.drafter)
        cast.officer(submitted.organization, hall.chief, Officer.Kind.AUDITOR)
        problems = [each.problem for each in group(hall.drafter, submitted, second).candidates]
        assert problems[0] == ""
        assert "まだ確かめていません" in problems[1]
        as_chief = group(hall.chief, submitted).candidates[0]
        assert "役員なので" in as_chief.problem
        with pytest.raises(NotNow, match="南の会:審査の基準の"):
            together(hall, second)

    def test_decides_each_for_itself(self, reviewed: list[Grant], hall: Hall) -> None:
        proposal = together(hall, *reviewed)
        for person in (hall.chief, hall.manager, hall.director):
            proposal.approve(by=person, step=build.open_step(proposal).pk)
        for item in proposal.items.order_by("pk"):
            proposal.carry_out_item(item.pk)
        outcomes = {(grant.status, grant.amount_decided) for grant in Grant.objects.all()}
        assert outcomes == {("granted", 450_000), ("granted", 300_000)}


class TestPage:
    def typed(self, *grants: Grant, **otherwise: Any) -> dict[str, Any]:
        shown = ",".join(str(grant.pk) for grant in grants)
        return {"case": [grant.pk for grant in grants], "shown": shown, **SAID, **otherwise}

    def test_goes_from_the_register_to_the_proposal(self, as_user: AsUser, reviewed: list[Grant], hall: Hall) -> None:
        browser = as_user(hall.drafter)
        register = browser.get(LIST).text
        assert register.count('name="case"') == 2
        page = browser.get(PAGE, {"case": [grant.pk for grant in reviewed]}).text
        assert page.count("checked") == 2
        assert ("750,000円" in page, "合議 三子" in page) == (True, True)
        done = browser.post(PAGE, self.typed(*reviewed), follow=True)
        assert "2件をまとめて起案しました。" in done.text
        assert done.redirect_chain[-1][0] == reverse("records:proposal", args=[Proposal.objects.get().pk])
        assert "決裁する案件" in done.text

    def test_keeps_the_reason_when_something_is_wrong(
        self, as_user: AsUser, reviewed: list[Grant], hall: Hall, scheme: Scheme
    ) -> None:
        build.appropriate(scheme, 700_000, hall.drafter)
        page = as_user(hall.drafter).post(PAGE, self.typed(*reviewed))
        assert "いくつか外してください" in page.text
        assert f"{GROUNDS}</textarea>" in page.text

    def test_offers_all_that_wait(self, as_user: AsUser, reviewed: list[Grant], hall: Hall) -> None:
        page = as_user(hall.drafter).get(PAGE).text
        assert (page.count("checked"), "2団体、計750,000円" in page) == (2, True)

    def test_shows_a_letter_and_keeps_what_was_typed(self, as_user: AsUser, reviewed: list[Grant], hall: Hall) -> None:
        before = Event.objects.count()
        page = as_user(hall.drafter).post(PAGE, self.typed(*reviewed, look=reviewed[1].pk)).text
        assert ("南の会の通知書の案は" in page, "金300,000円" in page) == (True, True)
        assert (page.count("checked"), f"{GROUNDS}</textarea>" in page) == (2, True)
        assert (Event.objects.count(), Proposal.objects.count()) == (before, 0)

    def test_one_that_changed_meanwhile_is_named_and_the_others_wait(
        self, as_user: AsUser, reviewed: list[Grant], hall: Hall, kuko: User
    ) -> None:
        reviewed[1].withdraw(by=kuko, reason="出し直す。")
        page = as_user(hall.drafter).post(PAGE, self.typed(*reviewed)).text
        assert "南の会:今は「取り下げ」なので、起案できません。" in page
        assert (page.count("checked"), Proposal.objects.count()) == (1, 0)

    @pytest.mark.parametrize("cases", [[], ["x"], ["99999999999999999999999"], ["0"]])
    def test_nonsense_gives_a_page(self, as_user: AsUser, hall: Hall, scheme: Scheme, cases: list[str]) -> None:
        browser = as_user(hall.drafter)
        assert "待っているものは、今はありません" in browser.get(PAGE, {"case": cases}).text
        assert "待っているものは、今はありません" in browser.post(PAGE, {"case": cases, "shown": "x,,5"}).text

    def test_outsiders(self, as_user: AsUser, reviewed: list[Grant], hall: Hall, nanami: User, kuko: User) -> None:
        for who in (hall.stranger, nanami, kuko):
            assert as_user(who).post(PAGE, self.typed(*reviewed)).status_code == 403
        assert 'name="case"' not in as_user(hall.director).get(LIST).text
        assert not Proposal.objects.exists()

    def test_costs_the_same_for_three_hundred_applications(
        self, as_user: AsUser, scheme: Scheme, hall: Hall, nanami: User,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:  # fmt: skip
        crowd(scheme, 1500, sender=nanami, hall=hall)
        keys = list(Grant.objects.filter(status="submitted").values_list("pk", flat=True)[:300])
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(13):
            page = browser.get(PAGE, {"case": keys})
        assert page.text.count("まだ確かめていません") == len(keys)
