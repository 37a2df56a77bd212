"""精算: what a finished year comes to, in whole yen (domain 4.2 F, 4.5). Pure; nothing else calculates it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """What a scheme says of what was not spent: cut to a unit, given back, or carried over up to a cap."""

    unit: int = 1
    carries: bool = False
    cap_percent: int | None = None  # of the granted sum; None: all of it


@dataclass(frozen=True)
class Settlement:
    """``paid`` + ``balance`` - ``refund`` - ``carried`` is always ``confirmed``."""

    granted: int
    paid: int
    spent: int
    confirmed: int
    carried: int
    refund: int
    balance: int

    @property
    def unused(self) -> int:
        """不用額: of what was granted."""
        return self.granted - self.confirmed


def settle(*, granted: int, paid: int, spent: int, policy: Policy) -> Settlement:
    """Never more than was granted, never more than was spent; what was paid beyond that stays or comes back."""
    confirmed = min(granted, spent) // policy.unit * policy.unit
    surplus = max(paid - confirmed, 0)
    limit = 0
    if policy.carries:
        limit = surplus if policy.cap_percent is None else granted * policy.cap_percent // 100
    carried = min(surplus, limit)
    return Settlement(
        granted=granted,
        paid=paid,
        spent=spent,
        confirmed=confirmed,
        carried=carried,
        refund=surplus - carried,
        balance=max(confirmed - paid, 0),
    )
