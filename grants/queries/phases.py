"""Where a call stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from evaluation.choices import SheetStatus
from evaluation.models import Round, ScoreSheet
from foundation.core.workflow import Transition
from grants.choices import CallStatus
from grants.models import Call
from grants.queries.checks import Progress, progress, status_counts
from grants.queries.phase_terms import Term, terms_of
from grants.workflow import CALL

# In the order in which a call passes through them.
PHASES = (
    CallStatus.DRAFT,
    CallStatus.ANNOUNCED,
    CallStatus.CHECKING,
    CallStatus.SCORING,
    CallStatus.DECIDING,
    CallStatus.DECIDED,
)
# Announcing is the business of the page where a call is prepared, deciding that of the meeting.
ELSEWHERE = ("announce", "decide", "cancel")


@dataclass(frozen=True, slots=True)
class Phase:
    """``state`` is done, active or waiting; ``owner`` the role that acts next while it is active."""

    status: str
    label: Any
    state: str
    owner: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Figures of a call while it runs; counts only, no mark of anybody."""

    applications: dict[str, int]
    checks: Progress
    sheets: Progress
    terms: list[Term]


def phases_of(call: Call) -> list[Phase]:
    """Every phase with its state; nothing is active in a cancelled call."""
    here = PHASES.index(CallStatus(call.status)) if call.status in PHASES else -1
    found = []
    for index, status in enumerate(PHASES):
        is_over = index < here or call.status == CallStatus.DECIDED
        state = "done" if is_over else "active" if index == here else "waiting"
        found.append(Phase(status.value, status.label, state, _owner(status) if index == here else ""))
    return found


def _owner(status: CallStatus) -> str:
    return next((step.owner for step in CALL.allowed(status) if step.name != "cancel"), "")


def next_steps(call: Call) -> list[Transition]:
    """Steps that an officer takes on the page of phases."""
    return [step for step in CALL.allowed(call.status) if step.name not in ELSEWHERE]


def can_be_cancelled(call: Call) -> bool:
    return any(step.name == "cancel" for step in CALL.allowed(call.status))


def standing(call: Call, user: Any) -> Standing:
    """Figures of ``call`` that ``user`` may see."""
    return Standing(status_counts(call), progress(call), sheet_progress(call, user), terms_of(call))


def sheet_progress(call: Call, user: Any) -> Progress:
    """Submitted score sheets out of all that were given out; nothing for who has a tie to an applicant or a seat."""
    if call.round_id is None:
        return Progress(0, 0)
    rounds = Round.objects.filter(pk=call.round_id).open_to(user)
    sheets = ScoreSheet.objects.filter(entry__round__in=rounds).exclude(status=SheetStatus.VOID)
    counts = sheets.aggregate(total=Count("pk"), done=Count("pk", filter=Q(status=SheetStatus.SUBMITTED)))
    return Progress(counts["done"], counts["total"])
