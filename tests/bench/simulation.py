"""試算 of 500 organizations at once, beside Django's own changelist of the same 500 and the bare arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.contrib import admin
from django.db import connection
from django.urls import reverse

from accounts.models import User
from grants.estimates import estimates
from grants.formulas import EMPTY
from grants.models import Scheme
from organizations.models import Area, AreaFigure, Indicator, Organization
from records.fiscal import FiscalYear
from tests import cast
from tests.bench.pages import OpenAdmin, Row, alternately, fresh_database, queries_of, visit

BODIES = 500
DAY = date(2025, 4, 1)
COMPONENTS = [
    {"kind": "fixed", "name": "均等割", "amount": 600_000},
    {"kind": "rate", "name": "世帯割", "rate": 400, "count": "households"},
    {"kind": "brackets", "name": "人口割", "by": "population",
     "table": [{"from": 0, "rate": 300}, {"from": 500, "rate": 200}, {"from": 1000, "rate": 100}]},
    {"kind": "banded", "name": "高齢化割", "by": "aged ÷ population × 100", "count": "population",
     "table": [{"from": 0, "rate": 100}, {"from": 30, "rate": 150}, {"from": 40, "rate": 200}]},
    {"kind": "pool", "name": "面積割", "pool": "land", "by": "area", "remainder": "largest"},
]  # fmt: skip


class StockAdmin(OpenAdmin):
    """The yardstick: as many rows on one page, nothing calculated."""

    list_display = ("name", "furigana", "status", "founded_on", "office_address")
    list_per_page = BODIES


def rows() -> Iterator[Row]:
    if admin.site.is_registered(Organization):
        admin.site.unregister(Organization)
    admin.site.register(Organization, StockAdmin)
    with fresh_database():
        yield from measured()


def measured() -> Iterator[Row]:
    hall = cast.city_hall()
    scheme = build(cast.land())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    chief = User.objects.create_superuser("admin@example.jp", "correct horse battery", name="管理 九子")
    url = f"{reverse('grants:simulation', args=[scheme.pk])}?components.1.rate=450"
    ours, all_rows = visit(hall.drafter, url), visit(hall.drafter, f"{url}&all=1&sort=-difference")
    stock, bare = visit(chief, reverse("admin:organizations_organization_changelist")), lambda: bare_sum(scheme)
    first, whole, theirs, alone = alternately(ours, all_rows, stock, bare)
    yield f"{BODIES} organizations: simulation, first page and chart of all", first, "ms"
    yield f"{BODIES} organizations: simulation, all on one page", whole, "ms"
    yield f"{BODIES} organizations: simulation, queries", queries_of(ours), ""
    yield f"{BODIES} organizations: stock admin changelist of all", theirs, "ms"
    yield f"{BODIES} organizations: simulation, all / stock admin, all", whole / theirs, ""
    yield f"{BODIES} organizations: figures and amounts alone, no page", alone, "ms"


def bare_sum(scheme: Scheme) -> None:
    assert len([each for each in estimates(scheme) if each.sheet]) == BODIES


def build(land: cast.Land) -> Scheme:
    """Each organization with an area of its own and four figures, of last year too."""
    bodies = Organization.objects.bulk_create(
        Organization(name=f"見本{n:03}の会", furigana=f"みほん{n:03}のかい", status="active", founded_on=cast.LONG_AGO,
                     recognised_on=cast.LONG_AGO, office_address="見本市1番地", phone="0867-00-0000")
        for n in range(BODIES)
    )  # fmt: skip
    areas = Area.objects.bulk_create(
        Area(kind=land.north_oaza.kind, code=f"b{n}", name=f"第{n}区", parent=land.north_oaza.parent)
        for n in range(BODIES)
    )
    Organization.areas.through.objects.bulk_create(
        Organization.areas.through(organization=body, area=area) for body, area in zip(bodies, areas, strict=True)
    )
    for code, name, unit, start in (
        ("households", "世帯数", "世帯", 150), ("population", "人口", "人", 400),
        ("aged", "65歳以上", "人", 100), ("area", "面積", "㎡", 90_000),
    ):  # fmt: skip
        indicator, _ = Indicator.objects.get_or_create(code=code, defaults={"name": name, "unit": unit})
        AreaFigure.objects.bulk_create(
            AreaFigure(area=area, indicator=indicator, as_of=DAY, value=start + n) for n, area in enumerate(areas)
        )
    pools = {"land": {"name": "面積の原資", "amount": "50000000"}}
    return Scheme.objects.create(
        programme="lump_sum", name="一括交付金", fiscal_year=FiscalYear(2025), rule_name="規則", guideline_name="要綱",
        article="第6条", purpose="地域の課題を解決するため。", eligible=["active"], base_date=DAY, opens_on=DAY,
        deadline=date(2026, 3, 31), completion_by=date(2026, 3, 31), report_due=date(2026, 4, 10),
        payment_method="概算払", appropriation=1_000_000_000,
        formula={**EMPTY, "pools": pools, "components": COMPONENTS},
    )  # fmt: skip
