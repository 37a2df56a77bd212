"""Short codes on paper: typed from it, or scanned as a square of dots. A letter's is drawn by lot, a case's says where
it stands.

Twelve characters out of thirty-two: 60 bits where they are drawn by lot. The alphabet has no I, L, O and U; whoever
reads 0 as O or 1 as I types the right code all the same.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cached_property

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
KEY_BITS, CHECK_BITS = 26, 18  # of a case's code; sixteen are left for its kind
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


def of_place(kind: int, key: int) -> str:
    """The code of a case: where it stands, and a check against slips. No secret: who may see is asked at its page."""
    number = ((kind << KEY_BITS | key) << CHECK_BITS) | check(kind, key)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def place_of(code: str) -> tuple[int, int] | None:
    """Kind and key of the case; None if the code is no case's, or mistyped."""
    if not FORM.fullmatch(code):
        return None
    number = 0
    for character in code:
        number = number << 5 | ALPHABET.index(character)
    place, told = number >> CHECK_BITS, number & ((1 << CHECK_BITS) - 1)
    kind, key = place >> KEY_BITS, place & ((1 << KEY_BITS) - 1)
    return (kind, key) if check(kind, key) == told else None


def check(kind: int, key: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{kind}:{key}".encode()).digest()[:4], "big") >> (32 - CHECK_BITS)


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
