"""Who may see and do: the only place where a page asks for rights.

A view has four beats: fetch through visibility, ask, act, answer. ``reads`` and ``writes`` say what a page may do to
the database; ``fetch`` finds one row that the person may see (else 404) and asks a rule (else 403 with its reason).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User

M = TypeVar("M", bound=Model)
P = ParamSpec("P")


@dataclass(frozen=True)
class Answer:
    """Yes, or no with the sentence that the person reads."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


YES = Answer()
ONLY_LOOKS = "監査する職の人は、すべてを見られますが、何も書けません。書くことは、担当の係に頼んでください。"


def No(reason: str) -> Answer:  # noqa: N802  # reads as the word it is: return No("…")
    return Answer(reason)


class Rule(Protocol):
    def __call__(self, user: User, thing: Any, /) -> Answer: ...


class Request(HttpRequest):
    """A request of somebody who has signed in (LoginRequiredMiddleware sees to it)."""

    user: User
    afterwards: list[Callable[[], object]]  # of a page that is ``recorded``


def fetch(visible: QuerySet[M], *, by: User, may: Rule | None = None, **lookup: Any) -> M:
    """The one row of ``visible`` that matches; Http404 if there is none, PermissionDenied with the rule's reason."""
    thing = get_object_or_404(visible, **lookup)
    if may is not None:
        ask(may, by, thing)
    return thing


def ask(rule: Rule, user: User, thing: Any) -> None:
    """Raises PermissionDenied with the rule's own sentence unless the answer is yes."""
    if not (answer := rule(user, thing)):
        raise PermissionDenied(answer.reason)


View = Callable[Concatenate[Request, P], HttpResponseBase]


def reads(view: View[P]) -> View[P]:
    """A page that only looks: GET and HEAD, and a statement that is not a SELECT raises."""

    @require_safe
    @wraps(view)
    def reading(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        _settle_user(request)
        with read_only():
            return view(request, *args, **kwargs)

    return reading


def writes(view: View[P]) -> View[P]:
    """A page with a form: its POST runs in one transaction, its GET only reads."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def writing(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        _settle_user(request)
        if request.method != "POST":
            with read_only():
                return view(request, *args, **kwargs)
        person: User | AnonymousUser = request.user
        if person.is_authenticated and person.audits(on=timezone.localdate()):
            raise PermissionDenied(ONLY_LOOKS)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return writing


def recorded(view: View[P]) -> View[P]:
    """Like ``reads``, where looking is itself on record: what the page puts into ``request.afterwards`` is written
    once the page was made, if it was made."""

    @require_safe
    @wraps(view)
    def reading(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        _settle_user(request)
        request.afterwards = []
        with read_only():
            response = view(request, *args, **kwargs)
        if response.status_code < 400:
            with transaction.atomic():
                for write in request.afterwards:
                    write()
        return response

    return reading


class WriteInReadingPage(Exception):
    """A page that promised only to read tried to change the database."""


READING_WORDS = (
    "SELECT",
    "WITH",
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "ROLLBACK TO SAVEPOINT",
    "EXPLAIN",
    "SHOW",
    "FETCH",
)


@contextmanager
def read_only() -> Iterator[None]:
    """Within it every SQL statement but a reading one raises WriteInReadingPage."""

    def guard(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        text = sql if isinstance(sql, str) else ""
        if text and not text.lstrip("( \n").upper().startswith(READING_WORDS):
            raise WriteInReadingPage(text[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield


def _settle_user(request: HttpRequest) -> None:
    """The user behind Django's lazy object, so that rules and types see a User."""
    if isinstance(request.user, SimpleLazyObject):
        request.user.pk  # noqa: B018  # loads it
        request.user = request.user._wrapped  # noqa: SLF001  # Django has no public way
