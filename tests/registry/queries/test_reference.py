from __future__ import annotations

import datetime as dt

import pytest

from foundation.core import clock
from registry.models import CalendarDay, KatoUnit
from registry.queries import reference as queries
from registry.queries.places import place_of
from registry.queries.reference import Cell
from tests.builders import registry as build

pytestmark = pytest.mark.django_db


def test_each_table_tells_its_rows_its_sources_and_when_it_was_brought_up_to_date(reference: None) -> None:
    CalendarDay.objects.create(day=dt.date(2027, 1, 9), is_working=True, reason="=moved")

    found = {one.table.name: one for one in queries.overviews()}

    assert {name: one.count for name, one in found.items()} == {
        "regions": 20,
        "kato": 20,
        "spheres": 19,
        "legal-forms": 13,
        "goals": 17,
        "indicators": 10,
        "mrp": 9,
        "calendar-days": 1,
    }
    assert found["mrp"].sources[0] == ("Budget law of the year; the text itself was not read", 7)
    assert found["regions"].updated_at.date() == clock.now().date()
    assert found["calendar-days"].updated_at is None


def test_rows_say_labels_and_the_file_says_codes(reference: None) -> None:
    CalendarDay.objects.create(day=dt.date(2027, 1, 9), is_working=True, reason="=moved")
    table = queries.TABLES["calendar-days"]

    assert list(queries.rows(table)) == [
        [
            Cell("9 January 2027"),
            Cell("yes"),
            Cell("=moved"),
            Cell("", "en"),
            Cell("Assumed; no source was found"),
        ]
    ]
    assert next(queries.rows(queries.TABLES["mrp"]))[:3] == [Cell("4,325"), Cell("1 January 2026"), Cell("")]
    assert list(queries.csv_rows(table)) == [
        ["day", "is_working", "reason", "source", "certainty"],
        ["2027-01-09", "yes", "'=moved", "", "M"],
    ]


def test_no_more_rows_are_read_than_are_shown(reference: None) -> None:
    KatoUnit.objects.create(code="101000000", name_kk="а", name_ru="а", level=2, parent_id="100000000")

    assert [row[0].shown for row in queries.rows(queries.TABLES["kato"], 2)] == ["100000000", "101000000"]


def test_places_are_told_as_deep_as_they_are_known(reference: None, django_assert_num_queries) -> None:
    organisation = build.registered(kato="711110000")

    with django_assert_num_queries(1):
        assert place_of(organisation) == ["Astana"]
    KatoUnit.objects.create(code="711110000", name_kk="А", name_ru="А ауданы", level=3, parent_id=build.ASTANA)
    with django_assert_num_queries(1):
        assert place_of(organisation) == ["Astana", "А ауданы"]
    organisation.kato = ""
    with django_assert_num_queries(0):
        assert place_of(organisation) == ["Astana"]
