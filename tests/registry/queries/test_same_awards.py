"""Awards that two sources tell of."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from registry.queries.same_awards import Told, alike, similar
from tests.builders import registry as build
from tests.factories.registry import FundingFactory

DAY = dt.date(2022, 7, 1)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Support of youth", "Youth support 2022", True),
        ("Жастарды қолдау", "«Жастарды қолдау» жобасы", True),
        ("Ramps in schools", "Support of youth", False),
        ("Дом", "Дом", False),  # no word is long enough to say anything
        ("", "", False),
    ],
)
def test_titles_are_alike_by_half_of_their_words(one: str, other: str, expected: bool) -> None:
    assert (similar(one, other), similar(other, one)) == (expected, expected)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 1),
        ({"title": "Another thing"}, 1),  # on the same day
        ({"title": "Another thing", "decided_on": dt.date(2022, 7, 2)}, 0),
        ({"decided_on": dt.date(2023, 7, 2)}, 1),
        ({"decided_on": dt.date(2023, 7, 3)}, 0),
        ({"amount": Decimal("500000.01")}, 0),
        ({"kind": "order"}, 0),
        ({"organisation": "somebody else"}, 0),
        ({"reference": "file:1"}, 0),  # the same row, brought up to date
    ],
)
def test_the_same_organisation_kind_and_amount_within_a_year(
    reference: None, django_assert_num_queries, changes, expected: int
) -> None:
    organisation = build.registered()
    amount = Decimal(500_000)
    known = {"organisation": organisation, "kind": "grant", "title": "Support of youth", "amount": amount}
    row = FundingFactory(**known, decided_on=DAY, reference="file:1")
    FundingFactory(**known, decided_on=DAY, annulled_at="2022-08-01T00:00Z", annulled_reason="Given back")
    told = {"organisation": organisation.bin, "kind": "grant", "title": "Youth support", "amount": amount}

    with django_assert_num_queries(1):
        found = alike([Told(**{"line": 2, "decided_on": DAY, **told, **changes})])

    assert [(one.line, one.known) for one in found] == [(2, row)] * expected
