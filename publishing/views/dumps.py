"""Nightly files of open data: whole or in part (RFC 9110), so that a broken download is taken up again."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from publishing.models import Dump
from publishing.opendata import dumps
from publishing.opendata.datasets import FILES
from publishing.views.opendata import told

PIECE = 64 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)


@dataclass(frozen=True)
class Part:
    """Bytes from ``first`` to ``last``, both of them in it."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class Unsatisfiable(Exception):
    """No byte of the file is in the range that is asked for."""


@require_safe
def dump_download(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the last night."""
    dump = Dump.objects.filter(pk=name).first() if name in FILES else None
    if dump is None:
        raise Http404
    etag, modified = f'"{dump.sha256}"', int(dump.made_at.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    if unchanged is not None:
        return unchanged
    try:
        part = asked_part(request, dump.size, etag, modified)
    except Unsatisfiable:
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{dump.size}"
    else:
        response = _file(dump, part)
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Accept-Ranges"] = "bytes"
    told(response)
    return response


def asked_part(request: HttpRequest, size: int, etag: str, modified: int) -> Part | None:
    """The one range that is asked for; None for the whole file, also when it has changed or several are asked for.

    Raises Unsatisfiable.
    """
    found = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if found is None or request.method != "GET" or not _is_same(request.headers.get("If-Range", ""), etag, modified):
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        part = Part(max(size - int(last), 0), size - 1) if int(last) else None
    else:
        part = Part(int(first), min(int(last), size - 1) if last else size - 1)
        if last and int(last) < int(first):
            return None
    if part is None or part.first >= size:
        raise Unsatisfiable
    return part


def _is_same(known: str, etag: str, modified: int) -> bool:
    """Whether the file is the one that a part is known of already: ``If-Range``, a tag or a moment."""
    return not known or known == etag or parse_http_date_safe(known) == modified


def _file(dump: Dump, part: Part | None) -> HttpResponseBase:
    try:
        stream = dumps.path_of(dump.stored).open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    content_type = FILES[dump.name].content_type
    response: StreamingHttpResponse
    if part is None:
        response = FileResponse(stream, as_attachment=True, filename=dump.name, content_type=content_type)
        response["Content-Length"] = str(dump.size)
    else:
        stream.seek(part.first)
        response = StreamingHttpResponse(_Bytes(stream, part.length), status=206, content_type=content_type)
        response["Content-Length"] = str(part.length)
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{dump.size}"
    # Says «not compressed», so that no middleware compresses it and makes other bytes of what a range counts in.
    response["Content-Encoding"] = "identity"
    response["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(dump.sha256)).decode()}:"
    return response


class _Bytes:
    """``left`` bytes from where the file stands; closed with the answer, also when nobody has read a byte of it."""

    def __init__(self, stream: BinaryIO, left: int) -> None:
        self.stream, self.left, self.close = stream, left, stream.close

    def __iter__(self) -> Iterator[bytes]:
        while self.left and (piece := self.stream.read(min(PIECE, self.left))):
            self.left -= len(piece)
            yield piece
