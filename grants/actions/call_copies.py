"""A new call made from an older one: a copy, or the repeat of a call that nobody won (rule R43)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import ALMATY, cut_off, local_date
from foundation.core.db import lock
from grants.actions.calls import FACTS, changes_since
from grants.models import Call
from grants.rules import calls as rules

# What a copy does not take over: its own names, its own dates, and reasons that were given for the other one.
OWN = ("slug", "number_prefix", "opens_at", "closes_at", "enquiries_until", "window_reason")
PREFIX_LENGTH, SLUG_LENGTH = 10, 100
OPENING = dt.time(9)


@transaction.atomic(durable=True)
def clone(*, call: Call, by: Any) -> Call:
    """A new call in preparation with the conditions of ``call`` and dates that lie ahead, for an officer to edit."""
    call = lock(Call, call.pk)
    rules.check_can_create(by, call.operator)
    return _copy(call, by)


@transaction.atomic(durable=True)
def repeat(*, call: Call, by: Any) -> Call:
    """The repeat of a call without a winner, which names it. The repeat that is there already is returned.

    Raises NotPermitted, or Conflict when the call has a winner or is not over.
    """
    call = lock(Call, call.pk)
    rules.check_can_repeat(by, call)
    standing = rules.repeat_of(call)
    return standing or _copy(call, by, repeats=call)


def _copy(call: Call, by: Any, repeats: Call | None = None) -> Call:
    copy = Call(operator=call.operator, repeats=repeats, created_at=clock.now(), questions=call.questions)
    copy.quotas = call.quotas
    for name in FACTS:
        if name not in OWN:
            setattr(copy, name, getattr(call, name))
    copy.slug, copy.number_prefix = _free("slug", call.slug, SLUG_LENGTH), _free_prefix(call)
    copy.opens_at, copy.closes_at = _window(call)
    copy.save()
    copy.spheres.set(call.spheres.all())
    changes = {"from": call.slug, "is_repeat": repeats is not None, **changes_since({}, copy)}
    record("grants.call.cloned", copy, by=by, changes=changes)
    return copy


def _window(call: Call) -> tuple[dt.datetime, dt.datetime]:
    """As many days as before, from nine in the morning of tomorrow, closing at the same time of day."""
    first = local_date(clock.now()) + dt.timedelta(days=1)
    days = local_date(call.closes_at) - local_date(call.opens_at)
    last = first + max(days, dt.timedelta(days=1))
    return cut_off(first, OPENING), cut_off(last, call.closes_at.astimezone(ALMATY).time())


def _free(name: str, text: str, longest: int, mark: str = "-") -> str:
    """``text`` with the first number that no call has yet; the lock of the older call keeps two copies apart."""
    number = 2
    while True:
        ending = f"{mark}{number}"
        wanted = f"{text[: longest - len(ending)]}{ending}"
        if not Call.objects.filter(**{name: wanted}).exists():
            return wanted
        number += 1


def _free_prefix(call: Call) -> str:
    return _free("number_prefix", call.number_prefix, PREFIX_LENGTH, "R")
