"""A real Chromium on the portal's own server; a script error or a breach of the content policy fails the journey."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, ViewportSize

from accounts.models import User
from tests.cast import MONDAY
from tests.journeys import year
from tests.journeys.mailbox import Mailbox, mail_server
from tests.journeys.people import DESK, Person
from tests.portal import let_in

# Playwright keeps an event loop in the test's thread; Django would take the test's queries for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

LONGEST = ("main_job", "year", "hearings", "approval", "meetings", "year_carried", "year_revoked", "evaluation")
SCREENS = Path(django_settings.ROOT) / "var" / "screens"
PATIENCE = 20_000  # ms that a person waits for something on a busy machine
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",  # as root, in a container
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest journeys come before the short ones, so that no core plays the last of them alone."""
    late = len(LONGEST)
    turns = {
        SCREENS.parent.parent / "tests" / "journeys" / f"test_{name}.py": turn for turn, name in enumerate(LONGEST)
    }
    items.sort(key=lambda item: turns.get(item.path, late) if item.path.parent.name == "journeys" else -1)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium where there is one, else the one that Playwright has downloaded."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return {**browser_type_launch_args, "args": QUIET} | ({"executable_path": found} if found else {})


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "ja-JP",
        "timezone_id": "Asia/Tokyo",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What scripts and the content policy complain of, on every page that a journey opens."""
    heard: list[str] = []
    yield heard
    assert not heard, heard


def listen(context: BrowserContext, complaints: list[str]) -> None:
    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):  # a 404 may be meant
            complaints.append(message.text)

    context.on("console", hear)
    context.on("weberror", lambda error: complaints.append(str(error.error)))


@pytest.fixture
def context(context: BrowserContext, complaints: list[str]) -> BrowserContext:
    listen(context, complaints)
    return context


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """Where the next picture of a journey goes: var/screens/main_job/01-roster.png, in the order of the journey."""
    return new_album(request.path)


def new_album(file: Path) -> Callable[[str], Path]:
    pages = SCREENS / file.stem.removeprefix("test_")
    pages.mkdir(parents=True, exist_ok=True)
    for old in pages.glob("*.png"):
        old.unlink()
    turns = count(1)
    return lambda name: pages / f"{next(turns):02}-{name}.png"


@pytest.fixture
def visit(
    new_context: Callable[..., BrowserContext], complaints: list[str], live_server: Any, album: Callable[[str], Path]
) -> Callable[..., Person]:
    """Somebody comes to the portal with a browser of their own."""

    def somebody(window: ViewportSize = DESK, **settings: Any) -> Person:
        context = new_context(**settings)
        context.set_default_timeout(PATIENCE)
        listen(context, complaints)
        person = Person(context.new_page(), live_server.url, album)
        person.page.set_viewport_size(window)
        return person

    return somebody


@pytest.fixture
def mailbox(settings: Any, live_server: Any) -> Iterator[Mailbox]:
    """People's mailboxes, filled by a real mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.SITE_URL = live_server.url
    with mail_server(settings.EMAIL_PORT) as found:
        yield found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size({"width": 390, "height": 844})
    return page


@pytest.fixture
def demonstration(settings: Any, live_server: Any) -> str:
    """The portal's address, with the pages that only a demonstration shows."""
    settings.DEMO = True
    return str(live_server.url)


@pytest.fixture
def enter(context: BrowserContext, live_server: Any) -> Callable[[User], None]:
    """Signs a person in without the page for it; for what is no journey but one page's behaviour."""

    def signed_in(user: User) -> None:
        client = Client()
        let_in(client, user)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])

    return signed_in


@pytest.fixture
def begin(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, visit: Callable[..., Person]
) -> Callable[..., year.Year]:
    """A year in a city whose scheme says this and that, from the Monday on which applications are taken."""

    def first_day(**settings: Any) -> year.Year:
        monkeypatch.setattr(timezone, "now", lambda: year.noon(MONDAY))
        return year.Year(visit, monkeypatch, year.city(**settings))

    return first_day
