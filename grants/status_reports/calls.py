"""Which status reports are due: on the days that the scheme names, and where the section asked; by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from grants.cases import Grant
from grants.status_reports.papers import StatusReport
from grants.status_reports.requests import StatusRequest
from records.era import era_date
from records.templatetags.japanese import local_day


@dataclass(frozen=True)
class Call:
    """A status report that is to come and has not been begun."""

    grant: Grant
    as_of: date
    due_on: date
    asked: StatusRequest | None = None

    @property
    def name(self) -> str:
        return f"状況報告({era_date(self.as_of)}現在)"

    @property
    def reason(self) -> str:
        return self.asked.reason if self.asked else ""

    def is_due(self, *, on: date) -> bool:
        """It can be written: its day has come."""
        return on >= self.as_of

    def is_late(self, *, on: date) -> bool:
        return on > self.due_on


def calls_by_grant(grants: Collection[Grant]) -> dict[int, list[Call]]:
    """What is still to be begun, of many grants in two queries; nothing of grants of which nothing is to be told."""
    standing = [grant for grant in grants if grant.status in Grant.STANDING]
    keys = [grant.pk for grant in standing]
    begun = set(StatusReport.objects.filter(grant__in=keys).order_by().values_list("grant", "as_of"))
    asked: dict[int, list[StatusRequest]] = defaultdict(list)
    for request in StatusRequest.objects.filter(grant__in=keys, taken_back_at=None):
        asked[request.grant_id].append(request)
    found = {}
    for grant in standing:
        calls = {call.as_of: call for call in scheduled(grant)}
        calls |= {each.as_of: Call(grant, each.as_of, each.due_on, each) for each in asked[grant.pk]}
        found[grant.pk] = [calls[day] for day in sorted(calls) if (grant.pk, day) not in begun]
    return found


def calls_of(grant: Grant) -> list[Call]:
    return calls_by_grant([grant]).get(grant.pk, [])


def scheduled(grant: Grant) -> list[Call]:
    """The days that the scheme names and on which the grant stood already."""
    if grant.decided_at is None:
        return []
    since, within = local_day(grant.decided_at), timedelta(days=grant.scheme.status_within)
    return [Call(grant, day, day + within) for day in sorted(grant.scheme.status_dates) if day >= since]


def is_called(grant: Grant, as_of: date) -> bool:
    """A report of that day is due or there."""
    if any(call.as_of == as_of for call in calls_of(grant)):
        return True
    return StatusReport.objects.filter(grant=grant, as_of=as_of).exists()
