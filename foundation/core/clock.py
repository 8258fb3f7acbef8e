"""The clock that actions and rules ask. It is the server's, always, except while the demo plays a past contest again.

``playing`` exists for the demo and its tests alone: anywhere else it refuses to start, so that no deadline of a real
portal can be decided by another clock. What is done while playing says so in its audit event (docs/adr/0010).
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

MODES = ("demo", "test")
_played: ContextVar[dt.datetime | None] = ContextVar("played_at", default=None)


def now() -> dt.datetime:
    """The moment by the server's clock, aware; while a past contest is played, the moment that is played."""
    return _played.get() or timezone.now()


def played_at() -> dt.datetime | None:
    """The moment that is played; None when time is real."""
    return _played.get()


@contextlib.contextmanager
def playing(moment: dt.datetime | None) -> Iterator[None]:
    """Let ``now`` say ``moment`` in this context; None changes nothing. Raises RuntimeError outside demo and test."""
    if moment is None:
        yield
        return
    if settings.PORTAL_MODE not in MODES:
        raise RuntimeError("time is only played in the demo and in tests")
    token = _played.set(moment)
    try:
        yield
    finally:
        _played.reset(token)
