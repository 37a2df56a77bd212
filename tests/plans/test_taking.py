"""受理 by the city's own way: 起案 and 決裁 where its rule has one, by the section at once where it has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Tie
from plans.future import FuturePlan
from plans.rules import may_give_opinion, may_take_plan
from plans.tasks import for_city
from plans.yearly import YearlyPlan
from records.approvals import Kind, Part, Proposal
from records.cases import NotNow
from records.stands import stand
from staff.models import Absence, DecisionRule, RuleStop, Substitute
from staff.routes import route_for
from tests.cast import MONDAY, Hall
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
REASON = {"reason": "内容を確かめました。受理してよろしいか伺います。"}


@pytest.fixture
def ruled(hall: Hall) -> Hall:
    """The city decides about plans: 係長, then 課長."""
    for kind in ("plans.future", "plans.yearly"):
        rule = DecisionRule.objects.create(name="課長専決", case_kind=kind, fiscal_year=2020)
        for position, (post, part) in enumerate((("chief", Part.CIRCULATE), ("manager", Part.DECIDE)), start=1):
            RuleStop.objects.create(rule=rule, position=position, post=hall.posts[post], part=part)
    return hall


def propose(plan: FuturePlan | YearlyPlan, hall: Hall) -> Proposal:
    rule, route = route_for(plan.approval_kind, amount=None, on=MONDAY)
    return plan.propose(by=hall.drafter, rule_name=rule.name, route=route, **REASON)


def approve(proposal: Proposal, *people: User) -> None:
    for user in people:
        step = proposal.current()
        assert step
        proposal.approve(by=User.objects.get(pk=user.pk), step=step.pk)


@pytest.fixture(params=["adopted", "sent"])
def plan(request: pytest.FixtureRequest) -> FuturePlan | YearlyPlan:
    made: FuturePlan | YearlyPlan = request.getfixturevalue(request.param)
    return made


TAKEN = {"acknowledged", "accepted"}


class TestWithoutARule:
    def test_the_section_takes_it_at_once(self, as_user: AsUser, hall: Hall, plan: FuturePlan | YearlyPlan):
        page = as_user(hall.drafter).get(plan.get_absolute_url()).text
        assert ("受理する</button>" in page, "受理を起案する" in page) == (True, False)
        as_user(hall.drafter).post(button(plan))
        plan.refresh_from_db()
        assert plan.status in TAKEN


class TestWithARule:
    def test_the_same_button_puts_it_on_its_way(self, as_user: AsUser, ruled: Hall, plan: FuturePlan | YearlyPlan):
        browser = as_user(ruled.drafter)
        assert "受理を起案する" in browser.get(plan.get_absolute_url()).text
        told = browser.post(button(plan), REASON, follow=True).text
        before = plan.status
        plan.refresh_from_db()
        assert ("受理を起案しました" in told, plan.status) == (True, before)
        assert "協働推進係長" in told

    def test_wants_the_question(self, as_user: AsUser, ruled: Hall, plan: FuturePlan | YearlyPlan):
        told = as_user(ruled.drafter).post(button(plan), {"reason": " "}, follow=True).text
        assert "「伺い」を書いてください" in told
        assert not Proposal.objects.exists()

    def test_the_last_post_takes_it(self, ruled: Hall, plan: FuturePlan | YearlyPlan):
        approve(propose(plan, ruled), ruled.chief, ruled.manager)
        plan.refresh_from_db()
        taker = plan.acknowledged_by if isinstance(plan, FuturePlan) else plan.accepted_by
        assert (plan.status in TAKEN, taker) == (True, ruled.manager)

    def test_is_in_the_inbox_of_the_post_that_has_it(self, ruled: Hall, plan: FuturePlan | YearlyPlan):
        propose(plan, ruled)
        mine = {
            user.name: [task.mine for task in for_city(user, on=MONDAY) if task.url == plan.get_absolute_url()]
            for user in (ruled.drafter, ruled.chief)
        }
        assert mine == {"起案 花子": [False], "回議 二郎": [True]}

    def test_nobody_takes_it_past_the_posts(self, ruled: Hall, plan: FuturePlan | YearlyPlan):
        propose(plan, ruled)
        with pytest.raises(NotNow, match="決裁の途中"):
            plan.acknowledge(by=ruled.drafter) if isinstance(plan, FuturePlan) else plan.accept(by=ruled.drafter)
        with pytest.raises(ValidationError, match="すでに決裁の途中"):
            propose(plan, ruled)

    def test_sent_back_it_lies_with_the_section_again(
        self, as_user: AsUser, ruled: Hall, plan: FuturePlan | YearlyPlan
    ):
        proposal = propose(plan, ruled)
        step = proposal.current()
        assert step
        proposal.send_back(by=ruled.chief, step=step.pk, comment="総会の日を確かめて。")
        page = as_user(ruled.drafter).get(plan.get_absolute_url()).text
        assert ("総会の日を確かめて。" in page, "受理を起案する" in page) == (True, True)
        approve(propose(plan, ruled), ruled.chief, ruled.manager)

    def test_is_the_city_s_own_deliberation(
        self, as_user: AsUser, ruled: Hall, nanami: User, plan: FuturePlan | YearlyPlan
    ):
        propose(plan, ruled)
        page = as_user(nanami).get(plan.get_absolute_url()).text
        assert not [word for word in ("協働推進係長", "起案した", "伺い") if word in page]


class TestTiedPeople:
    """除斥: the step of somebody who is tied to the organization is filled by others."""

    def tie(self, user: User, plan: FuturePlan | YearlyPlan) -> None:
        Tie.declare(user, plan.organization, by=user, kind="family", starts_on=MONDAY, note="")

    def test_do_not_fill_their_step(self, ruled: Hall, plan: FuturePlan | YearlyPlan):
        proposal = propose(plan, ruled)
        self.tie(ruled.chief, plan)
        with pytest.raises(NotNow, match=r"除斥.*ほかの人が受け持ちます"):
            approve(proposal, ruled.chief)
        assert not proposal.acts.filter(by=ruled.chief).exists()

    def test_their_step_goes_to_another_post(self, as_user: AsUser, ruled: Hall, plan: FuturePlan | YearlyPlan):
        proposal = propose(plan, ruled)
        self.tie(ruled.chief, plan)
        step = proposal.current()
        assert step
        typed = {"step": step.pk, "post": ruled.posts["director"].pk, "reason": "係長が除斥のため。"}
        page = as_user(ruled.drafter).get(reverse("records:proposal", args=[proposal.pk])).text
        assert "協働推進係長の人は、この決裁に加われません(除斥" in page
        told = as_user(ruled.drafter).post(reverse("records:reassign", args=[proposal.pk]), typed, follow=True).text
        assert "次に受け持つ職を変えました。" in told
        approve(proposal, ruled.director, ruled.manager)
        plan.refresh_from_db()
        assert plan.status in TAKEN

    def test_their_substitute_acts_while_they_are_away(self, ruled: Hall, plan: FuturePlan | YearlyPlan):
        today, posts = timezone.localdate(), ruled.posts
        now = {"starts_on": today, "ends_on": today, "on": today}
        proposal = propose(plan, ruled)
        self.tie(ruled.chief, plan)
        Substitute.appoint(by=ruled.drafter, post=posts["chief"], deputy=posts["director"], order=1, **now)
        Absence.register(by=ruled.chief, user=ruled.chief, reason="除斥", **now)
        approve(proposal, ruled.director, ruled.manager)
        plan.refresh_from_db()
        assert plan.status in TAKEN

    def test_neither_propose_nor_write_the_city_s_opinion(self, ruled: Hall, plan: FuturePlan | YearlyPlan):
        self.tie(ruled.drafter, plan)
        assert "除斥" in may_take_plan(ruled.drafter, plan).reason
        if isinstance(plan, FuturePlan):
            assert "除斥" in may_give_opinion(ruled.drafter, plan).reason


class TestNewerVersion:
    def test_voids_what_was_approved_and_is_never_taken_in_its_place(self, ruled: Hall, sent: YearlyPlan, nanami: User):
        proposal = propose(sent, ruled)
        approve(proposal, ruled.chief)
        sent.revise(by=nanami).submit(by=nanami, on=MONDAY)
        approve(proposal, ruled.manager)
        act = proposal.acts.get(kind=Kind.VOID)
        assert act.facts["changes"] == [{"label": "状態", "before": "提出", "after": "前の版"}]
        seen = stand(sent, user=ruled.chief, on=MONDAY)
        assert seen
        assert [str(step.voided_by) for step in seen.earlier] == ["北野 七海"]
        approve(proposal, ruled.chief)
        with pytest.raises(NotNow, match="今は「前の版」"):
            approve(proposal, ruled.manager)


class TestCorrection:
    def test_waits_for_the_posts(self, ruled: Hall, sent: YearlyPlan):
        propose(sent, ruled)
        with pytest.raises(NotNow, match="決裁の途中"):
            sent.reopen(by=ruled.drafter)


def button(plan: FuturePlan | YearlyPlan) -> str:
    name = "future_acknowledge" if isinstance(plan, FuturePlan) else "yearly_accept"
    return reverse(f"plans:{name}", args=[plan.pk])
