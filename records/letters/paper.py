"""A letter before it is issued: wording and values put together, its HTML, and what still stands in its way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from records.codes import Square, grouped
from records.era import era_date
from records.letters import fonts
from records.letters.kinds import PLAIN, Addressee, Letterhead, kind_name
from records.letters.texts import Gap, Values, absent, filled, filled_lines, plain, title_lines, width

TRACKS = range(1, 401)  # hundredths of an em by which a line of the number block can be spread
TITLE = 31.0  # ems of a title that fit on one line (letter.css)
LABELS = range(2, 11)  # characters of the longest label for which the entries have a column


class Layout(models.TextChoices):
    NOTICE = "notice", "通知(番号・日付・宛先・発信者・題名・本文の順)"
    DIRECTIVE = "directive", "指令(番号・題名・宛先・本文・日付・発信者の順)"


class SealMode(models.TextChoices):
    IMAGE = "image", "公印を印刷する"
    OMITTED = "omitted", "(公印省略)と印刷する"
    BLANK = "blank", "空けておく(紙に押す)"


@dataclass(frozen=True)
class Entry:
    """One entry under 記: a label and a text; a text of several lines is printed as (1), (2) …"""

    label: str
    text: str
    optional: bool = False  # left out where its values are absent


@dataclass(frozen=True)
class Wording:
    """What the city's setting says about one kind of letter, on one day."""

    layout: str
    title: str
    body: str
    entries: tuple[Entry, ...]
    form_number: str = ""
    seal_mode: str = SealMode.OMITTED
    appeal: str = ""
    closing: bool = False
    honorific: str = "様"
    contact: str = ""

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text with the place where it stands, for messages."""
        yield "様式の番号", self.form_number
        yield "題名", self.title
        yield "本文", self.body
        for entry in self.entries:
            yield f"「{entry.label}」", f"{entry.label}\n{entry.text}"
        yield "教示", self.appeal
        yield "担当", self.contact

    def for_values(self, values: Values) -> Wording:
        """Without the optional entries whose values are absent."""
        kept = tuple(entry for entry in self.entries if not (entry.optional and absent(entry.text, values)))
        return replace(self, entries=kept)


@dataclass(frozen=True)
class Printed:
    """An entry as the paper shows it."""

    label: SafeString
    lines: list[SafeString]


@dataclass(frozen=True)
class Unprintable:
    """A character that no face of this machine has."""

    place: str
    cluster: str

    def __str__(self) -> str:
        return f"{self.place}の「{self.cluster}」({fonts.code_points(self.cluster)})を印刷できる書体がありません。"


@dataclass(frozen=True)
class Stamp:
    """Number over date: the shorter line is spread until both begin and end at the same places."""

    number: str
    date: str

    @property
    def number_track(self) -> int:
        return track(self.number, self.date)

    @property
    def date_track(self) -> int:
        return track(self.date, self.number)


@dataclass(frozen=True)
class Check:
    """What stands at the foot of an issued letter: where anybody may ask whether the city wrote it."""

    raw: str

    @property
    def code(self) -> str:
        return grouped(self.raw)

    @property
    def place(self) -> str:
        """kyodo.example.lg.jp/v/"""
        return f"{settings.SITE_URL}/v/".partition("://")[2]

    @property
    def square(self) -> Square:
        return Square(f"{settings.SITE_URL}/v/{self.code}/")


def track(text: str, other: str) -> int:
    """Hundredths of an em between the characters that make ``text`` as wide as ``other``; 0 if it is already."""
    lack = width(other) - width(text)
    return min(max(round(lack * 100 / (len(text) - 1)), 0), TRACKS[-1]) if len(text) > 1 else 0


@dataclass(frozen=True)
class Paper:
    """Everything that a letter says, frozen; only number and date are still to come."""

    wording: Wording
    values: Values
    addressee: Addressee
    letterhead: Letterhead
    template: str = PLAIN
    seal_sha256: str = ""
    mark: str = ""  # 再発行 or 訂正, beside the form number
    replaces: str = ""  # number and date of the letter in whose place this one stands
    about: Mapping[str, Any] = field(default_factory=dict)  # which case, kind and setting

    @property
    def subject(self) -> str:
        return plain(self.wording.title, self.values)

    @property
    def named(self) -> str:
        """Which of many letters it is: 「交付決定通知書」(北の会)."""
        return f"「{self.kind_name or self.subject}」({self.addressee.organization})"

    @property
    def kind_name(self) -> str:
        return kind_name(self.about["kind"]) if self.about else ""

    def gaps(self) -> list[Gap]:
        """Values that the texts need and the case does not have."""
        texts = self.wording.for_values(self.values).texts()
        return [Gap(place, name) for place, text in texts for name in absent(text, self.values)]

    def unprintable(self) -> list[Unprintable]:
        """Characters that would come out as empty boxes, with the place where somebody can mend them."""
        to = self.addressee
        places = [
            ("宛先", f"{to.organization}{to.person}{to.address}"),
            ("発信者", f"{self.letterhead.title}{self.letterhead.name}"),
            *self.wording.texts(),
            *((f"「{name}」", value) for name, value in self.values.items()),
        ]
        return [Unprintable(place, cluster) for place, text in places for cluster in fonts.missing(text)]

    def html(self, *, number: str = "", on: date | None = None, code: str = "") -> SafeString:
        """The letter as the portal shows it and the paper prints it; a draft has no number, date and code yet."""
        wording, values = self.wording.for_values(self.values), self.values
        entries = [Printed(filled(e.label, values), filled_lines(e.text, values)) for e in wording.entries]
        labels = [len(plain(entry.label, values)) for entry in wording.entries]
        return render_to_string(
            self.template,
            {
                "paper": self,
                "layout": f"records/letters/{wording.layout}.html",
                "stamp": Stamp(number or "第　　　号", era_date(on) if on else "令和　年　月　日"),
                "title": title_lines(wording.title, values, kind=self.kind_name, measure=TITLE),
                "body": filled_lines(wording.body, values),
                "entries": entries,
                "label_width": min(max(labels, default=LABELS[0]), LABELS[-1]),
                "appeal": filled_lines(wording.appeal, values),
                "contact": filled_lines(wording.contact, values),
                "check": Check(code) if code else None,
            },
        )

    def snapshot(self) -> dict[str, Any]:
        """All that the letter was made from, as JSON keeps it."""
        result: dict[str, Any] = json.loads(json.dumps(asdict(self), ensure_ascii=False))
        return result

    @classmethod
    def from_snapshot(cls, kept: Mapping[str, Any]) -> Paper:
        """The paper that was made into a letter."""
        wording = {**kept["wording"], "entries": tuple(Entry(**entry) for entry in kept["wording"]["entries"])}
        parts = {
            "wording": Wording(**wording),
            "addressee": Addressee(**kept["addressee"]),
            "letterhead": Letterhead(**kept["letterhead"]),
        }
        return cls(**{**kept, **parts})

    def fingerprint(self) -> str:
        """The same for the same letter: what is asked for twice is written once."""
        text = json.dumps(self.snapshot(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
