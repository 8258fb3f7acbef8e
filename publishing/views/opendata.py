"""Open data: the same for everybody, in no language, without a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from publishing.models import Dump
from publishing.opendata import (
    catalogue,
    datasets,
    dictionary,
    grants360,
    identifiers,
    paging,
    popolo,
    registry_rows,
    writing,
)
from publishing.opendata.datasets import CSV, JSON, LINES
from publishing.opendata.ocds import packages, processes
from publishing.opendata.paging import PAGE, Place, Unreadable

Pieces = Callable[[], Iterator[bytes]]


@require_safe
def registry_as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every NGO of the registry with its public fields."""
    return _streamed(request, registry_rows.csv, f"{CSV}; charset=utf-8", "ngos.csv")


@require_safe
def registry_as_lines(request: HttpRequest) -> StreamingHttpResponse:
    """The same, a JSON object on each line."""
    return _streamed(request, registry_rows.lines, LINES, "ngos.jsonl")


@require_safe
def councils_as_popolo(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """One list of the councils in Popolo."""
    if name not in popolo.LISTS:
        raise Http404
    rows = popolo.LISTS[name]
    return _streamed(request, lambda: writing.array(rows()), JSON)


@require_safe
def grants_as_360giving(request: HttpRequest) -> HttpResponseBase:
    """Awarded grants and premiums, all in one package."""
    try:
        code = paging.language_of(request.GET)
    except Unreadable as fault:
        return refused(fault)
    uri = identifiers.url(request.get_full_path())
    return _streamed(request, lambda: grants360.packaged(uri=uri, made_at=timezone.now(), code=code), JSON)


@require_safe
def dictionary_as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every public field with its type and meaning."""
    pieces: Pieces = lambda: dictionary.as_csv(datasets.all_models())  # noqa: E731
    return _streamed(request, pieces, f"{CSV}; charset=utf-8", "dictionary.csv")


@require_safe
def catalogue_as_dcat(request: HttpRequest) -> HttpResponse:
    """What there is, for portals of open data."""
    content = writing.dumped(catalogue.catalogue(Dump.objects.in_bulk()))
    response: HttpResponse = told(HttpResponse(content, content_type="application/ld+json"))
    return response


@require_safe
def ocds_releases(request: HttpRequest) -> HttpResponseBase:
    """Social orders, a page of processes that changed ``since``; the next page is in the Link header."""
    return _ocds_page(request, packages.release_package)


@require_safe
def ocds_records(request: HttpRequest) -> HttpResponseBase:
    return _ocds_page(request, packages.record_package)


def _ocds_page(request: HttpRequest, written: Callable[..., Iterator[bytes]]) -> HttpResponseBase:
    try:
        asked = paging.asked(request.GET)
    except Unreadable as fault:
        return refused(fault)
    found = [processes.process(row) for row in processes.processes(since=asked.since, after=asked.after)[: PAGE + 1]]
    shown = found[:PAGE]
    uri = identifiers.url(request.get_full_path())
    content = b"".join(written(shown, uri=uri, made_at=timezone.now(), code=asked.language))
    response: HttpResponse = told(HttpResponse(content, content_type=JSON))
    if len(found) > PAGE:
        response["Link"] = f'<{_next(request, Place(shown[-1].changed_at, shown[-1].key))}>; rel="next"'
    return response


def _next(request: HttpRequest, place: Place) -> str:
    asked = request.GET.copy()
    asked["cursor"] = str(place)
    return identifiers.url(f"{request.path}?{asked.urlencode()}")


def _streamed(request: HttpRequest, pieces: Pieces, content_type: str, name: str = "") -> StreamingHttpResponse:
    """A stream; HEAD asks for nothing of it."""
    response = StreamingHttpResponse(pieces() if request.method == "GET" else iter(()), content_type=content_type)
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    told(response)
    return response


def refused(fault: Unreadable) -> HttpResponseBase:
    """What an address says wrongly, in words."""
    response: HttpResponseBase = told(JsonResponse({"error": str(fault)}, status=400))
    return response


def told(response: Any) -> Any:
    """An answer that anybody's page may read."""
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Link, ETag, Last-Modified, Content-Range, Repr-Digest"
    return response
