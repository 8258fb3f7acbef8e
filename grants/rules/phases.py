"""When a call may move to its next phase. Who: an officer of the body that runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from evaluation.choices import RoundStatus, RunStatus
from evaluation.queries import latest_run
from foundation.core import clock
from foundation.core.errors import Fault, Invalid
from foundation.core.workflow import Transition
from grants.choices import ApplicationStatus
from grants.models import Application, Call
from grants.rules.answers import answer_faults
from grants.rules.checks import check_is_officer
from grants.workflow import CALL


def check_can_advance(user: Any, call: Call, name: str) -> Transition:
    """The step ``name`` of the call; NotPermitted, TransitionNotAllowed, or Invalid with all that stands against it."""
    check_is_officer(user, call)
    step = CALL.step(name, call.status)
    found = obstacles(call, name)
    if found:
        raise Invalid(*found, message=_("This step cannot be taken yet."))
    return step


def obstacles(call: Call, name: str) -> list[Fault]:
    """Sentences about what must happen before the step ``name``; empty when nothing stands against it."""
    return _OBSTACLES[name](call) if name in _OBSTACLES else []


def _before_check(call: Call) -> list[Fault]:
    if clock.now() > call.closes_at:
        return []
    return [Fault(_("Applications are still being taken."), rule="R27")]


def _before_scoring(call: Call) -> list[Fault]:
    counts = _counts(call)
    found = []
    if waiting := counts.get(ApplicationStatus.SUBMITTED, 0):
        text = ngettext_lazy(
            "%(count)d application has not been checked.", "%(count)d applications have not been checked.", "count"
        )
        found.append(Fault(text % {"count": waiting}, rule="R31"))
    if returned := counts.get(ApplicationStatus.RETURNED, 0):
        text = ngettext_lazy(
            "%(count)d application is with its applicant for correction.",
            "%(count)d applications are with their applicants for correction.",
            "count",
        )
        found.append(Fault(text % {"count": returned}, rule="R31"))
    if not counts.get(ApplicationStatus.ADMITTED, 0):
        found.append(Fault(_("No application is admitted: there is nothing to evaluate."), rule="R43"))
    return found


def _counts(call: Call) -> dict[str, int]:
    statuses = list(Application.objects.filter(call=call).values_list("status", flat=True))
    return {status: statuses.count(status) for status in set(statuses)}


def _before_decision(call: Call) -> list[Fault]:
    if call.round is None or call.round.status != RoundStatus.CLOSED:
        return [Fault(_("The experts are still scoring."), rule="R39")]
    run = latest_run(call.round)
    if run is None or run.status != RunStatus.COMPUTED:
        return [Fault(_("The ranking has not been computed."), rule="R39")]
    return answer_faults(call)


_OBSTACLES: dict[str, Callable[[Call], list[Fault]]] = {
    "start_check": _before_check,
    "start_scoring": _before_scoring,
    "start_decision": _before_decision,
}
