"""Sending a file. Whoever calls this has asked the rule of the object that the file belongs to."""

from __future__ import annotations

import base64

import structlog
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict
from foundation.documents.models import Document

logger = structlog.get_logger(__name__)

# A file is never a page of ours: it may not run, load, frame or be framed, whatever is in it.
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def serve(document: Document) -> FileResponse:
    """``document`` as a download under its name (RFC 6266), read in small pieces, kept in no shared cache.

    Raises Conflict with a sentence when the bytes are gone from the disk.
    """
    try:
        stream = document.file.open("rb")
    except FileNotFoundError as fault:
        logger.exception("document_bytes_missing", document=str(document.pk))
        raise Conflict(_("This file cannot be read just now. We have been told; try again later.")) from fault
    response = FileResponse(stream, as_attachment=True, filename=document.name, content_type=document.content_type)
    response["Content-Length"] = str(document.size)
    _guard(response)
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Says «not compressed», so that no middleware compresses a PDF again and hides its length from the progress bar.
    response["Content-Encoding"] = "identity"
    # RFC 9530: whoever keeps the file can prove later that it is the one that was served.
    response["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(document.sha256)).decode()}:"
    return response


def serve_bytes(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """The same for bytes that were made or decrypted on their way and are kept nowhere."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""  # Django's own order
    _guard(response)
    return response


def _guard(response: HttpResponseBase) -> None:
    """Kept in no cache, never run as a page, never taken for another type."""
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
