"""What somebody has to do now, by when: the rows of both home pages. Each app says its own in ``<app>/tasks.py``.

``for_leader(user, on=)`` gives what a community's people must do; ``for_city(user, on=)`` every open case that the
person in the office may see. Both cost a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Nearest due date first, then the oldest; those without a date last."""
    return sorted(tasks, key=lambda task: (task.due is None, task.due or date.max, task.since or date.max, task.title))
