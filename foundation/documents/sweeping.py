"""Bytes without a row: left behind when a transaction was rolled back or a process died."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.utils import timezone

from foundation.documents.models import Document

ROOT = "documents"
# No transaction lives this long, so bytes of this age without a row belong to nobody.
PATIENCE = dt.timedelta(hours=24)
BATCH = 1_000


def sweep(patience: dt.timedelta = PATIENCE) -> int:
    """Delete files older than ``patience`` that no Document row names. Returns how many."""
    removed = 0
    batch: list[str] = []
    for path in _old_files(ROOT, timezone.now() - patience):
        batch.append(path)
        if len(batch) == BATCH:
            removed += _remove_orphans(batch)
            batch = []
    return removed + _remove_orphans(batch)


def _old_files(folder: str, before: dt.datetime) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    for name in sorted(folders):
        yield from _old_files(str(PurePosixPath(folder) / name), before)
    for name in sorted(files):
        path = str(PurePosixPath(folder) / name)
        if default_storage.get_modified_time(path) < before:
            yield path


def _remove_orphans(paths: list[str]) -> int:
    known = set(Document.objects.filter(file__in=paths).values_list("file", flat=True))
    orphans = [path for path in paths if path not in known]
    for path in orphans:
        default_storage.delete(path)
    return len(orphans)
