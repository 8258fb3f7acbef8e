from typing import Any

from django.core.management.base import BaseCommand

from registry.actions import reference


class Command(BaseCommand):
    help = "Bring regions, spheres, legal forms, goals, MRP and moved days in line with registry/data/*.csv."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = reference.load()
        self.stdout.write(f"{changed} rows added or changed.")
