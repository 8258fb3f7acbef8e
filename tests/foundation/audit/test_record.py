from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.audit import verbs
from foundation.audit.models import Event
from foundation.audit.record import record
from tests.factories.accounts import UserFactory

verbs.register({"tests.thing.done": "Thing done"})


@pytest.mark.django_db
def test_an_event_tells_who_what_why_and_within_which_request() -> None:
    actor, subject = UserFactory(full_name="Demo Officer"), UserFactory(full_name="Demo Subject")

    record(
        "tests.thing.done",
        subject,
        by=actor,
        changes={"amount": [Decimal("1.10"), None], "on": dt.date(2026, 1, 2), "who": {actor}, "open": True},
        reason="because",
    )

    event = Event.objects.get()
    assert (event.verb, event.actor_id, event.actor_name) == ("tests.thing.done", str(actor.pk), "Demo Officer")
    assert (event.subject_type, event.subject_id, event.subject_name) == (
        "accounts.user",
        str(subject.pk),
        "Demo Subject",
    )
    assert event.changes == {"amount": ["1.10", None], "on": "2026-01-02", "who": ["Demo Officer"], "open": True}
    assert (event.reason, event.request_id) == ("because", "test-request-id")
    assert str(event).endswith("Demo Officer tests.thing.done Demo Subject")


@pytest.mark.django_db
def test_an_unknown_verb_is_refused() -> None:
    with pytest.raises(KeyError):
        record("tests.thing.unheard", UserFactory())


def test_a_verb_declared_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"tests\.thing\.done is declared twice"):
        verbs.register({"tests.thing.done": "Other words"})


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="in the transaction of the change"):
        record("tests.thing.done", UserFactory())


@pytest.mark.django_db(transaction=True)
def test_an_event_falls_with_its_change() -> None:
    user = UserFactory(full_name="Before")

    @transaction.atomic
    def change_and_fail() -> None:
        user.full_name = "After"
        user.save()
        record("tests.thing.done", user)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()

    user.refresh_from_db()
    assert (user.full_name, Event.objects.count()) == ("Before", 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET reason = 'other'", "DELETE FROM audit_event", "TRUNCATE audit_event CASCADE"]
)
def test_the_table_takes_new_rows_and_nothing_else(statement: str) -> None:
    record("tests.thing.done", UserFactory())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER audit_event_no_truncate")

        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(statement)

    assert Event.objects.get().reason == ""
