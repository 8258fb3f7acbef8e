"""Both stages of a selection beside each other."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluation import queries
from evaluation.models import Round


@never_cache
@require_safe
def stage_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The experts' result and the commission's for each entry; there is nothing to see before a ranking may be seen."""
    second = get_object_or_404(Round.objects.select_related("first_stage"), pk=pk, first_stage__isnull=False)
    stages = queries.stages_of(request.user, second)
    if stages.first_run is None and stages.second_run is None:
        raise Http404
    return render(request, "evaluation/stage_list.html", {"stages": stages, "round": second})
