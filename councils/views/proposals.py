"""Points for the agenda: proposed, taken or declined, shown to everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.actions import proposals as actions
from councils.forms.life import DeclineForm, ProposeForm, TakeForm
from councils.models import Proposal
from councils.queries import life as queries
from councils.rules import councils as council_rules
from councils.rules import life as rules
from councils.views.acting import done
from councils.views.councils import READ_AND_WRITE, council_of
from councils.views.formation import may_speak_for
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.permissions import allowed


def _proposal(request: HttpRequest, slug: str, number: int) -> Proposal:
    return get_object_or_404(Proposal.objects.visible_to(request.user), council__slug=slug, number=number)


@require_safe
def proposal_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What was proposed, by whom, and what came of it."""
    council = council_of(request, slug)
    context = {
        "council": council,
        "page": queries.proposal_page(council, request.user, request.GET.get("before", "")),
        "serves": allowed(council_rules.check_serves, request.user, council),
    }
    return render(request, "councils/proposal_list.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def proposal_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a point, as whoever one is here."""
    council = council_of(request, slug)
    is_member = rules.seat_in(request.user, council) is not None
    form = ProposeForm(typed.posted(request), is_member=is_member, organisations=may_speak_for(request))
    if done(
        request,
        form,
        lambda: actions.propose(council=council, by=request.user, **form.cleaned_data),
        _("Your point is sent. You are told when it is answered."),
    ):
        return redirect("councils:proposal-list", slug)
    return render(request, "councils/proposal_form.html", {"form": form, "council": council})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def proposal_answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take it onto an agenda, or decline it with the reason: two small forms, one of which is sent."""
    proposal = _proposal(request, slug, number)
    council_rules.check_serves(request.user, proposal.council)
    step = request.POST.get("step", "")
    take = TakeForm(request.POST if step == "take" else None, council=proposal.council)
    decline = DeclineForm(request.POST if step == "decline" else None)
    form, act = (take, actions.take) if step == "take" else (decline, actions.decline)
    if step and done(
        request,
        form,
        lambda: act(proposal=proposal, by=request.user, **form.cleaned_data),
        _("The author is told."),
    ):
        return redirect(proposal)
    context = {"take": take, "decline": decline, "one": proposal, "council": proposal.council}
    return render(request, "councils/proposal_answer.html", context)


@require_POST
@signed_in
def proposal_withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The author takes it back."""
    proposal = actions.withdraw(proposal=_proposal(request, slug, number), by=request.user)
    return redirect(proposal)
