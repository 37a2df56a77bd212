"""From where an act comes: the request's address and browser, or the name of the work that nobody sits at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

AGENT_LENGTH = 200


@dataclass(frozen=True)
class Whence:
    """What every event notes beside who and what; outside a request and a job it is empty: the server's own console."""

    address: str | None = None
    agent: str = ""
    on_behalf: str = ""


NOWHERE = Whence()
_now: ContextVar[Whence] = ContextVar("whence", default=NOWHERE)


def whence() -> Whence:
    """From where the running code was asked."""
    return _now.get()


@contextmanager
def _set(here: Whence) -> Iterator[None]:
    token = _now.set(here)
    try:
        yield
    finally:
        _now.reset(token)


@contextmanager
def asked_by(request: HttpRequest) -> Iterator[None]:
    """Within it every event notes the request's address (by the same rule as the rate limits) and its browser."""
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:  # a proxy on a socket that does not say for whom it asks
        address = None
    with _set(Whence(address, request.headers.get("User-Agent", "")[:AGENT_LENGTH])):
        yield


@contextmanager
def at_work(name: str) -> Iterator[None]:
    """For jobs in the background and commands: every event within notes their name in place of a browser."""
    with _set(replace(_now.get(), address=None, agent=f"自動の処理 {name}"[:AGENT_LENGTH])):
        yield


@contextmanager
def on_behalf_of(whom: object) -> Iterator[None]:
    """Every event within notes for whom it was done: an organization whose paper is typed in, a post stood in for."""
    with _set(replace(_now.get(), on_behalf=str(whom))):
        yield
