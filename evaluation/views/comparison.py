"""Entries side by side, for officers, auditors and the commission."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluation import queries
from evaluation.forms import CompareForm
from evaluation.models import Round
from foundation.accounts.typed import signed_in


@never_cache
@require_safe
@signed_in
def entry_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose two to four entries; then what they say and what they have reached, in columns."""
    rounds = Round.objects.read_by(request.user).select_related("body", "rubric", "first_stage")
    round_ = get_object_or_404(rounds, pk=pk)
    entries = queries.comparable(round_)
    form = CompareForm(request.GET or None, entries=entries)
    shown = None
    if form.is_valid():
        shown = queries.comparison(round_, form.cleaned_data["chosen"], request.user)
    context = {"round": round_, "form": form, "entries": entries, "shown": shown}
    return render(request, "evaluation/entry_compare.html", context, status=422 if form.errors else 200)
