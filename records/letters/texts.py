"""Texts with named values: 「{交付決定額}を交付します。」 Officers write them; no HTML or code gets in or out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

NAME = re.compile(r"\{([^{}\n]{1,40})\}")
TAIL = 8  # characters at the end of a title that stay together
UNBROKEN = re.compile(r"(金?△?\d{1,3}(?:,\d{3})*円|\d{2,5}-\d{1,4}-\d{3,4})")  # amounts and telephone numbers

Values = Mapping[str, str]


@dataclass(frozen=True)
class Gap:
    """A value that a text needs and the case does not have yet."""

    place: str
    name: str

    def __str__(self) -> str:
        return f"{self.place}の「{self.name}」が、まだ入っていません。"


def names(text: str) -> list[str]:
    """The named values that a text uses, each once, in its order."""
    return list(dict.fromkeys(name.strip() for name in NAME.findall(text)))


def absent(text: str, values: Values) -> list[str]:
    """The names in the text that have no value here."""
    return [name for name in names(text) if not values.get(name, "").strip()]


def plain(text: str, values: Values) -> str:
    """The text with its values in one line, for a title or a list."""
    return " ".join(NAME.sub(lambda found: values.get(found[1].strip(), ""), text).split())


def filled(text: str, values: Values) -> SafeString:
    """One line of a letter: every value in an element of its own, amounts unbroken, an absent value marked."""
    sentence, stop = (text[:-1], "。") if text.endswith("。") else (text, "")
    hanging = format_html('<span class="hang">{}</span>', stop) if stop else ""
    return format_html("{}{}", joined(_pieces(sentence, values)), hanging)


def filled_lines(text: str, values: Values) -> list[SafeString]:
    """The lines of a text; a line that is nothing but one value becomes as many lines as the value has."""
    lines: list[SafeString] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        alone = NAME.fullmatch(line)
        several = values.get(alone[1].strip(), "").strip().splitlines() if alone else []
        lines += [filled("{line}", {"line": part}) for part in several if part.strip()] or [filled(line, values)]
    return lines


def title_lines(text: str, values: Values, *, kind: str, measure: float) -> list[SafeString]:
    """A title that is too long for one line breaks before its last word, the letter's kind where it ends with that:
    no single character stands alone in the middle of the second line."""
    if width(plain(text, values)) <= measure:
        return filled_lines(text, values)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [format_html('{}<span class="tail">{}</span>', *ended(line, values, kind)) for line in lines]


def ended(line: str, values: Values, kind: str) -> tuple[SafeString, SafeString]:
    """The line without its end, and the end that stays together."""
    last = NAME.split(line)[-1]
    size = len(kind) if kind and last.endswith(kind) else min(len(last), TAIL)
    head = line[: len(line) - size]
    return joined(_pieces(head, values)), unbroken(line[len(head) :])


def width(text: str) -> float:
    """In ems: the letter's own face sets ASCII at half width."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _pieces(text: str, values: Values) -> Iterator[SafeString]:
    """``split`` gives text and name in turn."""
    for turn, piece in enumerate(NAME.split(text)):
        if turn % 2 == 0:
            yield unbroken(piece)
        elif value := " ".join(values.get(piece.strip(), "").split("\n")).strip():
            yield format_html("<span>{}</span>", unbroken(value))
        else:
            yield format_html('<mark class="absent">{}</mark>', piece)


def unbroken(text: str) -> SafeString:
    """The text with every amount and telephone number held together."""
    return joined(
        format_html('<span class="nowrap">{}</span>', piece) if turn % 2 else format_html("{}", piece)
        for turn, piece in enumerate(UNBROKEN.split(text))
    )


def joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))
