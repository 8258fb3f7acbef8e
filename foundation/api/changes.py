"""What has changed since a cursor, in an order that never changes, with none missed and none twice.

Events of the audit carry the transaction that wrote them. The feed shows a transaction only when every earlier one has
ended (``pg_snapshot_xmin``), so nothing can come later in front of a cursor. What an event is about is looked up when it
is read, by the visibility of the resource: who may not see an object does not hear of it.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from foundation.api.models import ApiClient
from foundation.api.paging import BadCursor
from foundation.api.resources import Resource

SCANNED = 500
TXID_MAX = 2**64 - 1
CHANGED, REMOVED = "changed", "removed"

Expand = Callable[[str, int, int], list[int]]
_kinds: dict[str, tuple[str, type[Resource]]] = {}
_expanders: dict[str, tuple[str, str, Expand]] = {}


class Place(NamedTuple):
    """Where a reader is: behind the event ``id`` of ``txid``; within it when ``sub`` is not -1."""

    txid: int
    id: int
    sub: int = -1

    def encode(self) -> str:
        return base64.urlsafe_b64encode(json.dumps([str(self.txid), self.id, self.sub]).encode()).decode().rstrip("=")


class Found(NamedTuple):
    """An event as it is read."""

    txid: int
    id: int
    at: dt.datetime
    verb: str
    subject_type: str
    subject_id: str


@dataclass
class Feed:
    """Changes behind a place; ``place`` is where to go on, ``is_end`` that there is nothing more now."""

    changes: list[dict[str, Any]]
    place: Place
    is_end: bool


@dataclass(frozen=True)
class Reader:
    """Whose eyes look: everybody's, and for a key those of its account within its region."""

    client: ApiClient | None = None
    areas: frozenset[str] = field(default_factory=frozenset)


def follow(name: str, resource: type[Resource]) -> None:
    """Tell changes of the objects of ``resource``, which names their model in ``followed``."""
    if resource.followed is not None:
        _kinds[resource.followed._meta.label_lower] = (name, resource)


def expand(verb: str, *, event_of: str, into: str, by: Expand) -> None:
    """One event of ``verb`` stands for changes of many: ``by(subject_id, after, limit)`` gives their ids in order."""
    _expanders[verb] = (event_of, into, by)


def kinds() -> list[str]:
    """Names of what is told."""
    return sorted(name for name, _resource in _kinds.values())


def decode(text: str) -> Place:
    """The place in a cursor; raises BadCursor."""
    try:
        txid, number, sub = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        place = Place(int(txid), number, sub)
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise BadCursor from None
    is_sound = type(number) is int and type(sub) is int and 0 <= number < 2**63 and -1 <= sub < 2**63
    if not is_sound or not 0 <= place.txid <= TXID_MAX:
        raise BadCursor
    return place


def now() -> Place:
    """The place behind everything that has ended by now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        return Place(int(cursor.fetchone()[0]), 0)


def read(reader: Reader, place: Place, wanted: Iterable[str] = ()) -> Feed:
    """The next changes that ``reader`` may hear of; of the kinds ``wanted``, or of all."""
    names = set(wanted)
    subjects = {label for label, (name, _resource) in _kinds.items() if not names or name in names}
    events = _events(
        place, sorted(subjects | {event_of for event_of, into, _by in _expanders.values() if into in subjects})
    )
    touched: list[tuple[Found, str, int]] = []
    is_cut = len(events) == SCANNED
    for event in events:
        place, is_whole = _collect(event, place, subjects, touched)
        if not is_whole:
            is_cut = True
            break
    return Feed(_told(reader, touched), place, not is_cut)


def _collect(event: Found, place: Place, subjects: set[str], touched: list[Any]) -> tuple[Place, bool]:
    """Add what an event touches; whether it was told to its end."""
    if event.verb not in _expanders:
        if event.subject_type in subjects and event.subject_id.isdigit():
            touched.append((event, event.subject_type, int(event.subject_id)))
        return Place(event.txid, event.id), True
    _event_of, into, by = _expanders[event.verb]
    after = place.sub if (place.txid, place.id) == (event.txid, event.id) else 0
    found = by(event.subject_id, max(after, 0), SCANNED)
    touched += [(event, into, pk) for pk in found]
    if len(found) == SCANNED:
        return Place(event.txid, event.id, found[-1]), False
    return Place(event.txid, event.id), True


def _events(place: Place, subjects: Sequence[str]) -> list[Found]:
    # The horizon and the rows are of one snapshot, since they are of one statement.
    sign = ">" if place.sub == -1 else ">="
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT txid::text::numeric, id, at, verb, subject_type, subject_id FROM audit_event "  # noqa: S608
            f"WHERE (txid, id) {sign} (%s::text::xid8, %s) AND txid < pg_snapshot_xmin(pg_current_snapshot()) "
            "AND subject_type = ANY(%s) ORDER BY txid, id LIMIT %s",
            [str(place.txid), place.id, list(subjects), SCANNED],
        )
        return [Found(int(txid), *rest) for txid, *rest in cursor.fetchall()]


def _told(reader: Reader, touched: Sequence[tuple[Found, str, int]]) -> list[dict[str, Any]]:
    wanted: dict[str, set[int]] = {}
    for _event, label, pk in touched:
        wanted.setdefault(label, set()).add(pk)
    seen = {label: _seen(reader, label, pks) for label, pks in wanted.items()}
    told = []
    for event, label, pk in touched:
        if pk in seen[label]:
            key, is_gone = seen[label][pk]
            told.append(_change(event, _kinds[label][0], key, is_gone=is_gone))
    return told


def _change(event: Found, kind: str, key: str, *, is_gone: bool) -> dict[str, Any]:
    return {
        "id": f"{event.id}-{key}",
        "at": event.at,
        "kind": kind,
        "key": key,
        "change": REMOVED if is_gone else CHANGED,
        "url": f"/api/v1/{kind}/{key}/",
    }


def _seen(reader: Reader, label: str, pks: set[int]) -> dict[int, tuple[str, bool]]:
    """id → (key, is it gone) of those that may be heard of."""
    resource = _kinds[label][1]()
    found: dict[int, tuple[str, bool]] = {}
    if resource.is_public:
        found = {row.pk: _row(resource, row) for row in resource.objects(AnonymousUser()).filter(pk__in=pks)}
    client = reader.client
    if client is not None and resource.area in reader.areas and (resource.region or not client.region):
        own = resource.objects(client.user).filter(pk__in=pks)
        own = own.filter(resource.within(client.region)) if client.region else own
        found |= {row.pk: _row(resource, row) for row in own}
    return found


def _row(resource: Resource, row: Any) -> tuple[str, bool]:
    return str(resource.key_of(row)), resource.is_gone(row)
