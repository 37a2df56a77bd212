"""``python3 -m config.launch exec python -m tests.histories.money 20000``: so many random lives of grants.

Two processes share them, each on a database of its own; a second number sets how many processes.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from math import ceil
from multiprocessing import get_context

from tests.histories.money.hands import part


def main(histories: int = 20_000, hands: int = 2) -> None:
    start = time.perf_counter()
    with get_context("spawn").Pool(hands) as pool:
        shares = [(hand, ceil(histories / hands)) for hand in range(hands)]
        held = sum(pool.imap_unordered(part, shares), Counter[str]())  # the first that fails ends the run
    say(f"{held.pop('histories'):,} histories, no invariant broken, in {time.perf_counter() - start:.0f} s")
    for name, number in held.most_common():
        say(f"  {name:<24}{number:>12,}")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
