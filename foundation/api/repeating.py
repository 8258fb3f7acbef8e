"""What a view does with ``Idempotency-Key``."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpResponse

from foundation.api import idempotency
from foundation.api.authentication import actor_of
from foundation.api.models import IdempotentAnswer


class Repeated(Exception):
    """The answer of the first time."""

    def __init__(self, kept: IdempotentAnswer) -> None:
        super().__init__(kept.key)
        self.kept = kept

    def response(self) -> HttpResponse:
        kept = self.kept
        headers = {**kept.headers, "Idempotency-Replayed": "true"}
        return HttpResponse(bytes(kept.body), status=kept.status, headers=headers)


class Repeating:
    """Mixed into views: a POST that carries a key is done once."""

    claimed: tuple[str, str] | None = None

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        key = request.headers.get(idempotency.HEADER, "")
        if request.method != "POST" or not key:
            return
        actor = actor_of(request)
        mark = idempotency.fingerprint(request.method, request.get_full_path(), _body(request))
        kept = idempotency.claim(actor=actor, key=key, mark=mark)
        if kept is not None:
            raise Repeated(kept)
        self.claimed = (actor, key)

    def handle_exception(self, fault: Exception) -> Any:
        if isinstance(fault, Repeated):
            return fault.response()
        return super().handle_exception(fault)  # type: ignore[misc]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # When this raises, something may have been done already: the key stays claimed, and is not used twice.
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if self.claimed:
            response.render()
            idempotency.keep(actor=self.claimed[0], key=self.claimed[1], response=response)
        return response


def _body(request: Any) -> bytes:
    """What was sent, as bytes that are the same for the same; of files their digests, since they may be large."""
    if not any(one.parses_files for one in request.parsers if hasattr(one, "parses_files")) and not _is_form(request):
        return bytes(request.body)
    digest = hashlib.sha256()
    data = request.data
    for name, value in sorted(data.items()):
        digest.update(f"{name}\0".encode("utf-8", "replace"))
        for chunk in value.chunks() if hasattr(value, "chunks") else [str(value).encode("utf-8", "replace")]:
            digest.update(chunk)
        if hasattr(value, "seek"):
            value.seek(0)
    return digest.digest()


def _is_form(request: Any) -> bool:
    return (request.content_type or "").startswith("multipart/")
