"""Adds the lists of questions that come with the portal: surveys of beneficiaries, checklists of visits."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from monitoring.actions import templates


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{templates.load()} lists added")
