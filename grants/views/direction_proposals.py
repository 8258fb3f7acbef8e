"""Proposals of directions: for everybody to read, for people and NGOs to send, for officers to answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from grants.actions import direction_proposals as actions
from grants.forms import directions as forms_of
from grants.models import DirectionProposal
from grants.queries import directions as queries
from grants.queries.partnership import endorsements_of, partners_for
from grants.rules import directions as rules
from grants.views.directions import visible_list
from registry.rules.roles import EDITORS, organisations_of


def visible_proposal(request: HttpRequest, pk: int) -> DirectionProposal:
    """The proposal, if this reader may see it."""
    rows = DirectionProposal.objects.visible_to(request.user)
    related = ("list__body", "author", "organisation", "sphere", "region", "taken_into", "hidden_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def run_proposal(request: HttpRequest, pk: int) -> DirectionProposal:
    """The proposal, for an officer of the body; raises NotPermitted."""
    proposal = visible_proposal(request, pk)
    rules.check_can_run(request.user, proposal.list.body)
    return proposal


@require_safe
def proposal_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposals of a list."""
    found, show = visible_list(request, pk), request.GET.get("show", "")
    page = queries.proposals_page(found, request.user, show=show, after=request.GET.get("after", ""))
    can_run = allowed(rules.check_can_run, request.user, found.body)
    context = {"list": found, "page": page, "show": show, "can_run": can_run}
    return render(request, "grants/proposal_list.html", context)


@require_safe
def proposal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal and what became of it."""
    proposal = visible_proposal(request, pk)
    can_run = allowed(rules.check_can_run, request.user, proposal.list.body)
    is_own = proposal.author_id == request.user.pk
    context = {
        "proposal": proposal,
        "can_run": can_run,
        "is_own": is_own,
        "endorsements": endorsements_of(proposal),
        "can_endorse": request.user.is_authenticated and bool(partners_for(request.user, proposal)),
    }
    return render(request, "grants/proposal_detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proposal_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a direction; what is nearly the same is shown first."""
    found = visible_list(request, pk)
    rules.check_takes_proposals(found, clock.now())
    data = typed.posted(request)
    initial = {"language": get_language(), "region": found.body.region_id}
    form = forms_of.ProposalForm(data, organisations=organisations_of(request.user, EDITORS), initial=initial)
    alike: list[DirectionProposal] = []
    if request.method == "POST" and form.is_valid():
        alike = [] if form.cleaned_data["seen"] else _alike(found, form)
        proposal = None if alike else _sent(request, found, form)
        if proposal:
            messages.success(request, _("Your proposal is sent. A message tells you what becomes of it."))
            return redirect(proposal)
    context = {"list": found, "form": form, "alike": alike, "last_year": queries.last_year(found)}
    return render(request, "grants/proposal_create.html", context)


def _alike(found: Any, form: forms_of.ProposalForm) -> list[DirectionProposal]:
    values = form.cleaned_data
    return queries.alike(found, values["title"], values["problem"], local_date(clock.now()))


def _sent(request: HttpRequest, found: Any, form: forms_of.ProposalForm) -> DirectionProposal | None:
    try:
        return actions.submit(found=found, organisation=form.speaks_for, values=form.cleaned_data, by=request.user)
    except Invalid as refusal:
        forms_of.add_faults(form, refusal.faults)
    return None


@never_cache
@require_safe
@signed_in
def proposal_own(request: HttpRequest) -> HttpResponse:
    """What the person has proposed."""
    return render(request, "grants/proposal_own.html", {"proposals": queries.own_proposals(request.user)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proposal_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Gather a proposal into a direction, or decline it with a reason."""
    proposal = run_proposal(request, pk)
    data = typed.posted(request)
    form = forms_of.AnswerForm(data, found=proposal.list)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(proposal, form, request.user)
        except Invalid as refusal:
            forms_of.add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The proposal is answered, and its author is told."))
            return redirect(queries.next_waiting(proposal))
    context = {"proposal": proposal, "form": form, "last_year": queries.last_year(proposal.list)}
    return render(request, "grants/proposal_answer.html", context)


def _answer(proposal: DirectionProposal, form: forms_of.AnswerForm, by: Any) -> None:
    answer, into = form.cleaned_data["answer"], form.chosen
    if into is None:
        actions.decline(proposal=proposal, answer=answer, by=by)
    else:
        actions.take(proposal=proposal, into=into, answer=answer, by=by)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proposal_reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer back, with a reason."""
    proposal = run_proposal(request, pk)
    form = forms_of.WhyForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        actions.reconsider(proposal=proposal, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The answer is taken back. The proposal waits for another one."))
        return redirect(proposal)
    context = {"proposal": proposal, "form": form, "heading": _("Take the answer back")}
    return render(request, "grants/proposal_why.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proposal_moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a proposal from the public, or show it again."""
    proposal = run_proposal(request, pk)
    is_hidden = proposal.hidden_at is not None
    form = forms_of.WhyForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        act = actions.show if is_hidden else actions.hide
        act(proposal=proposal, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Everybody sees the text again.") if is_hidden else _("The text is hidden."))
        return redirect(proposal)
    heading = _("Show the text again") if is_hidden else _("Hide the text from the public")
    return render(request, "grants/proposal_why.html", {"proposal": proposal, "form": form, "heading": heading})


@require_POST
@signed_in
def proposal_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an own proposal back."""
    actions.withdraw(proposal=visible_proposal(request, pk), by=request.user)
    messages.success(request, _("Your proposal is taken back."))
    return redirect("grants:proposal-own")
