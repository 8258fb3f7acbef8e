"""What everybody may read of the yearly information."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registry import queries
from registry.queries import annual as annual_queries


@require_safe
def annual_view(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """What was accepted for one year, without what tells who a person is; earlier versions stay readable."""
    organisation = get_object_or_404(queries.cards(), bin=number)
    versions = {version.number: version for version in annual_queries.accepted_versions(organisation, year)}
    asked = request.GET.get("version", "")
    chosen = versions.get(int(asked)) if asked.isdecimal() and len(asked) < 6 else next(iter(versions.values()), None)
    if chosen is None:
        raise Http404
    context = {
        "ngo": organisation,
        "year": year,
        "version": chosen,
        "versions": list(versions.values()),
        "blocks": annual_queries.outline(chosen.document, is_public=True),
        "line": next((line for line in queries.annual_lines(organisation) if line.year == year), None),
    }
    return render(request, "registry/annual_view.html", context)
