"""From a letter's HTML to its PDF (PDF/UA-1): the same bytes for the same letter, in every process and directory.

Papers that are no letters (a handover sheet) are drawn by the same renderer with a style of their own.

One renderer per process, made when the first letter is: the faces are read, the style sheet is parsed and the seal is
decoded once. The layout engine is not made for threads, so a lock lets one letter through at a time; large batches go
to several processes.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import weasyprint
from django.utils.html import escape
from pypdf import PdfWriter
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from records.letters import fonts
from records.letters.fetcher import OwnFilesOnly, Refused
from records.letters.paper import LABELS, TRACKS

SHEETS = ("letter", "sheet", "wide", "form", "address", "booklet", "chart", "notice", "certificate")
STYLES = {name: Path(__file__).with_name(f"{name}.css") for name in SHEETS}
STYLE = STYLES["letter"]
ENGINE = f"WeasyPrint {weasyprint.__version__}"


@dataclass(frozen=True)
class Seal:
    """The image of an official seal (JPEG), known by its hash."""

    sha256: str
    jpeg: bytes


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int


class Renderer:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fetcher = OwnFilesOnly()
        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        self._images: dict[str, object] = {}
        self._sheets = {"letter": self._parse(style_sheet())}

    def pdf(
        self,
        article: str,
        *,
        title: str,
        seal: Seal | None = None,
        draft: bool = False,
        style: str = "letter",
        images: Mapping[str, bytes] | None = None,
    ) -> Pdf:
        """The PDF of a marked letter or sheet. Refused if it asks for anything but the portal's own files and the
        ``images`` that came with it, under ``fetcher.image_address``; they are forgotten afterwards."""
        with self._lock:
            self._fetcher.refused.clear()
            for name, content in (images or {}).items():
                self._fetcher.add(name, content)
            cache: dict[str, object] = {} if images else self._images
            document = weasyprint.HTML(
                string=page(article, title=title, draft=draft), url_fetcher=self._fetcher, base_url="kyodo:/"
            ).render(
                stylesheets=self._sheets_for(article, seal, style),
                font_config=self._fonts,
                counter_style=self._counters,
                cache=cache,
                pdf_variant="pdf/ua-1",
            )
            content = document.write_pdf(pdf_variant="pdf/ua-1", cache=cache)
            for name in images or ():
                self._fetcher.forget(name)
            if self._fetcher.refused:
                raise Refused(self._fetcher.refused[0])
        return Pdf(content, len(document.pages))

    def _sheets_for(self, article: str, seal: Seal | None, style: str) -> list[weasyprint.CSS]:
        """A face (up to 46 MB) is loaded when the first letter needs it."""
        sheets = [self._sheet(f"face-{face.tag}", face_rule(face)) for face in fonts.used(article)]
        if seal is not None:
            address = self._fetcher.add(f"seals/{seal.sha256}", seal.jpeg)
            sheets.append(self._sheet(f"seal-{seal.sha256}", f".seal {{ background-image: url({address}) }}"))
        return [self._sheet(style, style_sheet(style)), *sheets]

    def _sheet(self, name: str, css: str) -> weasyprint.CSS:
        if name not in self._sheets:
            self._sheets[name] = self._parse(css)
        return self._sheets[name]

    def _parse(self, css: str) -> weasyprint.CSS:
        return weasyprint.CSS(
            string=css,
            base_url="kyodo:/",
            url_fetcher=self._fetcher,
            font_config=self._fonts,
            counter_style=self._counters,
        )


@cache
def renderer() -> Renderer:
    """This process's renderer; its copies of the faces (in a temporary directory) go when the process ends."""
    atexit.register(renderer.cache_clear)
    return Renderer()


def page(article: str, *, title: str, draft: bool) -> str:
    """The whole document around a letter; a draft says so on every page, to a screen reader too."""
    mark = '<p class="draft-mark">案</p>' if draft else ""
    return (
        f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body>{mark}{article}</body></html>"
    )


def face_rule(face: fonts.Face) -> str:
    return f"@font-face {{ font-family: {face.family}; src: url(kyodo:/faces/{face.tag}) }}"


def style_sheet(name: str = "letter") -> str:
    """A style as it stands; the letter's with its two scales: spread lines (the last character carries no space) and
    label columns."""
    if name != "letter":
        return STYLES[name].read_text()
    spread = (f".track-{n} {{ letter-spacing: {n / 100}em; margin-right: -{n / 100}em }}" for n in TRACKS)
    labels = (f".labels-{n} {{ --label: {n + 1}em }}" for n in LABELS)
    return "\n".join([STYLES[name].read_text(), *spread, *labels])


def merge(letters: Iterable[bytes], *, duplex: bool = False) -> bytes:
    """Many letters in one file, in the order given; for both sides of the paper each begins on a front page."""
    writer = PdfWriter()
    for letter in letters:
        writer.append(BytesIO(letter))
        if duplex and len(writer.pages) % 2:
            writer.add_blank_page()
    result = BytesIO()
    writer.write(result)
    return result.getvalue()
