"""What is to be done about reports: the own drafts, and what waits to be read."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day
from staff.reports.reports import LiaisonReport
from staff.reports.rules import may_confirm

KIND = "地域の報告"


@rests_without(LiaisonReport.objects.filter(status__in=["draft", "submitted"]))
def for_city(user: User, *, on: date) -> list[Task]:
    seen = LiaisonReport.objects.visible_to(user, on=on).unread().exclude(author=user).for_lists()
    waiting = [report for report in seen if may_confirm(user, report)]
    return [*drafts(user), *map(to_read, waiting)]


def drafts(user: User) -> list[Task]:
    """What somebody began and did not send, in the office or outside of it."""
    own = LiaisonReport.objects.filter(author=user, status="draft").for_lists()
    return [
        Task(
            "地域の報告を出す", report.get_absolute_url(), str(report.area), detail="下書きがあります。",
            action="続きを書く", kind=KIND, stage="下書き", holder="あなた", since=report.visited_on, mine=True,
        )
        for report in own
    ]  # fmt: skip


@rests_without(LiaisonReport.objects.filter(status="draft"))
def for_partner(user: User, *, on: date) -> list[Task]:
    return drafts(user) if user.partnerships_on(on) else []


def to_read(report: LiaisonReport) -> Task:
    since = local_day(report.submitted_at) if report.submitted_at else None
    return Task(
        report.meeting, report.get_absolute_url(), str(report.area), action="読む", kind=KIND, stage="確認待ち",
        holder="協働の担当・上司", since=since, mine=True,
    )  # fmt: skip
