"""The steps that an officer takes with an agreement: what is asked before, what is said after."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Text
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from grants.actions import agreements as actions
from grants.forms.agreements import SureForm
from grants.models import Agreement
from grants.rules import agreements as rules


@dataclass(frozen=True)
class Step:
    """``kind`` is the look of the button."""

    name: str
    heading: Text
    text: Text
    button: Text
    done: Text
    act: Callable[..., Any]
    form: type[django_forms.Form] = SureForm
    kind: str = ""


STEPS = {
    step.name: step
    for step in (
        Step(
            "propose",
            _("Send for approval"),
            _("Another officer reads the agreement and approves it or sends it back."),
            _("Send for approval"),
            _("The agreement waits for another officer."),
            actions.propose,
        ),
        Step(
            "approve",
            _("Approve the agreement"),
            _(
                "The text is made from what was entered and cannot be changed after this. Both sides are told to sign it."
            ),
            _("Approve"),
            _("The agreement is approved. Both sides can sign it now."),
            actions.approve,
        ),
        Step(
            "send_back",
            _("Send it back to be prepared"),
            _("The officer who prepared it reads your reason."),
            _("Send back"),
            _("The agreement is being prepared again."),
            actions.send_back,
            ReasonForm,
            "secondary",
        ),
        Step(
            "recall",
            _("Take it back from signing"),
            _("The text becomes void, and signatures under it count no more."),
            _("Take back"),
            _("The agreement is being prepared again."),
            actions.recall,
            ReasonForm,
            "secondary",
        ),
        Step(
            "complete",
            _("Complete the agreement"),
            _("Every report is accepted, and all that was paid is accounted for or returned."),
            _("Complete the agreement"),
            _("The agreement is completed."),
            actions.complete,
        ),
        Step(
            "terminate",
            _("Terminate the agreement"),
            _(
                "Nothing is paid any more and no report is taken. What was paid and is not accounted for is to be returned."
            ),
            _("Terminate"),
            _("The agreement is terminated, and the NGO is told what it has to return."),
            actions.terminate,
            ReasonForm,
            "danger",
        ),
        Step(
            "cancel",
            _("Cancel the agreement"),
            _("No agreement comes about, for instance because the NGO gives the grant up."),
            _("Cancel the agreement"),
            _("The agreement is cancelled."),
            actions.cancel,
            ReasonForm,
            "danger",
        ),
    )
}


def offered(names: Collection[str], agreement: Agreement, user: Any) -> list[Step]:
    """Steps of the table that this officer may take, in the order in which they are shown."""
    may_approve = "approve" in names and allowed(rules.check_can_approve, user, agreement)
    found = [step for step in STEPS.values() if step.name in names]
    return [step for step in found if may_approve or step.name not in ("approve", "send_back")]
