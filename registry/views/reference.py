"""Reference data: what the portal counts with, from where, and how sure it is. For everybody."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.queries import reference


@require_safe
def reference_list(request: HttpRequest) -> HttpResponse:
    """Every table with its sources."""
    return render(request, "registry/reference_list.html", {"overviews": reference.overviews()})


@require_safe
def reference_detail(request: HttpRequest, name: str) -> HttpResponse:
    """The rows of one table; of a long one the first rows, and the file has all."""
    table = _table(name)
    headings = [reference.HEADINGS[column] for column in table.columns]
    context = {
        "table": table,
        "headings": headings,
        "rows": [list(zip(headings, row, strict=True)) for row in reference.rows(table, reference.ROWS_SHOWN)],
        "is_cut": table.model._default_manager.count() > reference.ROWS_SHOWN,
        "most": reference.ROWS_SHOWN,
    }
    return render(request, "registry/reference_detail.html", context)


@require_safe
def reference_download(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """One table as CSV (RFC 4180, UTF-8)."""
    table = _table(name)
    response = StreamingHttpResponse(_lines(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{table.name}.csv"'
    return response


def _lines(table: reference.Table) -> Iterator[str]:
    for row in reference.csv_rows(table):
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue()


def _table(name: str) -> reference.Table:
    if name not in reference.TABLES:
        raise Http404
    return reference.TABLES[name]
