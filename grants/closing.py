"""会計年度と出納整理期間 (地方自治法208条, 235条の5): what of a year may still be done, and what becomes of it.

Decisions of a year are taken within it; until 31 May its money still moves; what comes back later is income of the year
in which it comes. Nothing is dated back to make it fit.
"""

from __future__ import annotations

from datetime import date

import pgtrigger

from records.cases import NotNow
from records.era import era_date
from records.fiscal import FiscalYear
from records.templatetags.japanese import yen

NEXT_BUDGET = "今の年度の予算から支払うか(過年度支出)を、財政の担当と決めてください。"


def check_commitment(year: FiscalYear, *, on: date) -> None:
    """NotNow unless a decision that binds the year's money (支出負担行為) can be taken on that day."""
    if on > year.end:
        raise NotNow(
            f"{year}の交付を決定できるのは、{era_date(year.end)}まででした。日付をさかのぼって決定することはできません。"
            f"交付するときは、{FiscalYear.of(on)}の制度で申請を出し直してもらってください。"
        )
    if on < year.start:
        raise NotNow(f"{year}の交付を決定できるのは、{era_date(year.start)}からです。それまでお待ちください。")


def check_cash(year: FiscalYear, *, on: date) -> None:
    """NotNow once the year's books are closed: nothing of it can be asked for or paid any more."""
    if on > year.closes:
        raise NotNow(f"{year}の出納は、{era_date(year.closes)}に閉鎖しました。{NEXT_BUDGET}")


def check_balance(year: FiscalYear, balance: int, *, on: date) -> None:
    """額の確定 after the books are closed: NotNow where money would still have to be paid."""
    if balance and on > year.closes:
        raise NotNow(
            f"確定すると{yen(balance)}を追加で支払うことになりますが、{year}の出納は{era_date(year.closes)}に閉鎖しました。"
            f"{NEXT_BUDGET}確定するときは、補正を求めて、充てた額を、受け取った額までに直してもらってください。"
        )


def is_late(year: FiscalYear, day: date) -> bool:
    """Money that comes back on that day is income of the current year."""
    return day > year.closes


def accounting_of(year: FiscalYear, day: date) -> str:
    """How what comes back on a day is booked."""
    if is_late(year, day):
        return f"{FiscalYear.of(day)}の歳入"
    return f"{year}の歳出への戻入"


def a_grant_is_decided_within_its_year() -> pgtrigger.Trigger:
    """For the grant's Meta.triggers: the database knows the scheme's year."""
    return pgtrigger.Trigger(
        name="within_year",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__amount_decided__isnull=True) & pgtrigger.Q(new__amount_decided__isnull=False),
        func="""
            IF FLOOR((EXTRACT(YEAR FROM NEW.decided_at AT TIME ZONE 'Asia/Tokyo') * 12
                + EXTRACT(MONTH FROM NEW.decided_at AT TIME ZONE 'Asia/Tokyo') - 4) / 12) <> (
                SELECT s.fiscal_year FROM grants_scheme s WHERE s.id = NEW.scheme_id
            ) THEN
                RAISE EXCEPTION '交付は、その年度の中で決定します。'
                    USING ERRCODE = '23514', CONSTRAINT = 'a_grant_is_decided_within_its_year';
            END IF;
            RETURN NEW;
        """,
    )
