#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from config.launch.environment import by_hand


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.update(by_hand())
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
