"""延滞金 and 加算金: what late money costs, to the yen. Pure; whole numbers and fractions only.

After 補助金等に係る予算の執行の適正化に関する法律19条, which municipal rules copy: 10.95 % a year from the day of
receipt to the day of payment where a decision was revoked (加算金, 1項), and from the day after the due day to the day
of payment where money comes late (延滞金, 2項). What was paid counts from the day after it was paid (19条1項, 同施行令
10条: 「納付の日の翌日以後の期間」), and first against the money that was ordered back (同令9条2項).

The rounding is that of 地方税法20条の4の2: a base is cut to 1,000 yen, one below 2,000 yen bears nothing (2項); the sum
is cut to 100 yen, one below 1,000 yen is not asked for (5項). A year has 365 days, leap years too, as the rules say
(「年当たりの割合は、閏年の日を含む期間についても、365日当たりの割合とする」). These numbers are the city's to change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

YEAR = 365
ONE = timedelta(days=1)
Sum = tuple[date, int]  # yen that bear from a day on, or that were paid on a day


@dataclass(frozen=True)
class Terms:
    """How a city reckons."""

    rate: Fraction = Fraction(1095, 10_000)
    base_unit: int = 1000
    base_least: int = 2000
    unit: int = 100
    least: int = 1000

    def base(self, owed: int) -> int:
        """Of what is owed, what bears."""
        return owed // self.base_unit * self.base_unit if owed >= self.base_least else 0

    def amount(self, exact: Fraction) -> int:
        """Of what comes out, what is asked for."""
        return int(exact // self.unit) * self.unit if exact >= self.least else 0


@dataclass(frozen=True)
class Span:
    """Days, the first and the last among them, on which the same was owed."""

    first: date
    last: date
    owed: int
    base: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Reckoning:
    spans: tuple[Span, ...] = ()
    exact: Fraction = Fraction(0)
    amount: int = 0

    @property
    def days(self) -> int:
        return sum(span.days for span in self.spans)


def reckon(bearing: Iterable[Sum], paid: Iterable[Sum], *, until: date, terms: Terms) -> Reckoning:
    """What has come together from the first bearing day to ``until``, that day among them."""
    spans = tuple(spans_of(list(bearing), list(paid), until))
    bases = [Span(first, last, owed, terms.base(owed)) for first, last, owed in spans]
    exact = sum((terms.rate * span.base * span.days / YEAR for span in bases), Fraction(0))
    return Reckoning(tuple(bases), exact, terms.amount(exact))


def spans_of(bearing: Sequence[Sum], paid: Sequence[Sum], until: date) -> Iterator[tuple[date, date, int]]:
    """Between two days on which something changes the same is owed; when all is paid there is no span."""
    starts = sorted({day for day, _ in bearing} | {day + ONE for day, _ in paid})
    for number, first in enumerate(starts):
        last = min(starts[number + 1] - ONE if number + 1 < len(starts) else until, until)
        owed = sum(amount for day, amount in bearing if day <= first) - sum(n for day, n in paid if day < first)
        if owed > 0 and first <= last:
            yield first, last, owed


def late(amount: int, due: date) -> list[Sum]:
    """延滞金: all of it bears from the day after the due day."""
    return [(due + ONE, amount)]


def since_receipt(amount: int, received: Iterable[Sum]) -> list[Sum]:
    """加算金: what is to come back counts as the money that came last, and so back in time (同令9条1項)."""
    bearing, left = [], amount
    for day, came in sorted(received, reverse=True):
        if took := min(left, came):
            bearing.append((day, took))
            left -= took
    return bearing
