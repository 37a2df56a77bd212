"""Short codes on paper: typed from it, or scanned as a square of dots.

Twelve characters out of thirty-two: 60 bits where they are drawn by lot. The alphabet has no I, L, O and U; whoever
reads 0 as O or 1 as I types the right code all the same.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cached_property

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
READ_AS = str.maketrans("OIL", "011")
FORM = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def drawn_by_lot() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """ABCD-EFGH-JKMN: as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def as_code(typed: str) -> str:
    """The code that somebody typed, in whatever width, case and grouping; empty if it cannot be one."""
    text = unicodedata.normalize("NFKC", typed).upper().translate(READ_AS)
    code = "".join(character for character in text if character.isalnum())
    return code if FORM.fullmatch(code) else ""


@dataclass(frozen=True)
class Square:
    """The QR code of an address, as one path of an SVG picture; the same address gives the same path."""

    address: str

    @cached_property
    def rows(self) -> list[list[bool]]:
        from qrcode import QRCode
        from qrcode.constants import ERROR_CORRECT_M

        code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
        code.add_data(self.address, optimize=0)
        return [[bool(dot) for dot in row] for row in code.get_matrix()]

    @property
    def side(self) -> int:
        return len(self.rows)

    @property
    def path(self) -> str:
        """Every run of dark dots as a bar."""
        return "".join(
            f"M{run.start()} {y}h{run.end() - run.start()}v1H{run.start()}z"
            for y, row in enumerate(self.rows)
            for run in re.finditer("1+", "".join("1" if dark else "0" for dark in row))
        )
