"""The stations after the decision: payment, report, receipts, confirmation, refund."""

from __future__ import annotations

from collections.abc import Iterator

from grants.audit.stations import Check, Station, told
from grants.cases import Grant
from grants.equipment.disposals import ItemDisposal
from grants.refunds import Refund
from grants.report_checks import spent_by_category
from grants.reports import Report
from grants.status_reports.papers import StatusReport
from grants.told import decided_later
from plans.budget import Kind
from records.era import era_date
from records.events import Event
from records.pieces import Fact
from records.templatetags.japanese import era_clock, yen


def payments(grant: Grant) -> Iterator[Station]:
    """Each part that was asked for, with the account into which the money went."""
    sums, most = 0, max(grant.amount_decided or 0, *(case.amount_after for case in decided_later(grant)), 0)
    for payment in grant.payments.exclude(received_at=None).select_related("paid_by"):
        facts = [
            Fact("請求額", yen(payment.amount)),
            Fact("収受", f"{era_clock(payment.received_at)} 収受第{payment.receipt_number}号"),
            Fact("振込先", f"{payment.account_told} {payment.holder_kana}"),
            Fact("添付", told(payment.papers())),
        ]
        checks = []
        if payment.paid_on:
            sums += payment.amount
            facts += [
                Fact("支払った日", f"{era_date(payment.paid_on)} {payment.voucher}".strip()),
                Fact("記録した人", f"{payment.paid_by}({era_clock(payment.paid_at)})"),
            ]
            checks.append(Check("支払った額の計は、交付決定額まで", sums, "≦", most))
        title = f"{payment.name_of_part}({payment.get_status_display()})"
        yield Station(title, facts, payment.get_absolute_url(), "請求書を見る", checks=checks)


def status_reports(grant: Grant) -> Iterator[Station]:
    """What the organization told in the middle of the year."""
    for paper in StatusReport.objects.filter(grant=grant).exclude(received_at=None).select_related("accepted_by"):
        read = f"{paper.accepted_by}({era_clock(paper.accepted_at)})" if paper.accepted_by else "まだ"
        facts = [
            Fact("収受", f"{era_clock(paper.received_at)} 収受第{paper.receipt_number}号"),
            Fact("支出のうち交付金", yen(paper.grant_spent)),
            Fact("終わる見込み", paper.get_outlook_display()),
            Fact("確認した人", read),
        ]
        checks = [Check("支出のうち交付金は、支出の計まで", paper.grant_spent or 0, "≦", paper.expense or 0)]
        yield Station(paper.name, facts, paper.get_absolute_url(), "状況報告を見る", checks=checks)


def report(grant: Grant) -> Iterator[Station]:
    """What the organization says it has done with it, receipt by receipt."""
    paper = Report.objects.filter(grant=grant).exclude(received_at=None).first()
    if paper is None:
        return
    url = paper.get_absolute_url()
    approved = era_date(paper.approved_on) if paper.approved_on else "まだ(総会の前)"
    facts = [
        Fact("収受", f"{era_clock(paper.received_at)} 収受第{paper.receipt_number}号"),
        Fact("交付金を充てた額", yen(paper.amount_spent)),
        Fact("決算を認めた総会", approved),
    ]
    expenses = list(paper.expense_rows())
    share = sum(expense.grant_share for expense in expenses)
    checks = [Check("領収書の「うち交付金」の計は、報告の額と同じ", share, "=", paper.amount_spent or 0)]
    yield Station("実績報告", facts, url, "実績報告を見る", checks=checks)
    sums = spent_by_category(expenses)
    lines = paper.lines.filter(category__kind=Kind.EXPENSE).select_related("category")
    checks = [
        Check(f"「{line}」の領収書の計は、決算額と同じ", sums[line.category_id], "=", line.actual) for line in lines
    ]
    facts = [Fact("領収書", f"{len(expenses)}枚"), Fact("金額の計", yen(sum(sums.values())))]
    yield Station("領収書と決算", facts, f"{url}receipts/", "領収書を見る", checks=checks)


