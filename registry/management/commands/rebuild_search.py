from typing import Any

from django.core.management.base import BaseCommand

from registry.actions import search


class Command(BaseCommand):
    help = "Make everything that search reads anew from the organisations, for instance after a change of folding."

    def handle(self, *args: Any, **options: Any) -> None:
        total = search.rebuild()
        self.stdout.write(f"{total} organisations indexed.")
