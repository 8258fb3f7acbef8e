"""The demo's data, made by the portal's own actions and workers."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from civilportal.demo.load import load
from civilportal.demo.stage import JobFailed, Stage
from foundation.core.clock import MODES


class Command(BaseCommand):
    help = "Load what is missing of the demo: NGOs, the contest of 2022, calls of today, accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--inline", action="store_true", help="do the background work here, where no worker runs")
        parser.add_argument(
            "--accounts",
            type=Path,
            default=settings.BASE_DIR / ".demo" / "accounts.json",
            help="where the accounts are written",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PORTAL_MODE not in MODES:
            raise CommandError("The demo is invented data: it is loaded with PORTAL_MODE=demo alone.")
        began = time.monotonic()
        stage = Stage(say=self._say, inline=options["inline"])
        try:
            load(stage, accounts_file=options["accounts"])
        except (JobFailed, ValueError) as fault:
            raise CommandError(str(fault)) from fault
        self._say(f"The demo is loaded: {time.monotonic() - began:.1f} s in all")

    def _say(self, line: str) -> None:
        self.stdout.write(f"    {line}")
        self.stdout.flush()
