"""The clock of the public discussion: working days of Kazakhstan, days of Almaty, the server's moment (rule R23)."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.core import clock
from foundation.core.calendar import ALMATY, is_working_day, local_date
from foundation.core.permissions import allowed
from grants.choices import ListStatus
from grants.models import DirectionList
from grants.rules import directions as rules
from registry.models import CalendarDay
from tests.builders import directions as build

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("opened", "least"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 12, 7)),
        (dt.date(2026, 12, 10), dt.date(2026, 12, 25)),  # passes over 16 December
        (dt.date(2026, 3, 16), dt.date(2026, 4, 2)),  # passes over Nauryz
        (dt.date(2027, 3, 12), dt.date(2027, 4, 1)),  # and over 15 March, a day off from 2027 on
        (dt.date(2026, 11, 28), dt.date(2026, 12, 11)),  # opened on a Saturday
    ],
)
def test_the_earliest_end(opened: dt.date, least: dt.date) -> None:
    build.with_parameters()

    assert rules.least_last_day(opened) == least
    assert list(rules.term_faults(opened, least)) == []
    assert [fault.rule for fault in rules.term_faults(opened, least - DAY)] == ["R23"]


def test_moved_days_count() -> None:
    build.with_parameters()
    CalendarDay.objects.create(day=dt.date(2026, 11, 28), is_working=True, reason="A working Saturday")
    assert rules.least_last_day(dt.date(2026, 11, 23)) == dt.date(2026, 12, 4)
    CalendarDay.objects.create(day=dt.date(2026, 12, 1), is_working=False, reason="A bridge day")
    assert rules.least_last_day(dt.date(2026, 11, 23)) == dt.date(2026, 12, 7)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 1_300 * 24 * 60))
def test_the_term_has_exactly_its_working_days_and_ends_at_midnight_of_almaty(minutes: int) -> None:
    moment = dt.datetime(2024, 4, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    build.with_parameters()
    opened = local_date(moment)

    least = rules.least_last_day(opened)

    assert least is not None
    days = [opened + DAY * number for number in range(1, (least - opened).days + 1)]
    assert sum(is_working_day(day) for day in days) == 10
    assert is_working_day(least)
    found = DirectionList(status=ListStatus.DISCUSSING, discussed_from=moment, discussed_until=least)
    midnight = dt.datetime.combine(least + DAY, dt.time.min, tzinfo=ALMATY)
    assert allowed(rules.check_is_discussed, found, moment)
    assert allowed(rules.check_is_discussed, found, midnight - dt.timedelta(microseconds=1))
    assert not allowed(rules.check_is_discussed, found, midnight)


def test_the_server_decides_and_not_utc() -> None:
    """In Almaty it is already the next day while in London it is the evening before."""
    found = build.discussing()
    for moment, expected in (
        (dt.datetime(2026, 12, 7, 18, 59, 59, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 12, 7, 19, 0, tzinfo=dt.UTC), False),
    ):
        with time_machine.travel(moment, tick=False):
            assert allowed(rules.check_is_discussed, found, clock.now()) == expected
            over = [fault for fault in rules.approval_faults(found, clock.now()) if fault.rule == "R23"]
            assert (over == []) is not expected
