"""Long texts for everybody, with a few marks for how they look. What is typed is escaped first: no HTML gets through.

``## 見出し`` (or ``■見出し``), ``- 項目`` (or ``・項目``), ``1. 順番``, ``**強調**``, ``[言葉](https://…)``.
An address that stands alone is a link; a line break is one, an empty line begins a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

HEADING = re.compile(r"(?:##+|■)\s*(.+)")
BULLET = re.compile(r"(?:[-*]\s+|・\s*)(.+)")
NUMBERED = re.compile(r"\d{1,3}[.．]\s*(?!\d)(.+)")
STRONG = re.compile(r"\*\*(.+?)\*\*")
BREAK = SafeString("<br>")
LINK = re.compile(
    r"\[(?P<word>[^\[\]]+)\]\((?P<to>(?:https?://|/(?!/))[^\s()]*)\)|(?P<bare>https?://[^\s<>()「」、。\"']+)"
)


def as_html(text: str, *, level: int = 2) -> SafeString:
    """``level`` is that of the headings, below the page's own."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return joined("\n", (part for block in blocks for part in block_parts(block, level)))


def block_parts(block: str, level: int) -> Iterator[SafeString]:
    """Lines of one kind that follow each other belong together."""
    lines = [told(line.strip()) for line in block.split("\n") if line.strip()]
    for kind, group in groupby(lines, key=lambda line: line[0]):
        texts = [inline(text) for _, text in group]
        if kind == "heading":
            yield from (format_html("<h{}>{}</h{}>", level, text, level) for text in texts)
        elif kind == "text":
            yield format_html("<p>{}</p>", joined(BREAK, texts))
        else:
            items = format_html_join("", "<li>{}</li>", ((text,) for text in texts))
            yield format_html("<{}>{}</{}>", kind, items, kind)


def told(line: str) -> tuple[str, str]:
    for kind, pattern in (("heading", HEADING), ("ul", BULLET), ("ol", NUMBERED)):
        if found := pattern.fullmatch(line):
            return kind, found[1]
    return "text", line


def inline(text: str) -> SafeString:
    """Links and emphasis of one line."""
    parts, at = [], 0
    for found in LINK.finditer(text):
        parts.append(emphasised(text[at : found.start()]))
        parts.append(format_html('<a href="{}">{}</a>', found["to"] or found["bare"], found["word"] or found["bare"]))
        at = found.end()
    return joined("", [*parts, emphasised(text[at:])])


def emphasised(text: str) -> SafeString:
    """Every second piece between the marks is emphasised."""
    pieces = STRONG.split(text)
    return joined("", (format_html("<strong>{}</strong>" if n % 2 else "{}", piece) for n, piece in enumerate(pieces)))


def joined(between: str, parts: Iterable[SafeString]) -> SafeString:
    return format_html_join(between, "{}", ((part,) for part in parts))


def plain(text: str) -> str:
    """The words without their marks, on one line: for lists and for what a search shows."""
    lines = [told(line.strip())[1] for line in text.splitlines() if line.strip()]
    unlinked = [LINK.sub(lambda found: found["word"] or found["bare"], line) for line in lines]
    return " ".join(STRONG.sub(r"\1", line) for line in unlinked)
