"""What every kind of work of a council shares: numbers, terms, reminders."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.db import transaction

from councils.actions import work_notices as notices
from councils.models import Council
from councils.models.work import CouncilWork
from councils.rules import terms
from foundation.audit.record import record
from foundation.core.db import lock

WorkT = TypeVar("WorkT", bound=CouncilWork)


def next_number(model: type[CouncilWork], council: Council) -> int:
    """The next number within the council, which the caller has locked. A step."""
    last = model._default_manager.filter(council=council).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def locked(work: WorkT) -> WorkT:
    """The work, locked after its council. A step."""
    council = lock(Council, work.council_id)
    held = lock(type(work), work.pk)
    held.council = council
    return held


def wait_until(work: CouncilWork, due_on: dt.date | None) -> list[str]:
    """Begin a new turn, or (None) end the last one; returns the fields to save. A step."""
    work.due_on, work.last_reminder = due_on, 0
    return ["due_on", "last_reminder"]


def is_late(work: CouncilWork, today: dt.date) -> bool:
    """Whether the turn that ends today was too long."""
    return work.due_on is not None and today > work.due_on


def remind(*, today: dt.date) -> int:
    """Tell whoever is waited for of terms that are due and overdue, each step of the ladder once. Returns how many."""
    told, until = 0, today - dt.timedelta(days=terms.LADDER[0])
    for kind in terms.KINDS:
        waiting = kind._default_manager.filter(due_on__lte=until).order_by("pk").values_list("pk", flat=True)
        told += sum(_remind(kind, pk, today) for pk in waiting)
    return told


@transaction.atomic(durable=True)
def _remind(kind: type[CouncilWork], pk: Any, today: dt.date) -> bool:
    work = lock(kind, pk)
    if work.due_on is None:
        return False
    step = terms.steps_due(work.due_on, today)
    if step <= work.last_reminder:
        return False
    work.last_reminder = step
    work.save(update_fields=["last_reminder"])
    record("councils.work.reminded", work, changes={"step": step, "due_on": work.due_on})
    notices.tell_due(work, step, is_overdue=today > work.due_on)
    return True
