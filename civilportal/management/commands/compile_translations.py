"""``manage.py compile_translations``: the .po files of ``locale/`` made into the .mo files that Django reads.

In plain Python, so that neither a fresh machine nor the image needs the gettext programs.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polib
from django.core.management.base import BaseCommand

LOCALE = Path(__file__).resolve().parent.parent.parent.parent / "locale"


def compile_changed(locale: Path = LOCALE) -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; returns those that were compiled."""
    changed = [path for path in sorted(locale.glob("*/LC_MESSAGES/*.po")) if _is_stale(path)]
    for path in changed:
        _compile(path)
    return changed


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def _compile(path: Path) -> None:
    # Two starts at once must not read half of a file.
    draft = path.with_name(f"{path.stem}.{os.getpid()}.draft")
    polib.pofile(str(path)).save_as_mofile(str(draft))
    draft.replace(path.with_suffix(".mo"))


class Command(BaseCommand):
    help = "Compile the translations that have changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_changed():
            self.stdout.write(f"compiled {path.relative_to(LOCALE)}")
