"""Results of a call, for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.models import Call
from grants.queries import results as queries
from grants.queries.explained import explained
from grants.queries.indicators import promised


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Winners, the whole ranking with reasons, and who was not admitted; before the decision a page that says so."""
    call = get_object_or_404(Call.objects.public().select_related("operator", "rubric"), slug=slug)
    outcome = queries.call_results(call)
    if outcome is None:
        return render(request, "grants/results_pending.html", {"call": call}, status=404)
    return render(request, "grants/results.html", {"call": call, "outcome": outcome, "promised": promised(call)})


@require_safe
def result_explained(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Why one application was funded or not: marks, place, line, reason, appeal. The same page for every reader."""
    call = get_object_or_404(Call.objects.public().select_related("operator"), slug=slug)
    outcome = explained(call, number)
    if outcome is None:
        raise Http404
    return render(request, "grants/result_explained.html", {"call": call, "outcome": outcome})
