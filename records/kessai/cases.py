"""The cases of proposals, whatever their kind: loaded with what their names need, and linked for those who see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import QuerySet, prefetch_related_objects

from accounts.models import User
from records.approvals import Item

Key = tuple[int, int]  # content type and number


def with_cases(items: Iterable[Item]) -> list[Item]:
    """Each with its case and the rows that the case's name is made of; one query per kind of case."""
    found = list(items)
    kinds = {pk: ContentType.objects.get_for_id(pk).model_class() for pk in {item.case_type_id for item in found}}
    loaded: list[QuerySet[Any]] = [kind._base_manager.select_related() for kind in kinds.values() if kind]
    prefetch_related_objects(found, GenericPrefetch("case", loaded))
    return found


def visible_urls(items: Iterable[Item], user: User, *, on: date) -> dict[Key, str]:
    """Where the cases are, for those of them that somebody may see."""
    by_kind: dict[Any, list[Item]] = defaultdict(list)
    for item in items:
        by_kind[type(item.case)].append(item)
    urls: dict[Key, str] = {}
    for kind, some in by_kind.items():
        seen = kind._default_manager.visible_to(user, on=on).filter(pk__in=[item.case_id for item in some])
        keys = set(seen.values_list("pk", flat=True))
        urls |= {
            (item.case_type_id, item.case_id): item.case.get_absolute_url() for item in some if item.case_id in keys
        }
    return urls
