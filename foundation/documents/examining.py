"""Looking at an upload before it is taken: size, viruses, kind, wholeness; all in constant memory.

Forms may call ``examine`` to say a fault beside the other faults; ``actions.store`` asks again and gets the same answer
without reading the file twice.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import File

from foundation.documents import kinds, refusals, scanning, sniffing, structure
from foundation.documents.kinds import ALLOWED, Kind

CHUNK = 64 * 1024
NAME_MAX = 150
FALLBACK_NAME = "file"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+')
_MARK = "_examined"


@dataclass(frozen=True)
class Examined:
    """What an upload turned out to be. ``name`` is safe and ends in what the bytes are."""

    kind: Kind
    name: str
    size: int
    sha256: str


def examine(
    upload: File[Any],
    *,
    accept: Sequence[Kind] = ALLOWED,
    limit: int | None = None,
    unpacked_limit: int = kinds.UNPACKED_MAX_BYTES,
) -> Examined:
    """Look at ``upload``; raises FileRefused with the sentence for the first fault that is found.

    ``accept`` narrows the kinds for this place; ``limit`` is in bytes (default ``kinds.max_bytes()``).
    """
    name = shown_name(upload.name or "")
    _check_size(name, upload.size, limit or kinds.max_bytes())
    known = getattr(upload, _MARK, None)
    found = known or _look(upload, name, accept, unpacked_limit)
    if found.kind not in accept:
        raise _not_accepted(name, found.kind.label, accept)
    setattr(upload, _MARK, found)
    return found


def shown_name(name: str) -> str:
    """The last part of ``name`` without what could harm a page, a header or a folder. Idempotent."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = " ".join(_UNSAFE.sub(" ", last).split()).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    return (
        f"{stem[: NAME_MAX - len(ending)]}.{ending}" if dot and len(ending) < 10 else clean[:NAME_MAX] or FALLBACK_NAME
    )


def digest(stream: IO[bytes] | File[Any]) -> str:
    """SHA-256 of ``stream`` in hexadecimal."""
    stream.seek(0)
    found = hashlib.sha256()
    while piece := stream.read(CHUNK):
        found.update(piece)
    stream.seek(0)
    return found.hexdigest()


def _check_size(name: str, size: int, limit: int) -> None:
    if size == 0:
        raise refusals.empty(name)
    if size > limit:
        raise refusals.too_large(name, size, limit)


def _look(stream: Any, name: str, accept: Sequence[Kind], unpacked_limit: int) -> Examined:
    _check_viruses(stream, name)
    try:
        kind = sniffing.find(stream, name)
        if kind is kinds.TEXT and kinds.JSON in accept and name.lower().endswith(".json"):
            kind = kinds.JSON
        structure.verify(kind, stream, unpacked_limit=unpacked_limit)
    except sniffing.Foreign as fault:
        raise _not_accepted(name, fault.found, accept) from fault
    except sniffing.Damaged as fault:
        raise refusals.broken(name, fault.kind) from fault
    size = stream.seek(0, 2)
    return Examined(kind, with_ending(name, kind), size, digest(stream))


def _check_viruses(stream: Any, name: str) -> None:
    try:
        virus = scanning.find_virus(stream)
    except scanning.NotScanned as fault:
        raise refusals.not_scanned(name) from fault
    if virus:
        raise refusals.infected(name)


def _not_accepted(name: str, found: str, accept: Sequence[Kind]) -> refusals.FileRefused:
    claimed = sniffing.claimed(name)
    label = claimed.label if claimed and claimed.label != found else ""
    return refusals.wrong_type(name, found, accept, claimed=label)


def with_ending(name: str, kind: Kind) -> str:
    """``name`` with an ending that fits the bytes: a picture called .png that is a JPEG becomes .jpg."""
    stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in kind.endings:
        return name
    stem = stem if sniffing.claimed(name) else name
    return f"{stem or FALLBACK_NAME}.{kind.endings[0]}"
