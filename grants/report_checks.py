"""What keeps a performance report from being sent: its papers must agree to the yen (domain 3, invariants 3 and 4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from grants.report_rows import Expense, SettlementLine
from grants.reserves.booking import obstacle
from plans.budget import Kind
from records.era import era_date
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.reports import Report


class Gap(NamedTuple):
    sentence: str
    place: str  # edit, receipts, papers: the page on which it is mended; empty where only the city can


def gaps_of(report: Report, *, on: date) -> Iterator[Gap]:
    lines, expenses = list(report.lines.select_related("category")), list(report.expense_rows())
    return chain(
        gaps_of_head(report, on=on),
        gaps_of_projects(report),
        gaps_of_receipts(report, expenses, on=on),
        gaps_of_settlement(report, lines, expenses),
        gaps_of_reserve(report),
        gaps_of_papers(report),
    )


def gaps_of_head(report: Report, *, on: date) -> Iterator[Gap]:
    if report.grant.yearly_plan.newest().pk != report.yearly_plan_id:
        yield Gap("年度計画が新しくなっています。「新しい計画に合わせる」を押してください。", "edit")
    if report.organization.president(on=on) is None:
        yield Gap("今の会長が役員名簿にありません。名簿に入れてください。", "register")
    if report.starts_on is None or report.ends_on is None:
        yield Gap("事業をはじめた日と終えた日を入れてください。", "edit")
    elif report.ends_on > on:
        yield Gap("事業を終えた日が、まだ来ていません。終わってから報告してください。", "edit")
    first, last = report.period
    if report.starts_on and report.ends_on and not first <= report.starts_on <= report.ends_on <= last:
        span = f"{era_date(first)}から{era_date(last)}まで"
        yield Gap(f"事業をはじめた日と終えた日を、{span}の間の日にしてください。", "edit")
    if report.approved_on and report.starts_on and report.approved_on < report.starts_on:
        yield Gap("総会で決算を認めた日が、事業をはじめた日より前です。確かめてください。", "edit")
    if report.approved_on and report.approved_on > on:
        yield Gap(f"総会で決算を認めた日({era_date(report.approved_on)})は、報告する日より後にできません。", "edit")


def gaps_of_projects(report: Report) -> Iterator[Gap]:
    for project in report.projects.all():
        lacks = [name for name, text in (("実施日", project.done_on), ("成果", project.result)) if not text.strip()]
        if lacks:
            yield Gap(f"事業{project.order}「{project}」に、{'と'.join(lacks)}を書いてください。", "edit")


def gaps_of_receipts(report: Report, expenses: Sequence[Expense], *, on: date) -> Iterator[Gap]:
    first, last = report.period
    for expense in expenses:
        if not first <= expense.paid_on <= last:
            span = f"{era_date(first)}から{era_date(last)}まで"
            yield Gap(f"{expense}の支払日({era_date(expense.paid_on)})が、{span}の間にありません。", "receipts")
        elif expense.paid_on > on:
            yield Gap(f"{expense}の支払日({era_date(expense.paid_on)})が、まだ来ていません。", "receipts")
        if expense.photo_id is None:
            yield Gap(f"{expense}に、領収書の写真を付けてください。", "receipts")
    yield from (Gap(sentence, "receipts") for sentence in doubled(expenses))


def doubled(expenses: Sequence[Expense]) -> Iterator[str]:
    """Receipts that look like the same one: day, payee and amount, or the very same photo."""
    seen: dict[object, Expense] = {}
    for expense in expenses:
        alike = (expense.paid_on, "".join(expense.payee.split()), expense.amount)
        image = expense.photo.sha256 if expense.photo else None
        if (first := seen.get(image)) and image:
            yield f"{expense}の写真は、領収書{first.number}と同じものです。選び直してください。"
        elif (first := seen.get(alike)) and not expense.is_another:
            yield (
                f"{expense}は、領収書{first.number}と日付・支払先・金額が同じです。"
                "二重でなければ「別の支払い」に印をつけてください。"
            )
        seen.setdefault(alike, expense)
        seen.setdefault(image, expense)


def spent_by_category(expenses: Sequence[Expense]) -> Counter[int]:
    sums: Counter[int] = Counter()
    for expense in expenses:
        sums[expense.category_id] += expense.amount
    return sums


def gaps_of_settlement(report: Report, lines: Sequence[SettlementLine], expenses: Sequence[Expense]) -> Iterator[Gap]:
    left = spent_by_category(expenses)
    totals: dict[str, int] = defaultdict(int)
    for line in lines:
        totals[line.category.kind] += line.actual
        receipts = left.pop(line.category_id, 0)
        if line.category.kind == Kind.EXPENSE and receipts != line.actual:
            yield unequal(f"「{line}」の決算額", line.actual, "領収書の計", receipts)
        if line.category.is_grant and line.actual != report.grant.paid():
            yield unequal("収入の交付金", line.actual, "受け取った額", report.grant.paid())
    names = {expense.category_id: str(expense.category) for expense in expenses}
    for category, amount in left.items():
        yield Gap(
            f"領収書にある「{names[category]}」({yen(amount)})の行が、決算にありません。行を足してください。", "edit"
        )
    coming = totals[Kind.INCOME] + report.settlement().balance  # what is paid after the confirmation (精算払) counts
    if coming < totals[Kind.EXPENSE]:
        over = yen(totals[Kind.EXPENSE] - coming)
        yield Gap(f"支出が収入より{over}多くなっています。収入の行を確かめてください。", "edit")


def gaps_of_reserve(report: Report) -> Iterator[Gap]:
    if problem := obstacle(report):
        yield Gap(problem, "edit")


def unequal(left: str, one: int, right: str, other: int) -> Gap:
    return Gap(f"{left}({yen(one)})と{right}({yen(other)})がちがいます。差は{yen(abs(one - other))}です。", "edit")


def gaps_of_papers(report: Report) -> Iterator[Gap]:
    attached = {paper.purpose for paper in report.papers()}
    for name in report.grant.scheme.report_papers:
        if name not in attached:
            yield Gap(f"「{name}」を付けてください。", "papers")
