"""Lists of calls that other pages ask for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from grants.choices import CallStatus
from grants.queries.calls import open_calls, time_left
from tests.builders.grants import call_at

pytestmark = pytest.mark.django_db


def test_open_calls_come_by_the_nearest_deadline_and_no_more_than_wanted() -> None:
    now = timezone.now()
    later, sooner = (call_at(closes_at=now + dt.timedelta(days=days)) for days in (5, 2))
    call_at(opens_at=now + dt.timedelta(days=1))
    call_at(CallStatus.DRAFT)

    assert (open_calls(now), open_calls(now, most=1)) == ([sooner, later], [sooner])


def test_time_left_is_told_until_the_last_moment() -> None:
    call = call_at()

    left = time_left(call, call.closes_at - dt.timedelta(days=2, hours=3, minutes=4, seconds=5))

    assert left is not None
    assert (left.days, left.hours, left.minutes) == (2, 3, 4)
    assert time_left(call, call.closes_at + dt.timedelta(seconds=1)) is None
