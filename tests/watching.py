"""What the harness watches on whatever page: every write leaves an event, and no source of tasks rests too much.

The middleware stands before all others, so it sees what every page writes: those that a test's client asks for, and
those that a browser asks of the live server. What was rolled back was not written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from accounts.models import User
from records.tasks import RESTS, Source, Task, at_rest, gather

EVENT = "records_event"
UNTOLD = {  # tables that change without an event, each with its reason
    "django_session": "that somebody came or went is told; what a session remembers is not an act",
    "usersessions_usersession": "the same",
    "records_draft": "what is typed and not sent yet",
    "records_mail": "follows from a told act; when it went out is its own column",
    "records_workerrun": "the pulse of the worker",
    "mfa_authenticator": "when a key was used last; that one was added or taken away is told",
}
WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
SAVEPOINT = re.compile(r'\s*(SAVEPOINT|ROLLBACK TO SAVEPOINT)\s+"?(\w+)"?', re.IGNORECASE)
unseen: list[str] = []  # pages of the live server that wrote and told nobody; the harness looks after each test


class Written:
    """The tables that a piece of work writes, in their order; what a savepoint takes back is taken off."""

    def __init__(self) -> None:
        self.tables: list[str] = []
        self.marks: dict[str, int] = {}

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        text = sql if isinstance(sql, str) else sql.as_string(connection.connection)
        if mark := SAVEPOINT.match(text):
            verb, name = mark.groups()
            if verb.upper() == "SAVEPOINT":
                self.marks[name] = len(self.tables)
            else:
                del self.tables[self.marks[name] :]
        elif (write := WRITE.match(text)) and context["cursor"].rowcount != 0:
            self.tables.append(write[1])
        return result

    def untold(self) -> set[str]:
        """Tables of the portal that were written without an event beside them."""
        known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - UNTOLD.keys()
        return set() if EVENT in self.tables else known & {*self.tables}


@contextmanager
def watched() -> Iterator[Written]:
    written = Written()
    with connection.execute_wrapper(written):
        yield written


def outspoken(sources: Sequence[Source], user: User, *, on: date) -> list[Task]:
    """The tests' ``records.tasks.gather``: a source that rests is asked all the same, and must have nothing to say."""
    with uncounted():
        reader = User.objects.get(pk=user.pk)
        for source in at_rest(tuple(sources)):
            if any(rows.model._default_manager.exists() for rows in RESTS[source]):
                said = list(source(reader, on=on))
                if said and source in at_rest((source,)):  # asked again: somebody may have added a row meanwhile
                    raise AssertionError(f"{source.__module__}.{source.__name__} rests and has to say: {said}")
    return gather(sources, user, on=on)


@contextmanager
def uncounted() -> Iterator[None]:
    """What the harness itself asks is not seen by a test that counts queries."""
    counted, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        yield
    finally:
        connection.force_debug_cursor = counted


class EveryWriteIsTold:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with watched() as written:
            response = self.get_response(request)
        if response.status_code < 400 and (tables := written.untold()):
            sentence = f"{request.method} {request.path} wrote {', '.join(sorted(tables))} and left no event."
            unseen.append(sentence)
            raise AssertionError(sentence)
        return response
