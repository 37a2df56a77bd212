"""Which figures of the register a rule gets for an organization."""

from datetime import date

import pytest

from grants.calculation import Facts, Subsidy
from grants.estimates import estimates
from grants.figures import facts_of, facts_of_all
from grants.models import Scheme
from organizations.models import AreaFigure, Organization
from tests.cast import Hall, Land
from tests.grants import build

pytestmark = pytest.mark.django_db


def read(facts: Facts) -> dict[str, int | None]:
    return {figure.area: figure.value for figure in facts.figures}


class TestFactsOf:
    def test_are_those_of_its_areas_on_the_base_date(self, scheme: Scheme, north: Organization, land: Land):
        later = date(2025, 10, 1)
        AreaFigure.objects.create(area=land.north_oaza, indicator=land.households, as_of=later, value=9)
        assert read(facts_of(north, scheme)) == {"北大字": 300, "中大字": 261}

    def test_of_a_district_are_those_of_its_parts(self, scheme: Scheme, north: Organization, land: Land):
        north.areas.set([land.north])
        assert read(facts_of(north, scheme)) == {"北大字": 300, "中大字": 261}

    def test_of_a_district_with_a_figure_of_its_own(self, scheme: Scheme, north: Organization, land: Land):
        AreaFigure.objects.create(area=land.north, indicator=land.households, as_of=build.APRIL, value=560)
        north.areas.set([land.north])
        assert read(facts_of(north, scheme)) == {"北地区": 560}

    def test_count_nobody_twice(self, scheme: Scheme, north: Organization, land: Land):
        north.areas.set([land.north, land.north_oaza])
        assert read(facts_of(north, scheme)) == {"北大字": 300, "中大字": 261}

    def test_name_what_is_missing(self, scheme: Scheme, north: Organization, land: Land):
        AreaFigure.objects.filter(area=land.middle_oaza, indicator=land.households).delete()
        assert read(facts_of(north, scheme)) == {"北大字": 300, "中大字": None}

    def test_have_the_subsidies_of_this_organization_only(self, hall: Hall, north: Organization, kuko):
        south = kuko.roles.get().organization
        money = build.scheme_draft(hall.drafter)
        money.rewrite("components", [{"name": "統合した補助金", "kind": "integrated"}], by=hall.drafter)
        rows = [{"organization": body, "name": "敬老会", "amount": n} for n, body in enumerate([north, south], start=1)]
        money.rewrite("subsidies", rows, by=hall.drafter)
        assert facts_of(north, money).subsidies == (Subsidy("敬老会", 1),)

    def test_have_the_cost_only_where_a_share_of_it_is_paid(self, scheme: Scheme, hall: Hall, north: Organization):
        assert facts_of(north, scheme, cost=5).cost is None
        money = build.scheme_draft(hall.drafter, programme="pre_rmo")
        money.rewrite("components", [{"name": "経費", "kind": "share", "top": 10, "bottom": 10}], by=hall.drafter)
        assert facts_of(north, money, cost=5).cost == 5


class TestFactsOfAll:
    def test_cost_the_same_for_many_organizations(
        self, scheme: Scheme, north: Organization, kuko, django_assert_num_queries
    ):
        bodies = list(Organization.objects.all())
        with django_assert_num_queries(5):
            one = facts_of_all(bodies[:1], scheme)
        with django_assert_num_queries(5):
            both = facts_of_all(bodies, scheme)
        assert both.keys() > one.keys()


class TestEstimates:
    def test_give_every_organization_that_may_apply(
        self, scheme: Scheme, north: Organization, nanami, kuko, land: Land
    ):
        south = kuko.roles.get().organization
        assert estimates(scheme) == []
        for body, by in ((north, nanami), (south, kuko)):
            build.recognised(body, by)
        AreaFigure.objects.filter(area=land.south_oaza).delete()
        found = {e.organization: (e.result and e.result.amount, e.gaps) for e in estimates(scheme)}
        assert found[north] == (524_000, ())
        assert found[south][0] is None
        assert "南大字の世帯数" in found[south][1][0]

    def test_use_the_cost_of_the_plan_that_was_sent(self, hall: Hall, north: Organization, nanami):
        money = build.scheme_draft(hall.drafter, programme="pre_rmo", cap=500_000)
        money.rewrite("components", [{"name": "経費", "kind": "share", "top": 10, "bottom": 10}], by=hall.drafter)
        build.plan(build.recognised(north, nanami), nanami, 437_890)
        assert [estimate.result and estimate.result.amount for estimate in estimates(money)] == [437_000]
