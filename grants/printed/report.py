"""実績報告書 (3.14) with 事業実績書 (3.15), 収支決算書 (3.16), 精算書 and 支出明細書 (3.17)."""

from __future__ import annotations

from typing import Any

from grants.cases import Grant
from grants.printed.equipment import register_of
from grants.printed.head import decided, enclosed, letter, named
from grants.report_page import accounts
from grants.reports import Report
from organizations.printed import sender_of
from records.era import era_date
from records.papers import Column, Entry, FormPaper, PaperSet, Table, form, prints
from records.templatetags.japanese import kin, number

REPORT = form("grants.report", "実績報告書", "様式第9号")
PROJECTS = form("grants.report_projects", "事業実績書", "様式第10号")
ACCOUNTS = form("grants.report_accounts", "収支決算書", "様式第11号")
SETTLEMENT = form("grants.settlement", "精算書", "様式第12号")
RECEIPTS = form("grants.receipts", "支出明細書", "様式第13号")


def papers_of_report(report: Report) -> list[FormPaper]:
    return [head(report), projects(report), account(report), settlement(report), receipts(report), *register_of(report)]


def named_like(report: Report, title: str) -> dict[str, Any]:
    grant: Grant = report.grant
    return {"title": f"{grant.scheme.fiscal_year} {title}", "about": sender_of(report).organization}


def head(report: Report) -> FormPaper:
    settled = report.settlement()
    span = "から".join(era_date(day) if day else "　　年　　月　　日" for day in (report.starts_on, report.ends_on))
    return letter(
        report,
        REPORT,
        "実績報告書",
        scheme=report.grant.scheme,
        body=f"{decided(report.grant)}の事業が終わったので、関係する書類を添えて、下記のとおり報告します。",
        entries=[
            Entry("事業を実施した期間", f"{span}まで"),
            Entry("交付決定額", kin(settled.granted)),
            Entry("精算額(交付金を充てた額)", kin(settled.confirmed)),
            Entry("不用額", kin(settled.unused)),
            Entry("総会で決算を認めた日", era_date(report.approved_on) if report.approved_on else ""),
            Entry("まとめ", report.remarks),
            enclosed_with(report),
        ],
    )


def enclosed_with(report: Report) -> Entry:
    """The receipts' photos stand in the list of expenses, each with its number."""
    entry = enclosed(report, "事業実績書", "収支決算書", "精算書", "支出明細書", "領収書の写し")
    lines = [line for line in entry.lines if line == "領収書の写し" or not line.startswith("領収書")]
    return Entry(entry.label, "\n".join(lines))


def projects(report: Report) -> FormPaper:
    columns = (
        Column("No", 9, "num"),
        Column("事業名", 48),
        Column("実施日", 34),
        Column("参加人数", 20, "num"),
        Column("成果"),
        Column("課題と次の年度", 60),
    )
    rows = [
        (str(each.order), each.name, each.done_on, number(each.participants), each.result, each.next_year)
        for each in report.projects.all()
    ]
    table = Table("", columns, tuple(rows), head=1, empty="事業がありません。")
    return FormPaper(PROJECTS, **named_like(report, "事業実績書"), tables=(table,), wide=True)


def account(report: Report) -> FormPaper:
    columns = (
        Column("科目", 36),
        Column("予算額", 28, "num"),
        Column("決算額", 28, "num"),
        Column("増減", 26, "num"),
        Column("摘要"),
    )
    parts = accounts(report)
    tables = [
        Table(
            f"{part['kind']}の部",
            columns,
            tuple(
                (str(line), *map(number, (line.budget, line.actual, line.change)), line.note) for line in part["lines"]
            ),
            (("合計", *map(number, (part["budget"], part["actual"], part["change"])), ""),),
            empty="まだ行がありません。",
        )
        for part in parts
    ]
    left = parts[0]["actual"] - parts[1]["actual"]
    told = named_like(report, "収支決算書")
    return FormPaper(
        ACCOUNTS,
        told["title"],
        about=f"{told['about']}　単位:円",
        tables=tuple(tables),
        closing=f"収入の合計から支出の合計を引いた残り　{number(left)}円",
    )


def settlement(report: Report) -> FormPaper:
    settled = report.settlement()
    rows = {
        "交付決定額": settled.granted,
        "既に受け取った額": settled.paid,
        "交付金を充てた額": settled.spent,
        "精算額": settled.confirmed,
        "不用額": settled.unused,
        "これから受け取る額": settled.balance,
        "市に返す額": settled.refund,
        "次の年度に繰り越す額": settled.carried,
    }
    columns = (Column("区分", 60), Column("金額(円)", 40, "num"), Column("備考"))
    notes = {"精算額": "市が額を確定するまでは、見込みの額です。" if report.status != Report.Status.CONFIRMED else ""}
    table = Table("", columns, tuple((label, number(yen), notes.get(label, "")) for label, yen in rows.items()))
    return FormPaper(
        SETTLEMENT, f"{named(report.grant.scheme)} 精算書", about=sender_of(report).organization, tables=(table,)
    )


def receipts(report: Report) -> FormPaper:
    columns = (
        Column("証拠番号", 18, "num"),
        Column("支払日", 30, "fit"),
        Column("事業", 42),
        Column("科目", 28),
        Column("支払先", 40),
        Column("内容"),
        Column("金額(円)", 24, "num"),
        Column("うち交付金(円)", 26, "num"),
        Column("支払方法", 20, "fit"),
        Column("領収書", 14, "fit"),
    )
    expenses = list(report.expense_rows())
    rows = [
        (
            str(each.number),
            era_date(each.paid_on),
            str(each.project),
            str(each.category),
            each.payee,
            each.content,
            number(each.amount),
            number(each.grant_share),
            each.get_method_display(),
            "あり" if each.photo_id else "なし",
        )
        for each in expenses
    ]
    sums = number(sum(each.amount for each in expenses)), number(sum(each.grant_share for each in expenses))
    table = Table(
        "", columns, tuple(rows), (("", "合計", "", "", "", "", *sums, "", ""),), empty="まだ領収書がありません。"
    )
    return FormPaper(RECEIPTS, **named_like(report, "支出明細書"), tables=(table,), wide=True)


SET = prints(
    PaperSet(
        "grants.report", "report", "実績報告", papers_of_report, programme=lambda report: report.grant.scheme.programme
    )
)
