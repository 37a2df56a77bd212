"""The harness, hostile on purpose: what would only look odd in production fails here."""

import copy
import gc
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pgtrigger
import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase, override_settings
from psycopg import sql
from pytest_django import DjangoDbBlocker

from accounts.models import User
from organizations.models import Officer, Organization
from tests import cast, watching
from tests.portal import PortalClient, let_in
from tests.strict_templates import Strict

hypothesis.settings.register_profile("kyodo", deadline=None)  # a test never asserts a time, an example neither
hypothesis.settings.load_profile("kyodo")
FILLED = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL (%s) AND
      query_to_xml(format('SELECT FROM %%I LIMIT 1', relname), false, true, '')::text <> ''
"""
OWN = ("accounts", "records", "staff", "organizations", "plans", "grants")
STAYS = ["django_migrations", "django_content_type", "auth_permission", "procrastinate_version"]
END_OTHERS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def pytest_collection_finish() -> None:
    """What was imported stays; looking through it for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def strict_templates() -> list[dict[str, Any]]:
    templates: list[dict[str, Any]] = copy.deepcopy(django_settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = Strict()
    return templates


@pytest.fixture(scope="session", autouse=True)
def harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The one settings file, with what a test needs otherwise: no manifest, no files outside, cheap passwords."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        TEMPLATES=strict_templates(),
        MIDDLEWARE=["tests.watching.EveryWriteIsTold", *django_settings.MIDDLEWARE],
        STORAGES=storages,
        MEDIA_ROOT=tmp_path_factory.mktemp("files"),
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        WHITENOISE_AUTOREFRESH=True,
        SECURE_PAGES=False,
        JOBS_AT_ONCE=True,
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def only_filled_tables_are_emptied_between_tests() -> Iterator[None]:
    """A test with real transactions leaves its rows. Django would TRUNCATE all tables, which takes seconds and which
    the portal's own triggers refuse; here the rows that there are go, in any order: foreign keys are judged at the end.
    Then the portal's own apps write what they write into empty tables.
    """

    def empty(case: TransactionTestCase) -> None:
        for patience in (True, True, True, False):
            try:
                with pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(FILLED, [STAYS])
                    for (table,) in cursor.fetchall():
                        cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                for app in map(apps.get_app_config, OWN):
                    facts = {"app_config": app, "apps": apps, "plan": [], "using": "default", "verbosity": 0}
                    post_migrate.send(app, interactive=False, **facts)
                break
            except (IntegrityError, OperationalError):  # a page that was just closed is still saving its draft
                if not patience:
                    raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database is dropped at the end; a page's thread that still holds a connection would forbid it."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_OTHERS)


@pytest.fixture(scope="session", autouse=True)
def nothing_leaves_this_machine() -> Iterator[None]:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_source_rests_too_much() -> Iterator[None]:
    import config.handover.sheets
    import config.home

    with pytest.MonkeyPatch.context() as patch:
        for module in (config.home, config.handover.sheets):
            patch.setattr(module, "gather", watching.outspoken)
        yield


@pytest.fixture(autouse=True)
def every_write_is_told() -> Iterator[None]:
    """What the test's client asks for fails at once; what a browser asks of the live server fails here."""
    watching.unseen.clear()
    yield
    assert not watching.unseen


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def client() -> PortalClient:
    return PortalClient()


@pytest.fixture
def as_user(db: None) -> Callable[[User], PortalClient]:
    """A browser in which somebody has signed in."""

    def signed_in(user: User) -> PortalClient:
        browser = PortalClient()
        let_in(browser, user)
        return browser

    return signed_in


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(django_settings.ROOT)


@pytest.fixture
def hall(db: None) -> cast.Hall:
    return cast.city_hall()


@pytest.fixture
def land(db: None) -> cast.Land:
    return cast.land()


@pytest.fixture
def north(land: cast.Land) -> Organization:
    """北の会, whose area is 北地区; 会長 北野 七海 acts for it."""
    return cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")


@pytest.fixture
def nanami(north: Organization) -> User:
    """会長 of 北の会."""
    user = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(north, user)
    return user


@pytest.fixture
def hachiro(north: Organization) -> User:
    """会計 of 北の会."""
    user = cast.person("北野 八郎", "hachiro", "きたの はちろう")
    cast.officer(north, user, Officer.Kind.TREASURER)
    return user


@pytest.fixture
def kuko(land: cast.Land) -> User:
    """会長 of 南の会: the neighbour who must see nothing of 北の会."""
    user = cast.person("南野 九子", "kuko", "みなみの ここのこ")
    cast.officer(cast.organization("南の会", land.south_oaza, furigana="みなみのかい"), user)
    return user
