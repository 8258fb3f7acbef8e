from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from registry.actions import reference


class Command(BaseCommand):
    help = (
        "Bring regions, spheres, legal forms, goals, indicators, MRP and moved days in line with registry/data/*.csv,"
        " and the classifier of places with the file of the statistics bureau when one is given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kato", type=Path, help="file of the classifier: see load_kato")
        parser.add_argument("--source", help="where that file is from")
        parser.add_argument("--on", help="it is in force from, like 2026-01-01")

    def handle(self, *args: Any, **options: Any) -> None:
        changed = reference.load()
        self.stdout.write(f"{changed} rows added or changed.")
        if options["kato"]:
            told = [f"--{name}={options[name]}" for name in ("source", "on") if options[name]]
            call_command("load_kato", str(options["kato"]), *told, stdout=self.stdout)
