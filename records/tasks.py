"""What somebody has to do now, by when: the rows of both home pages. Each app says its own in ``<app>/tasks.py``.

``for_leader(user, on=)`` gives what a community's people must do; ``for_city(user, on=)`` every open case that the
person in the office may see. Both cost a constant number of queries, and most have nothing to say on most days:
``rests_without`` names the rows without which a source need not be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from records.pieces import Step, Tag


@dataclass(frozen=True)
class Task:
    title: str  # 令和7年度の年度計画を出す / 令和7年度 一括交付金
    url: str  # the page on which it is done
    organization: str
    due: date | None = None
    detail: str = ""  # one sentence: what and why
    action: str = ""  # the button: a verb (直す, 続きを書く); empty where another must act first
    waiting_for: str = ""  # why there is no button yet (計画の提出を待っています)
    kind: str = ""  # 認可, 交付金 …: the inbox filters by it
    stage: str = ""  # 審査, 決裁待ち, 補正のお願い
    amount: int | None = None  # yen
    holder: str = ""  # who must act now: あなた, 協働推進係長 回議 二郎, 団体
    since: date | None = None  # from when the holder has it
    mine: bool = False  # the person looking can act on it


@dataclass(frozen=True)
class Progress:
    """Where one case of a community stands; ``progress(user, on=)`` of an app's ``tasks.py`` gives its own."""

    title: str
    url: str
    tag: Tag
    steps: list[Step]


Source = Callable[..., Iterable[Task]]  # for_leader or for_city of an app
S = TypeVar("S", bound=Source)
RESTS: dict[Source, tuple[QuerySet[Any], ...]] = {}


def rests_without(*rows: QuerySet[Any]) -> Callable[[S], S]:
    """Says that a source has no task for anybody, on no day, while none of these rows exist."""

    def mark(source: S) -> S:
        RESTS[source] = rows
        return source

    return mark


def gather(sources: Sequence[Source], user: User, *, on: date) -> list[Task]:
    """What all sources say. Those that rest are found by one query, and cost no other."""
    resting = at_rest(tuple(sources))
    return [task for source in sources if source not in resting for task in source(user, on=on)]


def at_rest(sources: tuple[Source, ...]) -> set[Source]:
    able, question, params = question_to(sources)
    with connection.cursor() as cursor:
        cursor.execute(question, params)
        answers = cursor.fetchone()
    return {source for source, is_busy in zip(able, answers, strict=True) if not is_busy}


@cache
def question_to(sources: tuple[Source, ...]) -> tuple[list[Source], str, list[Any]]:
    """Those that may rest, and the SQL that has a column for each: is there any of its rows? Written once."""
    able, columns, params = [source for source in sources if source in RESTS], [], []
    for source in able:
        asked = [rows.query.exists().get_compiler(connection.alias).as_sql() for rows in RESTS[source]]
        columns.append(" OR ".join(f"EXISTS ({sql})" for sql, _ in asked))
        params += [value for _, values in asked for value in values]
    return able, f"SELECT {', '.join(columns)}", params


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Nearest due date first, then the oldest; those without a date last."""
    return sorted(tasks, key=lambda task: (task.due is None, task.due or date.max, task.since or date.max, task.title))
