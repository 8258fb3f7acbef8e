"""Copies of calls, and repeats of calls that nobody won (rule R43)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from foundation.audit.models import Event
from foundation.core.calendar import ALMATY, cut_off
from foundation.core.errors import Conflict, NotPermitted
from grants.actions import call_copies, calls, phases
from grants.models import Call
from grants.rules.calls import repeat_of
from tests.builders import decisions as build
from tests.builders.evaluation import officer_of
from tests.builders.grants import call_at, officer_for
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db
OPENS, CLOSES = cut_off(dt.date(2026, 3, 2), dt.time(9)), cut_off(dt.date(2026, 3, 22), dt.time(18, 30))


def test_a_copy_has_the_conditions_but_its_own_names_and_dates() -> None:
    with time_machine.travel(OPENS - dt.timedelta(days=1)):
        call = call_at(slug="rivers", number_prefix="RIV", opens_at=OPENS, closes_at=CLOSES, budget=Decimal(9_000_000))
        Call.objects.filter(pk=call.pk).update(questions=[{"key": "q1"}])
    officer = officer_for(call)

    with time_machine.travel(dt.datetime(2026, 10, 30, 23, 0, tzinfo=ALMATY)):
        first, second = (call_copies.clone(call=call, by=officer) for _press in range(2))

    assert (first.slug, first.number_prefix, first.status, first.repeats) == ("rivers-2", "RIVR2", "draft", None)
    assert (second.slug, second.number_prefix) == ("rivers-3", "RIVR3")
    assert (first.opens_at, first.closes_at) == (
        cut_off(dt.date(2026, 10, 31), dt.time(9)),
        cut_off(dt.date(2026, 11, 20), dt.time(18, 30)),
    )
    assert (first.budget, first.questions, list(first.spheres.all())) == (
        9_000_000,
        [{"key": "q1"}],
        list(call.spheres.all()),
    )
    assert Event.objects.filter(verb="grants.call.cloned").first().changes["from"] == "rivers"
    with pytest.raises(NotPermitted):
        call_copies.clone(call=call, by=officer_of(BodyFactory()))


def test_a_call_without_a_winner_is_repeated_once_and_named() -> None:
    call = call_at()
    officer = officer_for(call)
    with pytest.raises(Conflict, match="once it is decided or cancelled"):
        call_copies.repeat(call=call, by=officer)
    phases.cancel(call=call, reason="Nobody applied.", by=officer)

    first, again = (call_copies.repeat(call=call, by=officer) for _press in range(2))

    assert (first, first.repeats, repeat_of(call)) == (again, call, first)
    calls.announce(call=first, by=officer)
    phases.cancel(call=first, reason="Wrong dates.", by=officer)
    # One that was cancelled does not count, so that the call can be repeated once more.
    assert call_copies.repeat(call=call, by=officer) != first
    with pytest.raises(NotPermitted):
        call_copies.repeat(call=call, by=officer_of(BodyFactory()))


def test_a_call_with_a_winner_is_not_repeated() -> None:
    contest = build.decided()

    with pytest.raises(Conflict, match="has a winner"):
        call_copies.repeat(call=contest.fresh(), by=contest.officer)
