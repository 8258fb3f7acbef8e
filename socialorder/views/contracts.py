"""Pages of contracts: the list, one contract for its parties and for everybody, its terms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import add_working_days, after_months, local_date
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from registry.models import CalendarDay
from registry.rules import roles
from socialorder.actions.contracts import contracts as actions
from socialorder.choices import ContractStatus, Side
from socialorder.forms import contracts as forms
from socialorder.models import Bid, Contract
from socialorder.queries import contracts as queries
from socialorder.rules.contracts import contracts as rules
from socialorder.rules.offices import check_serves
from socialorder.views import contract_steps
from socialorder.views.shared import READ_AND_WRITE

# What is suggested when a contract is begun; an officer changes it.
SIGNING_DAYS, STAGES = 10, 2


def today() -> dt.date:
    """The day in Almaty."""
    return local_date(clock.now())


def visible_contract(request: HttpRequest, pk: int) -> Contract:
    """The contract, for its two parties; for others it does not exist."""
    return get_object_or_404(Contract.objects.visible_to(request.user).with_parties(), pk=pk)


@never_cache
@require_safe
@signed_in
def contract_list(request: HttpRequest) -> HttpResponse:
    """Contracts in which the person has a part, and won bids without one."""
    form = forms.ContractFilterForm(request.GET)
    rows = queries.found(request.user, **form.asked())
    context = {
        "form": form,
        "page": queries.page_of(rows, request.GET.get("after", "")),
        "to_draw_up": queries.to_draw_up(request.user)[:20],
        "is_officer": roles.offices_of(request.user).exists(),
    }
    return render(request, "socialorder/contract_list.html", context)


@never_cache
@require_safe
def contract_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The contract: whole for its parties, the card for everybody once both have signed."""
    contract = get_object_or_404(Contract.objects.readable_by(request.user).with_parties(), pk=pk)
    whole = queries.whole(contract)
    context = {"whole": whole, "contract": contract, "today": today()} | _may(request, whole)
    return render(request, "socialorder/contract_detail.html", context)


def _may(request: HttpRequest, whole: queries.Whole) -> dict[str, Any]:
    """What this person may do with the contract now."""
    user, contract = request.user, whole.contract
    is_officer = allowed(check_serves, user, contract.body)
    is_writer = not is_officer and allowed(rules.check_can_write, user, contract)
    is_party = is_officer or Contract.objects.visible_to(user).filter(pk=contract.pk).exists()
    is_head = not is_officer and allowed(rules.check_is_head, user, contract)
    side = Side.BODY if is_officer else Side.NGO
    signed = {one.side for one in whole.open_version.signatures.all()} if whole.open_version else set()
    return {
        "is_officer": is_officer,
        "is_writer": is_writer,
        "is_party": is_party,
        "side_can_ask": is_officer or is_writer,
        "side": side,
        "can_sign": whole.open_version is not None and (is_officer or is_head) and side not in signed,
        "can_prepare": is_officer and contract.status == ContractStatus.DRAFT,
        "steps": contract_steps.offered(contract, user, today(), is_officer=is_officer, is_head=is_head),
    }


@require_POST
@signed_in
def contract_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the contract on a won bid, or go to the one there is."""
    bid = get_object_or_404(Bid.objects.visible_to(request.user), pk=pk)
    return redirect(actions.draw_up(bid=bid, by=request.user))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def contract_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Term, stages and budget."""
    contract, status = visible_contract(request, pk), 200
    rules.check_can_prepare(request.user, contract)
    shown = forms.PlanForms(typed.posted(request), contract, _first(contract))
    if request.method == "POST":
        status = 422
        if shown.is_valid():
            try:
                actions.prepare(contract=contract, plan=shown.plan(), by=request.user)
            except Invalid as refusal:
                shown.add_faults(refusal.faults)
            else:
                messages.success(request, _("The terms are saved. Another officer approves the contract."))
                return redirect(contract)
        status = 200 if shown.stages.rows_changed or shown.lines.rows_changed else status
    context = {"contract": contract, "form": shown.form, "stages": shown.stages, "lines": shown.lines}
    return render(request, "socialorder/contract_prepare.html", context, status=status)


def _first(contract: Contract) -> Any:
    """A plan that adds up before anything was entered: from the next month on, in equal stages."""
    if contract.starts_on is not None:
        return None
    overrides = CalendarDay.objects.overrides()
    sign_until = add_working_days(today(), SIGNING_DAYS, overrides)
    starts_on = (sign_until.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    months, count = contract.lot.months, min(STAGES, contract.lot.months)
    ends = [after_months(starts_on, months * number // count) for number in range(1, count + 1)]
    return forms.suggested(contract, starts_on, ends, sign_until, _("Stage"))
