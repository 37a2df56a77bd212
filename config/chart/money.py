"""What the organizations of an area were granted, by fiscal year and per head, next to the city."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from grants.models import Grant
from organizations.figures.parts import PEOPLE
from organizations.figures.people import Days, People
from organizations.models import Organization
from records.fiscal import FiscalYear

YEARS = 5


@dataclass(frozen=True)
class GrantYear:
    year: FiscalYear
    amount: int
    people: int | None
    city_amount: int
    city_people: int | None

    @property
    def per_head(self) -> float | None:
        return self.amount / self.people if self.people else None

    @property
    def city_per_head(self) -> float | None:
        return self.city_amount / self.city_people if self.city_people else None


@dataclass(frozen=True)
class Money:
    years: list[GrantYear]  # oldest first; none while nobody here was granted anything
    reaches_out: bool  # an organization that is active beyond the area was left out


def money_of(people: People) -> Money:
    """Grants as they stand today of organizations all of whose areas lie here; one that reaches out is left out."""
    grants = Grant.objects.standing().order_by().values_list("organization", "scheme__fiscal_year")
    granted = {(body, year): amount for body, year, amount in grants.annotate(amount=Sum("amount_current"))}
    areas: dict[int, set[int]] = defaultdict(set)
    for body, area in Organization.areas.through.objects.values_list("organization_id", "area_id"):
        areas[body].add(area)
    here = set(people.within(people.area))
    own = {body for body, places in areas.items() if places <= here}
    reaching = {body for body, places in areas.items() if places & here} - own
    years = sorted({year for body, year in granted if body in own})[-YEARS:]
    city = people.over_time(PEOPLE, people.city) if people.city else {}
    rows = [
        GrantYear(
            year,
            sum(amount for (body, each), amount in granted.items() if each == year and body in own),
            at(people.history, year),
            sum(amount for (_, each), amount in granted.items() if each == year),
            at(city, year),
        )
        for year in years
    ]
    return Money(rows, any(body in reaching for body, _ in granted))


def at(days: Days, year: FiscalYear) -> int | None:
    """The newest population that was counted up to the year's end."""
    found = [day for day in days if day <= year.end]
    return int(days[max(found)]) if found else None
