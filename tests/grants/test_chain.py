"""計画から評価まで: the same chain from either end, to the yen, and only what the reader may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from grants.chain.links import chain_of, of_measure, of_plan, paid
from grants.models import Grant, Report
from organizations.models import Organization
from plans.models import JointProject
from tests import cast
from tests.cast import MONDAY, Hall
from tests.evaluations import build as joint
from tests.grants import build
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def grant(north: Organization, nanami: User, hall: Hall, land: cast.Land) -> Grant:
    """450,000 yen decided and paid; of it 300,000 and 120,000 spent so far."""
    made = build.granted(north, build.scheme(hall.drafter), nanami, hall)
    build.paid(made, nanami, hall)
    report = Report.begin(made, by=nanami)
    build.receipt(report, nanami, 300_000)
    build.receipt(report, nanami, 130_000, share=120_000)
    return made


@pytest.fixture
def evaluated(grant: Grant, hall: Hall, north: Organization) -> JointProject:
    row = grant.yearly_plan.projects.get()
    return joint.prepared(hall, north, project=row)


class TestChain:
    def test_agrees_to_the_yen_with_plan_payments_and_receipts(
        self, grant: Grant, evaluated: JointProject, nanami: User
    ):
        chain = chain_of(of_plan(grant.yearly_plan), nanami, on=MONDAY)
        totals = grant.yearly_plan.totals()
        assert (chain.cost, chain.planned) == (totals.cost, totals.grant_share) == (450_000, 450_000)
        assert (chain.spent, chain.share, chain.receipts) == (430_000, 420_000, 2)
        assert [paid(each) for each in chain.grants] == [grant.paid()] == [450_000]
        assert chain.links[0].evaluations == [evaluated]

    def test_is_the_same_from_the_other_end(self, grant: Grant, nanami: User):
        row = grant.yearly_plan.projects.get()
        assert row.measure is not None
        measured = chain_of(of_measure(row.measure, nanami, on=MONDAY), nanami, on=MONDAY)
        whole = chain_of(of_plan(grant.yearly_plan), nanami, on=MONDAY)
        assert [link.project for link in measured.links] == [link.project for link in whole.links]
        assert measured.spent == whole.spent

    def test_the_city_sees_no_receipt_before_the_report_is_sent(self, grant: Grant, nanami: User, hall: Hall):
        seen = {user: chain_of(of_plan(grant.yearly_plan), user, on=MONDAY).receipts for user in (nanami, hall.drafter)}
        assert seen == {nanami: 2, hall.drafter: 0}

    def test_costs_the_same_for_many_projects(
        self, grant: Grant, nanami: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
    ):
        row = grant.yearly_plan.projects.get()
        with django_assert_max_num_queries(14):
            chain_of(of_plan(grant.yearly_plan), nanami, on=MONDAY)
        for number in range(2, 12):
            row.pk, row.order, row.name = None, number, f"事業{number}"
            row.save(force_insert=True)
        with django_assert_max_num_queries(14):
            assert len(chain_of(of_plan(grant.yearly_plan), nanami, on=MONDAY).links) == 11


class TestPages:
    def test_is_reached_from_every_station(self, grant: Grant, evaluated: JointProject, nanami: User, as_user: AsUser):
        row, report = grant.yearly_plan.projects.get(), Report.objects.get()
        assert row.measure is not None
        browser = as_user(nanami)
        pages = {
            row.measure.plan.get_absolute_url(): reverse("grants:chain_measure", args=[row.measure.pk]),
            grant.yearly_plan.get_absolute_url(): reverse("grants:chain_project", args=[row.pk]),
            grant.get_absolute_url(): reverse("grants:chain_grant", args=[grant.pk]),
            reverse("grants:report_receipts", args=[report.pk]): reverse(
                "grants:chain_receipt", args=[report.expenses.all()[0].pk]
            ),
            evaluated.get_absolute_url(): reverse("grants:chain_joint", args=[evaluated.pk]),
        }
        for page, chain in pages.items():
            assert chain in browser.get(page).text
            assert "430,000円" in browser.get(chain).text

    def test_the_neighbour_sees_nothing(self, grant: Grant, kuko: User, as_user: AsUser):
        row = grant.yearly_plan.projects.get()
        names = {"grants:chain_grant": grant.pk, "grants:chain_project": row.pk, "grants:chain_measure": row.measure_id}
        seen = {as_user(kuko).get(reverse(name, args=[key])).status_code for name, key in names.items()}
        assert seen == {404}
