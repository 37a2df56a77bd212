"""What an organization has to do about its ledgers, for its home page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.models import User
from grants.aftertasks import KIND
from grants.reserves.accounts import Reserve
from grants.reserves.pages import todo
from organizations.models import Organization
from records.tasks import Task, rests_without


@rests_without(Reserve.objects.all())
def for_leader(user: User, *, on: date) -> list[Task]:
    bodies = user.writes_for(on)
    found = Reserve.objects.filter(organization__in=bodies).with_balance().select_related("organization")
    by_body: dict[Organization, list[Any]] = {}
    for reserve in found:
        by_body.setdefault(reserve.organization, []).append(reserve)
    return [task for body, reserves in by_body.items() for task in tasks_of(body, reserves, on=on)]


def tasks_of(body: Organization, reserves: list[Any], *, on: date) -> Iterator[Task]:
    url = reverse("grants:ledger", args=[body.pk])
    for sentence in todo(body, reserves, on=on):
        yield Task("積立の台帳を確かめる", url, str(body), detail=sentence, action="台帳を開く", kind=KIND)
