"""An event as bytes that are the same everywhere and for ever."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from foundation.audit.models import Event


def document(event: Event) -> dict[str, Any]:
    """Every field of ``event`` as JSON values; the moment in UTC with microseconds."""
    return {
        "id": event.pk,
        "at": event.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "verb": event.verb,
        "actor_id": event.actor_id,
        "actor_name": event.actor_name,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "subject_name": event.subject_name,
        "changes": event.changes,
        "reason": event.reason,
        "request_id": event.request_id,
    }


def canonical(event: Event) -> bytes:
    """``document(event)`` as UTF-8 JSON with sorted keys and no spaces."""
    return json.dumps(document(event), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
