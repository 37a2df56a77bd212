"""``make bench``: what pages and letters cost, beside a yardstick in the same run. Ratios count, not milliseconds."""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("STATICFILES_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage")
    django.setup()
    from django.test.utils import setup_test_environment

    from config.gunicorn import pre_fork
    from tests.bench import charts, letters, pages, posting, simulation

    setup_test_environment(debug=False)
    pre_fork(None, None)  # as the portal is served
    for title, rows in (
        ("ページ", pages.rows),
        ("地域カルテ", charts.rows),
        ("試算", simulation.rows),
        ("通知書", letters.rows),
        ("発送", posting.rows),
    ):
        sys.stdout.write(f"\n{title}\n")
        for name, value, unit in rows():
            sys.stdout.write(f"  {name:<58}{value:10.2f} {unit}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
