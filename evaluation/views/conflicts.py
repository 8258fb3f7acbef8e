"""Conflicts of interest: what the expert declares, what the officer looks at."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation import queries, rules
from evaluation.actions import conflicts
from evaluation.choices import SeatStatus
from evaluation.forms import DeclarationForm, EntryConflictForm, HintForm
from evaluation.models import Declaration, Round, ScoreSheet, Seat
from evaluation.queries import HintRow
from evaluation.rules.conflicts import tied_organisations
from evaluation.views.assignments import own_round
from foundation.accounts.typed import signed_in
from foundation.core.permissions import allowed


@never_cache
@require_safe
@signed_in
def conflict_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Known ties, declarations and weak signs of a round."""
    round_ = own_round(request, pk)
    tied = tied_organisations(round_)
    context = {
        "round": round_,
        "ties": queries.tie_rows(round_, tied),
        "declarations": queries.declarations(round_),
        "hints": queries.hint_rows(round_, tied),
    }
    return render(request, "evaluation/conflict_list.html", context)


def _hint(round_: Round, seat: int, organisation: int, kind: str) -> HintRow:
    for row in queries.hint_rows(round_, tied_organisations(round_)):
        if (row.seat.number, row.organisation.pk, row.kind) == (seat, organisation, kind):
            return row
    raise Http404


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def hint_review(request: HttpRequest, pk: int, seat: int, organisation: int, kind: str) -> HttpResponse:
    """Say what a weak sign is worth."""
    round_ = own_round(request, pk)
    row = _hint(round_, seat, organisation, kind)
    form = HintForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values: dict[str, Any] = {"expert": row.seat.expert, "organisation": row.organisation, "kind": kind}
        conflicts.review(round=round_, by=request.user, **values, **form.cleaned_data)
        messages.success(request, _("What you have found is saved."))
        return redirect("evaluation:conflict-list", round_.pk)
    context = {"round": round_, "row": row, "form": form}
    return render(request, "evaluation/hint_review.html", context, status=422 if form.is_bound else 200)


def _after(request: HttpRequest, seat: Seat) -> HttpResponse:
    messages.success(request, _("Thank you. You do not score this applicant."))
    has_left = Seat.objects.filter(pk=seat.pk, status=SeatStatus.RECUSED).exists()
    return redirect("desk") if has_left else redirect("evaluation:seat-conflicts", seat.pk)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def seat_conflicts(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes part, and what ties the expert has declared. In a blind round it does not say whose entry is whose."""
    own = Seat.objects.of_expert(request.user).select_related("round", "expert")
    seat = get_object_or_404(own, pk=pk)
    applicants = queries.applicants(seat.round)
    form = DeclarationForm(request.POST if request.method == "POST" else None, applicants=applicants.values())
    if form.is_valid():
        values = form.cleaned_data | {"organisation": applicants[form.cleaned_data["organisation"]]}
        conflicts.declare(seat=seat, by=request.user, **values)
        return _after(request, seat)
    declared = Declaration.objects.filter(seat=seat).select_related("entry__organisation")
    context = {
        "seat": seat,
        "round": seat.round,
        "form": form,
        "declared": {(row.entry.organisation, row.kind): row for row in declared}.values(),
        "can_declare": allowed(rules.check_can_declare, request.user, seat),
    }
    return render(request, "evaluation/seat_conflicts.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def sheet_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """The expert recognises an entry while reading it."""
    sheets = ScoreSheet.objects.of_expert(request.user).select_related("entry__organisation", "seat__round")
    sheet = get_object_or_404(sheets, pk=pk)
    form = EntryConflictForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        whose = sheet.entry.organisation
        conflicts.declare(seat=sheet.seat, organisation=whose, by=request.user, **form.cleaned_data)
        return _after(request, sheet.seat)
    context = {"sheet": sheet, "round": sheet.seat.round, "form": form}
    return render(request, "evaluation/sheet_conflict.html", context, status=422 if form.is_bound else 200)
