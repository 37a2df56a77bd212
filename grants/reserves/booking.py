"""The verbs of a reserve: its plan, money in with a confirmation, money out for a project, the bank book beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from grants.reserves.accounts import BankCheck, Reserve, ReserveEntry
from organizations.models import Organization
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear
from records.telling import made, overwrite
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.reports import Report


@transaction.atomic
def plan(
    organization: Organization, *, by: User, purpose: str, target: int, from_year: FiscalYear, to_year: FiscalYear,
    adopted_on: date | None,
) -> Reserve:  # fmt: skip
    """積立計画, as the assembly adopted it; without a day it is a draft of the organization."""
    _check_adoption(adopted_on)
    made_now = Reserve(organization=organization, purpose=purpose, target=target, from_year=from_year, to_year=to_year)
    made_now.adopted_on = adopted_on
    with spoken(Reserve):
        made_now.save()
    record(made_now, "reserve.plan", by=by, changes=made(made_now, but={"organization"}))
    return made_now


@transaction.atomic
def amend(
    reserve: Reserve, *, by: User, purpose: str, target: int, from_year: FiscalYear, to_year: FiscalYear,
    adopted_on: date | None,
) -> None:  # fmt: skip
    """The assembly says otherwise; never less than has been saved already."""
    lock(reserve)
    _check_adoption(adopted_on)
    if target < reserve.balance:
        raise NotNow(
            {"target": f"もう{yen(reserve.balance)}が積み立ててあります。目標を、それより少なくはできません。"}
        )
    to: dict[str, object] = {"purpose": purpose, "target": target, "from_year": from_year, "to_year": to_year}
    changes = overwrite(reserve, {**to, "adopted_on": adopted_on})
    with spoken(Reserve):
        reserve.save()
    record(reserve, "reserve.amend", by=by, changes=changes)


def lock(reserve: Reserve) -> None:
    reserve.refresh_from_db(from_queryset=Reserve._base_manager.select_for_update(no_key=True))


def _check_adoption(adopted_on: date | None) -> None:
    if adopted_on and adopted_on > timezone.localdate():
        raise NotNow({"adopted_on": "まだ来ていない日です。総会で認められてから、入れてください。"})


def obstacle(report: Report) -> str:
    """Why the report cannot put into its reserve what it wants to; empty where it can, or wants nothing."""
    scheme, reserve, amount = report.grant.scheme, report.reserve, report.amount_to_reserve
    if not amount or reserve is None:
        return ""
    if not scheme.reserves:
        return "この制度では、使い残しを積み立てられません。積み立てる額を0円にしてください。"
    if scheme.reserve_needs_plan and not (reserve.adopted_on and reserve.covers(scheme.fiscal_year)):
        return f"「{reserve.purpose}」は、{scheme.fiscal_year}をふくむ計画として総会で認められていません。"
    if amount > reserve.room:
        return f"「{reserve.purpose}」に入れられるのは、目標までの{yen(reserve.room)}です。"
    most = report.settlement().reserved
    return f"積み立てられるのは{yen(most)}までです(使い残しと、制度の上限)。" if amount > most else ""


def put_in(report: Report, *, by: User) -> None:
    """Part of the confirmation: what of the surplus goes into the reserve that the report names."""
    grant, reserve = report.grant, report.reserve
    if not grant.amount_reserved or reserve is None:
        return
    lock(reserve)
    if problem := obstacle(report):
        raise NotNow(problem)
    reason = f"{grant.scheme}の使い残し"
    _write(
        reserve, ReserveEntry.Kind.IN, grant.amount_reserved, by=by, on=timezone.localdate(), reason=reason, of=report
    )
    record(reserve, "reserve.put_in", by=by, comment=f"{yen(grant.amount_reserved)} {reason}")


@transaction.atomic
def take_out(reserve: Reserve, *, by: User, booked_on: date, amount: int, project: str, reason: str) -> None:
    """取崩し for a project; not more than there is, on a day that the bank book shows."""
    lock(reserve)
    first = reserve.entries.aggregate(last=Max("booked_on"))["last"]
    if amount > reserve.balance:
        raise NotNow({"amount": f"残高は{yen(reserve.balance)}です。それより多くは取り崩せません。"})
    if booked_on > timezone.localdate():
        raise NotNow({"booked_on": "まだ来ていない日です。取り崩してから、記録してください。"})
    if first and booked_on < first:
        raise NotNow({"booked_on": f"台帳の最後の日({era_date(first)})か、それより後の日にしてください。"})
    _write(reserve, ReserveEntry.Kind.OUT, amount, by=by, on=booked_on, reason=reason, project=project)
    record(reserve, "reserve.take_out", by=by, comment=f"{era_date(booked_on)} {yen(amount)} {project}")


def _write(
    reserve: Reserve, kind: str, amount: int, *, by: User, on: date, reason: str, project: str = "",
    of: Report | None = None,
) -> None:  # fmt: skip
    balance = reserve.balance + (amount if kind == ReserveEntry.Kind.IN else -amount)
    with spoken(ReserveEntry):
        ReserveEntry.objects.create(
            reserve=reserve, kind=kind, booked_on=on, amount=amount, balance=balance, reason=reason, project=project,
            grant=of.grant if of else None, recorded_by=by,
        )  # fmt: skip


def saved_by(organization: Organization, *, on: date) -> int:
    """Yen in all of its reserves at the end of a day."""
    last = ReserveEntry.objects.filter(reserve__organization=organization, booked_on__lte=on)
    return sum(entry.balance for entry in last.order_by("reserve_id", "-pk").distinct("reserve_id"))


def closing(day: date) -> FiscalYear:
    """Of which year a bank book says how it ended: in April and May still of the year before."""
    year = FiscalYear.of(day)
    return year.previous if day <= year.previous.closes else year


@transaction.atomic
def compare(organization: Organization, *, by: User, looked_on: date, in_bank: int, note: str) -> BankCheck:
    """The bank book's balance beside the ledger's of that day; what differs needs a reason."""
    if looked_on > timezone.localdate():
        raise NotNow({"looked_on": "まだ来ていない日です。通帳を見た日を入れてください。"})
    in_ledger = saved_by(organization, on=looked_on)
    if in_bank != in_ledger and not note.strip():
        told = f"台帳の残高は{yen(in_ledger)}で、{yen(abs(in_bank - in_ledger))}ちがいます。そのわけを書いてください。"
        raise NotNow({"note": told})
    with spoken(BankCheck):
        check = BankCheck.objects.create(
            organization=organization, fiscal_year=closing(looked_on), looked_on=looked_on, in_bank=in_bank,
            in_ledger=in_ledger, note=note.strip(), recorded_by=by,
        )  # fmt: skip
    record(organization, "organization.compare", by=by, comment=f"通帳{yen(in_bank)}、台帳{yen(in_ledger)}")
    return check
