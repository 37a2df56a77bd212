"""Exact numbers in templates: amounts and figures that may have a fraction."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template

from grants.formula.numbers import printed

register = template.Library()


@register.filter
def amount(value: Fraction | Decimal | int) -> str:
    """1,234 · 12.34 · 1,550,632.911…."""
    return printed(Fraction(value))
