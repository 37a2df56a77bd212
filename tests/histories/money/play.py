"""hypothesis chooses the city's terms and the seed of each tree; the histories of all trees together are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import ceil
from random import Random

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.histories.money.tree import Tree
from tests.histories.money.world import Clock, Terms, build_world, ticking

TREE = 128  # histories that share a beginning
K = 1000

terms = st.builds(
    Terms,
    applied=st.integers(1, 524).map(lambda n: n * K),
    appropriation=st.integers(300, 900).map(lambda n: n * K),
    others=st.integers(0, 300).map(lambda n: n * K),
    instalments=st.sampled_from([1, 1, 2, 4]),
    confirms_in=st.sampled_from([1, 1, 1000]),
    surplus=st.sampled_from(["return", "carry", "offset"]),
    reserve_cap=st.none() | st.integers(1, 100),
    carry_cap=st.none() | st.integers(1, 100),
    light_percent=st.sampled_from([None, 20]),
    tells=st.booleans(),
)


def play(
    histories: int, *, leaves: int = TREE, after_tree: Callable[[int], None] = lambda played: None
) -> Counter[str]:
    """At least so many histories; what they held. One that leads to what must never be raises.

    ``after_tree`` is told the number of histories behind us.
    """
    played: Counter[str] = Counter()

    @settings(
        max_examples=ceil(histories / leaves),
        deadline=None,
        database=None,
        phases=[Phase.generate],  # a seed cannot be made simpler; it is named, and played again alone
        suppress_health_check=list(HealthCheck),
    )
    @given(terms, st.integers(0, 2**32))
    def tree(agreed: Terms, seed: int) -> None:
        if played["histories"] >= histories:
            return
        clock = Clock()
        with transaction.atomic(), ticking(clock):
            found = Tree(build_world(agreed, clock), Random(seed), leaves=leaves).grow()
            transaction.set_rollback(True)
        played.update(found)
        played["trees"] += 1
        after_tree(played["histories"])

    while played["histories"] < histories:
        tree()
    return played
