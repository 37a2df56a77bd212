"""The ledgers as spreadsheets: an organization's own lines, and the balances that the city looks at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tablib

from accounts.models import User
from grants.ledger import CarryOver
from grants.reserves.accounts import ReserveEntry
from grants.reserves.offsets import Offset
from grants.reserves.pages import Line
from organizations.models import Organization
from records.templatetags.japanese import local_day

LEDGER = ["台帳", "何の", "日", "動き", "入", "出", "残高", "事業・わけ", "記録した人"]
BALANCES = ["団体", "積立の目的", "はじめの年度", "使う年度", "総会で認めた日", "目標の額", "残高", "通帳との照合"]


def ledger_table(organization: Organization) -> tablib.Dataset:
    """Every line of its reserves, what it carried over, and what is deducted, in the order of each ledger."""
    table = tablib.Dataset(title="積立と繰越の台帳", headers=LEDGER)
    for row in (*of_reserves(organization), *of_carry_overs(organization), *of_offsets(organization)):
        table.append(row)
    return table


def of_reserves(organization: Organization) -> Iterator[list[Any]]:
    found = ReserveEntry.objects.filter(reserve__organization=organization)
    for line in found.select_related("reserve", "recorded_by").order_by("reserve_id", "pk"):
        into = line.kind == ReserveEntry.Kind.IN
        told = " ".join(filter(None, (line.project, line.reason)))
        yield [
            "積立", line.reserve.purpose, line.booked_on, line.get_kind_display(), line.amount if into else None,
            None if into else line.amount, line.balance, told, str(line.recorded_by),
        ]  # fmt: skip


def of_carry_overs(organization: Organization) -> Iterator[list[Any]]:
    for line in CarryOver.objects.filter(grant__organization=organization).select_related("grant__scheme"):
        day, told = local_day(line.written_at), f"{line.fiscal_year}へ"
        yield ["繰越", str(line.grant.scheme), day, "繰り越した", line.amount, None, None, told, ""]


def of_offsets(organization: Organization) -> Iterator[list[Any]]:
    found = Offset.objects.filter(source__organization=organization)
    for line in found.select_related("source__scheme", "grant__scheme", "recorded_by").order_by("source_id", "pk"):
        arisen = line.kind == Offset.Kind.ARISEN
        yield [
            "差引き", str(line.source.scheme), local_day(line.recorded_at), line.get_kind_display(),
            line.amount if arisen else None, None if arisen else line.amount, line.balance,
            str(line.grant.scheme) if line.grant else "", str(line.recorded_by),
        ]  # fmt: skip


def balances_table(lines: list[Line]) -> tablib.Dataset:
    table = tablib.Dataset(title="団体の積立", headers=BALANCES)
    for line in lines:
        reserve = line.reserve
        table.append([
            reserve.organization.name, reserve.purpose, str(reserve.from_year), str(reserve.to_year),
            reserve.adopted_on, reserve.target, reserve.saved, str(line.checked or "まだ"),
        ])  # fmt: skip
    return table


def counted(user: User, table: tablib.Dataset) -> dict[str, Any]:
    """What the history says of who took the table away."""
    return {"by": user, "comment": f"{table.title} {len(table)}件", "sheet": table.title, "rows": len(table)}
