"""When the results of a contract can be evaluated, and by whom it is begun."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, Fault
from foundation.core.permissions import allowed
from socialorder.choices import ActStatus, ContractStatus
from socialorder.choices.reviews import ReviewStage
from socialorder.models import Act, Contract, Review
from socialorder.rules.offices import check_serves, text_faults

OVER = (ContractStatus.COMPLETED, ContractStatus.TERMINATED)
LEAST, MOST = 1, 15


def check_can_begin(user: Any, contract: Contract, stage: str) -> None:
    """Officers of the customer; raises NotPermitted, or Conflict when it is too early or begun already.

    The preliminary one stands on an accepted act of a running contract, the final one on a contract that is over.
    """
    check_serves(user, contract.body)
    if Review.objects.filter(contract=contract, stage=stage).exists():
        raise Conflict(_("This evaluation is begun already."))
    if stage == ReviewStage.FINAL:
        if contract.status not in OVER:
            raise Conflict(_("The final evaluation begins when the contract is over."))
        return
    accepted = Act.objects.filter(stage__contract=contract, status=ActStatus.ACCEPTED)
    if contract.status != ContractStatus.IN_FORCE or not accepted.exists():
        raise Conflict(_("The preliminary evaluation begins when an act of a running contract is accepted."))


def stages_open(user: Any, contract: Contract) -> list[ReviewStage]:
    """Which evaluations ``user`` may begin now."""
    return [stage for stage in ReviewStage if allowed(check_can_begin, user, contract, stage)]


def seats_faults(main: int, reserve: int) -> list[Fault]:
    """How many experts sit."""
    if not LEAST <= main <= MOST or not 0 <= reserve <= MOST:
        return [Fault(_("A council has 1 to 15 experts."), "main_seats")]
    return []


def conclusion_faults(texts: dict[str, str]) -> list[Fault]:
    """Both languages are needed."""
    missing = _("Write the conclusion.")
    return [fault for name, text in texts.items() for fault in text_faults(text, missing, name, 5000)]
