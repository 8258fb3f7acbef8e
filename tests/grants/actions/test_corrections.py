"""An application that the formal check returned: its own time, its own versions."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.core.errors import Conflict, DeadlinePassed
from grants.actions import applications
from grants.choices import ApplicationStatus, CallStatus, CheckConclusion
from grants.models import Application, Call
from grants.queries.desk import applicant_tasks
from tests.builders import decisions as build
from tests.builders.grants import filled, head_of

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def until() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=60)


@pytest.fixture
def returned(until: dt.datetime) -> Application:
    contest = build.checking(allows_return=True)
    build.check(contest, 0, CheckConclusion.RETURN, correct_until=until)
    return contest.application(0)


def test_it_is_corrected_and_sent_again_after_the_window(returned: Application) -> None:
    head = head_of(returned.organisation)
    assert returned.status == ApplicationStatus.RETURNED

    filled(returned, by=head, project={"goal": "A goal that can be measured."})
    version = applications.submit(application=returned, by=head)

    returned.refresh_from_db()
    assert (version.number, returned.status) == (2, ApplicationStatus.SUBMITTED)


def test_its_time_is_that_of_the_check(returned: Application, until: dt.datetime) -> None:
    head = head_of(returned.organisation)

    with time_machine.travel(until, tick=False):
        filled(returned, by=head, project={"goal": "In time."})
    late = pytest.raises(DeadlinePassed, match="The application could be corrected until")
    with time_machine.travel(until + dt.timedelta(seconds=1), tick=False), late:
        applications.submit(application=returned, by=head)

    returned.refresh_from_db()
    assert (returned.status, returned.versions.count()) == (ApplicationStatus.RETURNED, 1)


def test_it_ends_with_the_formal_check(returned: Application) -> None:
    Call.objects.filter(pk=returned.call_id).update(status=CallStatus.SCORING)

    with pytest.raises(Conflict, match="The formal check is over"):
        applications.submit(application=Application.objects.get(pk=returned.pk), by=head_of(returned.organisation))


def test_it_waits_on_the_desk_and_its_page_says_until_when(client: Client, returned: Application) -> None:
    head = head_of(returned.organisation)
    client.force_login(head)

    answer = client.get(returned.get_absolute_url())

    (task,) = applicant_tasks(head)
    assert (task.title, task.status) == (f"Correct and send: {returned.title}", ApplicationStatus.RETURNED)
    page = answer.content.decode()
    assert ("Returned for correction. Send it again until" in page, "Send the application" in page) == (True, True)
    assert client.get(reverse("grants:application-submit", args=[returned.number])).status_code == 200


def test_it_cannot_be_opened_again_after_it_is_sent_again(returned: Application) -> None:
    head = head_of(returned.organisation)
    applications.submit(application=returned, by=head)

    with pytest.raises(DeadlinePassed):
        applications.reopen(application=returned, by=head)