def confirmation(grant: Grant) -> Iterator[Station]:
    """額の確定: what the year came to, and what follows from it."""
    paper = Report.objects.filter(grant=grant, status=Report.Status.CONFIRMED).first()
    if paper is None or grant.amount_confirmed is None:
        return
    spent = (paper.amount_spent or 0) - paper.amount_disallowed
    facts = [
        Fact("確定額", yen(grant.amount_confirmed)),
        Fact("確定した人", f"{grant.confirmed_by}({era_clock(grant.confirmed_at)})"),
        Fact("対象外とした額", yen(paper.amount_disallowed)),
        Fact("繰り越す額", yen(grant.amount_carried)),
        Fact("積み立てる額", yen(grant.amount_reserved)),
        Fact("次の年度の交付額から差し引く額", yen(grant.amount_offset)),
    ]
    checks = [
        Check("確定額は、交付決定額まで", grant.amount_confirmed, "≦", max(grant.stands, grant.amount_decided or 0)),
        Check("確定額は、認めた支出まで", grant.amount_confirmed, "≦", spent),
    ]
    acts = list(Event.objects.about(paper).filter(verb__startswith="proposal.").order_by("pk"))
    yield Station("額の確定", facts, paper.get_absolute_url(), "実績報告を見る", acts=acts, checks=checks)


def refunds(grant: Grant) -> Iterator[Station]:
    """What was ordered back, and every sum that came in."""
    for case in Refund.objects.filter(grant=grant).exclude(decided_at=None):
        received = [
            Fact(f"入金 {era_date(each.received_on)}", f"{yen(each.amount)} {each.voucher}")
            for each in case.receipts.all()
        ]
        facts = [
            Fact("返還を命じた額", yen(case.amount)),
            Fact("命じた人", f"{case.decided_by}({era_clock(case.decided_at)})"),
            Fact("期限", era_date(case.due_on)),
            *received,
        ]
        checks = [Check("入金の計は、命じた額まで", case.collected(), "≦", case.amount)]
        acts = list(Event.objects.about(case).filter(verb__startswith="proposal.").order_by("pk"))
        yield Station(
            f"返還({case.get_status_display()})", facts, case.get_absolute_url(), "返還を見る", acts=acts, checks=checks
        )
    if grant.status == Grant.Status.SETTLED:
        facts = [
            Fact("支払った額(差し引いた額をふくむ)", yen(grant.paid())),
            Fact("返った額", yen(grant.refunded())),
            Fact("次の年度に差し引く額", yen(grant.amount_offset)),
        ]
        kept = grant.paid() - grant.refunded() - grant.amount_offset
        label = "支払った額から、返った額と差し引く額を引くと、団体が使える額"
        yield Station("精算", facts, checks=[Check(label, kept, "=", grant.earned)])


def ledgers(grant: Grant) -> Iterator[Station]:
    """What of the surplus stayed with the organization, and what an earlier year's surplus paid of this grant."""
    facts, checks = [], []
    if carried := getattr(grant, "carry_over", None):
        facts.append(Fact("繰越の台帳", f"{carried.fiscal_year}へ {yen(carried.amount)}"))
        checks.append(Check("繰越の台帳は、確定で決めた額と同じ", carried.amount, "=", grant.amount_carried))
    if entry := getattr(grant, "reserve_entry", None):
        facts.append(Fact("積立の台帳", f"{era_date(entry.booked_on)} {entry.reserve.purpose} {yen(entry.amount)}"))
        checks.append(Check("積立の台帳は、確定で決めた額と同じ", entry.amount, "=", grant.amount_reserved))
    for line in grant.offsets.select_related("grant__scheme"):
        of = f"({line.grant.scheme})" if line.grant else ""
        facts.append(Fact(f"差引き: {line.get_kind_display()}{of}", f"{yen(line.amount)}、残り{yen(line.balance)}"))
    earlier = grant.deductions.select_related("source__scheme")
    facts += [Fact("差し引いた使い残し", f"{line.source.scheme} {yen(line.amount)}") for line in earlier]
    if deducted := grant.deducted():
        most = max(grant.stands, grant.amount_decided or 0)
        checks.append(Check("差し引いた額は、交付決定額まで", deducted, "≦", most))
    if facts:
        yield Station("繰越・積立・差引きの台帳", facts, checks=checks)


def equipment(grant: Grant) -> Iterator[Station]:
    """What was bought with it, and what became of it."""
    for item in grant.items.select_related("expense"):
        facts = [
            Fact(
                "取得した日と額", f"{era_date(item.acquired_on)} {yen(item.price)}(うち交付金 {yen(item.grant_share)})"
            ),
            Fact("処分の制限", f"{era_date(item.free_from)}の前の日まで"),
            Fact("状態", item.get_status_display()),
        ]
        for case in ItemDisposal.objects.filter(item=item).exclude(decided_at=None):
            back = f"、市に返す額 {yen(case.payback)}" if case.payback else ""
            facts.append(Fact(case.name, f"{case.get_status_display()}({era_clock(case.decided_at)}){back}"))
        checks = [Check("うち交付金は、取得した額まで", item.grant_share, "≦", item.price)]
        yield Station(f"備品 {item}", facts, item.get_absolute_url(), "備品台帳を見る", checks=checks)
