"""What a file really is, told from its bytes and never from its name.

``find`` looks at the beginning and the end; ``structure.verify`` then reads the whole file. Both keep a constant amount
in memory, whatever the size.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import IO

import puremagic
from django.utils.translation import gettext as _

from foundation.documents import kinds
from foundation.documents.kinds import Kind

HEAD_BYTES = 4096
PDF_MARK_WITHIN = 1024

PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"#!",
    b"\x00asm",
    b"dex\n",
)
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<?php", b"{\\rtf")

OFFICE_PARTS = {"word/document.xml": kinds.DOCX, "xl/workbook.xml": kinds.XLSX}
ODT_MIME = b"application/vnd.oasis.opendocument.text"
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
ODT_MACRO_FOLDERS = ("basic/", "scripts/")


class Foreign(Exception):
    """The file is none of the known kinds; ``found`` says in the reader's language what it is («a program»)."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class Damaged(Exception):
    """The file begins like ``kind`` but is not whole."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind.code)
        self.kind = kind


def find(stream: IO[bytes], name: str = "") -> Kind:
    """The kind of ``stream``, or Foreign or Damaged. ``name`` only parts CSV from plain text, whose bytes are alike."""
    head = _head(stream)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(stream, claimed(name))
    if _is_pdf(head):
        return kinds.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return kinds.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return kinds.PNG
    if _looks_like_text(head):
        return kinds.CSV if name.lower().endswith(".csv") else kinds.TEXT
    raise Foreign(describe(head))


def claimed(name: str) -> Kind | None:
    """The kind that the ending of ``name`` speaks of; None when it is none of ours."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return next((kind for kind in kinds.ALLOWED if ending in kind.endings), None)


def describe(head: bytes) -> str:
    """What a file that begins with ``head`` is, in words for the person who sent it."""
    if _is_program(head):
        return _("a program")
    if head.startswith(ARCHIVES):
        return _("an archive")
    if head.startswith(OLD_OFFICE):
        return _("a document of an old Office format or one with a password")
    if _begins_with_markup(head):
        return _("a web page or markup")
    try:
        guess = puremagic.magic_string(head)[0]
    except (puremagic.PureError, ValueError, IndexError):
        return _("a file of an unknown type")
    return _("a file of another type (%(ending)s)") % {"ending": guess.extension.lstrip(".") or guess.name}


def _head(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return head


def _is_program(head: bytes) -> bool:
    return head.startswith(PROGRAMS)


def _is_pdf(head: bytes) -> bool:
    """Readers allow other bytes before the mark; we do, unless these make it a program or a page at the same time."""
    return b"%PDF-" in head[:PDF_MARK_WITHIN] and not _is_program(head) and not _begins_with_markup(head)


def _begins_with_markup(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP)


def _looks_like_text(head: bytes) -> bool:
    if _is_program(head) or _begins_with_markup(head) or head.startswith(ARCHIVES):
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in head)


def _zipped(stream: IO[bytes], hint: Kind | None) -> Kind:
    """Office files are ZIP archives with known parts; any other archive is refused."""
    likely = hint if hint in (kinds.DOCX, kinds.XLSX, kinds.ODT) else kinds.DOCX
    try:
        with zipfile.ZipFile(stream) as archive:
            return _kind_of_members(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Damaged(likely) from fault
    finally:
        stream.seek(0)


def _kind_of_members(archive: zipfile.ZipFile) -> Kind:
    names = archive.namelist()
    if len(names) > kinds.UNPACKED_MAX_MEMBERS:
        raise Foreign(_("an archive that unpacks into far more than it is"))
    kind = _office_kind(archive, names)
    if kind is None:
        raise Foreign(_("an archive"))
    if _has_macros(kind, names):
        raise Foreign(_("a document with macros (small programs)"))
    return kind


def _office_kind(archive: zipfile.ZipFile, names: Sequence[str]) -> Kind | None:
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as member:
            return kinds.ODT if member.read(len(ODT_MIME) + 1).strip() == ODT_MIME else None
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in OFFICE_PARTS.items() if part in names), None)


def _has_macros(kind: Kind, names: Sequence[str]) -> bool:
    lowered = [name.lower() for name in names]
    if kind is kinds.ODT:
        return any(name.startswith(ODT_MACRO_FOLDERS) for name in lowered)
    return any(name.endswith(MACRO_PARTS) for name in lowered)
