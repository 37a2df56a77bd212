"""精算: what a finished year comes to, in whole yen (domain 4.2 F, 4.5). Pure; nothing else calculates it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """What a scheme says of what was not spent: cut to a unit, put into a reserve, carried over, deducted or returned.

    In this order: what the organization puts into a reserve (where the scheme allows it, up to a share of the granted
    sum), then what is carried over (up to its cap), then what next year's grant is reduced by; the rest comes back.
    """

    unit: int = 1
    carries: bool = False
    cap_percent: int | None = None  # of the granted sum; None: all of it
    offsets: bool = False
    reserves: bool = False
    reserve_percent: int | None = None  # of the granted sum; None: all of it


@dataclass(frozen=True)
class Settlement:
    """``paid`` + ``balance`` - ``refund`` - ``carried`` - ``reserved`` - ``offset`` is always ``confirmed``."""

    granted: int
    paid: int
    spent: int
    confirmed: int
    carried: int
    refund: int
    balance: int
    reserved: int = 0
    offset: int = 0

    @property
    def unused(self) -> int:
        """不用額: of what was granted."""
        return self.granted - self.confirmed


def settle(*, granted: int, paid: int, spent: int, policy: Policy, reserving: int = 0) -> Settlement:
    """Never more than was granted, never more than was spent; what was paid beyond that stays or comes back.

    ``reserving`` is what the organization wants to put into a reserve.
    """
    confirmed = min(granted, spent) // policy.unit * policy.unit
    surplus = max(paid - confirmed, 0)
    reserved = min(reserving, within(surplus, granted, policy.reserve_percent)) if policy.reserves else 0
    left = surplus - reserved
    carried = within(left, granted, policy.cap_percent) if policy.carries else 0
    left -= carried
    offset = left if policy.offsets else 0
    return Settlement(
        granted=granted,
        paid=paid,
        spent=spent,
        confirmed=confirmed,
        carried=carried,
        refund=left - offset,
        balance=max(confirmed - paid, 0),
        reserved=reserved,
        offset=offset,
    )


def within(amount: int, granted: int, percent: int | None) -> int:
    """Of an amount what a cap leaves: a share of the granted sum in whole yen, rounded down."""
    return amount if percent is None else min(amount, granted * percent // 100)
