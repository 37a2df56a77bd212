"""What the pages of one status report show, and what a grant's own page tells of its status reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.access import Request
from accounts.models import User
from grants.cases import Grant
from grants.rules import may_write
from grants.status_reports.calls import Call, calls_of
from grants.status_reports.forms import SendBackForm
from grants.status_reports.papers import StatusReport
from grants.status_reports.rules import may_ask_for_status, may_judge_status
from organizations.views.asking import sending
from records.era import era_date
from records.events import Event
from records.pieces import Fact, Figure, Tag
from records.templatetags.japanese import days_left, era_clock, month_day, yen

Status = StatusReport.Status
TAGS = {
    Status.DRAFT: Tag("下書き"),
    Status.SUBMITTED: Tag("市が確認中", "way"),
    Status.RETURNED: Tag("直しのお願い", "back"),
    Status.ACCEPTED: Tag("確認済み", "good"),
}
LATE, COMING, DUE = Tag("おくれ", "late"), Tag("これから"), Tag("報告待ち", "way")


def facts_of(report: StatusReport) -> list[Fact]:
    """The paper's head."""
    grant, sent = report.grant, report.received_at
    letter = grant.letter_of_decision()
    decision = f"{era_date(letter.issued_on)} {letter.document_number}" if letter else ""
    return [
        Fact("団体名", report.applicant or grant.organization.name),
        Fact("代表者", report.representative or None),
        Fact("所在地", report.office_address or grant.organization.office_address),
        Fact("交付決定", decision or None),
        Fact("交付決定額", yen(grant.amount_current)),
        Fact("いつ現在の状況か", era_date(report.as_of)),
        Fact("報告の期限", era_date(report.due_on)),
        Fact("収受", f"{era_clock(sent)} 収受第{report.receipt_number}号" if sent else "まだ出していません"),
    ]


def money_facts(report: StatusReport) -> list[Fact]:
    """収支の状況; nobody types the difference."""
    known = report.income is not None and report.expense is not None
    left = (report.income or 0) - (report.expense or 0)
    spent = None if report.grant_spent is None else yen(report.grant_spent)
    return [
        Fact("収入の計", None if report.income is None else yen(report.income)),
        Fact("支出の計", None if report.expense is None else yen(report.expense)),
        Fact("支出のうち交付金", spent),
        Fact("今残っているお金", yen(left) if known else None),
        Fact("終わる見込み", report.get_outlook_display() if report.outlook else None),
    ]


def figures_of(report: StatusReport) -> list[Figure]:
    rows = [project.progress for project in report.projects.all() if project.progress is not None]
    mean = f"{sum(rows) // len(rows)}%" if rows else "まだ"
    money = yen(report.grant_spent) if report.grant_spent is not None else "まだ"
    figures = [
        Figure("進みぐあい", mean, f"{len(rows)}事業の平均" if rows else ""),
        Figure("使った交付金", money, f"交付決定額 {yen(report.grant.amount_current)}"),
    ]
    if report.received_at:
        return [*figures, Figure("提出", month_day(report.received_at), f"収受第{report.receipt_number}号")]
    left = days_left(report.due_on, timezone.localdate())
    return [*figures, Figure("報告の期限", month_day(report.due_on), left)]


def status_page(request: Request, report: StatusReport) -> dict[str, Any]:
    user, judges = request.user, bool(may_judge_status(request.user, report))
    return {
        "report": report,
        "grant": report.grant,
        "tag": TAGS[Status(report.status)],
        "figures": figures_of(report),
        "facts": facts_of(report),
        "money": money_facts(report),
        "projects": list(report.projects.all()),
        "writes": bool(may_write(user, report)) and report.is_open,
        "judges": judges and report.can("accept"),
        "back_form": SendBackForm() if judges and report.can("send_back") else None,
        "events": list(Event.objects.about(report)),
    }


def confirm_page(request: Request, report: StatusReport) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "report": report,
        "grant": report.grant,
        "gaps": report.gaps(on=today),
        "facts": facts_of(report),
        "money": money_facts(report),
        "projects": list(report.projects.all()),
        "late": report.received_at is None and today > report.due_on,
        **sending(request, report),
    }


@dataclass(frozen=True)
class Line:
    """One status report of a grant: begun, or to come."""

    name: str
    note: str
    tag: Tag
    url: str = ""
    begin: str = ""  # where the organization begins to write it
    take_back: str = ""  # where the section takes its request back
    reason: str = ""


def line_of_report(report: StatusReport) -> Line:
    sent = f"{month_day(report.received_at)}に提出" if report.received_at else "まだ出していません"
    return Line(
        report.name, f"{sent}・期限 {era_date(report.due_on)}", TAGS[Status(report.status)], report.get_absolute_url()
    )


def line_of_call(call: Call, *, writes: bool, asks: bool) -> Line:
    today, keys = timezone.localdate(), [call.grant.pk, call.as_of.isoformat()]
    tag = LATE if call.is_late(on=today) else DUE if call.is_due(on=today) else COMING
    begin = reverse("grants:status_begin", args=keys) if writes and call.is_due(on=today) else ""
    back = reverse("grants:status_take_back", args=[call.asked.pk]) if asks and call.asked else ""
    return Line(call.name, f"期限 {era_date(call.due_on)}", tag, "", begin, back, call.reason)


def status_of_grant(grant: Grant, user: User, *, inside: bool, writes: bool) -> dict[str, Any]:
    """For the page of the grant."""
    if grant.amount_decided is None:
        return {"status_lines": [], "may_ask_status": False}
    reports = StatusReport.objects.visible_to(user, on=timezone.localdate()).filter(grant=grant)
    asks = inside and grant.status in Grant.STANDING and bool(may_ask_for_status(user, grant))
    calls = (line_of_call(call, writes=writes, asks=asks) for call in calls_of(grant))
    return {"status_lines": [*map(line_of_report, reports), *calls], "may_ask_status": asks}
