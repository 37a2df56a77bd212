"""The table of pages (pages.txt): which answer every role gets at every address, and what is compared with it.

A line: the page's name, its address with the world's samples in braces, the answers to GET and to an empty POST, one
letter for each role in the order of ``roles.GROUPS``. A page without a POST column takes none (405).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import django.shortcuts
import django.views.defaults
import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.known import World
from tests.access.roles import ROLES, grouped

TABLE = Path(__file__).with_name("pages.txt")
LETTERS = {
    "o": "開く",
    ">": "別のページへ進む",
    "s": "サインインを求める",
    "!": "断る(403、理由を言う)",
    "-": "見えない(404)",
    "x": "その方法では受けない(405)",
}
NO_POST = "s" + "x" * (len(ROLES) - 1)


@dataclass(frozen=True)
class Row:
    name: str
    address: str
    get: str = ""
    post: str = ""

    def expected(self, method: str, number: int) -> str:
        return (self.get if method == "GET" else self.post or NO_POST)[number]

    def __str__(self) -> str:
        posts = "" if self.post == NO_POST else grouped(self.post)
        return "  ".join(part for part in (self.name, self.address, grouped(self.get), posts) if part)


def rows() -> dict[str, Row]:
    found = {}
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            name, address, *answers = line.split()
            found[name] = Row(name, address, *(answer.replace("|", "") for answer in answers))
    return found


def fill(found: dict[str, Row]) -> None:
    """Writes the answers of these rows into the table, for somebody to judge."""
    lines = (str(found.get(line.partition("  ")[0], line)) for line in TABLE.read_text().splitlines())
    TABLE.write_text("\n".join(lines) + "\n")


def addresses() -> dict[str, str]:
    """Every page of the portal: its name and its pattern. The settings' own pages are one heap (``admin:``)."""
    return dict(_walk(get_resolver().url_patterns))


def _walk(patterns: list[URLPattern | URLResolver], before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name or here}", here


def letter(answer: HttpResponseBase) -> str:
    """What somebody gets, in one letter."""
    if answer.status_code in {301, 302, 303}:
        return "s" if "/login/" in answer["Location"] else ">"
    return {200: "o", 403: "!", 404: "-", 405: "x"}.get(answer.status_code, "?")


def knock(browser: Client, method: str, address: str) -> str:
    """One request, of which nothing stays behind: not in the database, not in the browser, not in what limits them."""
    cache.clear()
    with transaction.atomic(), kept_cookies(browser):
        answer = browser.generic(method, address, content_type="application/x-www-form-urlencoded")
        b"".join(getattr(answer, "streaming_content", ()))  # read to its end, a file closes itself
        transaction.set_rollback(True)
    return letter(answer)


@contextmanager
def drawn(really: bool) -> Iterator[None]:
    """Otherwise the view does all its work, and its template is left out: most of the time goes into drawing."""
    with pytest.MonkeyPatch.context() as patch:
        if not really:
            patch.setattr(django.shortcuts, "loader", Blank)
            patch.setattr(django.views.defaults, "loader", Blank)
        yield


class Blank:
    """Stands for the loader of templates, and for the template that it finds."""

    @staticmethod
    def render_to_string(*_template: object, **_options: object) -> str:
        return ""

    @classmethod
    def get_template(cls, _name: str) -> type[Blank]:
        return cls

    @staticmethod
    def render(*_context: object, **_options: object) -> str:
        return ""


@contextmanager
def kept_cookies(browser: Client) -> Iterator[None]:
    before = browser.cookies.output(header="")
    yield
    browser.cookies = SimpleCookie(before)


def measured(row: Row, world: World, browsers: dict[str, Client]) -> Row:
    """The row with what the portal answers now."""
    address = world.address(row.address)
    get, post = ("".join(knock(browsers[role.code], method, address) for role in ROLES) for method in ("GET", "POST"))
    return Row(row.name, row.address, get, post)
