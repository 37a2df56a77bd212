"""To whom a letter goes, as an envelope shows it, and how a sheet of addresses is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from records.letters import fonts
from records.letters.letter import Letter
from records.letters.posting.layouts import SheetLayout
from records.letters.texts import width

SIZES = ((11, 5.2), (9.5, 4.5), (8, 3.8))  # points of a character, millimetres of a line: the first that fits
POINT = 25.4 / 72
PADDING = 2  # mm on each side


@dataclass(frozen=True)
class Address:
    """What stands in the window: the letter's own addressee; the address of the register where the letter has none."""

    address: str
    organization: str
    person: str

    @classmethod
    def of(cls, letter: Letter) -> Address:
        to = letter.snapshot.get("addressee", {})
        honorific = letter.snapshot.get("wording", {}).get("honorific", "様")
        own = str(to.get("address", "")) or str(getattr(letter.organization, "office_address", "") or "")
        person = str(to.get("person", ""))
        return cls(own.strip(), str(to.get("organization", "")), f"{person} {honorific}" if person else "")

    @property
    def lines(self) -> list[str]:
        organization = self.organization if self.person else f"{self.organization} 御中"
        return [line for line in (self.address, organization, self.person) if line.strip()]

    @property
    def is_missing(self) -> bool:
        return not self.address

    def size_in(self, layout: SheetLayout) -> int | None:
        """Which of SIZES fits; None if none does."""
        for step, (points, pitch) in enumerate(SIZES):
            measure = (float(layout.width) - 2 * PADDING) / (points * POINT)
            lines = sum(max(1, ceil(width(line) / measure)) for line in self.lines)
            if lines * pitch + PADDING <= float(layout.height):
                return step
        return None


def problems(letters: Sequence[Letter], layout: SheetLayout) -> list[str]:
    """Sentences: who has no address, and whose does not fit."""
    return [sentence for letter in letters if (sentence := problem(letter, layout))]


def problem(letter: Letter, layout: SheetLayout) -> str:
    to, who = Address.of(letter), f"{letter.document_number} {letter.addressee}"
    if to.is_missing:
        return f"{who}の住所がありません。"
    return "" if to.size_in(layout) is not None else f"{who}の宛名が長く、「{layout}」に入りません。"


def sheets(addresses: Sequence[Address], layout: SheetLayout, *, first: int = 1) -> SafeString:
    """HTML of pages full of addresses; ``first``: the place on the first sheet that is still free."""
    slots: list[Address | None] = [None] * (first - 1) + list(addresses)
    size = layout.per_sheet
    pages = [page(slots[start : start + size], layout) for start in range(0, len(slots), size)]
    body = format_html_join("", '<section class="address-sheet">{}</section>', ((each,) for each in pages))
    return format_html("<style>{}</style>{}", SafeString("".join(rules(layout))), body)


def page(slots: Sequence[Address | None], layout: SheetLayout) -> SafeString:
    filled = [(place, to.size_in(layout) or 0, text(to)) for place, to in enumerate(slots) if to is not None]
    return format_html_join("", '<div class="address at-{} size-{}">{}</div>', filled)


def text(to: Address) -> SafeString:
    return SafeString(fonts.mark(format_html_join("", "<p>{}</p>", ((line,) for line in to.lines))))


def rules(layout: SheetLayout) -> Iterator[str]:
    """The layout as a style: numbers of the city's own setting, no text of anybody's."""
    yield f".address {{ width: {float(layout.width) - 2 * PADDING}mm; height: {float(layout.height) - PADDING}mm }}"
    for step, (points, pitch) in enumerate(SIZES):
        yield f".size-{step} {{ font-size: {points}pt; line-height: {pitch}mm }}"
    for place, (left, top) in enumerate(layout.places()):
        yield f".at-{place} {{ left: {float(left) + PADDING}mm; top: {float(top) + PADDING / 2}mm }}"
