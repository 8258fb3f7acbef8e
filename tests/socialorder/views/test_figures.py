"""Pages of figures: what is summed, what is told apart, what is left out."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from registry.choices import BodyKind
from registry.models import Region
from socialorder.queries import figures
from tests.builders import socialorder as build
from tests.builders.placed import as_csv, contract, loaded, row
from tests.factories.registry import BodyFactory, OrganisationFactory, RegionFactory, SphereFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def ministry():
    RegionFactory(code="750000000")
    return build.officer_of(BodyFactory(kind=BodyKind.CENTRAL, region=None))


def _load(ministry, *rows):
    with build.at(NOW):
        return loaded(as_csv(rows), ministry)


def test_own_and_loaded_orders_are_summed_and_told_apart(client, ministry):
    _world, tender = build.announced()
    lot = tender.lots.get()
    ngo, other = OrganisationFactory(name_en="Kind Hands"), OrganisationFactory()
    sphere = SphereFactory(name_en="Youth")
    _load(
        ministry,
        contract("1-OK1", ngo.bin, sphere=sphere.pk, contracted="6000000", title="First"),
        contract("2-OK1", other.bin, contracted="2000000", title="Second", level="district", year=2025),
        row(lot_number="3-OK1", state="cancelled"),
        row(lot_number="4-OK1", planned="1000.50"),
    )

    cells = figures.cells_of()
    tables = {one.code: one for one in figures.tables(cells, in_region=False)}

    assert set(tables) == {"year", "region", "sphere", "body", "level"}
    for table in tables.values():
        assert table.total.both.number == sum(one.line.both.number for one in table.rows) == 4
        assert table.total.own.planned == lot.amount
        assert table.total.placed.planned == Decimal("20001000.50")
        assert table.total.both.contracted == Decimal("8000000.00")
        assert table.total.both.paid == Decimal("1000000.00")
    assert [one.name for one in tables["year"].rows] == ["2027", "2026", "2025"]
    assert {one.name: one.line.both.number for one in tables["level"].rows} == {
        "Budget of a region or a city of republican significance": 3,
        "Budget of a district": 1,
    }
    html = client.get(reverse("socialorder:statistics")).content.decode()
    assert "Kind Hands" in html
    assert "own 2,000,000" in html
    assert "The source does not say" in html
    of_2025 = client.get(reverse("socialorder:statistics"), {"year": "2025"}).content.decode()
    assert "Kind Hands" not in of_2025
    assert client.get(reverse("socialorder:statistics"), {"year": "soon"}).status_code == 200


def test_many_bodies_are_shown_as_the_largest_and_all_others(ministry):
    rows = [
        row(lot_number=f"{number}-OK1", customer_name=f"Body {number}", planned=str(1000 + number))
        for number in range(25)
    ]
    _load(ministry, *rows)

    bodies = next(one for one in figures.tables(figures.cells_of(), in_region=False) if one.code == "body")

    assert len(bodies.rows) == 13
    assert (bodies.rows[0].name, bodies.rows[-1].name) == ("Body 24", "All others")
    assert bodies.rows[-1].line.both.number == 13
    assert sum(one.line.both.planned for one in bodies.rows) == bodies.total.both.planned


def test_shares_of_a_region_show_their_inputs(client, ministry):
    ngo, other = OrganisationFactory(), OrganisationFactory()
    RegionFactory(code="350000000")
    _load(
        ministry,
        contract("1-OK1", ngo.bin, contracted="6000000", title="First"),
        contract("2-OK1", ngo.bin, contracted="1000000", title="Second"),
        contract("3-OK1", other.bin, contracted="2000000", title="Third"),
        contract("4-OK1", other.bin, contracted="5000000", title="Fourth", region="350000000"),
    )

    found = figures.concentration(year=None, region=Region.objects.get(pk="750000000"))

    assert [(one.organisation, one.orders, one.amount, one.share) for one in found.largest] == [
        (ngo, 2, Decimal("7000000.00"), Decimal("77.8")),
        (other, 1, Decimal("2000000.00"), Decimal("22.2")),
    ]
    assert (found.whole, found.half, found.rest) == (Decimal("9000000.00"), 1, Decimal("0.00"))
    html = client.get(reverse("socialorder:region-statistics", args=["750000000"])).content.decode()
    assert "₸7,000,000 ÷ ₸9,000,000" in html or "7,000,000" in html
    assert client.get(reverse("socialorder:region-statistics", args=["999999999"])).status_code == 404


def test_lines_of_the_file_add_up_to_the_page(client, ministry):
    ngo = OrganisationFactory()
    _load(ministry, contract("1-OK1", ngo.bin), contract("2-OK1", ngo.bin, customer_name="=cmd()", title="B"))

    response = client.get(reverse("socialorder:statistics-csv"), {"region": "750000000"})

    lines = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
    assert sum(Decimal(one["contracted"]) for one in lines) == Decimal("19000000.00")
    assert {one["origin"] for one in lines} == {"placed"}
    assert {one["body"] for one in lines} == {"Department", "'=cmd()"}
    for odd in ("x", "1\x00", "999999999"):
        assert client.get(reverse("socialorder:statistics-csv"), {"region": odd}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_figures_ask_the_same_number_of_questions(client, ministry, count, django_assert_num_queries):
    rows = [
        contract(f"{number}-OK1", OrganisationFactory().bin, title=f"Title {number}", customer_name=f"Body {number}")
        for number in range(count)
    ]
    _load(ministry, *rows)
    with django_assert_num_queries(11):
        client.get(reverse("socialorder:statistics"))
    with django_assert_num_queries(3):
        client.get(reverse("socialorder:placed-list"))
