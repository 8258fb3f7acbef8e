"""The only writer of audit events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from foundation.audit import verbs
from foundation.audit.models import Event
from foundation.core import clock, context


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Any = None,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Event:
    """Write that ``by`` (a user; None means the portal itself) did ``verb`` to ``subject``.

    A step: it joins the caller's transaction, and raises RuntimeError outside of one, so that a change and its event
    stand or fall together. ``at`` is the true moment, also while the demo plays a past one. ``changes`` maps a field
    to ``[old, new]`` or to a value; KeyError for an unknown verb.
    """
    verbs.label(verb)
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit event is written in the transaction of the change that it tells of")
    return Event.objects.create(
        verb=verb,
        actor_id=str(by.pk) if by else "",
        actor_name=str(by)[:200] if by else "",
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_name=str(subject)[:300],
        changes=_plain(_with_played(dict(changes or {}))),
        reason=reason,
        request_id=context.request_id(),
    )


def _with_played(changes: dict[str, Any]) -> dict[str, Any]:
    """An event of a contest that the demo plays again says so."""
    played = clock.played_at()
    return changes | {"played_at": played} if played else changes


def _plain(value: Any) -> Any:
    """``value`` as JSON: dates in ISO form, decimals as strings, models by their name."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal | models.Model):
        return str(value)
    return value if isinstance(value, bool | int | str | None) else str(value)
