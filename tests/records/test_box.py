"""決裁箱: what waits for somebody; many approved at once, each after it was seen, each refusal by itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import Organization, Recognition
from records.approvals import Act, Item, Proposal, Step
from records.approvals.together import Tick
from records.kessai.box import GONE, NOT_SEEN, choose
from tests import cast
from tests.cast import Hall, Land
from tests.organizations import build
from tests.portal import PortalClient
from tests.records.ways import LONG, again, put_forward, route, step_of

Ceiling = DjangoAssertNumQueries
AsUser = Callable[[User], PortalClient]
BOX = reverse("records:box")


@pytest.fixture
def proposals(hall: Hall, land: Land, north: Organization, nanami: User) -> list[Proposal]:
    """Of three organizations, at the 係長."""
    cases = [build.submitted(north, nanami)]
    for name, oaza in (("東の会", land.south_oaza), ("西の会", land.south_oaza)):
        body = cast.organization(name, oaza)
        president = cast.person(f"会長 {name}", f"p{body.pk}")
        cast.officer(body, president)
        cases.append(build.submitted(body, president))
    return [put_forward(case, hall) for case in cases]


def tick(proposal: Proposal, hall: Hall, post: str = "chief") -> str:
    return f"{proposal.pk}-{step_of(proposal, hall, post)}"


def see(browser: PortalClient, *proposals: Proposal) -> None:
    for proposal in proposals:
        browser.get(reverse("records:proposal", args=[proposal.pk]))


class TestBox:
    def test_holds_what_waits_for_the_reader(
        self, as_user: AsUser, proposals: list[Proposal], hall: Hall, kuko: User
    ) -> None:
        assert as_user(hall.chief).get(BOX).text.count("の認可について") == 3
        assert "今、あなたを待っているものはありません。" in as_user(hall.manager).get(BOX).text
        assert as_user(kuko).get(BOX).status_code == 403

    def test_a_row_can_be_ticked_once_its_letter_was_seen(
        self, as_user: AsUser, proposals: list[Proposal], hall: Hall
    ) -> None:
        browser = as_user(hall.chief)
        assert 'name="tick"' not in browser.get(BOX).text
        see(browser, proposals[0])
        page = browser.get(BOX).text
        assert page.count('name="tick"') == 1
        assert f'value="{tick(proposals[0], hall)}"' in page

    def test_what_has_changed_since_must_be_seen_again(
        self, as_user: AsUser, proposals: list[Proposal], hall: Hall
    ) -> None:
        browser, first = as_user(hall.chief), proposals[0]
        see(browser, first)
        with time_machine.travel(timezone.now() + timedelta(minutes=1)):
            first.amend(by=hall.drafter, subject=first.subject, reason="直した伺い")
            assert 'name="tick"' not in browser.get(BOX).text

    def test_lists_what_hangs_too_long_with_its_days(
        self, as_user: AsUser, proposals: list[Proposal], hall: Hall
    ) -> None:
        hanging = f"{BOX}?heap=hanging"
        assert "長く止まっている起案はありません" in as_user(hall.drafter).get(hanging).text
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            page = as_user(hall.drafter).get(hanging).text
        assert page.count('<span class="tag late">8日</span>') == 3
        assert "協働推進係長 回議 二郎" in page

    def test_costs_the_same_for_three_hundred_rows(
        self,
        as_user: AsUser,
        proposals: list[Proposal],
        hall: Hall,
        django_assert_max_num_queries: Ceiling,
    ) -> None:
        crowd(proposals[0], hall)
        browser = as_user(hall.chief)
        for heap in ("act", "owed", "read", "opinion", "hanging"):
            with django_assert_max_num_queries(11):
                page = browser.get(f"{BOX}?heap={heap}")
            assert page.status_code == 200
        assert "303" in browser.get(BOX).text


def crowd(like: Proposal, hall: Hall) -> None:
    """Three hundred more that wait for the 係長."""
    long_ago = timezone.now() - timedelta(days=8)
    made = Proposal.objects.bulk_create(
        Proposal(kind=like.kind, subject=f"第{n}号", reason="伺い", drafted_by=hall.drafter, rule_name="係長専決")
        for n in range(300)
    )
    Step.objects.bulk_create(
        Step(proposal=each, number=1, position=1, post=hall.posts["chief"], part="decide", opened_at=long_ago)
        for each in made
    )


class TestApproveMany:
    def test_approves_what_was_seen_and_says_what_was_not(
        self, as_user: AsUser, proposals: list[Proposal], hall: Hall, django_capture_on_commit_callbacks: Any
    ) -> None:
        browser = as_user(hall.chief)
        see(browser, *proposals[:2])
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.post(BOX, {"tick": [tick(each, hall) for each in proposals]})
        page = browser.get(answer["Location"]).text
        assert "2件を、承認しました。" in page
        assert f"「{proposals[2].subject}」は承認していません。{NOT_SEEN}" in page
        assert browser.get(BOX).text.count("の認可について") == 1

    def test_leaves_out_what_is_somebody_elses_turn_by_now(
        self, as_user: AsUser, proposals: list[Proposal], hall: Hall
    ) -> None:
        see(as_user(hall.chief), *proposals)
        ticks = [tick(each, hall) for each in proposals]
        proposals[0].approve(by=again(hall.chief), step=step_of(proposals[0], hall, "chief"))
        chosen = choose([*ticks, ticks[1]], by=again(hall.chief), on=timezone.localdate())
        assert chosen.refused == [(proposals[0].subject, GONE)]
        assert len(chosen.pairs) == 2

    def test_a_change_since_it_was_seen_is_found_when_its_turn_comes(
        self, as_user: AsUser, proposals: list[Proposal], hall: Hall, django_capture_on_commit_callbacks: Any
    ) -> None:
        browser = as_user(hall.chief)
        see(browser, *proposals)
        Recognition.objects.filter(pk=proposals[1].case.pk).update(conditions="変えた条件")
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.post(BOX, {"tick": [tick(each, hall) for each in proposals]})
        page = browser.get(answer["Location"]).text
        assert list(Tick.objects.order_by("pk").values_list("outcome", flat=True)) == ["done", "failed", "done"]
        assert "承認する内容が変わっていた" in page

    @pytest.mark.parametrize("ticks", [[], ["x"], ["9-9", "1-", "--"], ["99999999999999999999999999-1"]])
    def test_nonsense_approves_nothing(
        self, as_user: AsUser, proposals: list[Proposal], hall: Hall, ticks: list[str]
    ) -> None:
        assert as_user(hall.chief).post(BOX, {"tick": ticks}, follow=True).status_code == 200
        assert Act.objects.exclude(kind="draft").count() == 0

    def test_an_outsider_approves_nothing(
        self, as_user: AsUser, proposals: list[Proposal], hall: Hall, kuko: User
    ) -> None:
        ticks = [tick(each, hall) for each in proposals]
        assert as_user(kuko).post(BOX, {"tick": ticks}).status_code == 403
        as_user(hall.manager).post(BOX, {"tick": ticks})
        assert Act.objects.exclude(kind="draft").count() == 0


class TestSeveralCases:
    @pytest.fixture
    def many(self, hall: Hall, land: Land) -> Proposal:
        """One proposal for four organizations."""
        cases = []
        for n in range(4):
            body = cast.organization(f"第{n}の会", land.south_oaza)
            president = cast.person(f"会長 {n}", f"many{n}")
            cast.officer(body, president)
            cases.append(put_forward(build.submitted(body, president), hall).case)
        Item.objects.update(outcome="dropped")
        return Proposal.draft(
            cases, by=hall.drafter, subject="4団体の認可について", reason="伺い", rule_name="部長専決",
            route=route(hall, LONG),
        )  # fmt: skip

    def test_lists_each_with_its_letter(self, as_user: AsUser, many: Proposal, hall: Hall) -> None:
        page = as_user(hall.chief).get(reverse("records:proposal", args=[many.pk])).text
        assert page.count(">見る<") == 4
        assert "第3の会" in page
        letter = as_user(hall.chief).get(reverse("records:proposal_letter", args=[many.pk, 4])).text
        assert ("4件のうち4件目" in letter, "第3の会" in letter) == (True, True)

    def test_tells_which_could_not_be_carried_out(self, as_user: AsUser, many: Proposal, hall: Hall) -> None:
        many.items.order_by("pk")[0].fail("予算がありません。")
        page = as_user(hall.drafter).get(reverse("records:proposal", args=[many.pk])).text
        assert "予算がありません。" in page
