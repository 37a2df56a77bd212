"""Grants when their period is over: amounts, dates and the decision stay, the people leave them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models

from grants.models import (
    Allotment,
    Change,
    Grant,
    Inspection,
    Item,
    ItemDisposal,
    Payment,
    Refund,
    ReGrant,
    Report,
    Revocation,
    StatusReport,
    Transfer,
)
from records.fiscal import FiscalYear
from records.periods import Period
from records.retention.kinds import GONE, CaseHolding, holds
from records.templatetags.japanese import local_day


class OfScheme(CaseHolding):
    """What hangs on a scheme is kept as long as that says, if it says more than the city's own rule."""

    def years(self, case: Any) -> int | None:
        scheme = case.scheme if isinstance(case, Grant | Allotment) else case.grant.scheme
        years: int | None = scheme.keeps_for
        return years


@holds
class Grants(OfScheme):
    code, name, usual = "grants.grant", "交付金の申請と決定", Period.FIVE
    model = Grant
    erases = frozenset({"grants.Grant", "grants.StatusRequest"})
    related = ("organization", "scheme")

    def completed(self, case: Any) -> FiscalYear:
        """The scheme's year, or a later one in which it was decided."""
        year: FiscalYear = case.scheme.fiscal_year
        return max(year, FiscalYear.of(local_day(case.decided_at))) if case.decided_at else year

    def blanks(self, case: Any) -> Mapping[str, object]:
        representative = GONE if case.representative else ""
        grounds = GONE if case.grounds else ""
        people = {"representative": representative, "contact_name": "", "contact_phone": ""}
        return {**people, "office_address": "", "grounds": grounds, "answers": {}}

    def rows(self, case: Any) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
        yield case.status_requests.all(), {"reason": GONE}


@holds
class Allotments(OfScheme):
    """Amounts and how they were calculated stay; why somebody was left out does not."""

    code, name, usual = "grants.allotment", "交付金の内示", Period.FIVE
    model = Allotment
    erases = frozenset({"grants.Allotment"})
    related = ("organization", "scheme")

    def completed(self, case: Any) -> FiscalYear:
        year: FiscalYear = case.scheme.fiscal_year
        return year

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"reason": GONE if case.reason else ""}


@holds
class Payments(OfScheme):
    code, name, usual = "grants.payment", "交付金の請求と支払い", Period.FIVE
    model = Payment
    erases = frozenset({"grants.Payment"})
    related = ("grant__organization", "grant__scheme")

    def completed(self, case: Any) -> FiscalYear:
        """The scheme's year, or a later one in which it was paid."""
        year: FiscalYear = case.grant.scheme.fiscal_year
        return max(year, FiscalYear.of(case.paid_on)) if case.paid_on else year

    def blanks(self, case: Any) -> Mapping[str, object]:
        """The account stays: an auditor asks where the money went; its holder's name does not."""
        return {"representative": GONE if case.representative else "", "office_address": "", "holder_name": GONE}


@holds
class Reports(OfScheme):
    """With its receipts, whose photos are the attachments of the report."""

    code, name, usual = "grants.report", "交付金の実績報告", Period.FIVE
    model = Report
    erases = frozenset({"grants.ReportProject", "grants.SettlementLine", "grants.Expense"})
    related = ("grant__organization", "grant__scheme")

    def completed(self, case: Any) -> FiscalYear:
        """The scheme's year, or the later one in which it was sent."""
        year: FiscalYear = case.grant.scheme.fiscal_year
        return max(year, FiscalYear.of(local_day(case.received_at))) if case.received_at else year

    def blanks(self, case: Any) -> Mapping[str, object]:
        grounds = GONE if case.grounds else ""
        representative = GONE if case.representative else ""
        return {"representative": representative, "office_address": "", "remarks": "", "grounds": grounds}

    def rows(self, case: Any) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
        yield case.expenses.all(), {"payee": GONE}
        yield case.projects.all(), {"result": "", "next_year": ""}
        yield case.lines.all(), {"note": ""}


@holds
class StatusReports(OfScheme):
    """Progress and money stay."""

    code, name, usual = "grants.status_report", "交付金の状況報告", Period.FIVE
    model = StatusReport
    erases = frozenset({"grants.StatusProject"})
    related = ("grant__organization", "grant__scheme")

    def completed(self, case: Any) -> FiscalYear:
        """The scheme's year, or the later one in which it was sent."""
        year: FiscalYear = case.grant.scheme.fiscal_year
        return max(year, FiscalYear.of(local_day(case.received_at))) if case.received_at else year

    def blanks(self, case: Any) -> Mapping[str, object]:
        representative = GONE if case.representative else ""
        return {"representative": representative, "office_address": "", "issues": "", "sent_back_for": ""}

    def rows(self, case: Any) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
        yield case.projects.all(), {"told": ""}


