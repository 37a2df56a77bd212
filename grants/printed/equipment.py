"""財産処分承認申請書 or 財産処分届 (3.19); 備品台帳 (3.20), which goes with the report of the grant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grants.equipment.disposals import ItemDisposal
from grants.equipment.items import Item
from grants.printed.head import decided, letter, named
from grants.reports import Report
from organizations.printed import sender_of
from records.era import era_date
from records.papers import Column, Entry, FormPaper, PaperSet, Table, form, prints
from records.templatetags.japanese import kin, number

DISPOSAL = form("grants.disposal", "財産処分承認申請書", "様式第15号")
NOTICE = form("grants.disposal_notice", "財産処分届", "様式第16号")
REGISTER = form("grants.equipment", "備品台帳", "様式第17号")


def papers_of_disposal(case: ItemDisposal) -> list[FormPaper]:
    scheme, noticed = case.grant.scheme, case.is_notice
    title = "財産処分届" if noticed else "財産処分承認申請書"
    asks = "下記のとおり届け出ます。" if noticed else "承認を受けたいので、下記のとおり申請します。"
    return [
        letter(
            case,
            NOTICE if noticed else DISPOSAL,
            title,
            scheme=scheme,
            body=f"{decided(case.grant)}により取得した財産の処分について、{scheme.rule_name}の規定により、{asks}",
            entries=[
                Entry("処分する財産", case.item.name),
                Entry("処分の方法", case.get_kind_display()),
                Entry("処分する日", era_date(case.planned_on)),
                Entry("相手", case.partner),
                Entry("受け取る額", kin(case.proceeds)),
                Entry("処分する理由", case.reason),
            ],
            tables=(table_of([case.item], "備品台帳の記載"),),
        )
    ]


def register_of(report: Report) -> Iterator[FormPaper]:
    """Where something was bought that is kept in the register."""
    items = list(Item.objects.filter(grant=report.grant_id).order_by("acquired_on", "pk"))
    if items:
        about = sender_of(report).organization
        yield FormPaper(REGISTER, f"{named(report.grant.scheme)} 備品台帳", about=about, tables=(table_of(items, ""),))


def table_of(items: Iterable[Item], caption: str) -> Table:
    columns = (
        Column("品名"),
        Column("取得した日", 30),
        Column("取得した額(円)", 26, "num"),
        Column("うち交付金(円)", 26, "num"),
        Column("保管場所", 34),
        Column("処分を制限する期間", 34),
    )
    rows = tuple(
        (
            each.name, era_date(each.acquired_on), number(each.price), number(each.grant_share), each.place,
            f"{each.limit_years}年({era_date(each.free_from)}の前まで)",
        )
        for each in items
    )  # fmt: skip
    return Table(caption, columns, rows)


SET = prints(
    PaperSet(
        "grants.itemdisposal",
        "disposal",
        "財産の処分",
        papers_of_disposal,
        programme=lambda case: case.grant.scheme.programme,
    )
)
