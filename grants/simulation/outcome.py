"""What every organization would get by other numbers, beside what it got the year before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import tablib

from grants.budget import WARN_AT
from grants.estimates import Estimate, estimates
from grants.figures import Readings, decided_before
from grants.formula.rule import Rule
from grants.schemes import Scheme
from organizations.models import Organization

HEADS, HOMES = "population", "households"  # by which amounts are compared, where the city counts them
Key = Callable[["Row"], Any]


@dataclass(frozen=True)
class Row:
    organization: Organization
    amount: int | None  # None: it cannot be calculated, ``gaps`` say why
    before: int | None  # None: it got nothing by this programme last year
    heads: Fraction | None
    homes: Fraction | None
    gaps: tuple[str, ...] = ()

    @property
    def difference(self) -> int | None:
        return None if self.amount is None or self.before is None else self.amount - self.before

    @property
    def per_head(self) -> int | None:
        return per(self.amount, self.heads)

    @property
    def per_home(self) -> int | None:
        return per(self.amount, self.homes)


def per(amount: int | None, count: Fraction | None) -> int | None:
    """Rounded to the yen, the middle up."""
    return None if amount is None or not count else int(Fraction(amount) / count + Fraction(1, 2))


ORDERS: Mapping[str, tuple[str, Key]] = {
    "": ("団体の順", lambda _: None),
    "amount": ("試算額", lambda row: row.amount),
    "difference": ("差", lambda row: row.difference),
    "head": ("1人当たり", lambda row: row.per_head),
    "home": ("1世帯当たり", lambda row: row.per_home),
}
HEADINGS = ["団体", "試算額", "前年度", "差", "人口", "1人当たり", "世帯数", "1世帯当たり", "計算できない理由"]


@dataclass(frozen=True)
class Outcome:
    scheme: Scheme
    rows: list[Row]

    @cached_property
    def total(self) -> int:
        return sum(row.amount or 0 for row in self.rows)

    @cached_property
    def before(self) -> int:
        return sum(row.before or 0 for row in self.rows)

    @property
    def difference(self) -> int:
        return self.total - self.before

    @property
    def remaining(self) -> int:
        return self.scheme.appropriation - self.total

    @property
    def is_over(self) -> bool:
        return self.remaining < 0

    @property
    def excess(self) -> int:
        return max(-self.remaining, 0)

    @property
    def is_tight(self) -> bool:
        """Nearly all of the appropriation."""
        return not self.is_over and self.total * 100 >= self.scheme.appropriation * WARN_AT

    @property
    def without_amount(self) -> int:
        return sum(row.amount is None for row in self.rows)

    @property
    def ups(self) -> int:
        return sum((row.difference or 0) > 0 for row in self.rows)

    @property
    def downs(self) -> int:
        return sum((row.difference or 0) < 0 for row in self.rows)

    @property
    def counts_heads(self) -> bool:
        return any(row.heads for row in self.rows)

    @property
    def counts_homes(self) -> bool:
        return any(row.homes for row in self.rows)

    def ordered(self, by: str) -> list[Row]:
        """By a key of ORDERS, with a minus before it from the largest on; who lacks the number comes last."""
        key = ORDERS[by.removeprefix("-")][1]
        known = [row for row in self.rows if key(row) is not None]
        unknown = [row for row in self.rows if key(row) is None]
        return [*sorted(known, key=key, reverse=by.startswith("-")), *unknown]

    def table(self, rows: list[Row]) -> tablib.Dataset:
        """For a spreadsheet; the last line adds up."""
        table = tablib.Dataset(title="試算", headers=HEADINGS)
        for row in rows:
            table.append([
                row.organization.name, row.amount, row.before, row.difference,
                cell(row.heads), row.per_head, cell(row.homes), row.per_home, " ".join(row.gaps),
            ])  # fmt: skip
        table.append(["計", self.total, self.before, self.difference, "", "", "", "", ""])
        return table


def cell(value: Fraction | None) -> int | float | None:
    return None if value is None else int(value) if value.denominator == 1 else float(value)


def outcome(scheme: Scheme, rule: Rule) -> Outcome:
    """In a fixed number of queries, however many organizations there are."""
    counted = [code for code in (HEADS, HOMES) if code in rule.known and rule.known[code].value is None]
    found = estimates(scheme, rule, also=counted)
    before = decided_before(scheme, [each.organization.pk for each in found])
    return Outcome(scheme, [row(each, before.get(each.organization.pk, {})) for each in found])


def row(found: Estimate, before: Readings) -> Row:
    figures, last = (found.sheet.body.figures if found.sheet else {}), before.get("last_year")
    heads, homes = (figures[code].value if code in figures else None for code in (HEADS, HOMES))
    amount = found.sheet.amount if found.sheet else None
    return Row(found.organization, amount, int(last.value) if last and last.value is not None else None,
               heads, homes, found.gaps)  # fmt: skip
