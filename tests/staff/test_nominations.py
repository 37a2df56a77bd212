"""An area's liaison is appointed through the posts, where the city's rule has a way for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from records.approvals import Part, Proposal
from records.cases import NotNow
from staff.models import DecisionRule, LiaisonAssignment, Nomination, RuleStop
from staff.routes import route_for
from staff.tasks import for_city
from tests.cast import MONDAY, Hall, Land, assign_liaison
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
ASSIGN = reverse("staff:assign")


@pytest.fixture
def ruled(hall: Hall) -> Hall:
    """The city appoints its liaisons by decision: 係長, then 課長."""
    rule = DecisionRule.objects.create(name="課長専決", case_kind="staff.liaison", fiscal_year=2020)
    for position, (post, part) in enumerate((("chief", Part.CIRCULATE), ("manager", Part.DECIDE)), start=1):
        RuleStop.objects.create(rule=rule, position=position, post=hall.posts[post], part=part)
    return hall


def nominate(hall: Hall, land: Land, **otherwise: Any) -> Nomination:
    rule, route = route_for("staff.liaison", amount=None, on=MONDAY)
    facts: dict[str, Any] = {"user": hall.liaison, "area": land.north, "role": "main", "starts_on": MONDAY}
    facts |= {"ends_on": None, "phone": "0867-00-1234", "note": "", "reason": "前任が異動したため。", **otherwise}
    return Nomination.nominate(by=hall.drafter, rule_name=rule.name, route=route, **facts)


def approve(case: Nomination, *people: User) -> None:
    proposal = Proposal.objects.about(case)[0]
    for user in people:
        step = proposal.current()
        assert step
        proposal.approve(by=User.objects.get(pk=user.pk), step=step.pk)
    case.refresh_from_db()


class TestNominate:
    def test_assigns_nobody_yet(self, ruled: Hall, land: Land):
        assert nominate(ruled, land).status == "proposed"
        assert not LiaisonAssignment.objects.exists()

    def test_tells_at_once_what_would_refuse_the_assignment(self, ruled: Hall, land: Land):
        assign_liaison(ruled.stranger, land.north)
        with pytest.raises(ValidationError, match="同じ区分の担当職員"):
            nominate(ruled, land)
        with pytest.raises(NotNow, match="地区に置きます"):
            nominate(ruled, land, area=land.north_oaza)
        assert not Nomination.objects.exists()

    def test_is_one_per_area_and_role(self, ruled: Hall, land: Land):
        nominate(ruled, land)
        with pytest.raises(ValidationError, match="任命の案がもうあります"):
            nominate(ruled, land, user=ruled.stranger)

    def test_wants_the_question(self, ruled: Hall, land: Land):
        with pytest.raises(NotNow, match="「伺い」"):
            nominate(ruled, land, reason=" ")


class TestDecision:
    def test_makes_the_assignment(self, ruled: Hall, land: Land):
        case = nominate(ruled, land)
        approve(case, ruled.chief, ruled.manager)
        made = LiaisonAssignment.objects.get()
        assert (case.status, case.liaison, made.user, made.phone) == ("appointed", made, ruled.liaison, "0867-00-1234")

    def test_leaves_nothing_behind_when_the_place_was_taken_meanwhile(self, ruled: Hall, land: Land):
        case = nominate(ruled, land)
        approve(case, ruled.chief)
        assign_liaison(ruled.stranger, land.north)
        with pytest.raises(ValidationError, match="同じ区分の担当職員"):
            approve(case, ruled.manager)
        case.refresh_from_db()
        assert (case.status, Proposal.objects.about(case)[0].status) == ("proposed", "running")

    def test_is_never_about_oneself(self, ruled: Hall, land: Land):
        case = nominate(ruled, land, user=ruled.chief)
        with pytest.raises(NotNow, match="除斥"):
            approve(case, ruled.chief)

    def test_sent_back_is_over_and_may_be_made_again(self, ruled: Hall, land: Land):
        case = nominate(ruled, land)
        proposal = Proposal.objects.about(case)[0]
        step = proposal.current()
        assert step
        proposal.send_back(by=ruled.chief, step=step.pk, comment="副担当から始めて。")
        case.refresh_from_db()
        assert (case.status, nominate(ruled, land, role="deputy").status) == ("returned", "proposed")


class TestPages:
    def typed(self, hall: Hall, land: Land) -> dict[str, Any]:
        return {
            "area": land.north.pk, "role": "main", "user": hall.liaison.pk, "starts_on": "R8.4.1",
            "ends_on": "", "phone": "", "note": "", "reason": "前任が異動したため。",
        }  # fmt: skip

    def test_the_form_leads_to_the_posts(self, as_user: AsUser, ruled: Hall, land: Land):
        browser = as_user(ruled.drafter)
        assert "任命を起案する" in browser.get(ASSIGN).text
        page = browser.post(ASSIGN, self.typed(ruled, land), follow=True).text
        case = Nomination.objects.get()
        assert ("任命を起案しました" in page, "協働推進係長" in page) == (True, True)
        assert case.get_absolute_url() in browser.get(reverse("staff:liaisons")).text
        assert "承認して次へ回す" in as_user(ruled.chief).get(case.get_absolute_url()).text

    def test_without_a_rule_the_section_decides_at_once(self, as_user: AsUser, hall: Hall, land: Land):
        browser = as_user(hall.drafter)
        assert "伺い" not in browser.get(ASSIGN).text
        browser.post(ASSIGN, self.typed(hall, land))
        assert LiaisonAssignment.objects.get().user == hall.liaison

    def test_is_the_city_s_own_business(self, as_user: AsUser, ruled: Hall, land: Land, kuko: User):
        case = nominate(ruled, land)
        assert as_user(kuko).get(case.get_absolute_url()).status_code == 404

    def test_lies_in_the_inbox_of_whoever_has_it(self, ruled: Hall, land: Land):
        nominate(ruled, land)
        mine = {user.name: [task.mine for task in for_city(user, on=MONDAY)] for user in (ruled.chief, ruled.manager)}
        assert mine == {"回議 二郎": [True], "合議 三子": [False]}
