"""A call that announces itself: at its moment by the server's clock, once, and never when something is wrong."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.notifications.models import Message
from grants.actions import calls
from grants.choices import CallStatus
from grants.models import Call
from grants.tasks import announce_due
from registry.models import Membership
from tests.builders.evaluation import officer_of
from tests.builders.grants import call_at, officer_for
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)


def scheduled() -> tuple[Call, dt.datetime]:
    call, moment = call_at(CallStatus.DRAFT), timezone.now().replace(microsecond=0) + HOUR
    return calls.schedule(call=call, moment=moment, by=officer_for(call)), moment


def test_the_call_is_announced_at_its_moment_once_and_not_a_second_before() -> None:
    call, moment = scheduled()
    calls.edit(call=call, facts={"title_en": "Rivers"}, by=officer_for(call))

    with time_machine.travel(moment - SECOND, tick=False):
        assert (announce_due(), Call.objects.public().count()) == (0, 0)
    with time_machine.travel(moment, tick=False):
        # A second tick, or a second worker that has read the row before, does nothing more.
        assert [announce_due(), announce_due(), calls.announce_due(call=call)] == [1, 0, False]

    call.refresh_from_db()
    assert (call.status, call.announced_at, call.title_en, call.announce_at) == ("announced", moment, "Rivers", None)
    assert Event.objects.get(verb="grants.call.announced").actor_id == str(officer_for(call).pk)
    assert call.versions.get().facts["title_en"] == "Rivers"


def test_it_can_be_taken_off_the_clock() -> None:
    call, moment = scheduled()

    for _press in range(2):
        calls.unschedule(call=call, by=officer_for(call))
    with time_machine.travel(moment + HOUR):
        assert announce_due() == 0

    assert Event.objects.filter(verb="grants.call.unscheduled").count() == 1


def test_what_went_wrong_meanwhile_stops_it_and_its_officer_is_told() -> None:
    call, moment = scheduled()
    officer = officer_for(call)
    calls.edit(call=call, facts={"languages": []}, by=officer)

    with time_machine.travel(moment + SECOND):
        assert (announce_due(), announce_due()) == (0, 0)

    call.refresh_from_db()
    assert (call.status, call.announce_at, call.announce_by, call.round) == ("draft", None, None, None)
    letter = Message.objects.get(recipient=officer)
    assert (letter.subject, "Choose Kazakh, Russian or both" in letter.context["faults"]) == (
        "The call “%(call)s” could not be announced by itself",
        True,
    )
    assert Event.objects.filter(verb="grants.call.not_announced").count() == 1


def test_somebody_who_is_no_officer_any_more_announces_nothing() -> None:
    call, moment = scheduled()
    Membership.objects.filter(body=call.operator).update(ended_at=timezone.now())

    with time_machine.travel(moment + SECOND):
        assert announce_due() == 0

    call.refresh_from_db()
    assert (call.status, call.announce_at) == ("draft", None)


def test_who_may_set_the_clock_and_to_when() -> None:
    call = call_at(CallStatus.DRAFT)
    officer, now = officer_for(call), timezone.now()

    for moment, fields in ((now - SECOND, ["moment"]), (call.closes_at + SECOND, ["closes_at"])):
        with pytest.raises(Invalid) as refusal:
            calls.schedule(call=call, moment=moment, by=officer)
        assert [fault.field for fault in refusal.value.faults] == fields
    with pytest.raises(NotPermitted):
        calls.schedule(call=call, moment=now + HOUR, by=officer_of(BodyFactory()))
    announced = calls.announce(call=call, by=officer)
    with pytest.raises(Conflict):
        calls.schedule(call=announced, moment=now + HOUR, by=officer)
    with pytest.raises(IntegrityError, match="grants_call_announce_at"), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(announce_at=now, announce_by=officer)
