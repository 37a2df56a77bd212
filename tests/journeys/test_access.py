"""For everybody: axe (WCAG 2.2 A and AA) finds nothing and no page scrolls sideways, on any width, with large text."""

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from accounts import factors
from accounts.models import User
from tests import cast

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
OPTIONS = "{ runOnly: rules, resultTypes: ['violations'] }"  # of what is right it says no more than one example
# Evaluated as a whole: not by a <script>, which the content policy forbids, as it should, and on one and the same page.
TRIAL = f"async (html, rules) => {{ {AXE}\nreturn (await axe.run({OPTIONS})).violations }}"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "/design/",
    "/design/form/",
    "/design/sheet/",
    "/accounts/login/",
    "/accounts/link/",
    "/accounts/password/reset/",
    "/verify/",
    "/nowhere/",
]
OWN = ["/accounts/", "/accounts/second-factor/", "/accounts/second-factor/app/", "/accounts/passkeys/add/"]
WIDTHS = [1280, 390, 320]


def findings(page: Page) -> list[str]:
    page.wait_for_load_state()
    violations = page.locator("html").evaluate(TRIAL, RULES)  # waits where a page is just coming
    return [f"{v['id']}: {n['html'][:120]} {n['failureSummary']}" for v in violations for n in v["nodes"]]


def sideways(page: Page) -> int:
    return int(page.locator("html").evaluate("html => html.scrollWidth - html.clientWidth"))


@pytest.fixture
def anna(transactional_db: None) -> User:
    return cast.person("見本 杏", "anna")


@pytest.mark.parametrize("path", PAGES)
def test_every_width_is_for_everybody(page: Page, demonstration: str, path: str):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{demonstration}{path}")
        assert findings(page) == []
        assert sideways(page) == 0


@pytest.mark.parametrize("path", PAGES)
def test_text_of_twice_the_size_fits(page: Page, demonstration: str, path: str):
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    for width in (1280, 640, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{demonstration}{path}")
        assert findings(page) == []
        assert sideways(page) == 0


@pytest.mark.parametrize("path", PAGES)
def test_the_portals_own_larger_text_fits(page: Page, demonstration: str, path: str):
    page.context.add_cookies([{"name": "text", "value": "large", "url": demonstration}])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{demonstration}{path}")
        assert sideways(page) == 0


def test_mistakes_are_for_everybody(page: Page, demonstration: str):
    page.goto(f"{demonstration}/design/form/")
    page.get_by_role("button", name="確認へ進む").click()
    assert findings(page) == []


def test_the_head_of_somebody_who_signed_in(page: Page, demonstration: str, anna: User, enter: Callable[[User], None]):
    enter(anna)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{demonstration}/design/form/")
    page.get_by_text("メニュー").click()
    assert findings(page) == []
    assert sideways(page) == 0


def test_the_pages_of_ones_own_sign_in(page: Page, demonstration: str, anna: User, enter: Callable[[User], None]):
    """On a telephone; with an authenticator app and large text at the end."""
    enter(anna)
    for path in OWN:
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{demonstration}{path}")
            assert (findings(page), sideways(page)) == ([], 0), path
    page.context.add_cookies([{"name": "text", "value": "large", "url": demonstration}])
    factors.give_app(anna)
    page.goto(f"{demonstration}/accounts/recovery-codes/")
    assert (findings(page), sideways(page)) == ([], 0)
