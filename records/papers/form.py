"""What stands on one form: a frozen value that goes to JSON and back, so that a paper that was sent stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from records.letters import fonts

BLANK_DAY = "令和　　年　　月　　日"  # of a draft: written by hand when it is signed


@dataclass(frozen=True)
class Column:
    """``width`` in millimetres on paper (0: what is left); ``kind``: "num" for amounts, "fit" for what never breaks."""

    label: str
    width: int = 0
    kind: str = ""
    private: bool = False  # addresses and telephones: not for members of a committee


class Cell(NamedTuple):
    column: Column
    text: str
    is_head: bool  # names its row


@dataclass(frozen=True)
class Table:
    """Rows of text; ``head`` is the column that names the row. The foot stands once, at the end."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[tuple[str, ...], ...] = ()
    head: int = 0
    empty: str = "ありません。"

    def lines(self) -> list[list[Cell]]:
        return [self._cells(row) for row in self.rows]

    def foot_lines(self) -> list[list[Cell]]:
        return [self._cells(row) for row in self.foot]

    def _cells(self, row: Sequence[str]) -> list[Cell]:
        pairs = enumerate(zip(self.columns, row, strict=True))
        return [Cell(column, text, n == self.head) for n, (column, text) in pairs]

    def without_private(self) -> Table:
        seen = [n for n, column in enumerate(self.columns) if not column.private]
        return replace(
            self,
            columns=tuple(self.columns[n] for n in seen),
            rows=tuple(tuple(row[n] for n in seen) for row in self.rows),
            foot=tuple(tuple(row[n] for n in seen) for row in self.foot),
            head=seen.index(self.head) if self.head in seen else 0,
        )


@dataclass(frozen=True)
class Entry:
    """One entry under 記; a value of several lines is printed line by line."""

    label: str
    text: str
    private: bool = False

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


@dataclass(frozen=True)
class Sender:
    """Who sends it, as the register had them on that day."""

    organization: str
    representative: str
    address: str = ""
    contact: str = ""  # name and telephone


@dataclass(frozen=True)
class FormPaper:
    """One form. With a ``sender`` it is a letter to the city, without one it goes along with such a letter."""

    code: str  # which form: its number and whether it is signed are the city's setting
    title: str
    day: str = ""
    addressee: str = ""
    sender: Sender | None = None
    about: str = ""  # of a paper without a sender: whose it is
    body: str = ""
    entries: tuple[Entry, ...] = ()
    tables: tuple[Table, ...] = ()
    closing: str = ""
    wide: bool = False  # printed across the page
    number: str = ""
    sign: str = ""

    @property
    def anchor(self) -> str:
        return self.code.replace(".", "-")

    @property
    def foot(self) -> str:
        """At the foot of every page: a sheet that comes loose still says where it belongs."""
        return f"{self.title}　{self.sender.organization if self.sender else self.about}"

    def without_private(self) -> FormPaper:
        """For those who judge it and need nobody's telephone for that."""
        return replace(
            self,
            sender=replace(self.sender, contact="") if self.sender else None,
            entries=tuple(entry for entry in self.entries if not entry.private),
            tables=tuple(table.without_private() for table in self.tables),
        )

    def texts(self) -> Iterator[str]:
        yield from (self.title, self.addressee, self.about, self.body, self.closing)
        if self.sender:
            yield from asdict(self.sender).values()
        for entry in self.entries:
            yield from (entry.label, entry.text)
        for table in self.tables:
            for row in (*table.rows, *table.foot):
                yield from row

    def unprintable(self) -> list[str]:
        """The characters that no face of this machine has."""
        return fonts.missing("".join(self.texts()))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> FormPaper:
        parts: dict[str, Any] = {
            "sender": Sender(**kept["sender"]) if kept["sender"] else None,
            "entries": tuple(Entry(**entry) for entry in kept["entries"]),
            "tables": tuple(table_from(table) for table in kept["tables"]),
        }
        return cls(**{**kept, **parts})


def table_from(kept: Mapping[str, Any]) -> Table:
    parts: dict[str, Any] = {
        "columns": tuple(Column(**column) for column in kept["columns"]),
        "rows": tuple(tuple(row) for row in kept["rows"]),
        "foot": tuple(tuple(row) for row in kept["foot"]),
    }
    return Table(**{**kept, **parts})
