"""Keeping and removing files. All of these are steps: they join the caller's transaction.

The bytes are on disk before the row is committed, so a row never points to nothing. When the transaction is rolled back
the bytes stay behind without a row; ``sweeping`` removes them later.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from foundation.audit.record import record
from foundation.core.db import lock
from foundation.documents import examining
from foundation.documents.kinds import ALLOWED, UNPACKED_MAX_BYTES, Kind
from foundation.documents.models import Document


def store(
    *,
    upload: File[Any],
    by: Any,
    title: str = "",
    accept: Sequence[Kind] = ALLOWED,
    limit: int | None = None,
    unpacked_limit: int = UNPACKED_MAX_BYTES,
) -> Document:
    """Keep what a person has sent. ``title`` replaces the name of the file; its ending comes from the bytes.

    ``unpacked_limit`` is how many bytes an office document may unpack into.

    Raises FileRefused (a kind of Invalid, with ``code``) when it is too large, of a wrong type, empty, broken or
    infected, or when the virus check does not answer.
    """
    found = examining.examine(upload, accept=accept, limit=limit, unpacked_limit=unpacked_limit)
    name = examining.with_ending(examining.shown_name(title), found.kind) if title else found.name
    document = Document(name=name, content_type=found.kind.content_type, size=found.size, sha256=found.sha256)
    upload.seek(0)
    return _keep(document, upload, by)


def store_bytes(*, content: bytes, name: str, kind: Kind, by: Any = None) -> Document:
    """Keep what the portal has made itself, for instance a PDF; nothing is examined."""
    return _store_own(ContentFile(content), name, kind, by)


def store_path(*, path: Path, name: str, kind: Kind, by: Any = None) -> Document:
    """Keep a file that the portal has written to ``path``; it is copied in small pieces, however large."""
    with path.open("rb") as stream:
        return _store_own(File(stream), name, kind, by)


def remove(*, document: Document, by: Any, reason: str = "") -> None:
    """Delete ``document``; the bytes go after the commit. The caller has let go of it first (foreign keys protect)."""
    held = lock(Document, document.pk)
    record("documents.document.removed", held, by=by, changes={"sha256": [held.sha256, ""]}, reason=reason)
    storage, path = held.file.storage, str(held.file.name)
    held.delete()
    transaction.on_commit(lambda: storage.delete(path), robust=True)


def _store_own(content: File[Any], name: str, kind: Kind, by: Any) -> Document:
    document = Document(
        name=examining.with_ending(examining.shown_name(name), kind),
        content_type=kind.content_type,
        size=content.size,
        sha256=examining.digest(content),
    )
    return _keep(document, content, by)


def _keep(document: Document, content: File[Any], by: Any) -> Document:
    document.created_at, document.created_by = timezone.now(), by
    document.file.save(document.name, content, save=False)
    _settle(document)
    document.save(force_insert=True)
    record("documents.document.uploaded", document, by=by, changes={"sha256": ["", document.sha256]})
    return document


def _settle(document: Document) -> None:
    """Make the disk keep the bytes before the database says that they exist."""
    try:
        descriptor = os.open(document.file.path, os.O_RDONLY)
    except NotImplementedError:  # a storage elsewhere answers only when it holds the bytes
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
