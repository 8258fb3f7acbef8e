"""Changes of a contract: asked for by one side, decided by the other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from socialorder.actions.contracts import amendments as actions
from socialorder.choices import ChangeStatus, Side
from socialorder.choices.contracts import CHANGE_OPEN
from socialorder.forms.contracts import ChangeForms
from socialorder.models import Contract, ContractAmendment
from socialorder.queries import contract_changes as queries
from socialorder.rules.contracts import amendments as rules
from socialorder.views.contracts import visible_contract
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.workflow import CHANGE


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def amendment_propose(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """The terms as they are; what is changed in them is asked for."""
    contract, status = visible_contract(request, pk), 200
    if side not in Side.values:
        raise Http404
    rules.check_can_propose(request.user, contract, side)
    shown = ChangeForms(typed.posted(request), contract)
    if request.method == "POST":
        made = _proposed(request, contract, side, shown)
        if made is not None:
            messages.success(request, _("The change is proposed. The other side is told."))
            return redirect(made)
        status = 200 if shown.stages.rows_changed or shown.lines.rows_changed else 422
    return render(request, "socialorder/amendment_propose.html", _context(contract, shown), status=status)


def _proposed(request: HttpRequest, contract: Contract, side: str, shown: ChangeForms) -> ContractAmendment | None:
    """The amendment; None when something is wrong, which the forms then say."""
    if not shown.is_valid():
        return None
    reason = shown.form.cleaned_data["reason"]
    try:
        return actions.propose(contract=contract, side=side, change=shown.change(), reason=reason, by=request.user)
    except Invalid as refusal:
        shown.add_faults(refusal.faults)
        return None


def _context(contract: Any, shown: ChangeForms) -> dict[str, Any]:
    forms = {"form": shown.form, "stages": shown.stages, "lines": shown.lines, "targets": shown.targets}
    return {"contract": contract, **forms}


def _amendment(request: HttpRequest, pk: int, number: int) -> ContractAmendment:
    contract = visible_contract(request, pk)
    found = get_object_or_404(contract.amendments.select_related("version", "proposed_by", "decided_by"), number=number)
    found.contract = contract
    return found


@never_cache
@require_safe
@signed_in
def amendment_detail(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Before and after, and what this person may do."""
    amendment = _amendment(request, pk, number)
    waits = amendment.status == ChangeStatus.PROPOSED
    context = {
        "amendment": amendment,
        "contract": amendment.contract,
        "rows": queries.differences(amendment.before, amendment.after),
        "can_decide": waits and allowed(rules.check_can_decide, request.user, amendment),
        "can_withdraw": amendment.status in CHANGE_OPEN and allowed(rules.check_can_withdraw, request.user, amendment),
    }
    return render(request, "socialorder/amendment_detail.html", context)


@require_POST
@signed_in
def amendment_approve(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The other side agrees."""
    amendment = _amendment(request, pk, number)
    actions.approve(amendment=amendment, by=request.user)
    messages.success(request, _("The change is approved. It comes into force when both sides have signed it."))
    return redirect(amendment.contract)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def amendment_decline(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The other side does not agree, saying why."""
    amendment = _amendment(request, pk, number)
    CHANGE.step("decline", amendment.status)
    rules.check_can_decide(request.user, amendment)
    form = typed_form(request, ReasonForm)

    def act() -> Any:
        return actions.decline(amendment=amendment, by=request.user, **form.cleaned_data)

    context: dict[str, Any] = {"heading": _("Decline the change"), "button": _("Decline"), "quote": amendment.reason}
    context |= {"caption": str(amendment), "contract": amendment.contract}
    return step_page(request, form, act, context=context, done=_("The change is declined. The other side is told."))


@require_POST
@signed_in
def amendment_withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The side that asked takes it back."""
    amendment = _amendment(request, pk, number)
    actions.withdraw(amendment=amendment, by=request.user)
    messages.success(request, _("The change is withdrawn."))
    return redirect(amendment.contract)
