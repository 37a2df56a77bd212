"""Killing the worker in the middle of a batch loses nothing, doubles nothing and leaves no gap in the register.

The same with 500 letters and 100 kills: ``python3 -m config.launch exec python -m tests.faults.kills 100``.
"""

import random

from tests.batches.build import decided
from tests.faults.torment import faults, settle, torment


def test_eight_letters_and_two_dead_workers(worker, hall, land, tmp_path):
    proposal = decided(hall, 8)
    tally = torment(proposal, 2, worker, chance=random.Random(7))
    assert (tally.kills, tally.between) == (2, 2)
    settle(proposal, worker)
    assert faults(proposal, tmp_path) == []
