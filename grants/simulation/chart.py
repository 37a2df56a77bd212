"""The amounts as columns, with a mark where last year's stood: drawn by the server, read with the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grants.simulation.outcome import Row

STEP, BAR, HEIGHT = 10, 8, 1000  # of the drawing; the page stretches it to its own size
STAGES = 4
KINDS = ("up", "down", "same")


@dataclass(frozen=True)
class Column:
    x: int
    y: int  # from above; the column stands on the ground
    mark: int | None  # where last year's amount stood
    kind: str

    @property
    def bar(self) -> str:
        return f"M{self.x} {HEIGHT}V{self.y}h{BAR}V{HEIGHT}z"

    @property
    def line(self) -> str:
        return "" if self.mark is None else f"M{self.x} {self.mark}h{BAR}"


@dataclass(frozen=True)
class Chart:
    columns: tuple[Column, ...]
    top: int  # in yen

    @property
    def width(self) -> int:
        return len(self.columns) * STEP

    @property
    def height(self) -> int:
        return HEIGHT

    @property
    def scale(self) -> list[int]:
        """What the levels stand for, from above."""
        return [self.top * each // STAGES for each in range(STAGES, -1, -1)]

    @property
    def levels(self) -> str:
        return "".join(f"M0 {HEIGHT * each // STAGES}h{self.width}" for each in range(STAGES + 1))

    @property
    def bars(self) -> list[tuple[str, str]]:
        """One path for all columns of a kind: five hundred of them are drawn as quickly as one."""
        return [(kind, "".join(each.bar for each in self.columns if each.kind == kind)) for kind in KINDS]

    @property
    def marks(self) -> str:
        return "".join(each.line for each in self.columns)


def chart(rows: Sequence[Row]) -> Chart | None:
    """Of all rows in their order; None where there is nothing to draw."""
    highest = max((max(row.amount or 0, row.before or 0) for row in rows), default=0)
    if not highest:
        return None
    top = ceiling(highest)
    return Chart(tuple(column(row, at * STEP + (STEP - BAR) // 2, top) for at, row in enumerate(rows)), top)


def ceiling(amount: int) -> int:
    """The next round number that four stages divide: 4, 8, 12 … times a power of ten."""
    power = 1
    while True:
        for digit in (4, 8, 12, 16, 20, 24, 32):
            if digit * power >= amount:
                return digit * power
        power *= 10


def column(row: Row, x: int, top: int) -> Column:
    change = row.difference or 0
    kind = "up" if change > 0 else "down" if change < 0 else "same"
    mark = None if row.before is None else HEIGHT - row.before * HEIGHT // top
    return Column(x, HEIGHT - (row.amount or 0) * HEIGHT // top, mark, kind)
