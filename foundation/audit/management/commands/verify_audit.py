"""Computes the audit chain again from the events; exit 1 and a line for each flaw when they disagree."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.audit import sealing
from foundation.audit.models import Batch


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        flaws = sealing.verify()
        for flaw in flaws:
            self.stderr.write(f"batch {flaw.batch}: {flaw.what}")
        if flaws:
            raise CommandError(f"{len(flaws)} flaws")
        self.stdout.write(f"{Batch.objects.count()} batches agree with their events")
