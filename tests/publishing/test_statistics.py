from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from publishing import statistics
from publishing.statistics import COUNT, MONEY, Column, Line, Table
from registry.choices import FundingKind, OrganisationStatus
from registry.models import Funding, Region, Sphere
from tests.builders import registry
from tests.factories.registry import FundingFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

rows = st.lists(st.tuples(st.integers(0, 10**6), st.decimals(0, 10**12, places=2)), max_size=8)


@given(rows=rows)
def test_a_total_is_the_sum_of_its_rows(rows) -> None:
    table = Table(
        "any", "", "", (Column("n"), Column("m", MONEY)), tuple(Line(str(n), row) for n, row in enumerate(rows))
    )

    assert table.totals == (sum(row[0] for row in rows), sum(row[1] for row in rows))
    assert [line.values for line in table.with_total] == [*rows, table.totals]


@pytest.fixture
def ledger() -> list[Funding]:
    """Five awards of two years; one is annulled, one is given on out of another."""
    registry.with_reference()
    region, sphere = Region.objects.order_by("pk").first(), Sphere.objects.get(pk=3)
    rich = OrganisationFactory()
    first = FundingFactory(organisation=rich, amount=5_000_000, region=region, sphere=sphere)
    FundingFactory(organisation=rich, kind=FundingKind.ORDER, amount=3_000_000, region=region)
    FundingFactory(kind=FundingKind.PREMIUM, amount=2_000_000, decided_on=dt.date(2023, 8, 1), sphere=sphere)
    FundingFactory(amount=900_000, annulled_at=dt.datetime(2023, 1, 1, tzinfo=dt.UTC), annulled_reason="Invented")
    FundingFactory(amount=500_000, out_of=first)
    return list(Funding.objects.all())


def test_money_by_year_region_and_sphere_is_the_same_money(ledger) -> None:
    counted = Funding.objects.counted()
    in_all, of_2022 = (
        found.aggregate(sum=Sum("amount"))["sum"] for found in (counted, counted.filter(decided_on__year=2022))
    )

    by_year = statistics.money_by_year()

    assert [(line.label, line.values) for line in by_year.lines] == [
        ("2023", (1, Decimal(0), Decimal(0), Decimal(2_000_000), Decimal(2_000_000))),
        ("2022", (2, Decimal(3_000_000), Decimal(5_000_000), Decimal(0), Decimal(8_000_000))),
    ]
    assert (
        in_all == by_year.totals[-1] == statistics.money_by_region().totals[1] == statistics.money_by_sphere().totals[1]
    )
    assert (
        of_2022 == statistics.money_by_region(2022).totals[1] == statistics.money_by_sphere(2022).totals[1] == 8_000_000
    )
    assert [line.label for line in statistics.money_by_sphere(2022).lines][1] == "Not stated"


def test_organisations_add_up_by_state_and_by_region() -> None:
    registry.with_reference()
    for serial, status in (
        (9001, OrganisationStatus.ACTIVE),
        (9002, OrganisationStatus.ACTIVE),
        (9003, OrganisationStatus.SUSPENDED),
    ):
        registry.registered(serial, status=status)

    by_status, by_region = statistics.ngos_by_status(), statistics.ngos_by_region()

    assert [line.values for line in by_status.lines] == [(2,), (1,)]
    assert by_region.totals == (by_status.totals[0], 2) == (3, 2)


def test_empty_portal_has_a_page(client) -> None:
    answer = client.get(reverse("statistics"), {"year": "2022"})

    assert answer.status_code == 200
    assert (answer.context["figures"], answer.context["year"]) == ([], None)
    assert b"Nothing is known yet." in answer.content


@pytest.mark.parametrize("organisations", [1, 3])
def test_queries_do_not_grow(client, ledger, organisations, django_assert_num_queries) -> None:
    for serial in range(organisations):
        registry.registered(9100 + serial)
    client.get(reverse("statistics"))

    with django_assert_num_queries(13):
        answer = client.get(reverse("statistics"), {"year": "2022"})

    assert answer.context["year"] == 2022


def test_a_file_has_the_rows_of_the_page_and_their_total(client, ledger) -> None:
    answer = client.get(reverse("statistics-file", args=["money-by-sphere", "csv"]), {"year": "2022"})

    told = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert told[0] == ["Sphere", "Awards", "In all"]
    assert [line[1:] for line in told[1:]] == [["1", "5000000.00"], ["1", "3000000.00"], ["2", "8000000.00"]]
    workbook = client.get(reverse("statistics-file", args=["money-by-year", "xlsx"]))
    assert b"".join(workbook.streaming_content)[:2] == b"PK"
    workbook.close()


@pytest.mark.parametrize(("code", "form"), [("people", "csv"), ("money-by-year", "html")])
def test_other_files_are_not_found(client, code, form) -> None:
    assert client.get(reverse("statistics-file", args=[code, form])).status_code == 404


def test_figures_are_written_by_their_kind() -> None:
    assert (statistics.written(1234, COUNT), statistics.written(Decimal(1234), MONEY)) == ("1,234", "1,234\xa0₸")
