"""Who works on a contract, and how much of their time it takes: added up over all awards of public money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, refuse
from registry.actions import project_teams
from registry.choices import FundingKind
from registry.models import Funding, ProjectPerson
from registry.models.project_people import FULL_TIME
from socialorder.choices import ContractStatus
from socialorder.models import Contract
from socialorder.queries.contract_teams import reference_of
from socialorder.rules.contracts import contracts as rules


@transaction.atomic(durable=True)
def name(*, contract: Contract, people: Sequence[tuple[str, int]], by: Any) -> list[ProjectPerson]:
    """The whole team of a contract in force, as (name, per cent of full time).

    Raises NotPermitted, Conflict when the contract is not in force, or Invalid.
    """
    contract = lock(Contract, contract.pk)
    rules.check_can_write(by, contract)
    if contract.status != ContractStatus.IN_FORCE:
        raise Conflict(_("The team is named while the contract is in force."))
    wrong = [name for name, workload in people if not name.strip() or not 1 <= workload <= FULL_TIME]
    refuse([Fault(_("Each person has a name and 1 to 100 per cent of full time."), "people")] if wrong else [])
    award = Funding.objects.select_for_update().get(kind=FundingKind.ORDER, reference=reference_of(contract))
    return project_teams.name_team(award=award, people=people, by=by)
