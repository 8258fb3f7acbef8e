"""Contracts in the registry's ledger of public money: a row from the second signature on, kept up to date to the end."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from foundation.core.calendar import local_date
from registry.actions import funding
from registry.choices import FundingKind, FundingStage
from registry.models import Funding
from socialorder.actions.placed import ledger as placed
from socialorder.choices import ContractStatus
from socialorder.models import Act, Contract
from socialorder.queries.contracts import position_of

STAGES = {
    ContractStatus.IN_FORCE: FundingStage.RUNNING,
    ContractStatus.COMPLETED: FundingStage.COMPLETED,
    ContractStatus.TERMINATED: FundingStage.TERMINATED,
}


def enter(*, contract: Contract, by: Any) -> Funding:
    """Step: the row of the contract as it stands now. The same again changes nothing."""
    topic, is_late = (
        contract.lot.topic,
        Act.objects.filter(stage__contract=contract, first_handed_at__date__gt=F("stage__due_on")),
    )
    row = funding.enter(
        organisation=contract.organisation,
        kind=FundingKind.ORDER,
        reference=f"socialorder.contract:{contract.number}",
        values={
            "title": topic.title_ru,
            "amount": contract.amount,
            "payer": contract.body,
            "decided_on": local_date(contract.concluded_at),  # type: ignore[arg-type]  # concluded (constraint)
            "starts_on": contract.starts_on,
            "ends_on": contract.ends_on,
            "sphere": topic.sphere,
            "region": topic.region,
            "page": "socialorder:contract-detail",
            "page_arguments": [contract.pk],
            "paid": position_of(contract).paid,
            "stage": STAGES[ContractStatus(contract.status)],
            "was_late": is_late.exists(),
        },
        by=by,
    )
    placed.ask_about(row, by=by)
    return row
