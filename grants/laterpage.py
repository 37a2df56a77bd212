"""What the page of a grant shows of what came after the decision, and what the reader can begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.change import OPEN, Change
from grants.change_checks import is_reported
from grants.changepage import TAGS as CHANGE_TAGS
from grants.inspections.cases import Inspection
from grants.inspections.page import TAGS as INSPECTION_TAGS
from grants.refundpage import TAGS as REFUND_TAGS
from grants.refunds import Refund
from grants.regrants.page import regrants_of_grant
from grants.report_page import TAGS as REPORT_TAGS
from grants.reports import Report
from grants.revoking import Revocation
from grants.revokingpage import TAGS as REVOCATION_TAGS
from grants.rules import may_revoke
from records.era import era_date
from records.pieces import Tag
from records.templatetags.japanese import month_day, yen


@dataclass(frozen=True)
class Later:
    """One case that came after the decision."""

    title: str
    url: str
    note: str
    tag: Tag


def later_context(grant: Grant, user: User, *, inside: bool, writes: bool) -> dict[str, Any]:
    decided = grant.amount_decided is not None
    later, changes, revocations = cases_of(grant, user, inside=inside) if decided else ([], [], [])
    return {
        "later": later,
        **regrants_of_grant(grant, user, writes=writes),
        "change": next((change for change in changes if change.status in OPEN), None),
        "may_change": writes and grant.can("change") and not is_reported(grant),
        "may_revoke": grant.can("revoke") and bool(may_revoke(user, grant)),
        "revocation": next((case for case in revocations if case.status in Revocation.OPEN), None),
    }


def cases_of(grant: Grant, user: User, *, inside: bool) -> tuple[list[Later], list[Change], list[Revocation]]:
    """Whatever came after the decision, as far as the reader sees it; nothing can before it."""
    today = timezone.localdate()
    revocations = list(Revocation.objects.visible_to(user, on=today).filter(grant=grant)) if inside else []
    changes = list(Change.objects.visible_to(user, on=today).filter(grant=grant).select_related("grant"))
    later = [
        *map(of_change, changes),
        *map(of_report, Report.objects.visible_to(user, on=today).filter(grant=grant)),
        *map(of_inspection, Inspection.objects.visible_to(user, on=today).live().filter(grant=grant)),
        *map(of_refund, Refund.objects.visible_to(user, on=today).filter(grant=grant)),
        *map(of_revocation, revocations),
    ]
    return later, changes, revocations


def of_change(change: Change) -> Later:
    what = "変更の届出" if change.is_light else f"{change.get_kind_display()}の申請"
    amount = f"{yen(change.before)}から{yen(change.after)}" if change.amount_after is not None else ""
    sent = f"{month_day(change.received_at)}に提出" if change.received_at else "まだ出していません"
    return Later(what, change.get_absolute_url(), "・".join(filter(None, [sent, amount])), CHANGE_TAGS[change.status])


def of_report(report: Report) -> Later:
    sent = f"{month_day(report.received_at)}に提出" if report.received_at else "まだ出していません"
    spent = f"交付金を充てた額 {yen(report.amount_spent)}" if report.amount_spent is not None else ""
    note = "・".join(filter(None, [sent, spent]))
    return Later("実績報告", report.get_absolute_url(), note, REPORT_TAGS[Report.Status(report.status)])


def of_refund(refund: Refund) -> Later:
    note = f"{yen(refund.amount)}・期限 {era_date(refund.due_on)}"
    return Later("返還", refund.get_absolute_url(), note, REFUND_TAGS[Refund.Status(refund.status)])


def of_inspection(case: Inspection) -> Later:
    day = case.held_on or case.planned_on
    note = "・".join(filter(None, [era_date(day) if day else "予定はこれから", case.get_result_display()]))
    return Later("検査", case.get_absolute_url(), note, INSPECTION_TAGS[Inspection.Status(case.status)])


def of_revocation(case: Revocation) -> Later:
    note = f"{case.get_scope_display()}・{yen(case.taken)}・{case.get_grounds_display()}"
    return Later("交付決定の取消し", case.get_absolute_url(), note, REVOCATION_TAGS[case.status])
