"""What the pages of the ledgers show: an organization's own, and the city's over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from accounts.models import User
from grants.ledger import CarryOver
from grants.reserves.accounts import BankCheck, Reserve
from grants.reserves.booking import closing, saved_by
from grants.reserves.offsets import Offset
from organizations.models import Organization
from records.events import Event
from records.fiscal import FiscalYear
from records.pieces import Figure
from records.templatetags.japanese import yen


def ledger_context(organization: Organization, *, on: date, writes: bool) -> dict[str, Any]:
    reserves: list[Any] = list(organization.reserves.with_balance())
    offsets = Offset.objects.filter(source__organization=organization)
    carried = CarryOver.objects.filter(grant__organization=organization).select_related("grant__scheme")
    open_ = sum(line.balance for line in offsets.open())
    return {
        "organization": organization,
        "reserves": reserves,
        "carried": list(carried),
        "offsets": list(offsets.select_related("source__scheme", "grant__scheme").order_by("pk")),
        "checks": list(organization.bank_checks.select_related("recorded_by")),
        "figures": [
            Figure("積立の残高", yen(sum(reserve.saved for reserve in reserves))),
            Figure("この年度に繰り越した額", yen(brought(organization, FiscalYear.of(on)))),
            Figure("これから差し引かれる額", yen(open_)),
        ],
        "todo": list(todo(organization, reserves, on=on)),
        "writes": writes,
        "year": FiscalYear.of(on),
        "events": Event.objects.about(organization).filter(verb="organization.compare"),
    }


def brought(organization: Organization, year: FiscalYear) -> int:
    """Yen that were carried over into a year."""
    return sum(line.amount for line in CarryOver.objects.filter(grant__organization=organization, fiscal_year=year))


def todo(organization: Organization, reserves: list[Any], *, on: date) -> Iterator[str]:
    """Sentences that say what has to be done about the ledgers."""
    for reserve in reserves:
        if reserve.adopted_on is None:
            yield f"「{reserve.purpose}」の計画を、総会で認めてもらい、その日を入れてください。"
        if reserve.saved and FiscalYear.of(on) > reserve.to_year:
            yield (
                f"「{reserve.purpose}」は、使う年度({reserve.to_year})を過ぎています。"
                "取り崩して使うか、総会で計画を直してください。"
            )
    ended = FiscalYear.of(on).previous
    if saved_by(organization, on=ended.end) and not organization.bank_checks.filter(fiscal_year=ended).exists():
        yield f"{ended}の終わりの残高を、通帳と合わせてください。"


@dataclass(frozen=True)
class Line:
    """One reserve in the city's list."""

    reserve: Any
    checked: FiscalYear | None
    on: date

    @property
    def overdue(self) -> bool:
        return bool(self.reserve.saved) and FiscalYear.of(self.on) > self.reserve.to_year

    @property
    def unchecked(self) -> bool:
        """The bank book of the year that ended was not shown beside it."""
        return bool(self.reserve.saved) and (self.checked is None or self.checked < FiscalYear.of(self.on).previous)

    @property
    def reached(self) -> int:
        """Percent of the target."""
        return int(self.reserve.saved * 100 // self.reserve.target)


def city_context(user: User, *, on: date) -> dict[str, Any]:
    """All reserves, and what is still to be deducted from a later grant."""
    reserves = Reserve.objects.visible_to(user, on=on).with_balance().select_related("organization")
    found = list(reserves.order_by("organization__furigana", "pk"))
    last = BankCheck.objects.order_by().values_list("organization").annotate(last=Max("fiscal_year"))
    checked = dict(last)
    lines = [Line(reserve, checked.get(reserve.organization_id), on) for reserve in found]
    seen = Organization.objects.visible_to(user, on=on).values("pk")
    offsets = Offset.objects.open().filter(source__organization__in=seen)
    waiting = list(offsets.select_related("source__organization", "source__scheme").order_by("pk"))
    late = [line for line in waiting if line.source.scheme.fiscal_year.next < FiscalYear.of(on)]
    return {
        "lines": lines,
        "offsets": waiting,
        "figures": [
            Figure("積立の残高の計", yen(sum(line.reserve.saved for line in lines)), f"{len(lines)}件"),
            Figure("使う年度を過ぎた積立", f"{sum(line.overdue for line in lines)}件"),
            Figure("通帳との照合がまだ", f"{sum(line.unchecked for line in lines)}件"),
            Figure("差し引く残りの計", yen(sum(line.balance for line in waiting)), late_note(late)),
        ],
        "closing": closing(on),
    }


def late_note(late: list[Offset]) -> str:
    return f"次の年度に引ききれなかったもの {len(late)}件" if late else ""
