"""What the organizations of an area were granted, by fiscal year and per head, next to the city."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from grants.models import Grant
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
    areas: dict[int, set[int]] = defaultdict(set)
    for body, area in Organization.areas.through.objects.values_list("organization_id", "area_id"):
        areas[body].add(area)
    here = set(people.within(people.area))
    own = [body for body, places in areas.items() if places <= here]
    reaching = [body for body, places in areas.items() if places & here and not places <= here]
    granted = granted_by_year(own, reaching)
    rows = [
        GrantYear(year, amount, at(people.history, year), city_amount, at(people.city_history, year))
        for year, amount, city_amount, count, _ in granted
        if count
    ]
    return Money(rows[-YEARS:], any(reaches for *_, reaches in granted))


def granted_by_year(own: list[int], reaching: list[int]) -> list[tuple[FiscalYear, int, int, int, int]]:
    """Oldest first: what went to the area's own bodies, to everybody, and how many grants are the own bodies' and of
    those that reach out."""
    ours, theirs = Q(organization__in=own), Q(organization__in=reaching)
    grants = Grant.objects.standing().order_by().values_list("scheme__fiscal_year")
    return sorted(
        grants.annotate(
            amount=Coalesce(Sum("amount_current", filter=ours), 0),
            city_amount=Coalesce(Sum("amount_current"), 0),
            count=Count("pk", filter=ours),
            reaches=Count("pk", filter=theirs),
        )
    )


def at(days: Days, year: FiscalYear) -> int | None:
    """The newest population that was counted up to the year's end."""
    found = [day for day in days if day <= year.end]
    return int(days[max(found)]) if found else None
