"""Payments on stages, and penalties."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts.typed import signed_in
from foundation.core import presentation
from foundation.core.forms import ReasonForm
from socialorder.actions.contracts import money as actions
from socialorder.forms.contracts import PenaltyForm, StagePaymentForm
from socialorder.queries import contracts as queries
from socialorder.rules.contracts import acts as act_rules
from socialorder.rules.contracts import penalties as rules
from socialorder.rules.offices import check_serves
from socialorder.views.contracts import today, visible_contract
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.workflow import PENALTY


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def stage_pay(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Note a payment on an accepted stage."""
    contract = visible_contract(request, pk)
    stage = get_object_or_404(contract.stages.select_related("contract"), number=number)
    act_rules.check_can_pay(request.user, contract)
    rest = next(row.rest for row in queries.stage_rows(contract) if row.stage.pk == stage.pk)
    form = typed_form(request, StagePaymentForm, initial={"amount": rest or None, "paid_on": today()})

    def act() -> Any:
        actions.pay(stage=stage, by=request.user, **form.cleaned_data)

    context = {"heading": _("Enter a payment"), "button": _("Save"), "caption": str(stage), "contract": contract}
    context["note"] = _("Left to pay of this stage: %(sum)s.") % {"sum": presentation.tenge(rest)}
    context["back"] = contract.get_absolute_url()
    return step_page(request, form, act, context=context, done=_("The payment is noted. The supplier is told."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def penalty_impose(request: HttpRequest, pk: int) -> HttpResponse:
    """A penalty for a breach."""
    contract = visible_contract(request, pk)
    rules.check_can_impose(request.user, contract)
    form = typed_form(request, PenaltyForm, contract=contract)

    def act() -> Any:
        actions.impose(contract=contract, values=form.cleaned_data, by=request.user)

    context = {"contract": contract, "back": contract.get_absolute_url()}
    done = _("The penalty is imposed. The supplier is told.")
    return step_page(request, form, act, context=context, done=done, template="socialorder/penalty_form.html")


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def penalty_lift(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Withdraw a penalty."""
    contract = visible_contract(request, pk)
    penalty = get_object_or_404(contract.penalties.select_related("contract"), number=number)
    check_serves(request.user, contract.body)
    PENALTY.step("lift", penalty.status)
    form = typed_form(request, ReasonForm)

    def act() -> Any:
        actions.lift(penalty=penalty, by=request.user, **form.cleaned_data)

    context: dict[str, Any] = {"heading": _("Withdraw a penalty"), "button": _("Withdraw the penalty")}
    context |= {
        "quote": penalty.reason,
        "caption": presentation.tenge(penalty.amount),
        "contract": contract,
        "back": contract.get_absolute_url(),
    }
    return step_page(request, form, act, context=context, done=_("The penalty is withdrawn. The supplier is told."))
