"""Exact numbers: read as offices write them, printed as papers print them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import lcm

LIMIT = 10**12  # yen, people, square metres: whatever is larger is a slip of the finger
MINUS = re.compile(r"^[△▲−‐-―ー-]")
SHAPE = re.compile(r"(?P<top>\d[\d,]*(\.\d+)?)(/(?P<bottom>\d[\d,]*(\.\d+)?))?(?P<percent>%)?")
GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
MOST_DIGITS = 30


class NotExact(ValueError):
    """The value is no number; the message is the sentence for whoever wrote it."""


def exact(value: object) -> Fraction:
    """Reads 600, 0.5, "1/100", "60%", "１，０００円", "△500"; NotExact says how to mend the rest."""
    if isinstance(value, bool | date | datetime):
        raise NotExact('数字で書いてください。例 1000、0.5、"1/100"、"60%"')
    if isinstance(value, Fraction):
        return limited(value)
    if isinstance(value, Decimal):
        if not value.is_finite() or len(value.as_tuple().digits) + abs(value.adjusted()) > 2 * MOST_DIGITS:
            raise NotExact("けたが多すぎます。数字を確かめてください。")
        return limited(Fraction(value))
    if isinstance(value, int):
        return limited(Fraction(value))
    if isinstance(value, str):
        return limited(from_text(value))
    raise NotExact('数字で書いてください。例 1000、0.5、"1/100"、"60%"')


def from_text(text: str) -> Fraction:
    plain = re.sub(r"\s", "", text).replace("、", ",")
    below = bool(MINUS.match(plain))
    plain = unicodedata.normalize("NFKC", MINUS.sub("", plain))
    shape = SHAPE.fullmatch(re.sub(r"^[¥\\]|円$", "", plain))
    if shape is None:
        raise NotExact(f"「{text[:40]}」は数字として読めません。例 1000、0.5、1/100、60%")
    top, bottom = decimal(shape["top"]), decimal(shape["bottom"] or "1")
    if not bottom:
        raise NotExact(f"「{text[:40]}」は、0で割っています。")
    found = top / bottom / (100 if shape["percent"] else 1)
    return -found if below else found


def decimal(digits: str) -> Fraction:
    if "," in digits and not GROUPED.fullmatch(digits):
        raise NotExact("「,」の場所を確かめてください。3けたごとに入れるか、入れないでください。例 1,839,000")
    if len(digits) > MOST_DIGITS:
        raise NotExact("けたが多すぎます。数字を確かめてください。")
    return Fraction(digits.replace(",", ""))


def limited(value: Fraction) -> Fraction:
    if abs(value) > LIMIT:
        raise NotExact("1兆をこえています。けたを確かめてください。")
    return value


def added(values: Iterable[Fraction]) -> Fraction:
    """Their exact sum; quicker than one addition after the other, where most of them are whole."""
    top, bottom = 0, 1
    for each in values:
        if each.denominator != bottom:
            common = lcm(bottom, each.denominator)
            top, bottom = top * (common // bottom), common
        top += each.numerator * (bottom // each.denominator)
    return Fraction(top) if bottom == 1 else Fraction(top, bottom)


def is_decimal(value: Fraction) -> bool:
    """Whether it can be written out with a decimal point."""
    bottom = value.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    return bottom == 1


def written(value: Fraction) -> str:
    """As it is typed: 600, 0.5, 1/3; ``exact`` reads it back."""
    if value.denominator == 1:
        return str(value.numerator)
    return decimals(value).replace(",", "") if is_decimal(value) else f"{value.numerator}/{value.denominator}"


def said(value: Fraction) -> str:
    """As a sentence says it: 1,000 · 0.5 · 1/3 · △500."""
    if value.denominator == 1:
        return printed(value)
    sign, size = ("△" if value < 0 else ""), abs(value)
    return sign + (decimals(size) if is_decimal(size) else f"{size.numerator:,}/{size.denominator:,}")


def printed(value: Fraction) -> str:
    """As a step of the sheet prints it; what goes on for ever ends in three dots."""
    if value.denominator == 1:
        return f"{value.numerator:,}" if value.numerator >= 0 else f"△{-value.numerator:,}"
    sign, size = ("△" if value < 0 else ""), abs(value)
    if is_decimal(size) and len(text := decimals(size)) - len(f"{int(size):,}") <= 7:
        return sign + text
    return f"{sign}{decimals(Fraction(int(size * 1000), 1000), places=3)}…"


def decimals(value: Fraction, places: int | None = None) -> str:
    """A number that has an end, written out; with so many places, if they are told."""
    if places is None:
        places, scaled = 0, value
        while scaled.denominator != 1:
            places, scaled = places + 1, scaled * 10
    whole, rest = divmod(int(value * 10**places), 10**places)
    return f"{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"


def yen(value: Fraction) -> str:
    return f"{printed(value)}円"


def share(value: Fraction) -> str:
    """A part of something: 60%, 1/3, 10/10."""
    if value == 1:
        return "10/10"
    per_cent = value * 100
    return f"{said(per_cent)}%" if is_decimal(value) and per_cent.denominator <= 100 else said(value)
