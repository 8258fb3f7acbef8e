from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction

from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid
from registry.actions import funding
from registry.choices import FundingKind
from registry.models import Funding
from tests.builders import registry as build

pytestmark = pytest.mark.django_db
VALUES = {"title": "Trees", "payer_name": "Ministry", "amount": Decimal("500000.00"), "decided_on": dt.date(2022, 7, 1)}


@transaction.atomic
def entered(organisation, reference="G-1", **values) -> Funding:
    return funding.enter(
        organisation=organisation, kind=FundingKind.GRANT, reference=reference, values=VALUES | values, by=None
    )


@pytest.fixture
def organisation():
    build.with_reference()
    return build.registered()


def verbs() -> list[str]:
    return list(Event.objects.filter(verb__startswith="registry.funding").order_by("pk").values_list("verb", flat=True))


def test_the_same_award_twice_is_one_row_and_one_event(organisation) -> None:
    first, second = entered(organisation), entered(organisation)

    assert (first.pk, Funding.objects.count(), first.year) == (second.pk, 1, 2022)
    assert verbs() == ["registry.funding.entered"]


def test_another_amount_changes_the_row_with_a_trace(organisation) -> None:
    entered(organisation)

    row = entered(organisation, amount=Decimal("450000.00"))

    assert (Funding.objects.get().amount, row.pk) == (Decimal("450000.00"), Funding.objects.get().pk)
    assert Event.objects.filter(verb="registry.funding.entered").last().changes == {
        "amount": ["500000.00", "450000.00"]
    }


def test_an_annulled_award_stays_and_cannot_be_entered_again(organisation) -> None:
    entered(organisation)

    with transaction.atomic():
        row = funding.annul(kind=FundingKind.GRANT, reference="G-1", reason=" Money returned ", by=None)

    assert (row.annulled_reason, row.annulled_at is not None) == ("Money returned", True)
    assert verbs() == ["registry.funding.entered", "registry.funding.annulled"]
    with pytest.raises(Conflict):
        entered(organisation)
    with pytest.raises(Conflict), transaction.atomic():
        funding.annul(kind=FundingKind.GRANT, reference="G-1", reason="Again", by=None)


def test_annulling_needs_a_reason(organisation) -> None:
    entered(organisation)

    with pytest.raises(Invalid), transaction.atomic():
        funding.annul(kind=FundingKind.GRANT, reference="G-1", reason=" ", by=None)

    assert Funding.objects.get().annulled_at is None


def test_a_ledger_row_without_a_page_has_no_address(organisation) -> None:
    assert entered(organisation).get_absolute_url() == ""
    assert entered(organisation, "G-2", page="grants:call-list").get_absolute_url() == "/en/grants/"
