"""Figures of many areas added up by the database: what one page needs, in a handful of rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, QuerySet, Sum

from organizations.figures.kept import AreaFigure
from organizations.figures.values import Value, plain


@dataclass(frozen=True)
class Tally:
    """Which of some areas were counted, and how many they are together."""

    areas: frozenset[int]
    total: Value


Listed = dict[tuple[str, date], Tally]  # by the indicator's code and the day


def listed(rows: QuerySet[AreaFigure], areas: Iterable[int]) -> Listed:
    grouped = rows.filter(area__in=areas).order_by().values_list("indicator__code", "as_of")
    found = grouped.annotate(areas=ArrayAgg("area_id"), total=Sum("value"))
    return {(code, day): Tally(frozenset(keys), plain(total)) for code, day, keys, total in found}


def counted_on(rows: QuerySet[AreaFigure]) -> dict[date, frozenset[int]]:
    """Which areas have any of the figures, by day."""
    found = rows.order_by().values_list("as_of").annotate(areas=ArrayAgg("area_id", distinct=True))
    return {day: frozenset(keys) for day, keys in found}


def by_part(rows: QuerySet[AreaFigure]) -> dict[date, dict[int, tuple[int, Value]]]:
    """How many areas, and how many people, by day and indicator."""
    grouped = rows.order_by().values_list("as_of", "indicator").annotate(areas=Count("area_id"), total=Sum("value"))
    found: dict[date, dict[int, tuple[int, Value]]] = {}
    for day, indicator, areas, total in grouped:
        found.setdefault(day, {})[indicator] = (areas, plain(total))
    return found
