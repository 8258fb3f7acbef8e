from __future__ import annotations

import pytest

from civilportal import desk
from tests.builders import decisions
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_nothing_waits_for_a_newcomer() -> None:
    assert desk.groups(UserFactory()) == []


def test_each_room_says_what_waits_and_rooms_without_tasks_are_left_out() -> None:
    contest = decisions.scoring()

    assert [str(group.title) for group in desk.groups(contest.officer)] == ["Expert evaluation"]


def test_tasks_carry_what_the_page_shows() -> None:
    contest = decisions.scoring()

    for task in [task for group in desk.groups(contest.officer) for task in group.tasks]:
        assert task.title
        assert task.url.startswith("/en/")
        assert task.status_label
        assert task.due_at is None or task.due_at.tzinfo
