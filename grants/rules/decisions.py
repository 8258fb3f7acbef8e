"""Who decides, and what a list must satisfy before it is voted on (rules R21, R39, R40)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluation.models import Result, Run
from evaluation.queries import latest_run
from foundation.core import presentation
from foundation.core.errors import Conflict, Fault, NotPermitted
from foundation.core.money import ZERO
from grants.choices import CallStatus, MeetingStatus, Outcome
from grants.models import Application, Call, Meeting
from grants.models.decisions import results_by_number
from grants.rules import call_quotas, premiums
from grants.rules.commission import line
from grants.rules.commission.line import is_passing
from grants.rules.commission.votes import listed
from grants.scoring.budget_line import balance
from registry.choices import Role
from registry.rules import roles

CHANGED = _(
    "Somebody else has changed the list since you opened this page. What you typed is here and not saved; beside it stands"
    " what is saved now. Save again to replace that."
)
MOVED_ON = _("The list was changed or the vote went on since you opened this page. Look at it again before you go on.")


@dataclass(frozen=True, slots=True)
class Row:
    """What is proposed for the application with this number; ``amount`` is tenge, zero when there is no grant.

    ``departure`` is the reason why it departs from the ranking, '' where it follows it.
    """

    number: str
    outcome: str
    amount: Decimal
    reason: str
    departure: str = ""


def check_is_secretary(user: Any, call: Call) -> None:
    """Raises NotPermitted unless ``user`` is a secretary in the body that runs the call."""
    if not roles.has_role(user, Role.SECRETARY, body=call.operator):
        raise NotPermitted(_("Only the secretary of the commission can do this."))


def check_can_prepare(user: Any, call: Call) -> Run:
    """The ranking that the list is filled from, for the secretary of a call before its commission; once.

    Raises NotPermitted or Conflict.
    """
    check_is_secretary(user, call)
    run = latest_run(call.round) if call.round else None
    if call.status != CallStatus.DECIDING or run is None:
        raise Conflict(_("The call is not before the commission yet."))
    if Meeting.objects.filter(call=call).exists():
        raise Conflict(_("The meeting is prepared already."))
    return run


def check_can_arrange(user: Any, meeting: Meeting) -> None:
    """The secretary, until the meeting is concluded. Raises NotPermitted or Conflict."""
    check_is_secretary(user, meeting.call)
    if meeting.status == MeetingStatus.CONCLUDED:
        raise Conflict(_("The meeting is over."))


def check_can_change_list(user: Any, meeting: Meeting) -> None:
    """The secretary, while the meeting is prepared. Raises NotPermitted or Conflict."""
    check_is_secretary(user, meeting.call)
    if meeting.status != MeetingStatus.PREPARING:
        raise Conflict(_("The list cannot be changed while the vote is open."))


def check_is_current(meeting: Meeting, version: int | None) -> None:
    """Raises Conflict when the list was changed after ``version``; None asks nothing."""
    if version is not None and version != meeting.version:
        raise Conflict(CHANGED, code="stale")


def list_faults(call: Call, run: Run, rows: Sequence[Row]) -> list[Fault]:
    """Everything that keeps ``rows`` from being voted on; ``field`` is ``<number>-<column>``, or '' for the whole."""
    applications = {application.number: application for application in listed(call)}
    results = results_by_number(run)
    found: list[Fault] = []
    for row in rows:
        if row.number not in applications:
            found.append(Fault(_("This application is not before the commission."), f"{row.number}-outcome"))
        else:
            found += _row_faults(call, applications[row.number], results.get(row.number), row)
    if {row.number for row in rows} != set(applications) or len(rows) != len(applications):
        found.append(Fault(_("The list must name every admitted application once.")))
    winners = {applications[row.number]: row.amount for row in rows if _is_winner(row, applications)}
    departing = line.departures(call, list(applications.values()), results, run, rows)
    granted = {row.number: row.amount for row in rows if row.outcome == Outcome.FUND}
    return [
        *found,
        *line.departure_faults(departing, rows),
        *premiums.shared_faults(call, winners, results),
        *_budget_faults(call, rows),
        *call_quotas.list_faults(call, run, granted),
    ]


def _is_winner(row: Row, applications: Mapping[str, Application]) -> bool:
    return row.outcome == Outcome.FUND and row.number in applications


def _row_faults(call: Call, application: Application, result: Result | None, row: Row) -> list[Fault]:
    found = []
    if row.outcome not in Outcome.values:
        found.append(Fault(_("Choose whether the grant is awarded."), f"{row.number}-outcome"))
    if not row.reason.strip():
        found.append(Fault(_("Give the reason. It will be published."), f"{row.number}-reason"))
    if row.outcome == Outcome.RESERVE and not is_passing(result):
        refusal = _("This application did not reach the pass mark, so it cannot stand on the reserve list.")
        found.append(Fault(refusal, f"{row.number}-outcome", "R40"))
    if row.outcome != Outcome.FUND and row.amount != ZERO:
        found.append(Fault(_("Without a grant the amount is zero."), f"{row.number}-amount"))
    if row.outcome == Outcome.FUND:
        found += _grant_faults(call, application, result, row)
    return found


def _grant_faults(call: Call, application: Application, result: Result | None, row: Row) -> list[Fault]:
    if not is_passing(result):
        refusal = _("This application did not reach the pass mark, so no grant can be awarded.")
        return [Fault(refusal, f"{row.number}-outcome", "R40")]
    if call.is_shared:
        return []
    most = min(application.requested or call.amount_max, call.amount_max)
    if row.amount <= 0 or row.amount < call.amount_min or row.amount > most:
        values = {"least": presentation.tenge(call.amount_min), "most": presentation.tenge(most)}
        text = _("The amount must be from %(least)s to %(most)s and more than zero.") % values
        return [Fault(text, f"{row.number}-amount", "R21")]
    return []


def _budget_faults(call: Call, rows: Sequence[Row]) -> list[Fault]:
    money = balance(call.budget, [row.amount for row in rows if row.outcome == Outcome.FUND])
    if not money.is_exceeded:
        return []
    values = {"awarded": presentation.tenge(money.awarded), "budget": presentation.tenge(money.budget)}
    return [Fault(_("The grants come to %(awarded)s, more than the budget of %(budget)s.") % values)]


def is_outdated(meeting: Meeting) -> bool:
    """Whether the ranking was computed again after the list was filled: an expert was barred, a sheet given back."""
    newest = latest_run(meeting.run.round)
    return newest is not None and newest.pk != meeting.run_id


def check_is_newest(meeting: Meeting) -> None:
    """Raises Conflict when the list stands on a ranking that a later one has replaced."""
    if is_outdated(meeting):
        raise Conflict(_("The ranking was computed again. Fill the list from the newest ranking, then vote."))


def rows_of(meeting: Meeting) -> list[Row]:
    """The proposals of the meeting as they are stored, by number."""
    proposals = meeting.proposals.select_related("application").order_by("application__number")
    return [Row(one.application.number, one.outcome, one.amount, one.reason, one.departure_reason) for one in proposals]
