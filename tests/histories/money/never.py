"""What must never be, asked of the tables in SQL: not one line of the portal's own arithmetic takes part."""

from __future__ import annotations

from typing import Any

from django.db import connection

from tests.histories.money.acts import owed
from tests.histories.money.world import Told, World

GRANT = """
    SELECT g.status, g.amount_applied, g.amount_calculated, g.amount_decided, g.amount_current, g.amount_confirmed,
           g.amount_carried, (g.received_at AT TIME ZONE 'Asia/Tokyo')::date AS received,
           (g.decided_at AT TIME ZONE 'Asia/Tokyo')::date AS decided_on,
           (g.confirmed_at AT TIME ZONE 'Asia/Tokyo')::date AS confirmed_on,
           make_date(s.fiscal_year + 1, 5, 31) AS closes,
           s.appropriation, (SELECT SUM(amount) FROM grants_appropriation WHERE scheme_id = s.id) AS booked,
           (SELECT COALESCE(SUM(amount_current), 0) FROM grants_grant WHERE scheme_id = s.id) AS taken,
           CASE WHEN g.status IN ('draft', 'submitted', 'returned', 'proposed') THEN
               (SELECT COALESCE(SUM(amount), 0) FROM grants_allotment WHERE status = 'allotted') ELSE 0 END AS promised,
           g.amount_reserved, g.amount_offset,
           (SELECT COALESCE(SUM(amount), 0) FROM grants_carryover WHERE grant_id = g.id) AS ledger,
           COALESCE((SELECT balance FROM grants_offset WHERE source_id = g.id ORDER BY id DESC LIMIT 1), 0) AS deducted,
           (SELECT COALESCE(SUM(CASE kind WHEN 'in' THEN amount ELSE -amount END), 0)
            FROM grants_reserveentry) AS saved,
           COALESCE((SELECT balance FROM grants_reserveentry ORDER BY id DESC LIMIT 1), 0) AS saved_last
    FROM grants_grant g JOIN grants_scheme s ON s.id = g.scheme_id WHERE g.id = %s
"""
PAYMENTS = """
    SELECT COALESCE(SUM(amount) FILTER (WHERE status = 'paid'), 0) AS paid,
           COALESCE(SUM(amount) FILTER (WHERE status = 'requested'), 0) AS asked,
           MIN(paid_on) AS first, MAX(paid_on) AS last,
           COUNT(*) FILTER (WHERE status IN ('draft', 'requested', 'returned')) AS open
    FROM grants_payment WHERE grant_id = %s
"""
REFUNDS = """
    SELECT COALESCE(SUM(amount) FILTER (WHERE status IN ('ordered', 'closed')), 0) AS ordered,
           (SELECT COALESCE(SUM(c.amount), 0) FROM grants_refundreceipt c JOIN grants_refund o ON o.id = c.refund_id
            WHERE o.grant_id = %s) AS back
    FROM grants_refund WHERE grant_id = %s
"""
RECEIPTS = """
    SELECT r.status, COALESCE(SUM(e.amount), 0) AS spent, COALESCE(SUM(e.grant_share), 0) AS share,
           r.amount_spent, MIN(e.paid_on) AS first, MAX(e.paid_on) AS last,
           make_date(s.fiscal_year, 4, 1) AS starts, make_date(s.fiscal_year + 1, 3, 31) AS ends,
           (SELECT COALESCE(SUM(l.actual), 0) FROM grants_settlementline l JOIN plans_budgetcategory c
            ON c.id = l.category_id WHERE l.report_id = r.id AND c.kind = 'expense') AS accounts
    FROM grants_report r JOIN grants_grant g ON g.id = r.grant_id JOIN grants_scheme s ON s.id = g.scheme_id
    LEFT JOIN grants_expense e ON e.report_id = r.id WHERE g.id = %s GROUP BY r.id, s.fiscal_year
"""
PLAN = """
    SELECT (SELECT SUM(cost) FROM plans_project WHERE plan_id = p.id) AS cost,
           (SELECT SUM(grant_share) FROM plans_project WHERE plan_id = p.id) AS share,
           (SELECT SUM(l.amount) FROM plans_budgetline l JOIN plans_budgetcategory c ON c.id = l.category_id
            WHERE l.plan_id = p.id AND c.kind = 'expense') AS out,
           (SELECT SUM(l.amount) FROM plans_budgetline l JOIN plans_budgetcategory c ON c.id = l.category_id
            WHERE l.plan_id = p.id AND c.is_grant) AS grant
    FROM plans_yearlyplan p JOIN grants_grant g ON g.yearly_plan_id = p.id WHERE g.id = %s
"""
LETTERS = """
    SELECT number, row_number() OVER series AS place, issued_on, lag(issued_on) OVER series AS before
    FROM records_letter WINDOW series AS (PARTITION BY symbol, fiscal_year ORDER BY number)
"""


