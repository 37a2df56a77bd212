"""Who applies for what: kinds of bodies, the plan that is needed, uses that are shown, papers that are kept longer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from grants.estimates import estimates
from grants.models import Grant, Scheme
from grants.offers import offers_to
from grants.retention import Grants
from organizations.models import Organization
from plans.models import FuturePlan
from records.cases import NotNow
from records.fiscal import FiscalYear
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


def terms(hall: Hall, **changes: Any) -> Scheme:
    return build.scheme(hall.drafter, **changes)


class TestKinds:
    def test_only_those_named_may_apply(self, hall: Hall, north: Organization, nanami: User):
        money = terms(hall, eligible_kinds=["npo"])
        plan = build.plan(build.recognised(north, nanami), nanami)
        assert not offers_to([north], on=MONDAY)
        assert not estimates(money)
        with pytest.raises(NotNow, match="法人格"):
            Grant.begin(north, money, plan, by=nanami, on=MONDAY)
        Organization.objects.filter(pk=north.pk).update(legal_form="npo")
        north.refresh_from_db()
        grant = Grant.begin(north, money, plan, by=nanami, on=MONDAY)
        Organization.objects.filter(pk=north.pk).update(legal_form="other")
        grant = Grant.objects.get(pk=grant.pk)
        assert "今の団体の法人格は「そのほか」なので、この交付金は申請できません。" in [
            gap.sentence for gap in grant.gaps(on=MONDAY)
        ]

    def test_all_where_none_is_named(self, hall: Hall, north: Organization, nanami: User):
        money = terms(hall)
        assert [offer.scheme for offer in offers_to([build.recognised(north, nanami)], on=MONDAY)] == [money]


class TestFuturePlan:
    @pytest.mark.parametrize(
        ("needed", "status", "kept"), [(True, "in_review", True), (False, "in_review", False), (True, "adopted", False)]
    )
    def test_must_be_adopted_where_the_scheme_says_so(
        self, hall: Hall, north: Organization, nanami: User, needed: bool, status: str, kept: bool
    ):
        grant = build.draft(north, terms(hall, needs_future_plan=needed), nanami)
        FuturePlan.objects.filter(pk=grant.yearly_plan.future_plan_id).update(
            status=status, resolved_on=MONDAY if status == "adopted" else None
        )
        sentences = [gap.sentence for gap in Grant.objects.get(pk=grant.pk).gaps(on=MONDAY)]
        assert any("まだ総会で決まっていません" in sentence for sentence in sentences) is kept


def test_are_handed_on_to_the_next_year(hall: Hall, north: Organization):
    first = build.scheme_draft(hall.drafter, eligible_kinds=["npo"], excluded_uses=["飲食だけの費用"])
    following = {**build.BASICS, "fiscal_year": FiscalYear(2026), "completion_by": date(2027, 3, 31)}
    later = Scheme.begin(by=hall.drafter, like=first, **following)
    assert (later.eligible_kinds, later.excluded_uses) == (["npo"], ["飲食だけの費用"])


class TestPages:
    def test_are_written_on_a_page_of_their_own(self, as_user: AsUser, hall: Hall, north: Organization):
        money, browser = build.scheme_draft(hall.drafter), as_user(hall.drafter)
        typed = {
            "eligible_kinds": ["npo"],
            "eligible_uses": "見守り\n\n移動の支援",
            "excluded_uses": "",
            "keeps_for": "10",
        }
        url = reverse("grants:scheme_terms", args=[money.pk])
        text = browser.post(url, typed, follow=True).text
        assert "NPO法人" in text
        money.refresh_from_db()
        assert (money.eligible_uses, money.keeps_for) == (["見守り", "移動の支援"], 10)
        assert "150文字まで" in browser.post(url, {**typed, "excluded_uses": "あ" * 151}).text

    def test_are_shown_to_applicant_and_reviewer(self, as_user: AsUser, hall: Hall, north: Organization, nanami: User):
        money = terms(hall, eligible_uses=["見守り"], excluded_uses=["飲食だけの費用"])
        grant = build.draft(north, money, nanami)
        assert "飲食だけの費用" in as_user(nanami).get(reverse("grants:edit", args=[grant.pk])).text
        grant.submit(by=nanami, on=MONDAY)
        assert "飲食だけの費用" in as_user(hall.drafter).get(grant.get_absolute_url()).text


@pytest.mark.parametrize(("years", "gone"), [(None, True), (1, True), (10, False), (0, False)])
def test_papers_are_kept_as_long_as_the_scheme_says(
    hall: Hall, north: Organization, nanami: User, years: int | None, gone: bool
):
    grant = build.submitted(north, terms(hall, keeps_for=years), nanami)
    Grant.objects.filter(pk=grant.pk).update(status="withdrawn")
    listed = list(Grants().over(5, at=FiscalYear(2031)))
    assert bool(listed) is gone
