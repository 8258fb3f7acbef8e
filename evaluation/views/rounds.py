"""The officer's pages of a round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import queries, rules
from evaluation.actions import extras, rounds, runs, sheets
from evaluation.choices import SheetStatus
from evaluation.forms import DiscussForm, DrawForm, OpenForm, add_faults
from evaluation.models import Round, ScoreSheet
from evaluation.rules.conflicts import conflicted, terms_of
from evaluation.rules.extras import SHOWN, check_can_compare
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed


def _own(request: HttpRequest, pk: int) -> Round:
    """A round that the person runs; strangers get 404."""
    rounds_run = (
        Round.objects.run_by(request.user)
        .select_related("body", "rubric", "second_stage", "terms", "calibration")
        .annotate(entry_count=Count("entries"))
    )
    return get_object_or_404(rounds_run, pk=pk)


def _page(request: HttpRequest, round_: Round, *, status: int = 200, **forms_shown: forms.Form) -> HttpResponse:
    context = _context(request.user, round_) | _steps(request.user, round_) | forms_shown
    return render(request, "evaluation/round_detail.html", context, status=status)


def _context(user: Any, round_: Round) -> dict[str, Any]:
    ranked = queries.runs_for(user, round_)
    return {
        "round": round_,
        "sees_panel": rules.sees_panel(user, round_),
        "seats": queries.seat_rows(round_, tied=conflicted(round_)),
        "terms": terms_of(round_),
        "draw_form": DrawForm(),
        "term": queries.round_term(round_),
        "submitted": queries.submitted_sheets(round_),
        "sees_divergence": round_.status in SHOWN,
        "runs": [run for run in ranked if run.is_visible],
        "has_run": bool(ranked),
        "second": getattr(round_, "second_stage", None),
        "has_calibration": hasattr(round_, "calibration"),
    }


def _steps(user: Any, round_: Round) -> dict[str, Any]:
    """What this person may do now, and an empty form for each step."""
    return {
        "can_draw": allowed(rules.check_can_draw, user, round_),
        "can_open": allowed(rules.check_can_open, user, round_),
        "can_compare": allowed(check_can_compare, user, round_),
        "can_discuss": allowed(rules.check_can_discuss, user, round_),
        "can_calibrate": allowed(rules.check_can_write_calibration, user, round_),
        "can_close": allowed(rules.check_can_close, user, round_),
        "can_compute": allowed(rules.check_can_request_run, user, round_),
        "open_form": OpenForm(),
        "marks_form": ReasonForm(prefix="marks", needed=False),
        "discuss_form": DiscussForm(prefix="discuss"),
        "close_form": ReasonForm(prefix="close", needed=False),
        "compute_form": ReasonForm(prefix="compute", needed=False),
    }


def _taken(
    request: HttpRequest, round_: Round, name: str, form: forms.Form, act: Callable[[dict[str, Any]], HttpResponse]
) -> HttpResponse:
    """Do a step with the form's values, or show the page again with what is wrong."""
    if form.is_valid():
        try:
            return act(form.cleaned_data)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
    round_.refresh_from_db()
    return _page(request, round_, status=422, **{name: form})


@never_cache
@require_safe
@signed_in
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw, seats, progress, closing, ranking. No mark is shown here at any time."""
    return _page(request, _own(request, pk))


@require_POST
@signed_in
def round_draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Reveal the seed and draw."""
    round_ = _own(request, pk)

    def act(values: dict[str, Any]) -> HttpResponse:
        rounds.draw(round=round_, public_value=values["public_value"], by=request.user)
        messages.success(request, _("The experts are drawn and the seed is published."))
        return redirect("evaluation:round-detail", round_.pk)

    return _taken(request, round_, "draw_form", DrawForm(request.POST), act)


@require_http_methods(["POST"])
@signed_in
def round_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the scoring until a moment."""
    round_ = _own(request, pk)

    def act(values: dict[str, Any]) -> HttpResponse:
        rounds.open(round=round_, scoring_until=values["scoring_until"], reason=values["reason"], by=request.user)
        messages.success(request, _("The scoring is open."))
        return redirect("evaluation:round-detail", round_.pk)

    return _taken(request, round_, "open_form", OpenForm(request.POST), act)


@require_POST
@signed_in
def marks_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """End the independent marks and look which of them diverge."""
    round_ = _own(request, pk)

    def act(values: dict[str, Any]) -> HttpResponse:
        extras.compare(round=round_, reason=values["reason"], by=request.user)
        messages.success(request, _("The independent marks are over."))
        return redirect("evaluation:divergence-list", round_.pk)

    return _taken(request, round_, "marks_form", ReasonForm(request.POST, prefix="marks", needed=False), act)


@require_POST
@signed_in
def round_discuss(request: HttpRequest, pk: int) -> HttpResponse:
    """End the independent scoring and let the experts discuss until a moment."""
    round_ = _own(request, pk)

    def act(values: dict[str, Any]) -> HttpResponse:
        until, reason = values["discussion_until"], values["reason"]
        rounds.discuss(round=round_, discussion_until=until, reason=reason, by=request.user)
        messages.success(request, _("The discussion is open."))
        return redirect("evaluation:round-detail", round_.pk)

    return _taken(request, round_, "discuss_form", DiscussForm(request.POST, prefix="discuss"), act)


@require_POST
@signed_in
def round_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the scoring."""
    round_ = _own(request, pk)

    def act(values: dict[str, Any]) -> HttpResponse:
        rounds.close(round=round_, reason=values["reason"], by=request.user)
        messages.success(request, _("The scoring is closed."))
        return redirect("evaluation:round-detail", round_.pk)

    return _taken(request, round_, "close_form", ReasonForm(request.POST, prefix="close", needed=False), act)


@require_POST
@signed_in
def round_compute(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a ranking and show the work going on."""
    round_ = _own(request, pk)

    def act(values: dict[str, Any]) -> HttpResponse:
        _run, job = runs.request(round=round_, reason=values["reason"], by=request.user)
        return redirect("jobs:job-detail", job.pk)

    return _taken(request, round_, "compute_form", ReasonForm(request.POST, prefix="compute", needed=False), act)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def sheet_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a submitted sheet back to its expert. The page shows whose it is and of which entry, no mark."""
    run_by = ScoreSheet.objects.filter(entry__round__in=Round.objects.run_by(request.user))
    sheet = get_object_or_404(run_by.select_related("entry", "seat__round__body"), pk=pk, status=SheetStatus.SUBMITTED)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sheets.reopen(sheet=sheet, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The score sheet is given back."))
        return redirect("evaluation:round-detail", sheet.entry.round_id)
    status = 422 if form.is_bound else 200
    return render(request, "evaluation/sheet_reopen.html", {"sheet": sheet, "form": form}, status=status)