def row(sql: str, *values: int) -> dict[str, Any]:
    return next(iter(rows(sql, *values)), {})


def rows(sql: str, *values: int) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]


def never(world: World, told: Told) -> None:
    """Invariants 1 to 5 of domain 3, and that the tables say what an accountant would say."""
    grant, payments = row(GRANT, world.grant), row(PAYMENTS, world.grant)
    refunds = row(REFUNDS, world.grant, world.grant)
    of_decision(grant, told)
    of_payments(grant, payments, told)
    of_settlement(grant, payments, refunds, told)
    of_days(grant, payments)
    of_receipts(row(RECEIPTS, world.grant))
    of_plan(grant, row(PLAN, world.grant))
    of_letters()


def of_decision(grant: dict[str, Any], told: Told) -> None:
    known = (grant["amount_decided"], grant["amount_current"], grant["amount_confirmed"], grant["amount_carried"])
    assert known == (told.decided, told.stands, told.confirmed, told.carried)
    assert grant["appropriation"] == grant["booked"] == told.appropriation, "the lines of the budget do not add up"
    assert grant["promised"] == told.promised
    assert grant["taken"] + told.promised <= grant["appropriation"], "the budget is overdrawn"
    if told.decided is not None:
        assert 0 < told.decided <= grant["amount_applied"] <= grant["amount_calculated"]


def of_payments(grant: dict[str, Any], payments: dict[str, Any], told: Told) -> None:
    assert (payments["paid"], payments["asked"]) == (told.paid, told.asked), "the ledger of payments does not add up"
    assert told.paid <= told.most, "more was paid than ever stood"
    assert told.decided is not None or not payments["paid"]


def of_settlement(grant: dict[str, Any], payments: dict[str, Any], refunds: dict[str, Any], told: Told) -> None:
    assert refunds["back"] == told.back <= refunds["ordered"], "more came back than was ordered"
    assert (grant["amount_reserved"], grant["amount_offset"]) == (told.reserved, told.offset)
    assert grant["ledger"] == told.carried, "the ledger of what is carried over does not add up"
    assert grant["deducted"] == told.offset, "the ledger of deductions does not add up"
    assert grant["saved"] == grant["saved_last"] == told.reserved - told.taken_out >= 0, "the reserve does not add up"
    if told.confirmed is not None:
        assert 0 <= told.confirmed <= told.most
        assert told.confirmed <= told.spent
    if grant["status"] == "settled":
        assert owed(told) == 0, "a settled grant still owes"
    if grant["status"] == "confirmed":
        assert owed(told) != 0, "a grant that is even was not settled"


def of_days(grant: dict[str, Any], payments: dict[str, Any]) -> None:
    days = [day for day in (grant["received"], grant["decided_on"], payments["first"]) if day]
    assert days == sorted(days), "something was decided before it was received, or paid before it was decided"
    assert payments["last"] is None or payments["last"] <= grant["closes"], "paid after the books were closed"


def of_receipts(report: dict[str, Any]) -> None:
    if report and report["status"] not in ("draft", "returned"):
        assert report["spent"] == report["accounts"], "the receipts are not the accounts"
        assert report["share"] == report["amount_spent"]
        assert report["starts"] <= report["first"] <= report["last"] <= report["ends"], "a receipt outside the year"


def of_plan(grant: dict[str, Any], plan: dict[str, Any]) -> None:
    if grant["status"] not in ("draft", "returned", "withdrawn"):
        assert plan["cost"] == plan["out"], "projects and budget differ"
        assert plan["share"] == plan["grant"], "what projects take of the grant is not the budget's line"


def of_letters() -> None:
    for letter in rows(LETTERS):
        assert letter["number"] == letter["place"], "a gap among the numbers of letters"
        assert letter["before"] is None or letter["before"] <= letter["issued_on"], "a letter was backdated"
