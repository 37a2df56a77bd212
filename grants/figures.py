"""What the register knows of organizations, as a scheme's rule asks for it: any number of them in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from django.db.models import Q

from grants.calculation import INTEGRATED, SHARE, Facts, Figure, Subsidy
from grants.schemes import Scheme
from organizations.models import Area, AreaFigure, Organization

Known = Mapping[tuple[int, int], int]  # (area, indicator) → value on the base date


def facts_of(organization: Organization, scheme: Scheme, *, cost: int | None = None) -> Facts:
    return facts_of_all([organization], scheme, costs={organization.pk: cost})[organization.pk]


def facts_of_all(
    organizations: Iterable[Organization], scheme: Scheme, *, costs: Mapping[int, int | None] | None = None
) -> dict[int, Facts]:
    """The facts that the scheme's rule asks for, by the organization's key; ``costs`` are those of their plans."""
    keys = [organization.pk for organization in organizations]
    components = list(scheme.components.select_related("indicator"))
    kinds = {component.kind for component in components}
    indicators = {c.indicator.pk: c.indicator.code for c in components if c.indicator}
    own, parts = areas_of(keys)
    known = figures_on(scheme.base_date, indicators, {area.pk for area in chain(*own.values(), *parts.values())})
    listed = subsidies_of(scheme, keys) if INTEGRATED in kinds else {}
    return {
        key: Facts(
            figures=tuple(
                Figure(area.name, code, scheme.base_date, known.get((area.pk, indicator)))
                for indicator, code in indicators.items()
                for top in own[key]
                for area in counted(top, indicator, known, parts)
            ),
            subsidies=tuple(listed.get(key, ())),
            cost=(costs or {}).get(key) if SHARE in kinds else None,
        )
        for key in keys
    }


def subsidies_of(scheme: Scheme, organizations: list[int]) -> Mapping[int, list[Subsidy]]:
    listed: dict[int, list[Subsidy]] = defaultdict(list)
    for row in scheme.subsidies.filter(organization__in=organizations):
        listed[row.organization_id].append(Subsidy(row.name, row.amount, row.basis))
    return listed


AreasBy = Mapping[int, list[Area]]


def areas_of(organizations: list[int]) -> tuple[AreasBy, AreasBy]:
    """The areas of each organization (none that lies in another one of them), and what each area is made of."""
    own: dict[int, list[Area]] = defaultdict(list)
    parts: dict[int, list[Area]] = defaultdict(list)
    links = Organization.areas.through.objects.filter(organization__in=organizations)
    chosen = set(links.values_list("organization_id", "area_id"))
    for link in links.select_related("area__parent").order_by("area__order", "area__code"):
        above = {link.area.parent_id, link.area.parent and link.area.parent.parent_id}
        if not any((link.organization_id, area) in chosen for area in above):
            own[link.organization_id].append(link.area)
    inside = Q(parent__organizations__in=organizations) | Q(parent__parent__organizations__in=organizations)
    for area in Area.objects.filter(inside).distinct().order_by("order", "code"):
        parts[area.parent_id or 0].append(area)
    return own, parts


def figures_on(day: date, indicators: Iterable[int], areas: Iterable[int]) -> Known:
    rows = AreaFigure.objects.filter(as_of=day, indicator__in=list(indicators), area__in=list(areas))
    return {(area, indicator): value for area, indicator, value in rows.values_list("area", "indicator", "value")}


def counted(area: Area, indicator: int, known: Known, parts: AreasBy) -> Iterator[Area]:
    """The area itself if it has a figure of its own or nothing within it; else what it is made of."""
    if (area.pk, indicator) in known or not parts.get(area.pk):
        yield area
        return
    for part in parts[area.pk]:
        yield from counted(part, indicator, known, parts)
