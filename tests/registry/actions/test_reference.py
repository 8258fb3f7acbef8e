from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command

from foundation.audit.models import Event
from registry.actions import reference
from registry.choices import LegalForm
from registry.models import CalendarDay, DevelopmentGoal, KatoUnit, LegalFormRecord, MonthlyIndex, Region, Sphere
from registry.queries import mrp_on, working_day_overrides
from registry.rules.eligibility import NOT_NGO

pytestmark = pytest.mark.django_db


def test_the_files_fill_the_tables_and_a_second_load_changes_nothing() -> None:
    assert reference.load() == 148
    assert reference.load() == 0
    assert (Region.objects.count(), Sphere.objects.count(), MonthlyIndex.objects.count()) == (20, 19, 9)
    assert (LegalFormRecord.objects.count(), DevelopmentGoal.objects.count()) == (13, 17)
    assert list(KatoUnit.objects.values_list("pk", "level", "name_en")) == [
        (region.pk, 1, region.name_en) for region in Region.objects.all()
    ]
    assert list(Sphere.objects.values_list("number", flat=True)) == list(range(1, 20))
    assert Event.objects.filter(verb="registry.reference.updated").count() == 148


def test_a_corrected_file_changes_one_row_and_tells_old_and_new() -> None:
    reference.load()
    MonthlyIndex.objects.filter(pk="2026-01-01").update(amount="4325.50")

    assert reference.load() == 1

    event = Event.objects.latest("id")
    assert (event.subject_id, event.changes) == ("2026-01-01", {"amount": ["4325.50", "4325.00"]})


def test_each_legal_form_has_its_dated_row() -> None:
    reference.load()

    rows = dict(LegalFormRecord.objects.values_list("code", "is_ngo"))

    assert set(rows) == set(LegalForm.values)
    assert [code for code, is_ngo in rows.items() if not is_ngo] == list(NOT_NGO)


def test_mrp_rows_follow_each_other_without_a_gap() -> None:
    reference.load()

    rows = list(MonthlyIndex.objects.order_by("valid_from").values_list("valid_from", "valid_to"))

    assert [end + dt.timedelta(days=1) for _start, end in rows[:-1]] == [start for start, _end in rows[1:]]
    assert rows[-1][1] is None


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

    assert capsys.readouterr().out == "148 rows added or changed.\n"
