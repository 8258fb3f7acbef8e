#!/usr/bin/env python
"""Django's command line. Where nothing says otherwise and the demo runs here, it works on the demo's database."""

import os
import sys

from django.core.management import execute_from_command_line


def join_running_demo() -> None:
    """Take over the addresses of a demo that runs in this checkout, unless the environment names a database or mode."""
    if {"DATABASE_URL", "PORTAL_MODE"} & set(os.environ):
        return
    from civilportal.embedded import runs  # noqa: PLC0415 - production has no need of it

    os.environ.update(runs.variables_of_running_demo())


if __name__ == "__main__":
    join_running_demo()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civilportal.settings")
    execute_from_command_line(sys.argv)
