"""Open data: the same for everybody, in no language, without a session."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from publishing.opendata import registry_csv


@require_safe
def registry_as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every NGO of the registry with its public fields."""
    rows = registry_csv.stream() if request.method == "GET" else iter(())
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ngos.csv"'
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    return response
