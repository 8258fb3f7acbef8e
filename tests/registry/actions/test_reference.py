from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command

from foundation.audit.models import Event
from registry.actions import reference
from registry.models import CalendarDay, MonthlyIndex, Region, Sphere
from registry.queries import mrp_on, working_day_overrides

pytestmark = pytest.mark.django_db


def test_the_files_fill_the_tables_and_a_second_load_changes_nothing() -> None:
    assert reference.load() == 57
    assert reference.load() == 0
    assert (Region.objects.count(), Sphere.objects.count(), MonthlyIndex.objects.count()) == (20, 19, 9)
    assert list(Sphere.objects.values_list("number", flat=True)) == list(range(1, 20))
    assert Event.objects.filter(verb="registry.reference.updated").count() == 57


def test_a_corrected_file_changes_one_row_and_tells_old_and_new() -> None:
    reference.load()
    Region.objects.filter(pk="710000000").update(name_en="Nur-Sultan")

    assert reference.load() == 1

    event = Event.objects.latest("id")
    assert (event.subject_id, event.changes) == ("710000000", {"name_en": ["Nur-Sultan", "Astana"]})


def test_rows_that_people_added_stay() -> None:
    CalendarDay.objects.create(day=dt.date(2027, 1, 9), is_working=True, reason="moved")

    reference.load()

    assert working_day_overrides() == {dt.date(2027, 1, 9): True}


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (dt.date(2020, 3, 31), "2651.00"),
        (dt.date(2020, 4, 1), "2778.00"),
        (dt.date(2022, 3, 31), "3063.00"),
        (dt.date(2022, 6, 2), "3180.00"),
        (dt.date(2026, 11, 22), "4325.00"),
    ],
)
def test_mrp_is_the_one_in_force_on_the_day(reference: None, day: dt.date, amount: str) -> None:
    assert mrp_on(day) == Decimal(amount)


def test_there_is_no_mrp_before_the_first_row(reference: None) -> None:
    with pytest.raises(MonthlyIndex.DoesNotExist):
        mrp_on(dt.date(2019, 12, 31))


def test_assumed_figures_are_marked_as_assumed(reference: None) -> None:
    marks = dict(MonthlyIndex.objects.values_list("valid_from__year", "certainty"))
    assert marks == {2020: "M", 2021: "M", 2022: "M", 2023: "M", 2024: "M", 2025: "B", 2026: "B"}


def test_the_command_says_how_many_rows_changed(capsys: pytest.CaptureFixture) -> None:
    call_command("update_reference")

    assert capsys.readouterr().out == "57 rows added or changed.\n"
