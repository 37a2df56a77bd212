"""What an organization still has to do by some day. ``SOURCES`` is the one list of all that can be late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from grants.dues.setting import DuesSetting, settings_of
from grants.schemes import Scheme
from organizations.models import Organization
from records.workdays import Ending, Workdays, workdays


@dataclass(frozen=True)
class Kind:
    """One kind of duty: its name in lists, and what is asked for in a mail (「実績報告を出してください」)."""

    code: str
    name: str
    ask: str
    late: str  # 「まだ申請がありません」: how it reads once the day is over
    on_paper: bool = True  # whether 提出の督促 fits it; else mails are all


@dataclass(frozen=True)
class Due:
    """One thing that one organization has not done yet."""

    kind: Kind
    scheme: Scheme
    organization: Organization
    case: models.Model  # about which it is: the organization's own paper, or what stands for it until there is one
    ending: Ending
    since: date  # from when on the organization could know of it
    url: str
    grant: Any = None  # the Grant, where there is one
    amount: int | None = None  # yen that are to come back

    @property
    def day(self) -> date:
        return self.ending.day

    def days_late(self, *, on: date) -> int:
        return max((on - self.day).days, 0)


class Asked:
    """Of which schemes and organizations the duties are wanted, and what the sources need to know about both."""

    def __init__(self, schemes: Sequence[Scheme], *, on: date, bodies: models.QuerySet[Organization] | None) -> None:
        self.schemes, self.on, self.bodies = schemes, on, bodies

    @cached_property
    def calendar(self) -> Workdays:
        return workdays()

    @cached_property
    def settings(self) -> dict[int, DuesSetting]:
        return settings_of(self.schemes)

    @cached_property
    def by_key(self) -> dict[int, Scheme]:
        return {scheme.pk: scheme for scheme in self.schemes}

    def scope(self, grant: str = "") -> Q:
        """For a filter of grants, or of rows that belong to one: ``scope("grant__")``."""
        wanted = Q(**{f"{grant}scheme__in": list(self.by_key)})
        return wanted if self.bodies is None else wanted & Q(**{f"{grant}organization__in": self.bodies.values("pk")})


Source = Callable[[Asked], Iterator[Due]]
SOURCES: list[Source] = []
KINDS: dict[str, Kind] = {}


def source(kind: Kind) -> Callable[[Callable[[Asked, Kind], Iterator[Due]]], Callable[[Asked, Kind], Iterator[Due]]]:
    """Marks a function that finds all open duties of a kind, in as many queries for many organizations as for one."""

    def known(find: Callable[[Asked, Kind], Iterator[Due]]) -> Callable[[Asked, Kind], Iterator[Due]]:
        KINDS[kind.code] = kind
        SOURCES.append(lambda asked: find(asked, kind))
        return find

    return known


def dues(schemes: Collection[Scheme], *, on: date, bodies: models.QuerySet[Organization] | None = None) -> list[Due]:
    """Everything that is open, the nearest day first. ``bodies`` None: of every organization."""
    asked = Asked(list(schemes), on=on, bodies=bodies)
    found = [due for find in SOURCES for due in find(asked)]
    return sorted(found, key=lambda due: (due.day, due.organization.furigana, due.organization.pk, due.kind.code))


def running() -> list[Scheme]:
    """Every scheme of which something may be due."""
    return list(Scheme.objects.adopted().order_by("-fiscal_year", "programme"))
