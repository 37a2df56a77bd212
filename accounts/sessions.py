"""How long a session lives: some time without a sign of its person, and never longer than a working day.

What was posted a moment too late is kept for the person who sent it, so that no form is ever lost to a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, QueryDict

from accounts.models import User

BEGAN, SEEN, WHOSE, KEPT = "began", "seen", "was_of", "kept"  # in the session
TOUCH = timedelta(seconds=60)  # a session is written at most this often only because somebody was there
FRESH = timedelta(minutes=5)  # for so long a sign-in stands for who sits there, where a page asks again
LIMIT = 500_000  # characters of a form that came too late
SECRETS = {"code", "credential"}


@dataclass(frozen=True)
class Left:
    """What remains of a session; ``can_stay`` is False when only a new sign-in helps."""

    time: timedelta
    can_stay: bool

    @property
    def seconds(self) -> int:
        return max(0, int(self.time.total_seconds()))


def begin(session: SessionBase, *, at: datetime) -> None:
    session.pop(WHOSE, None)
    session[BEGAN] = session[SEEN] = at.timestamp()


def just_began(session: SessionBase, *, at: datetime) -> bool:
    return bool(0 <= at.timestamp() - session.get(BEGAN, 0) < FRESH.total_seconds())


def left(session: SessionBase, *, at: datetime) -> Left:
    """A session of before this was counted begins now; so does one from the future of a clock that jumped back."""
    now = at.timestamp()
    began, seen = min(session.get(BEGAN, now), now), min(session.get(SEEN, now), now)
    idle = timedelta(seconds=seen - now) + settings.SESSION_IDLE
    whole = timedelta(seconds=began - now) + settings.SESSION_LIFE
    return Left(min(idle, whole), can_stay=idle < whole)


def touch(session: SessionBase, *, at: datetime) -> bool:
    """The person is there. Whether it had to be written down."""
    now = at.timestamp()
    session.setdefault(BEGAN, now)
    if abs(now - session.get(SEEN, 0)) < TOUCH.total_seconds():
        return False
    session[SEEN] = now
    return True


def late_form(request: HttpRequest) -> dict[str, Any] | None:
    """What somebody posts after the end, if it can be kept; an autosave keeps its own copy on the device."""
    if request.method != "POST" or "X-Autosave" in request.headers or request.content_type == "application/json":
        return None
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    content = typed.urlencode()
    is_secret = any("password" in name or name in SECRETS for name in typed)
    if not typed or len(content) > LIMIT or is_secret:
        return None
    files = [file.name for _name, found in request.FILES.lists() for file in found]
    return {"path": request.get_full_path(), "typed": content, "files": files}


def remember(session: SessionBase, user_key: int, form: dict[str, Any] | None, *, at: datetime) -> None:
    """The new session of nobody knows whose time was over, and what they sent too late."""
    session[WHOSE] = user_key
    if form:
        session[KEPT] = {**form, "user": user_key, "at": at.timestamp()}


@dataclass(frozen=True)
class Kept:
    """A form that came too late, as its own writer finds it."""

    path: str
    typed: QueryDict
    files: list[str]
    at: float


def kept(session: SessionBase, user: User) -> Kept | None:
    """None for everybody but the person who sent it."""
    form = session.get(KEPT)
    if form is None or form["user"] != user.pk:
        return None
    return Kept(form["path"], QueryDict(form["typed"]), form["files"], form["at"])


def drop(session: SessionBase) -> None:
    session.pop(KEPT, None)
