"""Matches with the list of unreliable suppliers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.typed import signed_in
from foundation.core.permissions import allowed
from registry.actions import suppliers
from registry.choices import MatchStatus
from registry.queries.oversight import match_pages, matches_page
from registry.rules.oversight import check_can_oversee, standing, steps
from registry.views.steps import is_done, step_form
from registry.workflow import MATCH


@require_safe
@signed_in
def match_list(request: HttpRequest) -> HttpResponse:
    """All that the reader may see, by state."""
    status = request.GET.get("status", "")
    context = {
        "page": matches_page(request.user, status, request.GET.get("after", "")),
        "status": status,
        "statuses": MatchStatus.choices,
        "may_import": allowed(check_can_oversee, request.user),
    }
    return render(request, "registry/match_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def match_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Both sides beside each other; an officer confirms or dismisses."""
    match = get_object_or_404(match_pages(request.user), pk=pk)
    form = step_form(request, steps(MATCH, match.status, standing(request.user, match.organisation)))
    if is_done(
        request, form, lambda step, text: suppliers.decide(match=match, step=step, reason=text, by=request.user)
    ):
        return redirect(match)
    return render(request, "registry/match_detail.html", {"match": match, "form": form})
