"""How dates and money are printed, everywhere."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from records.era import era_date, era_year

register = template.Library()
WEEKDAYS = "月火水木金土日"


def local_day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def era(value: date | datetime | None) -> str:
    """令和7年4月1日."""
    return era_date(local_day(value)) if value else ""


@register.filter(name="era_year")
def era_year_filter(value: date | datetime | None) -> str:
    """令和7年."""
    return era_year(local_day(value)) if value else ""


@register.filter
def month_day(value: date | datetime | None) -> str:
    """4月1日(火): for dates of this year, which need no year."""
    if not value:
        return ""
    day = local_day(value)
    return f"{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})"


@register.filter
def short_day(value: date | datetime | None) -> str:
    """4月1日 in this calendar year, 令和6年4月1日 in any other."""
    if not value:
        return ""
    day = local_day(value)
    return f"{day.month}月{day.day}日" if day.year == timezone.localdate().year else era_date(day)


@register.filter
def era_week(value: date | datetime | None) -> str:
    """令和7年4月1日(火)."""
    if not value:
        return ""
    day = local_day(value)
    return f"{era_date(day)}({WEEKDAYS[day.weekday()]})"


@register.filter
def clock(value: datetime | None) -> str:
    """14時03分."""
    return f"{timezone.localtime(value):%-H時%M分}" if value else ""


@register.filter
def era_clock(value: datetime | None) -> str:
    """令和7年4月1日 14時03分."""
    return f"{era(value)} {clock(value)}" if value else ""


def minus(value: int | Decimal) -> str:
    return f"△{-value:,}" if value < 0 else f"{value:,}"


@register.filter
def number(value: int | Decimal | None) -> str:
    """1,234 or △1,234; empty for None."""
    return "" if value is None else minus(value)


@register.filter
def yen(value: int | None) -> str:
    """1,234,000円."""
    return "" if value is None else f"{minus(value)}円"


@register.filter
def kin(value: int | None) -> str:
    """金1,234,000円, for letters only."""
    return "" if value is None else f"金{minus(value)}円"


@register.filter
def days_left(due: date | None, on: date) -> str:
    """あと3日, きょうまで, 5日過ぎています."""
    if due is None:
        return ""
    left = (due - on).days
    if left == 0:
        return "きょうまで"
    return f"あと{left}日" if left > 0 else f"{-left}日過ぎています"
