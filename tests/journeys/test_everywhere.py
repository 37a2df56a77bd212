"""Every page of the portal is for everybody: opened on a phone by somebody who may.

The pages, and who may open them, are those of ``tests/access/pages.txt``; so a new page is judged here by itself.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import BrowserContext, Error, Page

from tests.access import pages
from tests.access.known import World
from tests.access.roles import ROLES
from tests.access.world import build, noon_of_that_monday
from tests.journeys.test_access import findings, sideways
from tests.portal import let_in

NUMBER = {role.code: number for number, role in enumerate(ROLES)}


@pytest.fixture
def world(transactional_db: None) -> Iterator[World]:
    with noon_of_that_monday():
        yield build()


def visits(world: World) -> list[tuple[str, str]]:
    """Role and address of every page, role by role; the community's own people come first."""
    order = sorted(ROLES, key=lambda role: role.code in {"stranger", "neighbour"})
    who = {
        row: [role.code for role in order if row.expected("GET", NUMBER[role.code]) == "o"]
        for row in pages.rows().values()
    }
    found = [(may[0], world.address(row.address)) for row, may in who.items() if may]
    return sorted(found, key=lambda visit: NUMBER[visit[0]])


def opened(page: Page, address: str) -> bool:
    """Whether it is a page; a file is saved, or shown by the browser's own viewer."""
    try:
        answer = page.goto(address)
    except Error as saved:
        if "Download is starting" not in str(saved):
            raise
        return False
    return answer is not None and answer.headers["content-type"].startswith("text/html")


def test_every_page_is_for_everybody(page: Page, context: BrowserContext, live_server: Any, world: World):
    faults, seen, who = [], 0, ""
    for role, address in visits(world):
        if role != who:
            who = role
            context.clear_cookies()
            if role in world.people:
                browser = Client()
                let_in(browser, world.people[role])
                key = browser.cookies["sessionid"].value
                context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        cache.clear()  # nobody is held up for knocking so often
        page.set_viewport_size({"width": 390, "height": 844})
        if not opened(page, f"{live_server.url}{address}"):
            continue
        whole = page.locator("html").evaluate(
            "page => page.scrollHeight"
        )  # a bar that stays in sight covers nothing then
        page.set_viewport_size({"width": 390, "height": whole})
        faults += [f"{role} {address} {finding}" for finding in findings(page)]
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            faults += [f"{role} {address} scrolls sideways at {width}"] if sideways(page) else []
        seen += 1
    assert seen > 100
    assert faults == []
