"""A contest as one file: the same content gives the same bytes, and a manifest gives the digest of each part.

``manifest.json`` holds ``{"format", "files": {name: SHA-256}}``; it is the first file of the archive. Parts are stored
without compression, with one fixed date, in the order of their names.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

from evaluation.scoring.canonical import canonical

FORMAT = "civilportal-contest-1"
MANIFEST = "manifest.json"
# The earliest that the format can say; a real one would make the bytes differ.
DATE = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16


def pack(files: Mapping[str, bytes]) -> bytes:
    """The archive of ``files`` with their manifest."""
    manifest = {"format": FORMAT, "files": {name: hashlib.sha256(files[name]).hexdigest() for name in files}}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
        for name, content in [(MANIFEST, canonical(manifest)), *sorted(files.items())]:
            part = zipfile.ZipInfo(name, DATE)
            part.create_system, part.external_attr = UNIX, READABLE
            target.writestr(part, content)
    return archive.getvalue()
