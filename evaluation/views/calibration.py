"""The calibration example: written by an officer, scored once by each expert."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evaluation import queries, rules
from evaluation.actions import calibration
from evaluation.forms import AnswerForm, CalibrationForm, add_faults
from evaluation.models import CalibrationExample, Round, Seat
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def calibration_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer's page: an invented application, the marks that it deserves, and why."""
    round_ = get_object_or_404(Round.objects.run_by(request.user).select_related("body", "rubric"), pk=pk)
    rules.check_can_write_calibration(request.user, round_)
    criteria = list(round_.rubric.criteria.all())
    example = CalibrationExample.objects.filter(round=round_).first()
    initial = CalibrationForm.initial_of_example(example, criteria) if example else {}
    form = CalibrationForm(request.POST if request.method == "POST" else None, initial=initial, criteria=criteria)
    if form.is_valid() and _written(request, round_, form):
        return redirect("evaluation:round-detail", round_.pk)
    context = {"round": round_, "form": form, "example": example}
    return render(request, "evaluation/calibration_edit.html", context, status=422 if form.is_bound else 200)


def _written(request: HttpRequest, round_: Round, form: CalibrationForm) -> bool:
    values = {"titles": form.texts("title"), "texts": form.texts("text")}
    try:
        calibration.write(round=round_, marks=form.marks(), reasons=form.comments(), by=request.user, **values)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return False
    messages.success(request, _("The calibration example is saved. Each expert scores it before the first entry."))
    return True


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def calibration_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The expert's page: the example to score; once scored, the own marks beside the reference and its reasons."""
    seats = Seat.objects.of_expert(request.user).select_related("round__rubric", "expert", "round__calibration")
    seat = get_object_or_404(seats, round=pk)
    if not hasattr(seat.round, "calibration"):
        raise Http404
    criteria = list(seat.round.rubric.criteria.all())
    if request.method == "GET" and not rules.needs_calibration(seat):
        rows = queries.compared(seat, criteria)
        return render(request, "evaluation/calibration_result.html", _context(seat) | {"rows": rows})
    rules.check_can_calibrate(request.user, seat)
    form = AnswerForm(request.POST if request.method == "POST" else None, criteria=criteria)
    if form.is_valid() and _answered(request, seat, form):
        return redirect("evaluation:calibration-detail", pk)
    status = 422 if form.is_bound else 200
    return render(request, "evaluation/calibration_detail.html", _context(seat) | {"form": form}, status=status)


def _context(seat: Seat) -> dict[str, Any]:
    return {"seat": seat, "round": seat.round, "example": seat.round.calibration}


def _answered(request: HttpRequest, seat: Seat, form: AnswerForm) -> bool:
    try:
        calibration.answer(seat=seat, marks=form.marks(), comments=form.comments(), by=request.user)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return False
    messages.success(request, _("Thank you. Compare your marks with the reference; then go on to your entries."))
    return True
