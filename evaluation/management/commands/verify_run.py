"""Compute rankings again from their stored inputs and compare."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluation.actions import runs
from evaluation.models import Run


class Command(BaseCommand):
    help = "Computes a ranking again from its stored inputs and compares: ends with 1 on any difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("run", nargs="?", type=int, help="Id of a ranking.")
        which.add_argument("--all", action="store_true", help="Every computed ranking.")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = Run.objects.computed() if options["all"] else Run.objects.filter(pk=options["run"])
        identifiers = list(chosen.order_by("pk").values_list("pk", flat=True))
        if not options["all"] and not identifiers:
            raise CommandError(f"There is no ranking {options['run']}.")
        differing = sum(self._differs(Run.objects.get(pk=identifier)) for identifier in identifiers)
        self.stdout.write(f"{len(identifiers)} verified, {differing} with differences")
        if differing:
            sys.exit(1)

    def _differs(self, run: Run) -> bool:
        differences = runs.verify(run=run)
        for difference in differences:
            self.stdout.write(f"run {run.pk}: {difference}")
        return bool(differences)
