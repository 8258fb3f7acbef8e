"""Open data: the same for everybody, in no language, without a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from publishing.opendata import popolo, registry_csv

Pieces = Callable[[], Iterator[bytes]]


@require_safe
def registry_as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every NGO of the registry with its public fields."""
    response = _streamed(request, registry_csv.stream, "text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ngos.csv"'
    return response


@require_safe
def councils_as_popolo(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """One list of the councils in Popolo."""
    if name not in popolo.LISTS:
        raise Http404
    rows = popolo.LISTS[name]
    return _streamed(request, lambda: popolo.stream(rows()), "application/json")


def _streamed(request: HttpRequest, pieces: Pieces, content_type: str) -> StreamingHttpResponse:
    """A stream that anybody's page may read; HEAD asks for nothing of it."""
    response = StreamingHttpResponse(pieces() if request.method == "GET" else iter(()), content_type=content_type)
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    return response
