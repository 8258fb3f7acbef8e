"""Prints the transition tables into ``docs/workflows/``; with ``--check`` says whether they are fresh."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.core.workflow import Workflow

ROOMS = ("registry", "evaluation", "monitoring", "grants", "socialorder", "councils")


def pages() -> dict[str, str]:
    """File name → Markdown, one file for each table of each room that has a ``workflow`` drawer."""
    found: dict[str, str] = {}
    for room in ROOMS:
        if not has_tables(room):
            continue
        for workflow in import_module(f"{room}.workflow").ALL:
            found[f"{room}-{workflow.name.replace(' ', '-')}.md"] = page(room, workflow)
    return found


def has_tables(room: str) -> bool:
    """Whether the room has the drawer ``workflow``, as a module or as a package."""
    return find_spec(f"{room}.workflow") is not None


def page(room: str, workflow: Workflow) -> str:
    """One table as a diagram and as a list."""
    rows = "\n".join(
        f"| `{step.name}` | {', '.join(sorted(step.sources))} | {step.target} | {step.owner} | `{step.verb}` |"
        f" {'yes' if step.needs_reason else ''} |"
        for step in workflow
    )
    return (
        f"# {workflow.name.capitalize()}\n\nDrawn from `{room}/workflow` by `manage.py draw_workflows`; do not edit.\n\n"
        f"```mermaid\n{workflow.mermaid()}```\n\n"
        f"| step | from | to | who acts | audit verb | needs a reason |\n|---|---|---|---|---|---|\n{rows}\n"
    )


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; exit 1 when a page is stale.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR, "docs", "workflows")
        wanted = pages()
        if options["check"]:
            stale = [name for name, text in wanted.items() if not _same(folder / name, text)]
            if stale:
                raise CommandError(f"Stale: {', '.join(stale)}. Run manage.py draw_workflows.")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            (folder / name).write_text(text)


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text() == text
