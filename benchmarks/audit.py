"""Writing, sealing and verifying audit events, beside a plain INSERT and SHA-256 of the same bytes."""

from __future__ import annotations

from hashlib import sha256

from django.db import connection, transaction

from benchmarks.figures import Figure, in_turn, measure
from foundation.accounts.models import User
from foundation.audit import canonical, sealing, verbs
from foundation.audit.models import Event
from foundation.audit.record import record

EVENTS = 100_000
WRITES = 300
WRITE_HOLD, SEAL_HOLD, VERIFY_HOLD = 1.3, 20.0, 20.0

FILL = """
INSERT INTO audit_event (at, verb, actor_id, actor_name, subject_type, subject_id, subject_name, changes, reason, request_id)
SELECT now(), 'bench.thing.done', n::text, 'Invented Person ' || n, 'bench.thing', n::text, 'Invented thing ' || n,
    jsonb_build_object('status', jsonb_build_array('draft', 'submitted')), '', md5(n::text)
FROM generate_series(1, %s) n
"""


def run() -> list[Figure]:
    verbs.register({"bench.thing.done": "Done"})
    return [_write(), *_chain()]


def _write() -> Figure:
    """An event inside an action's transaction, beside the same row by a plain INSERT of the ORM."""
    user = User.objects.create_user("bench@example.org", full_name="Invented Person")

    def ours() -> None:
        with transaction.atomic():
            record("bench.thing.done", user, by=user, changes={"status": ["draft", "submitted"]})

    def plain() -> None:
        with transaction.atomic():
            Event.objects.create(
                verb="bench.thing.done",
                actor_id=str(user.pk),
                actor_name=user.full_name,
                subject_type="accounts.user",
                subject_id=str(user.pk),
                subject_name=user.full_name,
                changes={"status": ["draft", "submitted"]},
                request_id="",
            )

    mine, theirs = in_turn(ours, plain, times=WRITES)
    return Figure("audit event in an action", mine.p50 * 1000, theirs.p50 * 1000, WRITE_HOLD, "ms", "a plain INSERT")


def _chain() -> list[Figure]:
    with connection.cursor() as cursor:
        cursor.execute(FILL, [EVENTS])
    documents = list(canonical.written(canonical.rows(Event.objects.order_by("pk"))))
    floor = measure(lambda: [sha256(document).digest() for document in documents], times=3, warm_up=1).p50
    seal = measure(sealing.seal_all, times=1, warm_up=0).p50
    verify = measure(sealing.verify, times=1, warm_up=0).p50
    beside = f"SHA-256 of the same {len(documents):,} events"
    return [
        Figure("sealing", seal, floor, SEAL_HOLD, beside=beside),
        Figure("verifying", verify, floor, VERIFY_HOLD, beside=beside),
    ]
