"""The city's own list of what is judged; evaluations that have begun keep theirs."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from plans.evaluations.rows import Viewpoint
from records.cases import NotNow
from records.events import record
from records.telling import made, overwrite


@transaction.atomic
def add(*, by: User, **facts: Any) -> Viewpoint:
    check_name(facts["name"], 0)
    row = Viewpoint.objects.create(**facts)
    record(row, "register.add", by=by, changes=made(row))
    return row


@transaction.atomic
def change(row: Viewpoint, *, by: User, **facts: Any) -> None:
    check_name(facts["name"], row.pk)
    if changes := overwrite(row, facts):
        row.save()
        record(row, "register.change", by=by, changes=changes)


def check_name(name: str, but: int) -> None:
    if Viewpoint.objects.filter(name=name).exclude(pk=but).exists():
        raise NotNow({"name": "同じ視点が、もうあります。"})
