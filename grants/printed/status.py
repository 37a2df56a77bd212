"""状況報告書 (3.13)."""

from __future__ import annotations

from grants.printed.head import decided, letter
from grants.status_reports.papers import StatusReport
from records.era import era_date
from records.papers import Column, Entry, FormPaper, PaperSet, Table, form, prints
from records.templatetags.japanese import kin, number

STATUS = form("grants.status", "状況報告書", "様式第14号")


def papers_of_status(report: StatusReport) -> list[FormPaper]:
    day = era_date(report.as_of)
    return [
        letter(
            report,
            STATUS,
            "状況報告書",
            scheme=report.grant.scheme,
            body=f"{decided(report.grant)}の事業について、{day}現在の状況を、下記のとおり報告します。",
            entries=[
                Entry("いつ現在の状況か", day),
                Entry("収入の計", kin(report.income)),
                Entry("支出の計", kin(report.expense)),
                Entry("支出のうち交付金", kin(report.grant_spent)),
                Entry("終わる見込み", report.get_outlook_display() if report.outlook else ""),
                Entry("課題", report.issues or "とくにありません。"),
            ],
            tables=(projects(report),),
        )
    ]


def projects(report: StatusReport) -> Table:
    columns = (
        Column("No", 9, "num"),
        Column("事業名", 38),
        Column("事業費", 22, "num"),
        Column("進みぐあい", 20, "num"),
        Column("したことと、これからすること"),
    )
    rows = tuple(
        (str(each.order), each.name, number(each.cost), "" if each.progress is None else f"{each.progress}%", each.told)
        for each in report.projects.all()
    )
    return Table("事業ごとの進みぐあい", columns, rows, head=1, empty="事業がありません。")


SET = prints(
    PaperSet(
        "grants.statusreport",
        "status",
        "状況報告",
        papers_of_status,
        programme=lambda report: report.grant.scheme.programme,
    )
)
