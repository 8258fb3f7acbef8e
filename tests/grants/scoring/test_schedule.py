"""When reports are due and how the ladder climbs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from grants.scoring import schedule

START = dt.date(2026, 1, 31)


def test_terms_are_dated_parameters_and_what_they_do_not_name_stays() -> None:
    found = schedule.terms({"shares": [50, 50], "line_deviation": 5, "unknown": 1})

    assert (found.shares, found.line_deviation, found.report_days) == ((50, 50), Decimal(5), 10)


@pytest.mark.parametrize(
    ("months", "every", "ends"),
    [(3, 0, [2, 3]), (1, 0, [1]), (12, 0, [6, 12]), (24, 6, [6, 12, 18, 24]), (20, 6, [6, 12, 18, 20])],
)
def test_the_last_report_covers_the_end(months: int, every: int, ends: list[int]) -> None:
    assert schedule.report_periods(months, every) == ends


def test_periods_follow_each_other_and_tranches_never_outnumber_reports() -> None:
    due = schedule.reports(START, 3, schedule.Terms(shares=(40, 40, 20)))

    assert [(one.number, one.is_final, one.starts_on, one.ends_on) for one in due] == [
        (1, False, START, dt.date(2026, 3, 30)),
        (2, True, dt.date(2026, 3, 31), dt.date(2026, 4, 29)),
    ]
    # 8 March is Sunday and moves; 21–25 March are Nauryz: all before. Ten working days after 30 March.
    assert due[0].due_on == dt.date(2026, 4, 13)
    sums = schedule.tranches(Decimal("100.01"), due, schedule.Terms(shares=(40, 40, 20)))
    assert sums == [(Decimal("50.01"), START), (Decimal("50.00"), dt.date(2026, 4, 13))]


def test_the_ladder_names_the_newest_step_that_has_come() -> None:
    terms, due = schedule.Terms(), dt.date(2026, 11, 2)
    days = {
        dt.date(2026, 10, 1): "",
        dt.date(2026, 10, 20): "before-14",
        dt.date(2026, 10, 31): "before-3",
        due: "day",
        dt.date(2026, 11, 8): "day",
        dt.date(2026, 11, 9): "late-5",
        dt.date(2026, 11, 23): "late-15",
        dt.date(2027, 2, 1): "late-15",
    }

    assert {day: schedule.stage(due, day, terms) for day in days} == days
    assert [schedule.is_last_stage(step, terms) for step in ("late-5", "late-15")] == [False, True]
