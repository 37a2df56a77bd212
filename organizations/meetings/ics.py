"""A calendar file (RFC 5545) that every telephone's calendar reads. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

WIDTH = 75  # bytes of a line


@dataclass(frozen=True)
class Entry:
    key: str
    name: str
    starts_at: datetime
    ends_at: datetime
    place: str
    about: str
    url: str
    changed_at: datetime
    is_cancelled: bool = False


def calendar(entries: Iterable[Entry], *, name: str) -> str:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kyodo//Meetings//JA",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text(name)}",
    ]
    lines = [*head, *(line for entry in entries for line in event(entry)), "END:VCALENDAR"]
    return "".join(folded(line) for line in lines)


def event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}"
    yield f"DTSTAMP:{moment(entry.changed_at)}"
    yield f"SEQUENCE:{int(entry.changed_at.timestamp()) // 60 % 2**31}"  # grows with every change, as calendars ask
    yield f"DTSTART:{moment(entry.starts_at)}"
    yield f"DTEND:{moment(entry.ends_at)}"
    yield f"SUMMARY:{text(('中止 ' if entry.is_cancelled else '') + entry.name)}"
    yield f"LOCATION:{text(entry.place)}"
    yield f"DESCRIPTION:{text(entry.about)}"
    yield f"URL:{entry.url}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(value: str) -> str:
    """Escaped as the format asks."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def folded(line: str) -> str:
    """No line is longer than 75 bytes; the next ones begin with a space. No character is cut in two."""
    parts, room, part = [], WIDTH, ""
    for character in line:
        if len((part + character).encode()) > room:
            parts.append(part)
            part, room = "", WIDTH - 1
        part += character
    return "\r\n ".join([*parts, part]) + "\r\n"
