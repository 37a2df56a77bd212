"""``python3 -m config.launch exec python -m tests.histories 20000``: so many random histories of proposals."""

from __future__ import annotations

import os
import sys
import time

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.histories.way import play

    start = time.perf_counter()
    held = play(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
    sys.stdout.write(f"{held.pop('histories'):,} histories in {time.perf_counter() - start:.0f} s\n")
    for name, number in held.most_common():
        sys.stdout.write(f"  {name:<20}{number:>12,}\n")


if __name__ == "__main__":
    main()
