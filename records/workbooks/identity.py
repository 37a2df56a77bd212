"""What a workbook says of itself: whose it is, of which year and version, and how each row stood when it was taken.

All of it is signed: a sheet from elsewhere, or one in which somebody has written, is told from the portal's own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.signing import BadSignature, Signer

from records.sheets.files import NotASheet
from records.workbooks.layout import ABOUT, Cells, Grid

SEAL = "照合の値"
FIRST = 4  # the row in which the entries begin
FORGED = (
    f"「{ABOUT}」のシートが書きかえられています。表をもう一度ダウンロードして、書いたところを移してから送ってください。"
)
MISSING = f"「{ABOUT}」のシートがありません。ここでダウンロードした表に書き入れて、送ってください。"

Prints = dict[str, dict[str, str]]  # sheet → key → fingerprint


@dataclass(frozen=True)
class Identity:
    """``facts``: label → value, in the order in which they are read; ``prints``: how the rows stood."""

    facts: Mapping[str, str]
    prints: Prints = field(default_factory=dict)

    @property
    def seal(self) -> str:
        return Signer(salt="records.workbooks").signature(self._payload())

    def is_sealed_with(self, seal: str) -> bool:
        try:
            Signer(salt="records.workbooks").unsign(f"{self._payload()}:{seal}")
        except BadSignature:
            return False
        return True

    def _payload(self) -> str:
        rows = sorted((sheet, key, mark) for sheet, keys in self.prints.items() for key, mark in keys.items())
        return json.dumps([dict(self.facts), rows], ensure_ascii=False)

    @property
    def revision(self) -> int:
        """How often the plan had been written when the workbook was taken."""
        text = self.facts.get("書き直しの回数", "")
        return int(text) if text.isdecimal() else -1

    @classmethod
    def of(cls, facts: Mapping[str, str], grids: Sequence[Grid]) -> Identity:
        return cls(facts, {grid.title: {row.key: fingerprint(row.cells) for row in grid.rows} for grid in grids})


def fingerprint(cells: Cells) -> str:
    """Of a row, however a spreadsheet program has spaced it."""
    words = [[name, plain(text)] for name, text in sorted(cells.items())]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:20]


def plain(text: str) -> str:
    """What a cell says, whatever a spreadsheet program makes of its line breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_identity(sheet: Any) -> Identity:
    """NotASheet if the sheet is not the portal's own, or was written in."""
    entries, prints = {}, Prints()
    for row in sheet.iter_rows(min_row=FIRST, max_col=6, values_only=True):
        label, value, _, name, key, mark = (str(cell) if cell is not None else "" for cell in (*row, *[None] * 6)[:6])
        if label:
            entries[label] = value
        if name:
            prints.setdefault(name, {})[key] = mark
    seal = entries.pop(SEAL, "")
    found = Identity(entries, prints)
    if not found.is_sealed_with(seal):
        raise NotASheet(FORGED)
    return found
