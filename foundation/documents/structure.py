"""Whether a file is whole: each kind is read from beginning to end in small pieces, so that a file cut off on its way
is noticed before anybody relies on it."""

from __future__ import annotations

import codecs
import zipfile
import zlib
from collections.abc import Callable
from typing import IO

from django.utils.translation import gettext as _

from foundation.documents import kinds
from foundation.documents.kinds import Kind
from foundation.documents.sniffing import Damaged, Foreign

CHUNK = 64 * 1024
TAIL_BYTES = 4096
PNG_SIGNATURE = 8
PIXELS_MAX = 200_000_000
# Start-of-frame markers of JPEG: they carry the dimensions (C4, C8 and CC mean other things).
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_ALONE = frozenset(range(0xD0, 0xD8)) | {0x01}
START_OF_SCAN = 0xDA
CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f")


def verify(kind: Kind, stream: IO[bytes], *, unpacked_limit: int = kinds.UNPACKED_MAX_BYTES) -> None:
    """Read ``stream`` as ``kind``; raises Damaged when it is not whole, Foreign when it hides something else."""
    stream.seek(0)
    try:
        check = CHECKS[kind.code]
        is_whole = _office(stream, unpacked_limit) if check is _office else check(stream)
    finally:
        stream.seek(0)
    if not is_whole:
        raise Damaged(kind)


def _pdf(stream: IO[bytes]) -> bool:
    """The trailer stands at the end: a PDF is read from there, so a cut-off one has none."""
    end = stream.seek(0, 2)
    stream.seek(max(0, end - TAIL_BYTES))
    tail = stream.read()
    return b"%%EOF" in tail and b"startxref" in tail


def _png(stream: IO[bytes]) -> bool:
    """Chunk by chunk with their check sums, from the header with the dimensions to the end chunk."""
    stream.seek(PNG_SIGNATURE)
    name = b""
    is_first = True
    while name != b"IEND":
        header = stream.read(8)
        length, name = int.from_bytes(header[:4], "big"), header[4:]
        if len(header) < 8 or (is_first and name != b"IHDR"):
            return False
        sides = _checked_chunk(stream, name, length)
        if sides is None or (is_first and not _has_sane_sides(sides[:4], sides[4:8])):
            return False
        is_first = False
    return True


def _checked_chunk(stream: IO[bytes], name: bytes, length: int) -> bytes | None:
    """The first bytes of a PNG chunk whose check sum is right, else None."""
    check, left, start = zlib.crc32(name), length, b""
    while left:
        piece = stream.read(min(CHUNK, left))
        if not piece:
            return None
        start = start or piece[:8]
        check, left = zlib.crc32(piece, check), left - len(piece)
    return start if stream.read(4) == check.to_bytes(4, "big") else None


def _jpeg(stream: IO[bytes]) -> bool:
    """Marker by marker up to the picture data, dimensions on the way; then the end marker near the end of the file."""
    stream.seek(2)
    has_frame = False
    while (marker := _next_marker(stream)) != START_OF_SCAN:
        if marker is None:
            return False
        if marker in JPEG_ALONE:
            continue
        length = int.from_bytes(stream.read(2), "big") - 2
        body = stream.read(length) if length >= 0 else b""
        if length < 0 or len(body) < length:
            return False
        if marker in JPEG_FRAMES:
            has_frame = _has_sane_sides(body[1:3], body[3:5])
    end = stream.seek(0, 2)
    stream.seek(max(0, end - TAIL_BYTES))
    return has_frame and b"\xff\xd9" in stream.read()


def _next_marker(stream: IO[bytes]) -> int | None:
    byte = stream.read(1)
    if byte != b"\xff":
        return None
    while byte == b"\xff":  # fill bytes are allowed before a marker
        byte = stream.read(1)
    return byte[0] if byte else None


def _has_sane_sides(one: bytes, other: bytes) -> bool:
    pixels = int.from_bytes(one, "big") * int.from_bytes(other, "big")
    return 0 < pixels <= PIXELS_MAX


def _office(stream: IO[bytes], unpacked_limit: int = kinds.UNPACKED_MAX_BYTES) -> bool:
    """Every part is unpacked and its check sum compared; what claims to unpack into far too much is not even begun."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _refuse_bomb(archive, unpacked_limit)
            return archive.testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError):
        return False


def _refuse_bomb(archive: zipfile.ZipFile, limit: int) -> None:
    """zipfile never unpacks more of a part than the directory says, so the directory is enough to ask."""
    unpacked = sum(member.file_size for member in archive.infolist())
    packed = sum(member.compress_size for member in archive.infolist())
    is_dense = unpacked > kinds.UNPACKED_MAX_RATIO * max(packed, 1) and unpacked > CHUNK * 16
    if unpacked > limit or is_dense:
        raise Foreign(_("an archive that unpacks into far more than it is"))


def _text(stream: IO[bytes]) -> bool:
    """UTF-8, UTF-16 with its mark, or the old Russian code page; no control characters."""
    head = stream.read(2)
    is_wide = head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return any(_decodes(stream, encoding) for encoding in (("utf-16",) if is_wide else ("utf-8", "cp1251")))


def _decodes(stream: IO[bytes], encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := stream.read(CHUNK):
            if any(ord(letter) in CONTROL for letter in set(decoder.decode(piece))):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


CHECKS: dict[str, Callable[[IO[bytes]], bool]] = {
    kinds.PDF.code: _pdf,
    kinds.PNG.code: _png,
    kinds.JPEG.code: _jpeg,
    kinds.DOCX.code: _office,
    kinds.XLSX.code: _office,
    kinds.ODT.code: _office,
    kinds.CSV.code: _text,
    kinds.TEXT.code: _text,
    kinds.JSON.code: _text,
}
