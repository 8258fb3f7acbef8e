"""An event as bytes that are the same everywhere and for ever: UTF-8 JSON with sorted keys and no spaces.

The bytes are those that ``json.dumps(…, ensure_ascii=False, sort_keys=True, separators=(",", ":"))`` gives for the whole
document; a test holds them to it. They are put together field by field, because a batch has thousands of events: only
``changes`` can hold anything but text.
"""

from __future__ import annotations

import datetime as dt
import json
from json.encoder import encode_basestring as quoted
from typing import Any

from foundation.audit.models import Event

# In the order of ``written``.
FIELDS = (
    "id",
    "at",
    "verb",
    "actor_id",
    "actor_name",
    "subject_type",
    "subject_id",
    "subject_name",
    "changes",
    "reason",
    "request_id",
)

_ANYTHING = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(event: Event) -> bytes:
    """Every field of ``event`` as JSON values; the moment in UTC with microseconds."""
    return written(*(getattr(event, name) for name in FIELDS))


def written(  # noqa: PLR0913 - a row of the table
    pk: int,
    at: dt.datetime,
    verb: str,
    actor_id: str,
    actor_name: str,
    subject_type: str,
    subject_id: str,
    subject_name: str,
    changes: Any,
    reason: str,
    request_id: str,
) -> bytes:
    """The same for a row of values."""
    moment = at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    return (
        f'{{"actor_id":{quoted(actor_id)},"actor_name":{quoted(actor_name)},"at":"{moment}Z",'
        f'"changes":{_ANYTHING.encode(changes) if changes else "{}"},"id":{pk},"reason":{quoted(reason)},'
        f'"request_id":{quoted(request_id)},"subject_id":{quoted(subject_id)},"subject_name":{quoted(subject_name)},'
        f'"subject_type":{quoted(subject_type)},"verb":{quoted(verb)}}}'
    ).encode()
