from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from registry.actions import annual, memberships
from registry.choices import OrganisationStatus, Role
from registry.queries import desk_tasks
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

NOVEMBER = dt.datetime(2026, 11, 22, 6, tzinfo=dt.UTC)
JANUARY = dt.datetime(2027, 1, 10, 6, tzinfo=dt.UTC)


def shown(user) -> list[tuple[str, str, str]]:
    return [(task.title, task.status, task.url) for task in desk_tasks(user)]


def test_what_is_overdue_and_what_is_due_next(reference: None) -> None:
    organisation = build.registered()
    head = build.head_of(organisation)
    url = f"/en/registry/{organisation.bin}/annual"

    with time_machine.travel(NOVEMBER, tick=False):
        assert shown(head) == [("Annual information of Invented Fund 1 for 2025", "overdue", f"{url}/2025/")]
    with time_machine.travel(JANUARY, tick=False):
        assert shown(head) == [
            ("Annual information of Invented Fund 1 for 2025", "overdue", f"{url}/2025/"),
            ("Annual information of Invented Fund 1 for 2026", "due", f"{url}/2026/"),
        ]
        assert desk_tasks(head)[1].due_at == dt.datetime(2027, 3, 31, 18, 59, 59, tzinfo=dt.UTC)


def test_filed_is_done_and_returned_comes_back(reference: None) -> None:
    organisation = build.registered()
    head = build.head_of(organisation)
    with time_machine.travel(NOVEMBER, tick=False):
        row = build.annual_filed(organisation, 2025)
        assert shown(head) == []
        annual.send_back(information=row, remarks="Sum?", by=build.officer())
        assert [status for _, status, _ in shown(head)] == ["returned"]


def test_nothing_waits_for_viewers_former_editors_strangers_and_closed_organisations(reference: None) -> None:
    viewer = MembershipFactory(role=Role.NGO_VIEWER).user
    former = MembershipFactory(role=Role.NGO_EDITOR)
    memberships.end(membership=former, by=None)
    closed = MembershipFactory(organisation=OrganisationFactory(status=OrganisationStatus.LIQUIDATING)).user
    for user in (viewer, former.user, closed, UserFactory(), build.officer()):
        assert desk_tasks(user) == []


@pytest.mark.parametrize("count", [1, 3])
def test_tasks_need_a_constant_number_of_queries(reference: None, django_assert_num_queries, count: int) -> None:
    user = UserFactory()
    for _number in range(count):
        MembershipFactory(user=user)
    with time_machine.travel(NOVEMBER, tick=False), django_assert_num_queries(4):
        assert len(desk_tasks(user)) == count
