"""What went wrong, day by day, in sentences; and what of it waits for somebody now."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.approvals import Item, Kind
from records.jobs.rules import may_see_work
from records.jobs.standing import broken_jobs, failures, health, pauses
from records.mail import Mail
from records.tasks import Task

DAYS = 7
STAGE = "うまくいっていない"


@dataclass(frozen=True)
class Day:
    on: date
    sentences: list[str]


def digest(*, at: datetime) -> list[Day]:
    """The days of the last week on which something went wrong, newest first."""
    since = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS - 1)
    told: dict[date, list[str]] = defaultdict(list)
    for begin, end in pauses(since=since, at=at):
        told[timezone.localdate(begin)].append(f"{span(begin, end)}、裏の作業が止まっていました。")
    for day, count, waiting in troubled_mails(since=since):
        rest = f"うち{waiting}通は、まだ届いていません。" if waiting else "今は、すべて届いています。"
        told[day].append(f"1回で送れなかったメールが{count}通ありました。{rest}")
    for day, count in failed_cases(since=since):
        told[day].append(f"決裁した案件のうち、{count}件が、まだ施行できていません。")
    for (day, title), count in sorted(Counter(failures(since=since)).items()):
        told[day].append(f"「{title}」が{count}回、できませんでした。")
    return [Day(day, told[day]) for day in sorted(told, reverse=True)]


def span(begin: datetime, end: datetime) -> str:
    """「14時03分から3時間20分」."""
    minutes = round((end - begin).total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    long = (f"{hours}時間" if hours else "") + (f"{rest}分" if rest or not hours else "")
    return f"{timezone.localtime(begin):%-H時%M分}から{long}"


def troubled_mails(*, since: datetime) -> list[tuple[date, int, int]]:
    """Per day: mails that did not go at the first try, and how many of them are still here."""
    troubled = Mail.objects.filter(written_at__gte=since).exclude(failure="", tries__lte=1)
    days = troubled.annotate(day=TruncDate("written_at")).values("day").order_by("day")
    counted = days.annotate(count=Count("pk"), waiting=Count("pk", filter=Q(sent_at=None)))
    return [(each["day"], each["count"], each["waiting"]) for each in counted]


def failed_cases(*, since: datetime) -> list[tuple[date, int]]:
    """Per day of the decision: cases that could not be carried out so far."""
    decided = {"proposal__acts__kind": Kind.DECIDE, "proposal__acts__at__gte": since}
    failed = Item.objects.filter(outcome=Item.Outcome.FAILED, **decided)
    counted = failed.values(day=TruncDate("proposal__acts__at")).annotate(count=Count("pk")).order_by("day")
    return [(each["day"], each["count"]) for each in counted]


@dataclass(frozen=True)
class Halted:
    """A decision of which some cases could not be carried out."""

    subject: str
    count: int
    url: str


def halted() -> list[Halted]:
    """Newest decision first."""
    failed = Item.objects.filter(outcome=Item.Outcome.FAILED)
    counted = failed.values("proposal", "proposal__subject").annotate(count=Count("pk")).order_by("-proposal")
    return [
        Halted(each["proposal__subject"], each["count"], reverse("batches:proposal", args=[each["proposal"]]))
        for each in counted[:50]
    ]


def for_city(user: User, *, on: date) -> list[Task]:  # noqa: ARG001  # as every app's; this is about now
    """The rows of the inbox for those who look after it: only while something does not mend itself."""
    if not may_see_work(user, None):
        return []
    now = timezone.now()
    found = []
    state = health(at=now)
    if not state.is_well:
        since = timezone.localdate(state.since) if state.since else None
        found.append(row("裏の作業が止まっています。メールと通知書のPDFが出ません。", since))
    if stuck := Mail.objects.given_up().count():
        found.append(row(f"送れないメールが{stuck}通あります。", None))
    found += [row(f"{each.subject}: {each.count}件を施行できません。", None, each.url) for each in halted()]
    if broken := broken_jobs():
        oldest = min((each.at for each in broken if each.at), default=None)
        found.append(row(f"できなかった裏の作業が{len(broken)}件あります。", oldest and timezone.localdate(oldest)))
    return found


def row(title: str, since: date | None, url: str = "") -> Task:
    here = url or reverse("work:page")
    return Task(title, here, "裏の作業", kind="裏の作業", stage=STAGE, holder="あなた", since=since, mine=True)
