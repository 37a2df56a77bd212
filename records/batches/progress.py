"""How far a batch is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Count, QuerySet

from records.jobs.worker import is_working


@dataclass(frozen=True)
class Progress:
    """Counts of what has an outcome; ``working``: whether somebody goes on with it now."""

    pending: int
    done: int
    failed: int
    dropped: int
    working: bool

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> Self:
        counts: Mapping[str, int] = dict(rows.order_by().values_list("outcome").annotate(count=Count("pk")))
        pending, done, failed, dropped = (counts.get(key, 0) for key in ("pending", "done", "failed", "dropped"))
        return cls(pending, done, failed, dropped, working=not pending or is_working())

    @property
    def total(self) -> int:
        return self.pending + self.done + self.failed + self.dropped

    @property
    def past(self) -> int:
        return self.total - self.pending

    @property
    def is_over(self) -> bool:
        return not self.pending
