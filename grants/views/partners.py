"""Partners and co-applicants: naming them, asking, answering."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from grants.actions import partners as actions
from grants.forms.partners import AnswerForm, AskForm, OutsiderForm
from grants.models import Application, Partner
from grants.rules import partners as rules
from grants.views.applications import own_application
from registry.models import Organisation


@never_cache
@require_safe
@typed.signed_in
def partner_list(request: HttpRequest, number: str) -> HttpResponse:
    """Who carries the project, with the state of each consent, and two ways to name one more."""
    return _page(request, own_application(request, number), AskForm(), OutsiderForm(prefix="other"))


def _page(request: HttpRequest, application: Application, ask: Form, outsider: Form) -> HttpResponse:
    context = {
        "application": application,
        "partners": application.partners.standing().select_related("organisation", "letter__document"),
        "can_name": allowed(rules.check_can_name, request.user, application, clock.now()),
        "ask": ask,
        "outsider": outsider,
    }
    return render(request, "grants/partner_list.html", context)


@never_cache
@require_POST
@typed.signed_in
def partner_ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask an NGO of the registry for its consent."""
    application, form = own_application(request, number), AskForm(request.POST)
    if form.is_valid():
        try:
            _ask(request, application, form.cleaned_data)
        except Invalid as refusal:
            form.add_error("bin", str(refusal))
        else:
            messages.success(request, _("Its head is asked for consent."))
            return redirect("grants:partner-list", number)
    return _page(request, application, form, OutsiderForm(prefix="other"))


def _ask(request: HttpRequest, application: Application, said: dict[str, Any]) -> None:
    organisation = Organisation.objects.visible_to(request.user).filter(bin=said["bin"].strip()).first()
    if organisation is None:
        raise Invalid(message=_("There is no organisation with this BIN in the registry: name it with a letter below"))
    actions.ask(
        application=application,
        organisation=organisation,
        kind=said["kind"],
        contribution=said["contribution"],
        may_edit=said["may_edit"],
        by=request.user,
    )


@never_cache
@require_POST
@typed.signed_in
def partner_name(request: HttpRequest, number: str) -> HttpResponse:
    """Name somebody outside the registry by a letter."""
    application, form = own_application(request, number), OutsiderForm(request.POST, request.FILES, prefix="other")
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.name_outsider(application=application, by=request.user, **said)
        except Invalid as refusal:
            form.add_error("letter", str(refusal))
        else:
            messages.success(request, _("The partner is named."))
            return redirect("grants:partner-list", number)
    return _page(request, application, AskForm(), form)


@require_POST
@typed.signed_in
def partner_remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take a partner out of a draft."""
    partner = get_object_or_404(own_application(request, number).partners.standing(), pk=pk)
    actions.remove(partner=partner, by=request.user)
    messages.success(request, _("The partner is taken out."))
    return redirect("grants:partner-list", number)


@require_POST
@typed.signed_in
def partner_ask_again(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Ask once more after a refusal."""
    partner = get_object_or_404(own_application(request, number).partners.standing(), pk=pk)
    actions.ask_again(partner=partner, by=request.user)
    messages.success(request, _("Its head is asked for consent."))
    return redirect("grants:partner-list", number)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def partner_answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The one page of a partner's head: what is asked, and the answer."""
    asked = Partner.objects.asked_of(request.user).filter(application__number=number)
    partner = get_object_or_404(
        asked.select_related("organisation", "application__call", "application__organisation"), pk=pk
    )
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        consents = "consent" in request.POST
        actions.answer(partner=partner, consents=consents, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Your answer is kept; the applicant is told."))
        return redirect("grants:partner-answer", number, pk)
    context = {"partner": partner, "application": partner.application, "form": form}
    context["can_answer"] = allowed(rules.check_can_answer, request.user, partner)
    return render(request, "grants/partner_answer.html", context)
