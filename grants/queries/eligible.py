"""Which open calls an NGO is eligible for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grants.models import Call
from grants.models.applications import ENDED
from registry.models import Organisation
from registry.rules.eligibility import CANNOT_TELL, FAIL, Answer

MOST_CALLS = 20
Ask = Callable[[Call, Organisation], Sequence[Answer]]


@dataclass(frozen=True)
class Standing:
    """One call for one NGO: every rule with its answer."""

    call: Call
    organisation: Organisation
    answers: Sequence[Answer]

    @property
    def refused(self) -> int:
        return sum(answer.verdict == FAIL for answer in self.answers)

    @property
    def unknown(self) -> int:
        return sum(answer.verdict == CANNOT_TELL for answer in self.answers)


def open_calls(now: dt.datetime) -> list[Call]:
    """Calls that take applications now, the nearest deadline first."""
    found = Call.objects.open_at(now).select_related("operator").prefetch_related("spheres")
    return list(found.order_by("closes_at", "pk")[:MOST_CALLS])


def standings(calls: Sequence[Call], organisation: Organisation, ask: Ask) -> list[Standing]:
    """How the NGO stands in each of ``calls``; those that it can apply to come first."""
    found = [Standing(call, organisation, ask(call, organisation)) for call in calls]
    return sorted(found, key=lambda one: one.refused > 0)


def applied_to(organisation: Organisation, calls: Sequence[Call]) -> set[Any]:
    """Keys of the calls in which the NGO has an application that runs."""
    own = organisation.applications.filter(call__in=calls).exclude(status__in=ENDED)
    return set(own.values_list("call_id", flat=True))
