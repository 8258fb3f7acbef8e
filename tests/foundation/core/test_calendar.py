from __future__ import annotations

import datetime as dt

import pytest

from foundation.core import calendar

D = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-23", "2026-12-07"),
        ("2026-12-10", "2026-12-25"),
        ("2026-03-16", "2026-04-02"),
        ("2027-03-12", "2027-04-01"),
    ],
)
def test_ten_working_days_after_a_day(start: str, end: str) -> None:
    assert calendar.add_working_days(D(start), 10) == D(end)


def off_weekdays(year: int) -> str:
    days = (dt.date(year, 1, 1) + dt.timedelta(days=number) for number in range(365))
    return " ".join(f"{day:%d.%m}" for day in days if day.weekday() < 5 and not calendar.is_working_day(day))


def test_days_off_that_fall_on_weekdays() -> None:
    assert off_weekdays(2026) == "01.01 02.01 07.01 09.03 23.03 24.03 25.03 01.05 07.05 11.05 27.05 06.07 26.10 16.12"
    assert off_weekdays(2027) == "01.01 04.01 07.01 08.03 15.03 22.03 23.03 24.03 03.05 07.05 10.05 06.07 25.10 16.12"


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        ("2024-08-30", False),  # Constitution Day of that time
        ("2027-08-30", True),  # a working Monday since the new Constitution
        ("2027-03-15", False),  # the new Constitution Day, from 2027
        ("2022-03-15", True),
        ("2021-12-01", False),  # dropped after 2021
        ("2022-12-01", True),
        ("2021-10-25", True),
        ("2022-10-25", False),
        ("2026-11-22", False),  # a Sunday
    ],
)
def test_holidays_changed_over_the_years(day: str, is_working: bool) -> None:
    assert calendar.is_working_day(D(day)) == is_working


def test_the_table_of_moved_days_wins_over_the_package() -> None:
    moved = {D("2027-01-04"): True, D("2027-01-09"): True, D("2027-01-08"): False}

    assert [calendar.is_working_day(D(f"2027-01-0{n}"), moved) for n in (4, 5, 6, 7, 8, 9)] == [
        True,
        True,
        True,
        False,
        False,
        True,
    ]
    assert calendar.add_working_days(D("2027-01-06"), 1, moved) == D("2027-01-09")


def test_a_period_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert calendar.end_of_period(D("2026-12-16")) == D("2026-12-17")
    assert calendar.end_of_period(D("2026-12-17")) == D("2026-12-17")


def test_the_local_day_and_the_cut_off_are_on_almaty_clocks() -> None:
    assert calendar.local_date(dt.datetime(2026, 11, 21, 19, 30, tzinfo=dt.UTC)) == D("2026-11-22")
    assert calendar.cut_off(D("2026-11-22"), dt.time(18, 30)) == dt.datetime(2026, 11, 22, 13, 30, tzinfo=dt.UTC)
