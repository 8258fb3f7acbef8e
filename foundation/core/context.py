"""What belongs to the request or job being served: its id, for logs, audit and jobs."""

from __future__ import annotations

import uuid
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Id of the request or job being served; empty outside both."""
    return _request_id.get()


def bind(value: str = "") -> str:
    """Make ``value`` (or a new id) the id of what is being served now."""
    chosen = value or uuid.uuid4().hex
    _request_id.set(chosen)
    return chosen
