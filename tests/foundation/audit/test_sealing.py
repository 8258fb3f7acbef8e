from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from foundation.audit import merkle, sealing, verbs
from foundation.audit.canonical import canonical, rows, written
from foundation.audit.models import Batch, Event
from foundation.audit.record import record
from foundation.core import clock
from tests.factories.accounts import UserFactory

verbs.register({"tests.seal.done": "Done"})
SCRIPT = settings.BASE_DIR / "docs" / "verify" / "audit.py"


def happen(count: int) -> list[Event]:
    user = UserFactory(full_name="Әлия Демо")
    return [record("tests.seal.done", user, by=user, reason=f"№ {number}") for number in range(count)]


def download(client, folder: Path) -> Path:
    path = folder / "chain.jsonl"
    path.write_bytes(b"".join(client.get("/en/audit/chain.jsonl").streaming_content))
    return path


def check(*arguments: Path) -> tuple[int, str, str]:
    result = subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=False)
    return result.returncode, result.stdout.strip(), result.stderr.strip()


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH_EVENTS", 3)


@pytest.mark.django_db
def test_events_are_sealed_once_into_chained_batches() -> None:
    happen(7)

    assert (sealing.seal_all(), sealing.seal_all()) == (7, 0)

    batches = list(Batch.objects.order_by("number"))
    assert [(batch.number, batch.count) for batch in batches] == [(1, 3), (2, 3), (3, 1)]
    assert [batch.previous for batch in batches] == [merkle.GENESIS, batches[0].seal, batches[1].seal]
    assert sealing.verify() == []


@pytest.mark.django_db
def test_an_event_that_was_committed_late_is_sealed_too() -> None:
    """Ids are given at the start of a transaction, so one with a smaller id may appear after a seal."""
    happen(1)
    late = Event(
        pk=Event.objects.get().pk - 1, verb="tests.seal.done", subject_type="x", subject_id="1", subject_name="x"
    )
    sealing.seal_all()
    late.save(force_insert=True)

    assert (sealing.seal_all(), list(Event.objects.filter(sealed=None))) == (1, [])
    assert (Batch.objects.get(number=2).last_event_id, sealing.verify()) == (late.pk + 1, [])


@pytest.mark.django_db
def test_the_bytes_are_those_of_plain_json_and_stay_what_was_sealed() -> None:
    """Whatever stands in an event: every control character, every script, numbers that JSON and PostgreSQL write apart."""
    odd = "".join(map(chr, range(1, 0x80))) + "\u00a0\u2028\u2029Әлия «№ 1» 𝄞"
    changes = {"bb": 1.50, "a": [1e16, -0.0, 12345678901234567890123, True, None], odd: {"я": odd, "b": {}}, "": []}
    for number, changed in enumerate([{}, changes, {"status": ["draft", "submitted"]}], start=1):
        Event.objects.create(
            at=dt.datetime(2022, 6, 20, 18, 0, 0, 120, tzinfo=dt.UTC) if number == 1 else clock.now(),
            **dict.fromkeys(("actor_name", "subject_name", "reason"), odd),
            verb="tests.seal.done",
            actor_id="",
            subject_type="x",
            subject_id=str(number),
            changes=changed,
        )
    events = list(Event.objects.order_by("pk"))

    assert list(written(rows(Event.objects.order_by("pk")))) == [plain(event) for event in events]
    assert [canonical(event) for event in events] == [plain(event) for event in events]
    assert b'"at":"2022-06-20T18:00:00.000120Z"' in canonical(events[0])


def plain(event: Event) -> bytes:
    """The way in which events were written when the first of them were sealed; it must never change."""
    document = {name: getattr(event, name) for name in (field.name for field in Event._meta.fields)}
    document["at"] = event.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["DELETE FROM audit_batch", "UPDATE audit_sealedevent SET position = 7"])
def test_a_seal_is_written_once(statement: str) -> None:
    happen(1)
    sealing.seal_all()
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_changed_event_is_found_out() -> None:
    events = happen(4)
    sealing.seal_all()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_no_change")
        cursor.execute("UPDATE audit_event SET reason = 'something else' WHERE id = %s", [events[3].pk])

    assert {(flaw.batch, flaw.what) for flaw in sealing.verify()} == {
        (2, "the events are not the ones that were sealed"),
        (2, "the seal does not follow from the one before"),
    }
    with pytest.raises(CommandError, match="2 flaws"):
        call_command("verify_audit", stderr=StringIO())


@pytest.mark.django_db
def test_the_command_says_that_all_agrees() -> None:
    happen(1)
    sealing.seal_all()
    output = StringIO()

    call_command("verify_audit", stdout=output)

    assert output.getvalue() == "1 batches agree with their events\n"


@pytest.mark.django_db
def test_an_outsider_verifies_the_chain_and_one_event(client, tmp_path: Path) -> None:
    event = happen(5)[4]
    sealing.seal_all()
    chain, one = download(client, tmp_path), tmp_path / "event.json"
    one.write_bytes(canonical(event))

    code, output, fault = check(chain, one)

    assert (code, fault) == (0, "")
    assert output.splitlines() == [
        f"2 batches, 5 events, last seal {Batch.objects.get(number=2).seal}",
        f"{one}: sealed in batch 2",
    ]


@pytest.mark.django_db
def test_the_downloaded_chain_gives_nobody_away(client, tmp_path: Path) -> None:
    happen(2)
    sealing.seal_all()

    lines = [json.loads(line) for line in download(client, tmp_path).read_text().splitlines()]

    assert [sorted(line) for line in lines] == [["leaves", "number", "previous", "root", "seal", "sealed_at"]]
    assert [[len(leaf) for leaf in line["leaves"]] for line in lines] == [[64, 64]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (lambda rows: rows[:1] + rows[2:], "batch 2: it does not follow the one before"),
        (
            lambda rows: [rows[0] | {"leaves": rows[1]["leaves"]}, *rows[1:]],
            "batch 1: the root is not the one of its events",
        ),
        (lambda rows: [rows[0] | {"seal": "0" * 64}, *rows[1:]], "batch 1: the seal is not the one of its root"),
    ],
)
def test_an_outsider_finds_a_tampered_chain(client, tmp_path: Path, tamper, sentence: str) -> None:
    happen(8)
    sealing.seal_all()
    path = download(client, tmp_path)
    rows = tamper([json.loads(line) for line in path.read_text().splitlines()])
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))

    code, _, fault = check(path)

    assert (code, fault) == (1, sentence)


@pytest.mark.django_db
def test_an_outsider_finds_a_changed_event(client, tmp_path: Path) -> None:
    event = happen(2)[0]
    sealing.seal_all()
    one = tmp_path / "event.json"
    one.write_bytes(canonical(event).replace("№ 0".encode(), "№ 9".encode()))

    assert check(download(client, tmp_path), one)[::2] == (1, f"{one}: not in the chain, or changed")


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_any_change_changes_the_root(documents: list[bytes], data) -> None:
    at = data.draw(st.integers(0, len(documents) - 1))
    changed = [*documents[:at], documents[at] + b"x", *documents[at + 1 :]]

    assert merkle.root([merkle.leaf(d) for d in documents]) != merkle.root([merkle.leaf(d) for d in changed])


def test_a_tree_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one leaf"):
        merkle.root([])