@holds
class Inspections(OfScheme):
    """Days, result and inspectors stay."""

    code, name, usual = "grants.inspection", "交付金の検査", Period.FIVE
    model = Inspection
    erases = frozenset({"grants.Inspection"})
    related = ("grant__organization", "grant__scheme")

    def completed(self, case: Any) -> FiscalYear:
        year: FiscalYear = case.grant.scheme.fiscal_year
        return max(year, FiscalYear.of(local_day(case.done_at))) if case.done_at else year

    def blanks(self, case: Any) -> Mapping[str, object]:
        findings = GONE if case.findings else ""
        why = GONE if case.why else ""
        return {"findings": findings, "why": why, "attended": "", "place": "", "request": "", "mended": ""}


@holds
class Items(OfScheme):
    """What it was and what it cost stays; the years count from the day on which it was parted with."""

    code, name, usual = "grants.item", "備品台帳", Period.FIVE
    model = Item
    erases = frozenset({"grants.Item", "grants.ItemCheck"})
    related = ("grant__organization", "grant__scheme")

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(case.disposed_on or case.acquired_on)

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"place": GONE}

    def rows(self, case: Any) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
        yield case.checks.exclude(note=""), {"note": GONE}


@holds
class ItemDisposals(OfScheme):
    """Day, way and amounts stay."""

    code, name, usual = "grants.disposal", "財産の処分の申請と決定", Period.FIVE
    model = ItemDisposal
    erases = frozenset({"grants.ItemDisposal"})
    related = ("grant__organization", "grant__scheme", "item")

    def completed(self, case: Any) -> FiscalYear:
        """That of the day on which it was decided, or was to happen."""
        return FiscalYear.of(local_day(case.decided_at) if case.decided_at else case.planned_on)

    def blanks(self, case: Any) -> Mapping[str, object]:
        representative, grounds = GONE if case.representative else "", GONE if case.grounds else ""
        people = {"representative": representative, "office_address": "", "partner": "", "sent_back_for": ""}
        return {**people, "reason": GONE, "grounds": grounds, "condition": ""}


@holds
class ReGrants(OfScheme):
    """Groups, days and amounts stay; who stood for a group goes."""

    code, name, usual = "grants.regrant", "地域の中での再交付", Period.FIVE
    model = ReGrant
    related = ("grant__organization", "grant__scheme")

    def completed(self, case: Any) -> FiscalYear:
        year: FiscalYear = case.grant.scheme.fiscal_year
        last = case.returned_on or case.confirmed_on or case.decided_on or case.applied_on
        return max(year, FiscalYear.of(last))

    def blanks(self, case: Any) -> Mapping[str, object]:
        note = GONE if case.note else ""
        return {"representative": GONE, "phone": "", "purpose": "", "result": "", "note": note}


@holds
class Changes(OfScheme):
    code, name, usual = "grants.change", "交付金の変更の申請と決定", Period.FIVE
    model = Change
    related = ("grant__organization", "grant__scheme")

    def completed(self, case: Any) -> FiscalYear:
        """The scheme's year, or a later one in which it was decided."""
        year: FiscalYear = case.grant.scheme.fiscal_year
        return max(year, FiscalYear.of(local_day(case.decided_at))) if case.decided_at else year

    def blanks(self, case: Any) -> Mapping[str, object]:
        texts = {name: GONE if getattr(case, name) else "" for name in ("representative", "reason", "grounds")}
        return {**texts, "office_address": "", "contact_name": "", "contact_phone": ""}


@holds
class Revocations(OfScheme):
    """The reason names what people did; grounds, article and amounts stay."""

    code, name, usual = "grants.revocation", "交付決定の取消し", Period.TEN
    model = Revocation
    related = ("grant__organization", "grant__scheme")

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(local_day(case.decided_at or case.begun_at))

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"reason": GONE}


@holds
class Refunds(OfScheme):
    """Amounts, days and the article stay."""

    code, name, usual = "grants.refund", "交付金の返還命令", Period.TEN
    model = Refund
    related = ("grant__organization", "grant__scheme")

    def completed(self, case: Any) -> FiscalYear:
        year: FiscalYear = case.grant.scheme.fiscal_year
        return max(year, FiscalYear.of(local_day(case.decided_at))) if case.decided_at else year

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"grounds": GONE}


@holds
class Transfers(CaseHolding):
    """The file names who was paid; its count, total and hash stay."""

    code, name, usual = "grants.transfer", "銀行への振込データ", Period.FIVE
    model = Transfer
    erases = frozenset({"grants.Transfer", "grants.TransferLine"})

    def completed(self, case: Any) -> FiscalYear:
        return FiscalYear.of(case.transfer_on)

    def differs(self, case: Any) -> bool:
        return bool(case.content)

    def blanks(self, case: Any) -> Mapping[str, object]:
        return {"content": b"", "reason": GONE if case.reason else ""}

    def rows(self, case: Any) -> Iterator[tuple[models.QuerySet[Any], Mapping[str, object]]]:
        yield case.lines.exclude(struck_for=""), {"struck_for": GONE}
