"""What the pages of one performance report show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.forms.review import ReviewForm, ReviewSheet
from grants.heaps.photos import waiting_photos
from grants.inspections.page import of_report
from grants.noticing import notice_context
from grants.regrants.page import regrants_of_report
from grants.report_checks import spent_by_category
from grants.report_review import ReportSeen
from grants.reports import Report
from grants.results.showing import ResultShowing
from grants.rules import may_examine_report, may_write
from grants.settlement import Settlement
from grants.showing import by_when
from plans.budget import Kind
from records.attachments import Attachment
from records.corrections import Correction
from records.era import era_date
from records.events import Event
from records.letters import Letter
from records.pieces import Fact, Figure, Step, Tag, steps
from records.stands import stand
from records.templatetags.japanese import era_clock, month_day, yen
from records.workdays import workdays

Status = Report.Status
TAGS = {
    Status.DRAFT: Tag("下書き"),
    Status.SUBMITTED: Tag("市が確認中", "way"),
    Status.RETURNED: Tag("補正のお願い", "back"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.CONFIRMED: Tag("額の確定", "good"),
}
WAY = ("事業と決算", "領収書", "書類", "確認して提出")


@dataclass(frozen=True)
class Category:
    """支出 of one item: what the settlement says, and what its receipts add up to."""

    name: str
    actual: int
    receipts: int

    @property
    def agrees(self) -> bool:
        return self.actual == self.receipts


def way(at: int) -> list[Step]:
    return steps(*WAY, at=at)


def head_facts(report: Report) -> list[Fact]:
    grant, settled = report.grant, report.settlement()
    span = [era_date(day) if day else "まだ" for day in (report.starts_on, report.ends_on)]
    facts = [
        Fact("団体名", report.applicant or grant.organization.name),
        Fact("代表者", report.representative or None),
        Fact("実施した期間", "から".join(span)),
        Fact("総会の承認", era_date(report.approved_on) if report.approved_on else "まだ(総会の前)"),
        *money_facts(settled, confirmed=report.status == Status.CONFIRMED),
    ]
    if report.receipt_number:
        facts.append(Fact("収受", f"{era_clock(report.received_at)} 収受第{report.receipt_number}号"))
    return facts


def money_facts(settled: Settlement, *, confirmed: bool) -> list[Fact]:
    """精算: amounts that nobody types."""
    sure = "" if confirmed else "(見込み)"
    facts = [
        Fact("交付決定額", yen(settled.granted)),
        Fact("受け取った額", yen(settled.paid)),
        Fact("交付金を充てた額", yen(settled.spent)),
        Fact("不用額", yen(settled.unused)),
    ]
    if confirmed:
        facts.append(Fact("確定額", yen(settled.confirmed)))
    if settled.balance:
        facts.append(Fact(f"これから受け取る額{sure}", yen(settled.balance)))
    if settled.refund:
        facts.append(Fact(f"市に返す額{sure}", yen(settled.refund)))
    if settled.carried:
        facts.append(Fact(f"次の年度に繰り越す額{sure}", yen(settled.carried)))
    return facts


def accounts(report: Report) -> list[dict[str, Any]]:
    """収入の部 and 支出の部 with their sums, and what is left."""
    lines = list(report.lines.select_related("category"))
    parts = []
    for kind in (Kind.INCOME, Kind.EXPENSE):
        rows = [line for line in lines if line.category.kind == kind]
        budget, actual = sum(row.budget for row in rows), sum(row.actual for row in rows)
        parts.append({"kind": kind.label, "lines": rows, "budget": budget, "actual": actual, "change": actual - budget})
    return parts


def report_context(report: Report, user: User, *, form: ReviewForm | None = None) -> dict[str, Any]:
    today = timezone.localdate()
    inside, examines = user.is_city(on=today), bool(may_examine_report(user, report))
    writes = bool(may_write(user, report)) and report.is_open
    corrections = list(Correction.objects.about(report).select_related("asked_by", "mended_by"))
    events = Event.objects.about(report)
    review = form.sheet if form else ReviewSheet(ReportSeen(report)) if inside else None
    if form is None and review and examines and report.can("review"):
        form = ReviewForm(review)
    parts, approval = accounts(report), stand(report, user=user, on=today) if inside else None
    return {
        "report": report,
        "grant": report.grant,
        "tag": TAGS[Status(report.status)],
        "inside": inside,
        "writes": writes,
        "examines": form is not None,
        **notice_context(report, may=examines),
        "review": review,
        "form": form,
        "approval": approval,
        **beside(report, user),
        "letter": Letter.objects.about(report).decisions().first(),
        "figures": figures_of(report, on=today),
        "facts": head_facts(report),
        "accounts": parts,
        "left": parts[0]["actual"] - parts[1]["actual"],
        "projects": report.projects.annotate(spent=Sum("expenses__amount")),
        "expenses": report.expense_rows(),
        "corrections": corrections,
        "asked": [each for each in corrections if each.mended_at is None],
        "files": papers_of(report),
        "events": list(events if inside else events.exclude(verb__regex=r"^(proposal\.|report\.review)")),
    }


def beside(report: Report, user: User) -> dict[str, Any]:
    """Inspections, parts that were handed on, and whether its results are shown to everybody."""
    return {
        **of_report(report.grant, user),
        **regrants_of_report(report.grant, user),
        "shows": bool(may_write(user, report)) and not report.is_open,
        "showing": ResultShowing.objects.filter(report=report).first(),
    }


def figures_of(report: Report, *, on: date) -> list[Figure]:
    settled, due = report.settlement(), report.grant.scheme.report_due
    figures = [
        Figure("交付決定額", yen(settled.granted)),
        Figure("交付金を充てた額", yen(settled.spent), f"不用額 {yen(settled.unused)}"),
    ]
    if report.received_at:
        figures.append(Figure("提出", month_day(report.received_at), f"収受第{report.receipt_number}号"))
    else:
        figures.append(by_when("報告の期限", workdays().ending(due), on=on))
    return figures


def papers_of(report: Report) -> list[Attachment]:
    """All but the photos, which stand beside their receipts."""
    photos = set(report.expenses.values_list("photo", flat=True))
    return [paper for paper in report.papers() if paper.pk not in photos]


def receipts_context(report: Report, user: User) -> dict[str, Any]:
    expenses = list(report.expense_rows())
    asked = {ask.field: ask.comment for ask in Correction.objects.about(report).open()}
    return {
        "report": report,
        "grant": report.grant,
        "writes": bool(may_write(user, report)) and report.is_open,
        "waiting": waiting_photos(report),
        "rows": [(expense, asked.get(f"report-receipt-{expense.pk}", "")) for expense in expenses],
        "categories": categories(report),
        "total": sum(expense.amount for expense in expenses),
        "share": sum(expense.grant_share for expense in expenses),
        "steps": way(1),
    }


def categories(report: Report) -> list[Category]:
    """Every item of the settlement's expenses, and those that only receipts name."""
    left = spent_by_category(list(report.expenses.all()))
    lines = report.lines.filter(category__kind=Kind.EXPENSE).select_related("category")
    found = [Category(str(line.category), line.actual, left.pop(line.category_id, 0)) for line in lines]
    names = {expense.category_id: str(expense.category) for expense in report.expense_rows()}
    return [*found, *(Category(names[key], 0, amount) for key, amount in left.items())]


def confirm_context(report: Report, *, on: date) -> dict[str, Any]:
    pages = {name: reverse(f"grants:report_{name}", args=[report.pk]) for name in ("edit", "receipts", "papers")}
    pages["register"] = report.organization.get_absolute_url()
    return {
        "report": report,
        "grant": report.grant,
        "gaps": [(gap.sentence, pages.get(gap.place, "")) for gap in report.gaps(on=on)],
        "facts": head_facts(report),
        "files": papers_of(report),
        "count": report.expenses.count(),
        "late": report.received_at is None and on > workdays().next_workday(report.grant.scheme.report_due),
        "steps": way(3),
    }
