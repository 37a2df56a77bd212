"""One process's share of the histories, on a database of its own."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter

import django

HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def part(task: tuple[int, int]) -> Counter[str]:
    """One process's share, in tables that nobody else sees."""
    hand, histories = task
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings
    from django.test.utils import override_settings, setup_databases, teardown_databases

    from tests.histories.money.play import play

    settings.DATABASES["default"]["TEST"]["NAME"] = f"kyodo_histories_{hand}"
    made = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as files, override_settings(MEDIA_ROOT=files, PASSWORD_HASHERS=HASHERS):
            return play(
                histories,
                after_tree=lambda played: print(f"process {hand}: {played:,}", file=sys.stderr, flush=True),  # noqa: T201
            )
    finally:
        teardown_databases(made, verbosity=0)
