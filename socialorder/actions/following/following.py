"""Handing a contract to the room of surveys and visits."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from foundation.core.db import lock
from monitoring.actions import subjects
from monitoring.models import Subject
from socialorder.models import Contract
from socialorder.queries.following import KIND, ROUTE
from socialorder.rules.following import check_can_follow


@transaction.atomic(durable=True)
def follow(*, contract: Contract, by: Any) -> Subject:
    """The subject of the contract, made when it is not there yet; its event is written there."""
    contract = lock(Contract, contract.pk)
    check_can_follow(by, contract)
    topic = contract.lot.topic
    titles = {code: getattr(topic, f"title_{code}") or topic.title_ru for code in ("kk", "ru", "en")}
    followed = subjects.Followed(
        kind=KIND,
        key=str(contract.pk),
        route=ROUTE,
        titles=titles,
        organisation=contract.organisation,
        body=contract.body,
    )
    return subjects.follow(followed=followed, by=by)
