"""What waits for an NGO's people."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from grants.choices import ApplicationStatus
from grants.queries.desk import applicant_tasks
from registry.choices import Role
from tests.builders.grants import application_at, call_at, head_of, officer_for, person_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_draft_waits_for_head_and_editor_until_the_window_closes() -> None:
    application = application_at(ApplicationStatus.DRAFT)
    people = [
        head_of(application.organisation),
        person_of(application.organisation),
        person_of(application.organisation, Role.NGO_VIEWER),
        officer_for(application.call),
        UserFactory(),
    ]

    counts = [len(applicant_tasks(person)) for person in people]
    (task,) = applicant_tasks(people[0])
    with time_machine.travel(application.call.closes_at + dt.timedelta(seconds=1)):
        late = applicant_tasks(people[0])

    assert counts == [1, 1, 0, 0, 0]
    assert (task.title, task.url, task.status, task.status_label, task.due_at) == (
        "Finish and send: Clean banks of the Ishim",
        application.get_absolute_url(),
        "draft",
        "Draft",
        application.call.closes_at,
    )
    assert late == []


def test_what_is_sent_or_withdrawn_waits_for_nobody() -> None:
    sent, withdrawn = application_at(), application_at(ApplicationStatus.WITHDRAWN)

    assert [applicant_tasks(head_of(one.organisation)) for one in (sent, withdrawn)] == [[], []]


@pytest.mark.parametrize("count", [1, 3])
def test_the_nearest_deadline_comes_first_in_two_queries(count: int, django_assert_num_queries) -> None:
    calls = [call_at() for _one in range(count)]
    first = application_at(ApplicationStatus.DRAFT, call=calls[0], is_filled=False)
    head = head_of(first.organisation)
    for call in calls[1:]:
        application_at(ApplicationStatus.DRAFT, call=call, head=head, is_filled=False)

    with django_assert_num_queries(2):
        tasks = applicant_tasks(head)

    assert [task.due_at for task in tasks] == sorted(call.closes_at for call in calls)
