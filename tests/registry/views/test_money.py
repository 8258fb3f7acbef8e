from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from django.db import transaction

from registry.actions import funding
from registry.choices import FundingKind
from registry.models import Funding, Organisation
from tests.builders import registry as build
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(reference: None) -> Organisation:
    return build.registered()


def award(organisation: Organisation, reference: str, **values) -> Funding:
    kind = values.pop("kind", FundingKind.GRANT)
    base = {"title": f"Trees {reference}", "payer_name": "Ministry", "amount": Decimal("100000.10")}
    with transaction.atomic():
        return funding.enter(
            organisation=organisation,
            kind=kind,
            reference=reference,
            values=base | {"decided_on": dt.date(2025, 3, 1)} | values,
            by=None,
        )


def page_of(client, organisation: Organisation) -> str:
    return client.get(f"/en/registry/{organisation.bin}/money/").content.decode()


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_shows_every_award_with_a_constant_number_of_queries(
    organisation, client, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        award(organisation, f"G-{number}", payer=BodyFactory())

    with django_assert_num_queries(3):
        html = page_of(client, organisation)

    assert re.findall(r"Trees G-\d", html) == [f"Trees G-{number}" for number in reversed(range(count))]
    assert f"{count * Decimal('100000.10'):,.2f} ₸" in text_of(html)


def test_all_bodies_and_kinds_are_on_one_page_by_year_and_by_payer(organisation, client) -> None:
    award(organisation, "G-1", kind=FundingKind.ORDER, payer=BodyFactory(name_en="Akimat of the steppe"))
    award(organisation, "G-2", decided_on=dt.date(2024, 3, 1), source="Journal, page 7", page="grants:call-list")

    text = text_of(page_of(client, organisation))

    for part in ("State social order", "State grant", "Akimat of the steppe", "Ministry", "Source: Journal, page 7"):
        assert part in text
    assert "Together 100,000.10 ₸" in text
    assert 'href="/en/grants/"' in page_of(client, organisation)


def test_an_annulled_award_stands_apart_and_counts_nowhere(organisation, client) -> None:
    award(organisation, "G-1")
    award(organisation, "G-2", amount=Decimal(7))
    with transaction.atomic():
        funding.annul(kind=FundingKind.GRANT, reference="G-2", reason="Money returned", by=None)

    html = page_of(client, organisation)

    before, _annulled, after = html.partition('id="annulled"')
    assert ("Trees G-2" in before, "Trees G-2" in after, "Money returned" in after) == (False, True, True)
    assert "100,000.10 ₸" in text_of(before)


def test_an_organisation_without_money_has_a_page_that_says_so(organisation, client) -> None:
    assert "No order, grant or premium of this organisation is known." in page_of(client, organisation)


def test_the_file_has_the_same_rows_and_no_formula(organisation, client) -> None:
    award(organisation, "G-1", title="=HYPERLINK(1)", starts_on=dt.date(2025, 4, 1), ends_on=dt.date(2025, 9, 1))

    response = client.get(f"/en/registry/{organisation.bin}/money/download/")

    row = next(csv.DictReader(io.StringIO(response.content.decode())))
    assert (row["title"], row["amount"], row["starts_on"]) == ("'=HYPERLINK(1)", "100000.10", "2025-04-01")
    assert (row["payer"], row["annulled_on"], row["kind"]) == ("Ministry", "", "grant")
    assert response["Content-Disposition"] == f'attachment; filename="money-{organisation.bin}.csv"'


def test_the_card_sums_the_money_by_year_and_leads_to_the_page(organisation, client) -> None:
    award(organisation, "G-1")
    award(organisation, "G-2", kind=FundingKind.PREMIUM, decided_on=dt.date(2024, 3, 1))

    html = client.get(f"/en/registry/{organisation.bin}/").content.decode()

    section = html.partition('id="money"')[2].partition("</section>")[0]
    assert text_of(section).split("Together")[1].split("Newest")[0].split() == [
        *(
            [
                "2025",
                "1",
                "–",
                "100,000.10",
                "₸",
                "–",
                "100,000.10",
                "₸",
                "2024",
                "1",
                "–",
                "–",
                "100,000.10",
                "₸",
                "100,000.10",
                "₸",
            ]
        )
    ]
    assert f'href="/en/registry/{organisation.bin}/money/"' in section
    assert "diligence" not in section
