"""変更(中止・廃止)承認申請書 (3.12), or 変更届出書 where a notice is enough; with the new plan."""

from __future__ import annotations

from collections.abc import Iterator

from grants.change import Change
from grants.differences import Differences
from grants.printed.head import contact_of, decided, enclosed, letter
from plans.printed import papers_of_plan
from records.era import era_date
from records.papers import Column, Entry, FormPaper, PaperSet, Table, form, prints
from records.templatetags.japanese import kin, number

CHANGE = form("grants.change", "変更(中止・廃止)承認申請書", "様式第6号")
NOTICE = form("grants.notice", "変更届出書", "様式第7号")


def papers_of_change(change: Change) -> Iterator[FormPaper]:
    found = change.differences()
    light = change.needs_only_notice() if change.is_open else bool(change.is_light)
    yield application(change, found, light=light)
    if found is not None and change.plan is not None:
        yield from papers_of_plan(change.plan)


def application(change: Change, found: Differences | None, *, light: bool) -> FormPaper:
    grant, kind = change.grant, change.get_kind_display()
    before, wanted = change.before, change.amount_now()
    wish = "変更したので届け出ます" if light else f"{kind}したいので、承認してくださるよう申請します"
    year = grant.scheme.fiscal_year
    along = [f"{year} 事業計画書(変更後)", f"{year} 収支予算書(変更後)"] if found else []
    return letter(
        change,
        NOTICE if light else CHANGE,
        "変更届出書" if light else f"{kind}承認申請書",
        scheme=grant.scheme,
        contact=contact_of(change),
        body=f"{decided(grant)}について、下記のとおり{wish}。",
        entries=[
            Entry("区分", kind),
            Entry("理由", change.reason),
            Entry("変更前の交付決定額", kin(before)),
            Entry("変更後の交付申請額", kin(wanted)),
            Entry("差引増減額", kin(wanted - before) if wanted is not None else ""),
            Entry("総会や役員会で決めた日", era_date(change.resolved_on) if change.resolved_on else ""),
            enclosed(change, *along),
        ],
        tables=tables(found) if found else (),
    )


def tables(found: Differences) -> tuple[Table, ...]:
    names = ("前の事業費", "後の事業費", "前の交付金", "後の交付金")
    of_projects = (Column("事業名", 44), *(Column(name, 23, "num") for name in names), Column("変わるところ"))
    projects = tuple(
        (each.name, *map(number, (*each.cost, *each.share)), each.word) for each in found.projects if each.differs
    )
    of_lines = (Column("科目"), *(Column(name, 32, "num") for name in ("変更前", "変更後", "増減")))
    lines = tuple(
        (f"{each.kind} {each.name}", number(each.before), number(each.after), number(each.difference))
        for each in found.lines
        if each.differs
    )
    return (
        Table("変わる事業(円)", of_projects, projects, empty="変わる事業はありません。"),
        Table("変わる予算(円)", of_lines, lines, empty="変わる予算の行はありません。"),
    )


SET = prints(
    PaperSet(
        "grants.change",
        "application",
        "変更・中止・廃止",
        papers_of_change,
        programme=lambda change: change.grant.scheme.programme,
    )
)
