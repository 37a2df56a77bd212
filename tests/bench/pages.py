"""The officer's list, a case and the leader's home, beside Django's own changelist of the same rows, in one run."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter

from django.contrib import admin
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.http import HttpRequest
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from grants.models import Grant
from records.windows import Editable
from tests import cast
from tests.bench.rows_of_grants import build
from tests.portal import let_in

ROUNDS = 15
SIZES = (1_000, 10_000)
LIST_SQL = "SELECT id, organization_id, status, amount_applied FROM grants_grant ORDER BY received_at, id LIMIT 100"

Row = tuple[str, float, str]


def rows() -> Iterator[Row]:
    put_up_the_yardstick()
    for size in SIZES:
        with fresh_database():
            yield from measured(size)


class OpenAdmin(Editable, admin.ModelAdmin):  # type: ignore[type-arg]
    """Django's own page; the portal's people have no flags that its permissions ask for."""

    def has_view_or_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)


class StockAdmin(OpenAdmin):
    """The yardstick: what Django gives for four lines."""

    list_display = ("organization", "scheme", "status", "amount_applied", "received_at")
    list_select_related = ("organization", "scheme")
    list_filter = ("status",)


def put_up_the_yardstick() -> None:
    """Before any address is resolved: the stock changelist in the place of the portal's own window."""
    if admin.site.is_registered(Grant):
        admin.site.unregister(Grant)
    admin.site.register(Grant, StockAdmin)


@contextmanager
def fresh_database() -> Iterator[None]:
    """A test database of its own, gone afterwards; what is measured is never a city's data."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(old)


def measured(size: int) -> Iterator[Row]:
    hall = cast.city_hall()
    grants = build(size, hall, cast.land())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    admin = User.objects.create_superuser("admin@example.jp", "correct horse battery", name="管理 九子")
    case = next(grant for grant in grants if grant.status == "submitted")
    leader = User.objects.get(roles__organization=case.organization)
    pages = {
        "officer's grant list": (hall.drafter, reverse("grants:list")),
        "case page": (hall.drafter, case.get_absolute_url()),
        "officer's home": (hall.drafter, reverse("home")),
        "leader's home": (leader, reverse("home")),
    }
    yardstick = visit(admin, reverse("admin:grants_grant_changelist"))
    for name, (user, url) in pages.items():
        ours, theirs, bare = alternately(visit(user, url), yardstick, run_list_sql)
        yield f"{size:,} grants: {name}", ours, "ms"
        yield f"{size:,} grants: {name}, queries", queries_of(visit(user, url)), ""
        yield f"{size:,} grants: stock admin changelist", theirs, "ms"
        yield f"{size:,} grants: {name} / stock admin", ours / theirs, ""
    yield f"{size:,} grants: stock admin changelist, queries", queries_of(yardstick), ""
    yield f"{size:,} grants: the bare SQL of the list", bare, "ms"
    assert Grant.objects.count() == size


def visit(user: User, url: str) -> Callable[[], None]:
    """The whole request in this process: middleware, queries, template; no network."""
    client = Client()
    let_in(client, user)

    def get() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)

    return get


def run_list_sql() -> None:
    cursor: CursorWrapper
    with connection.cursor() as cursor:
        cursor.execute(LIST_SQL)
        cursor.fetchall()


def queries_of(page: Callable[[], None]) -> int:
    with CaptureQueriesContext(connection) as seen:
        page()
    return len(seen)


def alternately(*pages: Callable[[], None]) -> list[float]:
    """The median of each in milliseconds; interleaved, so that a noisy moment hits all of them."""
    times: list[list[float]] = [[] for _ in pages]
    for turn in range(ROUNDS + 2):
        for page, taken in zip(pages, times, strict=True):
            gc.collect()
            start = perf_counter()
            page()
            if turn > 1:  # the first rounds warm up
                taken.append((perf_counter() - start) * 1000)
    return [median(taken) for taken in times]
