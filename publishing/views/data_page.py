"""The page of open data: what there is, how fresh, how it is read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publishing import queries


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Sets with their files, formats, sizes, digests; the licence; examples; the dictionary."""
    return render(request, "publishing/open_data.html", queries.open_data())
