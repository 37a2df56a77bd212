"""The kinds of components, in the order in which people choose among them."""

from __future__ import annotations

from collections.abc import Mapping

from grants.formula.component import Component
from grants.formula.compound import Adjusted, Greater, Portion, Smaller, Total, When
from grants.formula.pools import PoolShare
from grants.formula.simple import CostShare, Fixed, Integrated, Marginal, Named, Rate, RateByBracket, Steps
from grants.formula.yearly import Limited, Months, Transition

ALL: tuple[type[Component], ...] = (
    Fixed, Rate, Steps, Marginal, RateByBracket, PoolShare, CostShare, Named, Integrated,
    Total, Greater, Smaller, When, Portion, Adjusted, Limited, Transition, Months,
)  # fmt: skip
KINDS: Mapping[str, type[Component]] = {kind.kind: kind for kind in ALL}
