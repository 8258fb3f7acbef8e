import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.core.errors import Invalid
from registry.actions import kato


class Command(BaseCommand):
    help = "Fill the classifier of administrative units from the statistics bureau's file (CSV or XLSX)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="columns te, ab, cd, ef, hij and the names")
        parser.add_argument("--source", required=True, help="where the file is from: shown on the reference page")
        parser.add_argument("--on", type=dt.date.fromisoformat, required=True, help="in force from, like 2026-01-01")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = kato.load(path=options["path"], source=options["source"], on=options["on"])
        except (Invalid, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
