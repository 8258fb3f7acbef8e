"""Sealing events into the chain, and checking the chain against the events."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from foundation.audit import merkle
from foundation.audit.canonical import rows, written
from foundation.audit.models import Batch, Event, SealedEvent

BATCH_EVENTS = 10_000
# A transaction that was long open commits events with ids below ones already sealed; so far back we look for them.
LATECOMERS = 100_000
SEALING_LOCK = 7_201_955


@dataclass(frozen=True)
class Flaw:
    """Where the chain and the events disagree."""

    batch: int
    what: str


def seal_all() -> int:
    """Seal every event that is not sealed yet; returns how many. Two callers at once do not disturb one another."""
    total = 0
    while count := seal_batch():
        total += count
    return total


@transaction.atomic(durable=True)
def seal_batch() -> int:
    """Seal up to ``BATCH_EVENTS`` of the oldest unsealed events into one batch; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING_LOCK])
    last = Batch.objects.first()
    horizon = last.last_event_id - LATECOMERS if last else 0
    events = list(rows(Event.objects.filter(sealed=None, pk__gt=horizon).order_by("pk"))[:BATCH_EVENTS])
    if not events:
        return 0
    number, previous = (last.number + 1, last.seal) if last else (1, merkle.GENESIS)
    tree_root = merkle.root([merkle.leaf(document) for document in written(events)]).hex()
    batch = Batch.objects.create(
        number=number,
        count=len(events),
        previous=previous,
        root=tree_root,
        seal=merkle.chained(previous=previous, number=number, count=len(events), tree_root=tree_root),
        last_event_id=max(events[-1][0], last.last_event_id if last else 0),
    )
    _place(batch, [row[0] for row in events])
    return len(events)


def _place(batch: Batch, event_ids: list[int]) -> None:
    """Say where the events stand: one statement for all of them, since a batch is large."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {SealedEvent._meta.db_table} (event_id, batch_id, position)"  # noqa: S608 - our own table
            " SELECT id, %s, place - 1 FROM unnest(%s) WITH ORDINALITY AS given(id, place)",
            [batch.pk, event_ids],
        )


def leaves_of(batch: Batch) -> list[bytes]:
    """Hashes of the events of a batch as they are now, in their sealed order."""
    events = Event.objects.filter(sealed__batch=batch).order_by("sealed__position")
    return [merkle.leaf(document) for document in written(rows(events))]


def verify() -> list[Flaw]:
    """Compute the whole chain again from the events as they are now; empty when all agrees."""
    flaws, previous, expected = [], merkle.GENESIS, 1
    for batch in Batch.objects.order_by("number").iterator():
        leaves = leaves_of(batch)
        tree_root = merkle.root(leaves).hex() if leaves else ""
        seal = merkle.chained(previous=previous, number=batch.number, count=len(leaves), tree_root=tree_root)
        if batch.number != expected:
            flaws.append(Flaw(batch.number, f"batch {expected} is missing"))
        if tree_root != batch.root:
            flaws.append(Flaw(batch.number, "the events are not the ones that were sealed"))
        if (batch.previous, batch.seal) != (previous, seal):
            flaws.append(Flaw(batch.number, "the seal does not follow from the one before"))
        previous, expected = batch.seal, batch.number + 1
    return flaws
