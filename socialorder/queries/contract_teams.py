"""The team of a contract, for its two parties."""

from __future__ import annotations

from registry.choices import FundingKind
from registry.models import ProjectPerson
from socialorder.models import Contract


def reference_of(contract: Contract) -> str:
    """How the ledger of public money names the contract."""
    return f"socialorder.contract:{contract.number}"


def team_of(contract: Contract) -> list[ProjectPerson]:
    found = ProjectPerson.objects.filter(award__kind=FundingKind.ORDER, award__reference=reference_of(contract))
    return list(found.order_by("pk"))
