"""How a panel judged, how firm its ranking is, and what would be with other weights. Nothing here writes anything."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluation import queries
from evaluation.forms import LineForm, WeightsForm
from evaluation.models import Criterion, Run
from evaluation.reports import quality as reports
from evaluation.reports import what_if
from evaluation.reports.judging_words import words
from evaluation.scoring.agreement import RESAMPLES, SEED
from evaluation.views.results import visible_run
from foundation.core.text import localized


@require_safe
def run_quality(request: HttpRequest, pk: int) -> HttpResponse:
    """Agreement, severity, firmness; what is for discussion only is shown to those who discuss it."""
    run = visible_run(request, pk)
    is_inside = Run.objects.inside(request.user).filter(pk=run.pk).exists()
    initial = queries.usual_line(run)
    form = LineForm(request.GET if {"line", "budget"} & set(request.GET) else None, initial=initial)
    line = queries.line_asked(run, form.cleaned_data if form.is_valid() else initial)
    context: dict[str, Any] = {"run": run, "round": run.round, "form": form, "is_inside": is_inside}
    context["said"] = words(run.round)
    context |= {"resamples": RESAMPLES, "seed": SEED}
    quality = queries.assessment(run, line, is_usual=not form.is_bound)
    if quality is not None:
        entries = queries.entries_of(run.round)
        quick = queries.quick_sheets(run) if is_inside else None
        context |= reports.page(quality, entries, _titles(run), _totals(run), quick, run.round)
    return render(request, "evaluation/run_quality.html", context)


@require_safe
def run_what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """The ranking with other weights and another line, beside the official one."""
    run = visible_run(request, pk)
    criteria = list(run.round.rubric.criteria.all())
    initial = queries.usual_line(run) | {f"weight_{item.code}": item.weight for item in criteria}
    form = WeightsForm(request.GET or None, criteria=criteria, initial=initial)
    is_asked = form.is_valid()
    weights = form.weights if is_asked else [int(item.weight * 100) for item in criteria]
    line = queries.line_asked(run, form.cleaned_data if is_asked else initial)
    context: dict[str, Any] = {"run": run, "round": run.round, "form": form, "has_money": line.budget is not None}
    if run.summary["sheets"] <= queries.SHEETS_AT_MOST:
        context |= what_if.page(queries.inputs_of(run), weights, line, queries.entries_of(run.round))
    return render(request, "evaluation/run_what_if.html", context)


def _titles(run: Run) -> dict[str, str]:
    return {item.code: localized(item, "title") for item in Criterion.objects.filter(rubric=run.round.rubric_id)}


def _totals(run: Run) -> dict[int, tuple[int, int]]:
    """Number → (official rank, total in hundredths)."""
    rows = run.results.exclude(rank=None).values_list("entry__number", "rank", "total")
    return {number: (rank, int(total * 100)) for number, rank, total in rows if rank and total is not None}
