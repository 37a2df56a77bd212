"""How far a batch is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Count, QuerySet, prefetch_related_objects

from records.approvals import Item
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


def with_cases(items: Iterable[Item]) -> list[Item]:
    """Each with its case and the rows that the case's name is made of; one query per kind of case."""
    found = list(items)
    kinds = {ContentType.objects.get_for_id(item.case_type_id).model_class() for item in found}
    loaded: list[QuerySet[Any]] = [kind._base_manager.select_related() for kind in kinds if kind]
    prefetch_related_objects(found, GenericPrefetch("case", loaded))
    return found
