"""What is to be done about status reports: rows of both home pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from accounts.models import User
from grants.aftertasks import KIND, SECTION
from grants.cases import Grant
from grants.status_reports.calls import Call, calls_by_grant
from grants.status_reports.papers import StatusReport
from grants.status_reports.rules import may_judge_status
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day


def for_leader(user: User, *, on: date) -> list[Task]:
    """What is due of the person's organizations, and what they have begun."""
    bodies = user.writes_for(on)
    grants = Grant.objects.filter(organization__in=bodies, status__in=Grant.STANDING)
    called = calls_by_grant(list(grants.select_related("organization", "scheme")))
    due = (call for calls in called.values() for call in calls if call.is_due(on=on))
    open_ = StatusReport.objects.open().filter(grant__organization__in=bodies, grant__status__in=Grant.STANDING)
    return [
        *map(to_begin, due),
        *(to_finish(report) for report in open_.select_related("grant__organization", "grant__scheme")),
    ]


def to_begin(call: Call) -> Task:
    detail = "市が、事業の進みぐあいをたずねています。" if call.asked else "事業の進みぐあいを、市に知らせます。"
    title, url = f"{call.grant.scheme}の{call.name}を出す", f"{call.grant.get_absolute_url()}#status"
    return Task(title, url, str(call.grant.organization), call.due_on, detail, action="書きはじめる", kind=KIND)


def to_finish(report: StatusReport) -> Task:
    back = report.status == StatusReport.Status.RETURNED
    detail = "市から、直しのお願いが来ています。" if back else "まだ市に出していません。"
    title, url, body = (
        f"{report.grant.scheme}の{report.name}を出す",
        report.get_absolute_url(),
        str(report.organization),
    )
    return Task(title, url, body, report.due_on, detail, action="直す" if back else "続きを書く", kind=KIND)


@rests_without(StatusReport.objects.with_city())
def for_city(user: User, *, on: date) -> list[Task]:
    return list(to_read(user, on=on))


def to_read(user: User, *, on: date) -> Iterator[Task]:
    found = StatusReport.objects.visible_to(user, on=on).with_city()
    for report in found.select_related("grant__organization", "grant__scheme"):
        yield Task(
            f"{report.grant.scheme} {report.name}",
            report.get_absolute_url(),
            str(report.organization),
            kind=KIND,
            stage=report.get_status_display(),
            holder=SECTION,
            since=local_day(report.submitted_at) if report.submitted_at else None,
            mine=bool(may_judge_status(user, report)),
        )
