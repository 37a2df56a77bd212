"""The places of a report that can be asked to be mended, and by which the trail tells what was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plans.places import Place
from records.era import era_date
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.reports import Report


def places_of(report: Report) -> list[Place]:
    return [*head_places(report), *project_places(report), *line_places(report), *receipt_places(report)]


def head_places(report: Report) -> Iterator[Place]:
    paper = "実績報告書"
    span = [era_date(day) if day else "" for day in (report.starts_on, report.ends_on)]
    yield Place("report-period", paper, "実施した期間", "から".join(span) if any(span) else "")
    yield Place("report-approved", paper, "総会の承認", era_date(report.approved_on) if report.approved_on else "")
    if report.amount_to_reserve:
        yield Place("report-reserve", paper, "積立", f"{report.reserve} {yen(report.amount_to_reserve)}")
    yield Place("report-remarks", paper, "まとめ", report.remarks)
    yield Place("report-papers", paper, "添付の書類", "、".join(str(file) for file in report.papers()))


def project_places(report: Report) -> Iterator[Place]:
    for project in report.projects.all():
        people = f"{project.participants}人" if project.participants is not None else ""
        value = " / ".join(filter(None, [project.done_on, people, project.result, project.next_year]))
        yield Place(f"report-project-{project.pk}", "事業実績書", f"事業{project.order}「{project}」", value)


def line_places(report: Report) -> Iterator[Place]:
    for line in report.lines.select_related("category"):
        value = f"{yen(line.actual)}({line.note})" if line.note else yen(line.actual)
        label = f"{line.category.get_kind_display()}「{line}」"
        yield Place(f"report-line-{line.pk}", "収支決算書", label, value)


def receipt_places(report: Report) -> Iterator[Place]:
    for each in report.expense_rows():
        money = f"{yen(each.amount)}(うち交付金{yen(each.grant_share)})"
        value = " / ".join([era_date(each.paid_on), str(each.project), str(each.category), each.content, money])
        yield Place(f"report-receipt-{each.pk}", "支出明細", f"領収書{each.number}「{each.payee}」", value)
