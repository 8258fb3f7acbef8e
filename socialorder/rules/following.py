"""Who lets the room of surveys and visits follow a contract."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict
from socialorder.choices.contracts import CONCLUDED
from socialorder.models import Contract
from socialorder.rules.offices import check_serves


def check_can_follow(user: Any, contract: Contract) -> None:
    """Officers of the customer, once both sides have signed; raises NotPermitted or Conflict."""
    check_serves(user, contract.body)
    if contract.status not in CONCLUDED:
        raise Conflict(_("A contract is followed once both sides have signed it."))
