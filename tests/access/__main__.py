"""``python -m tests.access``: fills in the bare lines of pages.txt and writes docs/access.md anew, to be judged."""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ["ACCESS_RENEWED"] = "1"
    sys.exit(pytest.main(["-q", "tests/access", "-k", "every_line or as_new", *sys.argv[1:]]))
