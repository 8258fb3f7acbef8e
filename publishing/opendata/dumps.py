"""Nightly files of open data: written aside, flushed to the disk, put in place in one step under the name of their digest.

The row of the file says which of them is the one in force. So a reader meets the old file or the new one, whole, and
what is said of it (size, SHA-256) is of the bytes that are sent.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Written:
    """What lies on the disk now."""

    stored: str
    sha256: str
    size: int


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "opendata"


def path_of(stored: str) -> Path:
    return folder() / stored


def write(name: str, pieces: Iterable[bytes]) -> Written:
    """Write ``pieces`` in constant memory. What was begun and not finished leaves nothing behind."""
    target = folder()
    target.mkdir(parents=True, exist_ok=True)
    found, size = hashlib.sha256(), 0
    descriptor, scratch = tempfile.mkstemp(prefix="writing-", dir=target)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece)
                found.update(piece)
                size += len(piece)
            file.flush()
            os.fsync(file.fileno())
        stem, _dot, ending = name.rpartition(".")
        stored = f"{stem}-{found.hexdigest()[:16]}.{ending}"
        Path(scratch).chmod(0o644)
        Path(scratch).replace(path_of(stored))
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    return Written(stored, found.hexdigest(), size)


def sweep(kept: set[str], before: dt.datetime) -> int:
    """Remove files that no row names and that are older than ``before``: somebody may just be about to read a newer one.

    Returns how many.
    """
    count = 0
    for path in folder().iterdir() if folder().is_dir() else ():
        if path.name not in kept and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            count += 1
    return count
