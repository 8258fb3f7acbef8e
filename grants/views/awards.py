"""Awards: the winner answers, the officer offers what was not taken up to the reserve."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from grants.actions.commission import awards as actions
from grants.forms.awards import DeclineForm
from grants.models import Award, Call
from grants.queries import awards as queries
from grants.rules import awards as rules
from grants.rules.checks import check_is_officer
from grants.views.applications import own_application
from registry.choices import Role

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def _call(request: HttpRequest, slug: str, *roles: Role) -> Call:
    return get_object_or_404(Call.objects.run_by(request.user, *roles).select_related("operator"), slug=slug)


def _own(request: HttpRequest, number: str) -> Award:
    """The award of an application of the reader's own NGO."""
    application = own_application(request, number)
    award = get_object_or_404(Award.objects.filter(application=application))
    award.application = application
    return award


def _run(request: HttpRequest, number: str) -> Award:
    """An award of a call that the reader runs as an officer."""
    calls = Call.objects.run_by(request.user, Role.OFFICER)
    rows = Award.objects.filter(application__call__in=calls).select_related("application__call__operator")
    return get_object_or_404(rows, application__number=number)


@never_cache
@require_safe
@signed_in
def award_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has accepted, who has not, what money is free, and who is next on the reserve list."""
    call = _call(request, slug, Role.OFFICER, Role.SECRETARY)
    is_officer = allowed(check_is_officer, request.user, call)
    context = {"call": call, "offers": queries.offers(call), "is_officer": is_officer, "now": clock.now()}
    return render(request, "grants/award_list.html", context)


@require_POST
@signed_in
def award_accept(request: HttpRequest, number: str) -> HttpResponse:
    """The head takes the grant."""
    award = actions.accept(award=_own(request, number), by=request.user)
    messages.success(request, _("The grant is accepted. The operator prepares the agreement."))
    return redirect(award.application)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def award_decline(request: HttpRequest, number: str) -> HttpResponse:
    """Ask why, then give the grant up."""
    award = _own(request, number)
    form = DeclineForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        actions.decline(award=award, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The grant is declined. It is offered to the reserve list."))
        return redirect(award.application)
    rules.check_can_answer(request.user, award)
    return render(request, "grants/award_decline.html", {"award": award, "form": form})


@require_POST
@signed_in
def award_lapse(request: HttpRequest, number: str) -> HttpResponse:
    """The time for the answer is over."""
    award = actions.lapse(award=_run(request, number), by=request.user)
    messages.success(request, _("The offer has lapsed. Its money is free for the reserve list."))
    return redirect("grants:award-list", award.application.call.slug)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def award_fall_through(request: HttpRequest, number: str) -> HttpResponse:
    """Ask why no agreement came about, then free the money."""
    award = _run(request, number)
    form = ReasonForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        actions.fall_through(award=award, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The grant is taken back. Its money is free for the reserve list."))
        return redirect("grants:award-list", award.application.call.slug)
    return render(request, "grants/award_fall_through.html", {"award": award, "form": form})


@require_POST
@signed_in
def award_offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer a grant to the first of the reserve list."""
    award = actions.offer_next(call=_call(request, slug, Role.OFFICER), by=request.user)
    messages.success(request, _("The grant is offered to %(number)s.") % {"number": award.application.number})
    return redirect("grants:award-list", slug)
