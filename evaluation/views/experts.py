"""The expert's pages: statement, list of entries, score sheet."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import queries, reports, rules
from evaluation.actions import seats, sheets
from evaluation.choices import SheetStatus
from evaluation.forms import ScoreForm, StatementForm, add_faults
from evaluation.models import Criterion, Round, ScoreSheet, Seat
from evaluation.visibility import for_expert
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Conflict, DomainError, Invalid
from foundation.core.forms import ReasonForm
from foundation.core.middleware import not_in_this_state
from foundation.core.permissions import allowed
from foundation.core.workflow import TransitionNotAllowed
from foundation.documents.serving import serve

STALE = "stale"


@never_cache
@require_safe
@signed_in
def sheet_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries that this expert scores, with the expert's own progress and nobody else's."""
    own = Seat.objects.of_expert(request.user).filter(round=pk).select_related("round", "expert", "calibration_answer")
    seat = get_object_or_404(own)
    found = list(queries.sheets_for_expert(request.user, seat.round))
    done = sum(1 for sheet in found if sheet.status == SheetStatus.SUBMITTED)
    context = {
        "seat": seat,
        "round": seat.round,
        "sheets": found,
        "done": done,
        "term": queries.round_term(seat.round),
        "can_calibrate": allowed(rules.check_can_calibrate, request.user, seat),
        "is_calibrated": hasattr(seat, "calibration_answer"),
    }
    return render(request, "evaluation/sheet_list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def seat_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Read and sign the no-conflict statement."""
    own = Seat.objects.of_expert(request.user).select_related("round", "expert")
    seat = get_object_or_404(own, pk=pk)
    form, text = StatementForm(request.POST if request.method == "POST" else None), reports.statement(seat.round)
    if form.is_valid():
        seats.accept(seat=seat, statement=text, by=request.user)
        messages.success(request, _("You have signed the statement."))
        return redirect("evaluation:sheet-list", seat.round_id)
    can_sign = allowed(rules.check_can_accept, request.user, seat)
    context = {"seat": seat, "round": seat.round, "form": form, "statement": text, "can_sign": can_sign}
    return render(request, "evaluation/seat_statement.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def seat_recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Step back, or take an expert out; with a reason."""
    visible = Seat.objects.visible_to(request.user).select_related("round__body", "expert__user")
    seat = get_object_or_404(visible, pk=pk)
    rules.check_can_recuse(request.user, seat)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    is_own = seat.expert.user_id == request.user.pk
    if form.is_valid():
        seats.recuse(seat=seat, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The expert has left the round."))
        return redirect("desk") if is_own else redirect("evaluation:round-detail", seat.round_id)
    context = {"seat": seat, "round": seat.round, "form": form, "is_own": is_own}
    return render(request, "evaluation/seat_recuse.html", context, status=422 if form.is_bound else 200)


def own_sheet(request: HttpRequest, pk: int) -> ScoreSheet:
    """A sheet that the person fills in; anybody else's does not exist."""
    own = ScoreSheet.objects.of_expert(request.user)
    return get_object_or_404(
        own.select_related(
            "entry__organisation",
            "seat__expert",
            "seat__round__rubric",
        ),
        pk=pk,
    )


def _criteria(sheet: ScoreSheet) -> list[Criterion]:
    return list(sheet.seat.round.rubric.criteria.all())


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def sheet_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry beside its score sheet. «Save and come back» keeps what is there; «Submit» tells everything missing."""
    sheet = own_sheet(request, pk)
    criteria = _criteria(sheet)
    if request.method == "POST":
        return _posted(request, sheet, criteria)
    kept = typed.take(request)
    initial = ScoreForm.initial_of(sheet, criteria)
    if kept is not None:
        initial |= {name: value for name, value in kept.items() if name != "version"}
    return _sheet_page(request, sheet, ScoreForm(initial=initial, criteria=criteria))


def _posted(request: HttpRequest, sheet: ScoreSheet, criteria: list[Criterion]) -> HttpResponse:
    form = ScoreForm(request.POST, criteria=criteria)
    is_later = "later" in request.POST
    if not form.is_valid():
        # Everything at once: what cannot be read and what is missing.
        add_faults(form, [] if is_later else sheets.faults_of(criteria, form.marks(), form.comments()))
        return _sheet_page(request, sheet, form, status=422)
    act = sheets.save_marks if is_later else sheets.submit
    try:
        act(sheet=sheet, by=request.user, **_values(form))
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return _sheet_page(request, sheet, form, status=refusal.status_code)
    except Conflict as refusal:
        form.add_error(None, str(refusal))
        return _refused(request, sheet, form, refusal)
    messages.success(request, _("The marks are saved.") if is_later else _("The score sheet is submitted."))
    following = queries.way_of(sheet).next if "next" in request.POST else None
    if following:
        return redirect("evaluation:sheet-edit", following)
    return redirect("evaluation:sheet-list", sheet.entry.round_id)


def _values(form: ScoreForm) -> dict[str, Any]:
    names = ("version", "page")
    return {"marks": form.marks(), "comments": form.comments()} | {name: form.cleaned_data[name] for name in names}


def _refused(request: HttpRequest, sheet: ScoreSheet, form: ScoreForm, refusal: Conflict) -> HttpResponse:
    """What was typed stays. When another window was faster, what that one saved stands beside it, to choose from."""
    if refusal.code != STALE:
        return _sheet_page(request, sheet, form, status=refusal.status_code)
    sheet = own_sheet(request, sheet.pk)
    form = form.on_version(sheet.version)
    form.add_error(None, str(refusal))
    theirs = queries.given_marks(sheet, form.criteria)
    return _sheet_page(request, sheet, form, status=refusal.status_code, theirs=theirs)


def _sheet_page(
    request: HttpRequest, sheet: ScoreSheet, form: ScoreForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    round_: Round = sheet.seat.round
    context = {
        "sheet": sheet,
        "round": round_,
        "entry": for_expert(sheet.entry, round_),
        "form": form,
        "load": queries.way_of(sheet),
        "given": queries.given_marks(sheet, form.criteria),
        "can_score": allowed(rules.check_can_score, request.user, sheet),
        "can_discuss": allowed(rules.check_can_see_others, request.user, sheet),
        "answer": queries.answer_to(sheet.entry, round_, request.user) if round_.first_stage_id else None,
        "needs_calibration": rules.needs_calibration(sheet.seat),
        **more,
    }
    return render(request, "evaluation/sheet_edit.html", context, status=status)


@never_cache
@require_safe
@signed_in
def sheet_file(request: HttpRequest, pk: int, document: UUID) -> HttpResponse:
    """A file of the entry, where the round is open; in a blind round there is none."""
    sheet = own_sheet(request, pk)
    files = {file.pk: file for file in for_expert(sheet.entry, sheet.seat.round).files}
    if document not in files:
        raise Http404
    return cast("HttpResponse", serve(files[document]))  # a stream of bytes is a response like any other


@require_POST
@signed_in
def sheet_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """What is typed, saved by the page itself; the answer as docs/components.md says."""
    sheet = own_sheet(request, pk)
    form = ScoreForm(request.POST, criteria=_criteria(sheet))
    if not form.is_valid():
        faults = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"message": " ".join(faults)}, status=422)
    try:
        sheet = sheets.save_marks(sheet=sheet, by=request.user, **_values(form))
    except TransitionNotAllowed:
        return JsonResponse({"message": str(not_in_this_state())}, status=409)
    except DomainError as refusal:
        # 409 would say «changed in another tab»: only a stale version is that.
        status = 409 if refusal.code == STALE else 422
        return JsonResponse({"message": str(refusal)}, status=status)
    moment = timezone.localtime(sheet.saved_at) if sheet.saved_at else timezone.localtime()
    return JsonResponse({"saved_at": f"{moment:%H:%M}", "version": sheet.version})
