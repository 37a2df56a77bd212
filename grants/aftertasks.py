"""What is to be done about grants after their decision: rows of both home pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Least
from django.urls import reverse

from accounts.models import User
from grants.cases import Grant
from grants.collecting import RefundReceipt
from grants.payments import Payment
from grants.refunds import OPEN, Refund
from grants.reports import Report
from grants.reserves.offsets import Offset
from grants.rules import may_examine, may_examine_refund, may_examine_report, may_pay
from grants.transfers.transfer import outside_files
from organizations.models import Organization
from records.tasks import Task, rests_without
from records.templatetags.japanese import local_day, yen

KIND = "交付金"
OVERPAID = ("granted", "suspended", "abolished", "confirmed", "settled", "revoked")  # where it may turn out so
SECTION = "協働の担当"
ORDERED = ("prepared", "ordered")
SOON = timedelta(days=70)  # before the report is due: the year ends, and people begin to add up


def after(bodies: list[Organization], *, on: date) -> list[Task]:
    """What the organizations' granted grants wait for."""
    standing = Grant.objects.filter(organization__in=bodies, status__in=Grant.STANDING)
    grants = list(standing.select_related("organization", "scheme", "report").prefetch_related("payments"))
    confirmed = Grant.objects.filter(organization__in=bodies, status=Grant.Status.CONFIRMED)
    balances = [grant for grant in confirmed.select_related("organization", "scheme") if grant.next_payment()]
    owed = Refund.objects.to_come().filter(grant__organization__in=bodies)
    return [
        *to_request(each for each in grants if each.entitled),
        *map(to_ask_for_the_rest, balances),
        *to_report(grants, on=on),
        *map(to_give_back, owed.select_related("grant__organization", "grant__scheme")),
    ]


def to_ask_for_the_rest(grant: Grant) -> Task:
    detail = f"額が確定しました。残りの{yen(grant.next_payment())}を請求してください。"
    title, url, body = f"{grant.scheme}の残りを請求する", grant.get_absolute_url(), str(grant.organization)
    return Task(title, url, body, detail=detail, action="請求する", kind=KIND)


def to_give_back(refund: Refund) -> Task:
    left = refund.balance
    detail = f"納入通知書で{yen(left)}を返してください。" if left else "延滞金・加算金を納めてください。"
    title, url, body = f"{refund.grant.scheme}を市に返す", refund.get_absolute_url(), str(refund.organization)
    return Task(title, url, body, refund.due_on, detail, action="くわしく見る", kind=KIND)


def to_request(grants: Iterable[Grant]) -> Iterator[Task]:
    for grant in grants:
        live = [payment for payment in grant.payments.all() if payment.status != Payment.Status.DROPPED]
        if open_ := next((each for each in live if each.is_open), None):
            back = "市から、直しのお願いが来ています。" if open_.sent_back_for else "請求書を、まだ出していません。"
            detail, url, action = f"{back}請求額は{yen(open_.amount)}です。", open_.get_absolute_url(), "続きを書く"
        elif len(live) < grant.scheme.instalments and all(each.status == Payment.Status.PAID for each in live):
            detail = "交付が決まっています。振込先を入れて請求すると、市が支払います。"
            url, action = reverse("grants:detail", args=[grant.pk]), "請求する"
        else:
            continue
        yield Task(f"{grant.scheme}を請求する", url, str(grant.organization), detail=detail, action=action, kind=KIND)


def to_report(grants: Iterable[Grant], *, on: date) -> Iterator[Task]:
    """From the last weeks of the year on; a report that was begun stays on the list until it is sent."""
    for grant in grants:
        report: Report | None = getattr(grant, "report", None)
        due = grant.scheme.report_due
        if report is None and on >= due - SOON:
            detail, url, action = (
                "事業の結果と決算を、領収書と報告します。",
                grant.get_absolute_url(),
                "書きはじめる",
            )
        elif report is not None and report.is_open:
            back = report.status == Report.Status.RETURNED
            detail = "市から補正(直し)のお願いが来ています。" if back else "まだ市に出していません。"
            url, action = report.get_absolute_url(), "直す" if back else "続きを書く"
        else:
            continue
        yield Task(
            f"{grant.scheme}の実績報告を出す", url, str(grant.organization), due, detail, action=action, kind=KIND
        )


