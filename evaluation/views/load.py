"""How much the experts have to do, for those who plan a draw."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluation.queries.load import expert_loads
from foundation.accounts.typed import signed_in
from registry.rules.roles import check_can_enrol_expert


@never_cache
@require_safe
@signed_in
def expert_load(request: HttpRequest) -> HttpResponse:
    """Running rounds and open sheets of each active expert."""
    check_can_enrol_expert(request.user)
    return render(request, "evaluation/expert_load.html", {"loads": expert_loads(request.user)})
