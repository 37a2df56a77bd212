"""For whom an act is done, where it is not done for the actor's own office: every event of a case names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model

ForWhom = Callable[[Model], str]


def nobody_else(_case: Model) -> str:
    return ""


_for_whom: ContextVar[ForWhom] = ContextVar("for_whom", default=nobody_else)


def for_whom(case: Model) -> str:
    """Asked for each event, in its transaction: the name of whoever the act on this case is done for, or nothing."""
    return _for_whom.get()(case)


@contextmanager
def acting(answer: ForWhom) -> Iterator[None]:
    """Within it ``answer`` says for whom; it may keep a note of the case."""
    token = _for_whom.set(answer)
    try:
        yield
    finally:
        _for_whom.reset(token)