@rests_without(Report.objects.with_city())
def to_check(user: User, *, on: date) -> list[Task]:
    """Every report that the city has."""
    found = Report.objects.visible_to(user, on=on).with_city().select_related("grant__organization", "grant__scheme")
    return [
        Task(
            f"{report.grant.scheme} 実績報告",
            report.get_absolute_url(),
            str(report.organization),
            kind=KIND,
            stage=report.get_status_display(),
            amount=report.amount_spent,
            holder=SECTION,
            since=local_day(report.submitted_at) if report.submitted_at else None,
            mine=bool(may_examine_report(user, report)),
        )
        for report in found
    ]


@rests_without(Payment.objects.filter(status="paid"), Offset._base_manager.all())
def to_order(user: User, *, on: date) -> list[Task]:
    """Grants of which more was paid than may be kept, while nobody has begun to order it back."""
    begun = Exists(Refund.objects.filter(grant=OuterRef("pk"), status__in=OPEN))
    seen = Grant.objects.visible_to(user, on=on).filter(status__in=OVERPAID).exclude(begun)
    return [
        Task(
            f"{grant.scheme} 返還",
            grant.get_absolute_url(),
            str(grant.organization),
            kind=KIND,
            stage="返還命令を準備する",
            amount=grant.owed_now,
            holder=SECTION,
            since=local_day(grant.confirmed_at) if grant.confirmed_at else None,
            mine=bool(may_examine(user, grant)),
        )
        for grant in overpaid(seen).select_related("organization", "scheme")
    ]


def overpaid(grants: QuerySet[Grant]) -> QuerySet[Any]:
    """Those that are to give back something, with ``owed_now``: ``Grant.owed()`` in yen, asked once for all of them."""
    cash = sum_of(Payment.objects.filter(status="paid", grant=OuterRef("pk")), "grant")
    had = sum_of(Offset._base_manager.filter(grant=OuterRef("pk")), "grant")
    came_back = sum_of(RefundReceipt.objects.filter(refund__grant=OuterRef("pk")), "refund__grant")
    may_keep = Coalesce(F("amount_confirmed"), F("amount_current")) + F("amount_carried") + F("amount_reserved")
    keeps = Least(may_keep, F("amount_current")) + F("amount_offset")
    owed = ExpressionWrapper(cash + had - keeps - came_back, BigIntegerField())
    return grants.annotate(owed_now=owed).filter(owed_now__gt=0)


def sum_of(rows: QuerySet[Any], grant: str) -> Coalesce:
    """The yen of rows that belong to one grant of an outer query; ``grant`` is the way from a row to it."""
    total = rows.order_by().values(grant).annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(total, output_field=BigIntegerField()), 0)


@rests_without(Refund.objects.filter(status__in=ORDERED))
def to_collect(user: User, *, on: date) -> list[Task]:
    """What was ordered and has not come back; overdue by its date."""
    seen = Refund.objects.visible_to(user, on=on).filter(status__in=ORDERED)
    return [
        Task(
            f"{refund.grant.scheme} 返還",
            refund.get_absolute_url(),
            str(refund.organization),
            due=refund.due_on if refund.decided_at else None,
            kind=KIND,
            stage=refund.get_status_display(),
            amount=refund.amount,
            holder="団体" if refund.decided_at else SECTION,
            since=local_day(refund.decided_at) if refund.decided_at else None,
            mine=not refund.decided_at and bool(may_examine_refund(user, refund)),
        )
        for refund in seen.select_related("grant__organization", "grant__scheme")
    ]


@rests_without(Payment.objects.asked())
def to_pay(user: User, *, on: date) -> list[Task]:
    """Every request for payment that is open, for accounting and the section; what stands in a file goes with it."""
    waiting = outside_files(Payment.objects.visible_to(user, on=on).asked())
    asked = waiting.select_related("grant__organization", "grant__scheme")
    return [
        Task(
            f"{payment.grant.scheme} {payment.name_of_part}",
            payment.get_absolute_url(),
            str(payment.organization),
            kind=KIND,
            stage=payment.get_status_display(),
            amount=payment.amount,
            holder="会計",
            since=local_day(payment.submitted_at) if payment.submitted_at else None,
            mine=bool(may_pay(user, payment)),
        )
        for payment in asked
    ]
