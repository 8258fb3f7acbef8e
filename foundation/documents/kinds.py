"""Which kinds of files people may send, and how large: one list for the server, the page and the browser's own check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Kind:
    """A kind of file. ``endings`` are without the dot, the usual one first; ``label`` is the same in every language."""

    code: str
    label: str
    content_type: str
    endings: tuple[str, ...]


PDF = Kind("pdf", "PDF", "application/pdf", ("pdf",))
DOCX = Kind("docx", "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",))
XLSX = Kind("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",))
ODT = Kind("odt", "ODT", "application/vnd.oasis.opendocument.text", ("odt",))
JPEG = Kind("jpeg", "JPG", "image/jpeg", ("jpg", "jpeg"))
PNG = Kind("png", "PNG", "image/png", ("png",))
CSV = Kind("csv", "CSV", "text/csv", ("csv",))
TEXT = Kind("text", "TXT", "text/plain", ("txt",))

ALLOWED = (PDF, DOCX, XLSX, ODT, JPEG, PNG, CSV, TEXT)

# Taken only where it is named, and what the portal itself makes: open data.
JSON = Kind("json", "JSON", "application/json", ("json",))

# Guards against an archive that unpacks into far more than it is: a real text document stays well below.
UNPACKED_MAX_BYTES = 200 * 1024 * 1024
UNPACKED_MAX_RATIO = 200
UNPACKED_MAX_MEMBERS = 5_000


def max_bytes() -> int:
    """The largest upload in bytes (``DOCUMENT_MAX_BYTES``)."""
    return settings.DOCUMENT_MAX_BYTES


def endings(kinds: Iterable[Kind] = ALLOWED) -> list[str]:
    """Endings of names that fit ``kinds``, for ``UploadField(accept=…)`` and its check in the browser."""
    return [ending for kind in kinds for ending in kind.endings]


def labels(kinds: Iterable[Kind] = ALLOWED) -> str:
    """«PDF, DOCX, JPG»: the kinds in words."""
    return ", ".join(kind.label for kind in kinds)
