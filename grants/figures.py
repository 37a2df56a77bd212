"""What the register knows of organizations, as a scheme's rule asks for it: any number of them in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from django.db.models import Q

from grants.formula.desk import Body, Reading
from grants.formula.fields import Listed
from grants.formula.rule import Rule
from grants.formula.simple import Integrated
from grants.schemes import Scheme
from organizations.figures.values import Value
from organizations.models import Area, AreaFigure, Indicator, Organization
from records.era import era_date

FEW = 50  # organizations that a query names one by one; with more of them it takes what there is
Readings = dict[str, Reading]
NO_AREA = "「{}」を数える区域がありません。団体の活動の区域を登録してください。"
NO_COST = "計算する事業費がありません。年度計画の事業費を入れてください。"


def bodies_of(
    organizations: Iterable[Organization],
    scheme: Scheme,
    rule: Rule,
    *,
    costs: Mapping[int, int | None] | None = None,
    also: Iterable[str] = (),
) -> dict[int, Body]:
    """Each organization as the rule sees it, by its key; ``costs`` are those of their plans, ``also`` names figures
    that the rule does not ask for."""
    found = list(organizations)
    keys = [organization.pk for organization in found]
    codes = list(dict.fromkeys(code for component in rule.components for code in rule.counted(component)))
    codes += [code for code in also if code not in codes]
    counted = {key: {} for key in keys} if not codes else of_areas(keys, rule, codes)
    typed = typed_for(scheme, keys) if codes else {}
    before = decided_before(scheme, keys) if "last_year" in codes else {}
    has_listed = any(isinstance(part, Integrated) for part in rule.all_components())
    listed = subsidies_of(scheme, keys) if has_listed else {}
    bodies = {}
    for organization in found:
        key = organization.pk
        readings = {**counted[key], **before.get(key, {}), **typed.get(key, {})}
        if "cost" in codes and "cost" not in typed.get(key, {}):
            readings["cost"] = cost_of((costs or {}).get(key))
        bodies[key] = Body(str(key), organization.name, readings, tuple(listed.get(key, ())))
    return bodies


def cost_of(cost: int | None) -> Reading:
    return Reading(Fraction(cost)) if cost is not None else Reading(None, gaps=(NO_COST,))


def typed_for(scheme: Scheme, organizations: list[int]) -> Mapping[int, Readings]:
    """What the city has typed for single organizations; it comes before what the areas say."""
    found: dict[int, Readings] = defaultdict(dict)
    rows = scheme.figures.filter(among("organization", organizations)).order_by()
    for key, code, value, basis in rows.values_list("organization", "code", "value", "basis"):
        found[key][code] = Reading(Fraction(value), basis)
    return found


def among(field: str, keys: Sequence[int]) -> Q:
    return Q((f"{field}__in", keys)) if len(keys) <= FEW else Q()


def decided_before(scheme: Scheme, organizations: list[int]) -> Mapping[int, Readings]:
    """What stands of that which the same programme granted them in the year before."""
    earlier = Scheme.objects.filter(programme=scheme.programme, fiscal_year=scheme.fiscal_year.previous)
    rows = earlier.filter(among("grants__organization", organizations), grants__amount_current__isnull=False)
    pairs = rows.order_by("grants__amount_current").values_list("grants__organization", "grants__amount_current")
    return {
        key: {"last_year": Reading(Fraction(amount or 0), str(scheme.fiscal_year.previous))} for key, amount in pairs
    }


def subsidies_of(scheme: Scheme, organizations: list[int]) -> Mapping[int, list[Listed]]:
    listed: dict[int, list[Listed]] = defaultdict(list)
    for row in scheme.subsidies.filter(among("organization", organizations)):
        key = str(row.organization_id)
        listed[row.organization_id].append(Listed(key, row.name, Fraction(row.amount), row.basis))
    return listed


def of_areas(organizations: list[int], rule: Rule, codes: list[str]) -> dict[int, Readings]:
    """Of the figures that are counted in areas: their sum over the areas of each organization."""
    days = {code: rule.day_of(rule.known[code]) for code in codes}
    own, parts = areas_of(organizations)
    known, counted = figures_on(days, {area.pk for area in chain(*own.values(), *parts.values())})
    found: dict[int, Readings] = {key: {} for key in organizations}
    for code in codes:
        if code in counted:
            for key in organizations:
                areas = [area for top in own.get(key, ()) for area in parts_with(top, code, known, parts)]
                found[key][code] = summed(areas, rule, code, known)
    return found


class Place(NamedTuple):
    """An area, without all that is not asked here."""

    pk: int
    name: str


Known = Mapping[tuple[int, str], Value]  # (area, indicator) → value on the base date
PlacesBy = Mapping[int, list[Place]]


def summed(areas: list[Place], rule: Rule, code: str, known: Known) -> Reading:
    figure = rule.known[code]
    if figure.missing is not None:
        areas = [area for area in areas if (area.pk, code) in known]
        if not areas:
            return Reading(None)
    gaps = [
        f"{area.name}の{figure.name}({era_date(rule.day_of(figure))}現在)が登録されていません。区域の数値に入れてください。"
        for area in areas
        if (area.pk, code) not in known
    ]
    if gaps or not areas:
        return Reading(None, gaps=tuple(gaps or [NO_AREA.format(figure.name)]))
    values = [(area.name, known[area.pk, code]) for area in areas]
    detail = "、".join(f"{name} {value:,}" for name, value in values) if len(values) > 1 else ""
    return Reading(Fraction(sum(value for _, value in values)), detail)


def areas_of(organizations: list[int]) -> tuple[PlacesBy, PlacesBy]:
    """The areas of each organization (none that lies in another one of them), and what each area is made of."""
    own: dict[int, list[Place]] = defaultdict(list)
    parts: dict[int, list[Place]] = defaultdict(list)
    links = Organization.areas.through.objects.filter(among("organization", organizations))
    rows = links.order_by("area__order", "area__code").values_list(
        "organization_id", "area_id", "area__name", "area__parent_id", "area__parent__parent_id"
    )
    chosen = {row[:2] for row in rows}
    for organization, area, name, *above in rows:
        if not any((organization, each) in chosen for each in above):
            own[organization].append(Place(area, name))
    inside = Area.objects.filter(parent__isnull=False)
    if len(organizations) <= FEW:
        inside = inside.filter(
            Q(parent__organizations__in=organizations) | Q(parent__parent__organizations__in=organizations)
        ).distinct()
    for parent, area, name in inside.order_by("order", "code").values_list("parent_id", "pk", "name"):
        parts[parent or 0].append(Place(area, name))
    return own, parts


def figures_on(days: Mapping[str, date], areas: Collection[int]) -> tuple[Known, set[str]]:
    """What is known of each figure on its own base date, and which figures are counted in areas at all."""
    rows = AreaFigure.objects.filter(among("area", [*areas]), indicator__code__in=days, as_of__in={*days.values()})
    values = rows.order_by().values_list("area", "indicator__code", "as_of", "value")
    known = {(area, code): value for area, code, day, value in values if day == days[code]}
    return known, set(Indicator.objects.filter(code__in=days).values_list("code", flat=True))


def parts_with(area: Place, code: str, known: Known, parts: PlacesBy) -> Iterator[Place]:
    """The area itself if it has a figure of its own or nothing within it; else what it is made of."""
    if (area.pk, code) in known or not parts.get(area.pk):
        yield area
        return
    for part in parts[area.pk]:
        yield from parts_with(part, code, known, parts)
