"""``python3 -m config.launch WHAT``: finds a Python that is new enough, then does it.

This file alone must be readable by old versions of Python, so that they can say what is missing.
"""

import os
import shutil
import sys

OLDEST = (3, 11)


def newer_python() -> "str | None":
    for minor in range(14, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    return None


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        found = newer_python()
        if found is None:
            sys.exit(
                "この Python では古すぎて動きません。Python 3.11 以上を入れて"
                "（例: sudo apt-get install python3.11 python3.11-venv）、もう一度実行してください。"
            )
        os.execv(found, [found, "-m", "config.launch", *sys.argv[1:]])  # noqa: S606  # this process becomes that one
    from config.launch.commands import main

    sys.exit(main(sys.argv[1:]))
