"""The steps of a contract: what is asked before, what is said after, and who is offered which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts.typed import signed_in
from foundation.core.errors import Text
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from socialorder.actions.contracts import contracts as actions
from socialorder.actions.contracts import ending, refusals
from socialorder.forms.contracts import EndForm, SureForm
from socialorder.models import Contract
from socialorder.rules.contracts import contracts as rules
from socialorder.rules.offices import check_serves
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.workflow import CONTRACT


@dataclass(frozen=True)
class Step:
    """``kind`` is the look of its button; "link" is a quiet one."""

    name: str
    heading: Text
    note: Text
    button: Text
    done: Text
    act: Callable[..., Any]
    check: Callable[[Any, Contract], None]
    form: type[django_forms.Form] = SureForm
    kind: str = "secondary"


def _serves(user: Any, contract: Contract) -> None:
    check_serves(user, contract.body)


STEPS = {
    step.name: step
    for step in (
        Step(
            "propose",
            _("Give the contract to a second officer"),
            _("Another officer reads the contract and approves it or sends it back."),
            _("Give it to a second officer"),
            _("The contract waits for another officer."),
            actions.propose,
            rules.check_can_prepare,
        ),
        Step(
            "offer",
            _("Approve the contract"),
            _(
                "The text is made from what was entered and cannot be changed after this. Both sides are told to sign it."
            ),
            _("Approve and offer for signature"),
            _("The contract is approved. Both sides can sign it now."),
            actions.offer,
            rules.check_can_approve,
        ),
        Step(
            "send_back",
            _("Send the contract back to be corrected"),
            _("The officer who drew it up reads your reason."),
            _("Send back"),
            _("The contract is being drawn up again."),
            actions.send_back,
            rules.check_can_approve,
            ReasonForm,
        ),
        Step(
            "recall",
            _("Call the contract back from signing"),
            _("The text becomes void, and signatures under it count no more."),
            _("Call back from signing"),
            _("The contract is being drawn up again."),
            actions.recall,
            _serves,
            ReasonForm,
            "link",
        ),
        Step(
            "refuse",
            _("Refuse to sign the contract"),
            _(
                "The contract does not come about, and the bid from the reserve takes the place of yours. There is no way back."
            ),
            _("Refuse to sign"),
            _("You have refused. The customer is told."),
            refusals.refuse,
            rules.check_is_head,
            ReasonForm,
            "link",
        ),
        Step(
            "lapse",
            _("State that the contract was not signed in time"),
            _("The contract does not come about, and the bid from the reserve takes its place."),
            _("It was not signed in time"),
            _("The contract did not come about. Draw up the one with the reserve."),
            refusals.lapse,
            _serves,
            ReasonForm,
        ),
        Step(
            "complete",
            _("Complete the contract"),
            _("Every stage is accepted. What is accepted and not paid yet can still be paid."),
            _("Complete the contract"),
            _("The contract is completed."),
            ending.complete,
            rules.check_can_complete,
        ),
        Step(
            "terminate",
            _("Terminate the contract"),
            _("No act is taken any more. What was accepted is still paid. Everybody sees who ended it and why."),
            _("Terminate the contract"),
            _("The contract is terminated, and the supplier is told."),
            ending.terminate,
            rules.check_can_end,
            EndForm,
            "link",
        ),
    )
}


def offered(contract: Contract, user: Any, today: dt.date, *, is_officer: bool, is_head: bool) -> list[Step]:
    """Steps of the table that this person may take now."""
    if not is_officer and not is_head:
        return []
    names = {step.name for step in CONTRACT.allowed(contract.status)}
    if not contract.is_late_to_sign(today):
        names.discard("lapse")
    if contract.starts_on is None:
        names.discard("propose")
    listed = [step for step in STEPS.values() if step.name in names]
    return [step for step in listed if allowed(step.check, user, contract)]


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def contract_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Ask, for a reason where one is needed, then take the step."""
    contract = get_object_or_404(Contract.objects.visible_to(request.user).with_parties(), pk=pk)
    asked = STEPS.get(step)
    if asked is None:
        raise Http404
    CONTRACT.step(step, contract.status)
    asked.check(request.user, contract)
    form = typed_form(request, asked.form)

    def act() -> Any:
        return asked.act(contract=contract, by=request.user, **form.cleaned_data)

    context = {"heading": asked.heading, "note": asked.note, "button": asked.button, "caption": contract.number}
    context |= {"back": contract.get_absolute_url(), "contract": contract}
    return step_page(request, form, act, context=context, done=asked.done)
