"""Handing an act in, and the customer's answer to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.scoring.canonical import canonical
from foundation.accounts.esignature import views
from foundation.accounts.models import SigningRequest
from foundation.accounts.typed import signed_in
from foundation.core.forms import ReasonForm
from socialorder.actions.contracts import acts as actions
from socialorder.actions.contracts.signing import bin_of
from socialorder.choices import Side
from socialorder.forms.acts import ReturnForm
from socialorder.models import Act
from socialorder.queries.acts import signature_of
from socialorder.rules.contracts import acts as rules
from socialorder.views.acts import visible_act
from socialorder.views.contract_signing import file_of
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.workflow import ACT


@views.signing_page
@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The head signs the act and hands it in."""
    act = visible_act(request, pk)
    rules.check_can_hand_in(request.user, act)
    faults = rules.act_faults(act)
    if faults:
        context = {"act": act, "contract": act.stage.contract, "faults": faults}
        return render(request, "socialorder/act_hand_in.html", context, status=422 if request.method == "POST" else 200)
    number = actions.next_number(act)
    signing = _request(request, act, number, Side.NGO, lambda: actions.facts_to_hand_in(act))
    return _sign(request, act, signing, actions.hand_in, _("The act is handed in. The customer is told."))


@views.signing_page
@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer accepts the stage by signing the same document."""
    act = visible_act(request, pk)
    ACT.step("accept", act.status)
    rules.check_can_answer(request.user, act)
    version = act.versions.order_by("-number")[0]
    signing = _request(request, act, version.number, Side.BODY, lambda: actions.facts_to_accept(version))
    return _sign(request, act, signing, actions.accept, _("The stage is accepted. The supplier is told."))


def _request(
    request: HttpRequest, act: Act, number: int, side: str, facts: Callable[[], dict[str, Any]]
) -> SigningRequest:
    subject, bin_ = actions.subject_of(act, number, side), bin_of(act.stage.contract, side)
    return views.to_sign(request, purpose=actions.PURPOSE, subject=subject, facts=facts, bin_=bin_)


def _sign(request: HttpRequest, act: Act, signing: SigningRequest, take: Callable[..., Any], done: str) -> HttpResponse:
    form, is_signed = views.sign(request, signing, lambda examined: take(act=act, examined=examined, by=request.user))
    if is_signed:
        messages.success(request, done)
        return redirect(act)
    context = {"act": act, "contract": act.stage.contract, "form": form, "accepting": take is actions.accept}
    return render(request, "socialorder/act_hand_in.html", context | views.context(signing, form))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back with remarks."""
    act = visible_act(request, pk)
    ACT.step("return", act.status)
    rules.check_can_answer(request.user, act)
    form = typed_form(request, ReturnForm, label=_("Remarks"))

    def taken() -> Any:
        said = form.cleaned_data
        return actions.return_(act=act, remarks=said["reason"], correct_until=said["correct_until"], by=request.user)

    context = _context(act, _("Return the act with remarks"), _("Return the act"))
    return step_page(request, form, taken, context=context, done=_("The act is returned. The supplier is told."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def act_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not accept the work."""
    act = visible_act(request, pk)
    ACT.step("refuse", act.status)
    rules.check_can_answer(request.user, act)
    form = typed_form(request, ReasonForm)

    def taken() -> Any:
        return actions.refuse_act(act=act, by=request.user, **form.cleaned_data)

    context = _context(act, _("Refuse to accept the stage"), _("Refuse"))
    context["note"] = _("The supplier may do the work again and write another act.")
    return step_page(request, form, taken, context=context, done=_("The act is refused. The supplier is told."))


def _context(act: Act, heading: str, button: str) -> dict[str, Any]:
    return {
        "heading": heading,
        "button": button,
        "caption": str(act.stage),
        "contract": act.stage.contract,
        "back": act.get_absolute_url(),
    }


@never_cache
@require_safe
@signed_in
def act_version_file(request: HttpRequest, pk: int, number: int, what: str) -> HttpResponse:
    """The canonical document of a version, or one of its two signatures."""
    rows = visible_act(request, pk).versions.select_related("signature", "customer_signature")
    version = get_object_or_404(rows, number=number)
    if what == "document":
        return file_of(canonical(version.document), f"act-{pk}-{number}.json", "application/json")
    signature = signature_of(version, what)
    if signature is None:
        raise Http404
    return file_of(bytes(signature.cms), f"act-{pk}-{number}-{what}.p7s", "application/pkcs7-signature")
