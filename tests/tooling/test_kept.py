"""Worlds that are played once: what is put back is what was played, and nothing is put back where it would not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import translation

from foundation.accounts.models import User
from foundation.documents import actions as documents
from foundation.documents.models import Document
from tests.builders import decisions, files
from tests.builders.kept import TOUCHED, kept
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory

# Both halves of a comparison have to meet in one process.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("kept")]

played: list[str] = []
seen: dict[str, list[object]] = {}


@kept
def world(name: str = "plain", other: object = None) -> tuple[User, Document]:
    """Somebody with a file."""
    played.append(name)
    user = UserFactory(full_name=name)
    with transaction.atomic():
        return user, documents.store(upload=files.upload(files.pdf(name)), by=user)


def everything() -> dict[str, list[str]]:
    """Every row of every table that was touched, but for the tables in which nothing stands."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED)
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT row.*::text FROM "{table}" AS row ORDER BY 1')  # noqa: S608 - our own tables
            if rows := [text for (text,) in cursor.fetchall()]:
                found[table] = rows
    return found


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_the_same_rows_and_files_come_back(turn: int) -> None:
    user, document = world()

    stored = Path(document.file.path).read_bytes()
    seen.setdefault("plain", []).append((everything(), user.pk, document.pk, stored))

    assert played.count("plain") == 1
    assert [one == seen["plain"][0] for one in seen["plain"]] == [True] * len(seen["plain"])
    assert User.objects.get(pk=user.pk).full_name == "plain"
    user.full_name = "Changed"
    user.save()  # the next turn does not see it


@pytest.mark.parametrize("turn", [1, 2])
def test_a_contest_comes_back_whole_and_goes_on(turn: int) -> None:
    contest = decisions.prepared(applications=2)
    rows = everything()
    seen.setdefault("contest", []).append(rows)

    decisions.conclude(contest)

    assert rows == seen["contest"][0]
    assert contest.call.status == "decided"
    connection.check_constraints()


def test_a_second_world_of_a_test_is_played() -> None:
    first, second = world("twice"), world("twice")

    assert (first[0].pk != second[0].pk, played.count("twice") >= 1) == (True, True)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_was_written_before_is_not_overwritten(turn: int) -> None:
    body, count = BodyFactory(), played.count("after a body")

    world("after a body")

    body.refresh_from_db()
    assert played.count("after a body") == count + 1


@pytest.mark.parametrize("turn", [1, 2])
def test_arguments_that_are_rows_are_played(turn: int) -> None:
    count = played.count("row")

    world("row", other=User(full_name="Not saved"))

    assert played.count("row") == count + 1


@pytest.mark.parametrize("language", ["en", "kk"])
def test_another_language_is_another_world(language: str) -> None:
    with translation.override(language):
        world("spoken")

    seen.setdefault("spoken", []).append(language)
    assert played.count("spoken") == len(set(map(str, seen["spoken"])))
