"""An event as bytes that are the same everywhere and for ever: UTF-8 JSON with sorted keys and no spaces.

The bytes are those that ``json.dumps(…, ensure_ascii=False, sort_keys=True, separators=(",", ":"))`` gives for the whole
document. A batch has thousands of events, so the database puts the texts together; only ``changes`` can hold anything but
text and is written here, because PostgreSQL keeps other numbers and another order of keys than JSON had when it was sealed.
A test holds all of it to the plain way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from foundation.audit.models import Event

_BEFORE = """
'{"actor_id":' || to_json(audit_event.actor_id) || ',"actor_name":' || to_json(audit_event.actor_name)
|| ',"at":"' || to_char(audit_event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '","changes":'
"""
_AFTER = """
',"id":' || audit_event.id || ',"reason":' || to_json(audit_event.reason)
|| ',"request_id":' || to_json(audit_event.request_id) || ',"subject_id":' || to_json(audit_event.subject_id)
|| ',"subject_name":' || to_json(audit_event.subject_name) || ',"subject_type":' || to_json(audit_event.subject_type)
|| ',"verb":' || to_json(audit_event.verb) || '}'
"""
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
# Steps of a workflow say the same again and again.
REMEMBERED = 1000

Row = tuple[int, str, str, str]


def canonical(event: Event) -> bytes:
    """Every field of a stored ``event`` as JSON values; the moment in UTC with microseconds."""
    return next(written(rows(Event.objects.filter(pk=event.pk))))


def rows(events: QuerySet[Event]) -> QuerySet[Event, Row]:
    """(id, what stands before the changes, the changes, what stands behind them) of each event."""
    # Nothing that anybody has typed stands in these texts.
    before, what, after = RawSQL(_BEFORE, []), RawSQL("audit_event.changes::text", []), RawSQL(_AFTER, [])  # noqa: S611
    return events.values_list("pk", before, what, after)


def written(found: Iterable[Row]) -> Iterator[bytes]:
    """The bytes of each row."""
    return (f"{before}{_changes(what)}{after}".encode() for _pk, before, what, after in found)


@lru_cache(REMEMBERED)
def _changes(text: str) -> str:
    return _encode(json.loads(text))
