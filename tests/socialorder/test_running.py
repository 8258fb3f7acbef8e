"""Contracts that run are counted against the staff of a bidder until they end."""

from __future__ import annotations

import pytest

from foundation.core.calendar import local_date
from registry.actions import reference
from socialorder.actions.contracts import ending
from socialorder.choices import FlagRule
from socialorder.models import Bid
from socialorder.queries import references
from socialorder.queries.flags import findings
from tests.builders import contracts as build

pytestmark = pytest.mark.django_db


def test_contract_in_force_counts_until_it_ends() -> None:
    reference.load()
    deal = build.in_force(bids=1)
    _world, tender, bids = build.won(slug="another", bids=1)
    Bid.objects.filter(pk=bids[0].pk).update(organisation=deal.contract.organisation)
    today = local_date(build.NOW)
    found = [one.inputs for one in findings(tender, today) if one.rule == FlagRule.CAPACITY]
    assert [(one["running"], one["regions"]) for one in found] == [(1, 1)]
    ending.terminate(contract=deal.contract, side="body", reason="The money is gone", by=deal.officer)
    assert [one.rule for one in findings(tender, today) if one.rule == FlagRule.CAPACITY] == []


def test_other_rooms_point_at_signed_contracts_alone() -> None:
    waiting, deal = build.offered(slug="waiting", bids=1), build.in_force(bids=1)
    numbers = [waiting.contract.number, deal.contract.number]
    source = references.SOURCES[0]
    assert [one.key for one in source.shown(numbers)] == [deal.contract.number]
    assert [one.url for one in source.found("title ru")] == [deal.contract.get_absolute_url()]
    assert list(source.found("nothing of this name")) == []
