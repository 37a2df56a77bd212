"""How a granted sum is paid out in parts (domain 4.2 D): equal whole units; what is left over goes into the first."""

from __future__ import annotations


def instalments(amount: int, parts: int, unit: int) -> list[int]:
    """2,345,600 in four parts of whole thousands: 587,600, 586,000, 586,000, 586,000. They always sum to the amount.

    What is left after the first of them, split into one part less, gives the others again: so whoever pays needs no
    plan that is kept. A sum that is too small for a whole unit in each part is paid at once.
    """
    if amount <= 0:
        return []
    share = amount // parts // unit * unit
    return [amount - share * (parts - 1), *[share] * (parts - 1)] if share else [amount]
