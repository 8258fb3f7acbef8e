"""Terms of a panel, assignment of entries, and how far everybody is: the officer's pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import queries, reports, rules
from evaluation.actions import assignments, terms
from evaluation.forms import TermsForm, add_faults
from evaluation.models import Assignment, Round
from evaluation.rules.conflicts import terms_of
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed


def own_round(request: HttpRequest, pk: int) -> Round:
    """A round that the person runs, without a tie or a seat in it; strangers get 404."""
    round_ = get_object_or_404(Round.objects.run_by(request.user).select_related("body", "rubric", "terms"), pk=pk)
    rules.check_can_see_panel(request.user, round_)
    return round_


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def panel_terms(request: HttpRequest, pk: int) -> HttpResponse:
    """How experts are drawn and entries given."""
    round_ = own_round(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = TermsForm(posted, initial=TermsForm.initial_of(round_, terms_of(round_)))
    if form.is_valid():
        values = dict(form.cleaned_data)
        reason = values.pop("reason")
        try:
            terms.change(round=round_, wanted=terms.Wanted(**values), reason=reason, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The terms are saved."))
            return redirect("evaluation:round-detail", round_.pk)
    can_change = allowed(rules.check_can_change_terms, request.user, round_)
    groups = queries.directions(round_)
    context = {"round": round_, "form": form, "can_change": can_change, "directions": groups}
    return render(request, "evaluation/panel_terms.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, round_: Round, form: ReasonForm, *, status: int = 200) -> HttpResponse:
    proposal, accepted = queries.proposed_assignment(round_), queries.accepted_assignment(round_)
    shown = proposal or accepted
    context: dict[str, Any] = {
        "round": round_,
        "form": form,
        "proposal": proposal,
        "accepted": accepted,
        "shown": shown,
        "can_assign": allowed(rules.check_can_assign, request.user, round_),
        "history": Assignment.objects.filter(round=round_, accepted_at__isnull=False).defer("document"),
    }
    if shown is not None:
        context |= reports.assignment_figures(shown.document)
    return render(request, "evaluation/assignment_detail.html", context, status=status)


@never_cache
@require_safe
@signed_in
def assignment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who scores what: the proposal, or the list in force."""
    return _page(request, own_round(request, pk), ReasonForm(needed=False))


@require_POST
@signed_in
def assignment_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Have an assignment worked out."""
    job = assignments.propose(round=own_round(request, pk), by=request.user)
    return redirect("jobs:job-detail", job.pk)


@require_POST
@signed_in
def assignment_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the proposal in force."""
    round_ = own_round(request, pk)
    proposal = get_object_or_404(Assignment.objects.filter(round=round_, accepted_at=None))
    form = ReasonForm(request.POST, needed=False)
    if form.is_valid():
        try:
            assignments.accept(assignment=proposal, reason=form.cleaned_data["reason"], by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The assignment is accepted."))
            return redirect("evaluation:assignment-detail", round_.pk)
    return _page(request, round_, form, status=422)


@never_cache
@require_safe
@signed_in
def workload(request: HttpRequest) -> HttpResponse:
    """Experts, open sheets and deadlines in all rounds that the person runs; no mark."""
    rounds = Round.objects.run_by(request.user).open_to(request.user)
    return render(request, "evaluation/workload.html", {"rows": queries.workload(rounds)})
