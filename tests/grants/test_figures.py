"""Which figures of the register a rule gets for an organization, and what it gives for them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from grants.estimates import application, estimates
from grants.figures import bodies_of
from grants.formula.desk import Body
from grants.formula.expressions import Impossible
from grants.models import Grant, Scheme
from organizations.models import AreaFigure, Organization
from records.fiscal import FiscalYear
from tests.cast import Hall, Land
from tests.grants import build

pytestmark = pytest.mark.django_db
COST = {"components": [{"kind": "cost", "name": "経費", "rate": "10/10"}]}


def body_of(organization: Organization, scheme: Scheme, **more: Any) -> Body:
    return bodies_of([organization], scheme, scheme.rule(), **more)[organization.pk]


def read(body: Body, code: str = "households") -> tuple[int | None, str]:
    reading = body.figures[code]
    return None if reading.value is None else int(reading.value), reading.detail


@pytest.fixture
def south(kuko) -> Organization:
    body: Organization = kuko.roles.get().organization
    return body


class TestBodiesOf:
    def test_count_its_areas_on_the_base_date(self, scheme: Scheme, north: Organization, land: Land):
        later = date(2025, 10, 1)
        AreaFigure.objects.create(area=land.north_oaza, indicator=land.households, as_of=later, value=9)
        assert read(body_of(north, scheme)) == (561, "北大字 300、中大字 261")

    def test_count_the_parts_of_a_district(self, scheme: Scheme, north: Organization, land: Land):
        north.areas.set([land.north])
        assert read(body_of(north, scheme)) == (561, "北大字 300、中大字 261")

    def test_take_a_district_s_own_figure(self, scheme: Scheme, north: Organization, land: Land):
        AreaFigure.objects.create(area=land.north, indicator=land.households, as_of=build.APRIL, value=560)
        north.areas.set([land.north])
        assert read(body_of(north, scheme)) == (560, "")

    def test_count_nobody_twice(self, scheme: Scheme, north: Organization, land: Land):
        north.areas.set([land.north, land.north_oaza])
        assert read(body_of(north, scheme))[0] == 561

    def test_name_each_area_that_lacks_a_figure(self, scheme: Scheme, north: Organization, land: Land):
        AreaFigure.objects.filter(indicator=land.households).delete()
        assert body_of(north, scheme).figures["households"].gaps == (
            "北大字の世帯数(令和7年4月1日現在)が登録されていません。区域の数値に入れてください。",
            "中大字の世帯数(令和7年4月1日現在)が登録されていません。区域の数値に入れてください。",
        )

    def test_say_where_an_area_is_registered(self, scheme: Scheme, north: Organization):
        north.areas.clear()
        assert "活動の区域を登録" in body_of(north, scheme).figures["households"].gaps[0]

    def test_follow_a_figure_s_own_base_date(self, hall: Hall, north: Organization, land: Land):
        money = build.scheme_draft(hall.drafter)
        october = date(2024, 10, 1)
        counted = {"figures": {"households": {"base_date": "2024-10-01"}}}
        money.formulate({**money.formula, **counted}, by=hall.drafter)
        for area in (land.north_oaza, land.middle_oaza):
            AreaFigure.objects.create(area=area, indicator=land.households, as_of=october, value=7)
        assert read(body_of(north, money))[0] == 14

    def test_prefer_what_was_typed_for_the_organization(self, hall: Hall, north: Organization, land: Land):
        money = build.scheme_draft(hall.drafter)
        rows = [{"organization": north, "code": "households", "value": Decimal("550.5"), "basis": "調査"}]
        money.rewrite("figures", rows, by=hall.drafter)
        assert str(body_of(north, money).figures["households"].value) == "1101/2"

    def test_have_the_subsidies_of_this_organization_only(self, hall: Hall, north: Organization, south: Organization):
        money = build.scheme_draft(hall.drafter)
        money.formulate({"components": [{"kind": "integrated", "name": "統合した補助金"}]}, by=hall.drafter)
        rows = [{"organization": body, "name": "敬老会", "amount": n} for n, body in enumerate([north, south], start=1)]
        money.rewrite("subsidies", rows, by=hall.drafter)
        assert [(row.name, int(row.amount)) for row in body_of(north, money).listed] == [("敬老会", 1)]

    def test_have_the_cost_only_where_a_share_of_it_is_paid(self, scheme: Scheme, hall: Hall, north: Organization):
        assert "cost" not in body_of(north, scheme, costs={north.pk: 5}).figures
        money = build.scheme_draft(hall.drafter, programme="pre_rmo")
        money.formulate(COST, by=hall.drafter)
        assert read(body_of(north, money, costs={north.pk: 5}), "cost")[0] == 5
        assert "年度計画の事業費" in body_of(north, money).figures["cost"].gaps[0]

    def test_know_what_was_granted_in_the_year_before(self, granted: Grant, hall: Hall):
        later = {"fiscal_year": FiscalYear(2026), "completion_by": date(2027, 3, 31)}
        money = build.scheme_draft(hall.drafter, **later)
        part = {"kind": "limit_change", "up": "10%", "part": {"kind": "fixed", "amount": 900_000}}
        money.formulate({"components": [part]}, by=hall.drafter)
        assert application(money, granted.organization).sheet().amount == 495_000

    def test_cost_the_same_for_many_organizations(
        self, scheme: Scheme, north: Organization, kuko, django_assert_num_queries
    ):
        bodies, rule = list(Organization.objects.all()), scheme.rule()
        for some in (bodies[:1], bodies):
            with django_assert_num_queries(5):
                bodies_of(some, scheme, rule)


class TestApplication:
    def test_of_a_pool_knows_everybody_who_may_apply(
        self, hall: Hall, north: Organization, south: Organization, nanami, kuko, land: Land
    ):
        for body, by in ((north, nanami), (south, kuko)):
            build.recognised(body, by)
        money = build.scheme_draft(hall.drafter, rounding_unit=1)
        share = {"kind": "pool", "name": "世帯割", "pool": "main", "by": "世帯数"}
        pools = {"main": {"name": "原資", "amount": 1_000_000}}
        money.formulate({"components": [share], "pools": pools}, by=hall.drafter)
        amounts = [application(money, body).sheet().amount for body in (north, south)]
        assert 999_998 <= sum(amounts) <= 1_000_000
        assert [estimate.sheet and estimate.sheet.amount for estimate in estimates(money)] == amounts

    def test_names_what_is_missing(self, scheme: Scheme, north: Organization, land: Land):
        AreaFigure.objects.all().delete()
        with pytest.raises(Impossible, match="北大字の世帯数"):
            application(scheme, north).sheet()

    def test_is_impossible_without_a_formula(self, hall: Hall, north: Organization):
        money = build.scheme_draft(hall.drafter)
        money.formulate({"components": []}, by=hall.drafter)
        with pytest.raises(Impossible, match="1つ以上"):
            application(money, north)


class TestEstimates:
    def test_give_every_organization_that_may_apply(
        self, scheme: Scheme, north: Organization, south: Organization, nanami, kuko, land: Land
    ):
        assert estimates(scheme) == []
        for body, by in ((north, nanami), (south, kuko)):
            build.recognised(body, by)
        AreaFigure.objects.filter(area=land.south_oaza).delete()
        found = {each.organization: (each.sheet and each.sheet.amount, each.gaps) for each in estimates(scheme)}
        assert found[north] == (524_000, ())
        assert found[south][0] is None
        assert "南大字の世帯数" in found[south][1][0]

    def test_use_the_cost_of_the_plan_that_was_sent(self, hall: Hall, north: Organization, nanami):
        money = build.scheme_draft(hall.drafter, programme="pre_rmo", cap=500_000)
        money.formulate(COST, by=hall.drafter)
        build.plan(build.recognised(north, nanami), nanami, 437_890)
        assert [estimate.sheet and estimate.sheet.amount for estimate in estimates(money)] == [437_000]
