"""Who decides, who is barred, and what a list must satisfy before it is voted on (rules R35, R37, R39)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluation.models import Result, Run
from evaluation.queries import latest_run
from foundation.core import presentation
from foundation.core.errors import Conflict, Fault, NotPermitted
from foundation.core.money import ZERO
from grants.choices import ApplicationStatus, MeetingStatus, Outcome, VoteChoice
from grants.models import Application, Attendee, Call, Meeting
from grants.models.decisions import results_by_number
from grants.rules import call_quotas, premiums
from grants.scoring.budget_line import balance
from grants.scoring.roll import Roll
from registry.choices import Role
from registry.models import Affiliation, Membership
from registry.rules import roles


@dataclass(frozen=True, slots=True)
class Row:
    """What is proposed for the application with this number; ``amount`` is tenge, zero when there is no grant."""

    number: str
    outcome: str
    amount: Decimal
    reason: str


def check_is_secretary(user: Any, call: Call) -> None:
    """Raises NotPermitted unless ``user`` is a secretary in the body that runs the call."""
    if not roles.has_role(user, Role.SECRETARY, body=call.operator):
        raise NotPermitted(_("Only the secretary of the commission can do this."))


def check_sits(user: Any, meeting: Meeting) -> Attendee:
    """The seat of ``user`` at the meeting; NotPermitted for everybody else."""
    seat = meeting.attendees.filter(member=user).first()
    if seat is None:
        raise NotPermitted(_("Only a member of the commission can do this."))
    return seat


def check_can_vote(user: Any, meeting: Meeting) -> Attendee:
    """A member, free of conflicts, marked as present, while the vote is open."""
    seat = check_sits(user, meeting)
    if seat.conflict or user.pk in conflicts([user.pk], listed(meeting.call)):
        raise NotPermitted(_("You cannot vote: you are tied to an applicant of this call."))
    if meeting.status != MeetingStatus.VOTING:
        raise Conflict(_("The vote is not open."))
    if not seat.is_present:
        raise Conflict(_("The secretary has not marked you as present."))
    return seat


def check_vote(choice: str, remark: str) -> list[Fault]:
    """Faults of a vote: one against the list says why."""
    if choice not in VoteChoice.values:
        return [Fault(_("Choose how you vote."), "choice")]
    if choice == VoteChoice.AGAINST and not remark.strip():
        return [Fault(_("Say why you vote against."), "remark")]
    return []


def listed(call: Call) -> list[Application]:
    """The applications that the commission decides on, by number."""
    rows = Application.objects.filter(call=call, status=ApplicationStatus.ADMITTED)
    return list(rows.select_related("organisation").order_by("number"))


def conflicts(members: Iterable[int], applications: Sequence[Application]) -> dict[int, str]:
    """Members (ids) who are tied to an applicant → names of these applicants.

    The same ties bar an expert: a role in the NGO's own account, or a known affiliation, now or within the last
    twelve months (rule R35).
    """
    organisations = {application.organisation_id: application.organisation for application in applications}
    people = list(members)
    roles_held = Membership.objects.tying().filter(user__in=people, organisation__in=organisations)
    affiliations = Affiliation.objects.tying().filter(expert__user__in=people, organisation__in=organisations)
    ties = {
        *roles_held.values_list("user_id", "organisation_id"),
        *affiliations.values_list("expert__user_id", "organisation_id"),
    }
    found: dict[int, list[str]] = {}
    for user_id, organisation_id in sorted(ties):
        found.setdefault(user_id, []).append(str(organisations[organisation_id]))
    return {user_id: ", ".join(names) for user_id, names in found.items()}


def is_passing(result: Result | None) -> bool:
    """Whether the experts' marks let the application be funded at all; without a pass mark every scored one may."""
    return result is not None and result.rank is not None and result.is_passing is not False


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
    granted = {row.number: row.amount for row in rows if row.outcome == Outcome.FUND}
    quotas = call_quotas.list_faults(call, run, granted)
    return [*found, *premiums.shared_faults(call, winners, results), *_budget_faults(call, rows), *quotas]


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
    return [Row(one.application.number, one.outcome, one.amount, one.reason) for one in proposals]


def roll_faults(roll: Roll) -> list[Fault]:
    """What keeps the vote from being concluded, with the numbers."""
    if not roll.has_quorum:
        values = {"present": roll.present, "quorum": roll.quorum, "eligible": roll.eligible}
        text = _("No quorum: %(present)s present, %(quorum)s of %(eligible)s members are needed.")
        return [Fault(text % values, rule="R37")]
    if roll.silent:
        text = _("Members present who have not voted: %(count)s. Wait for them, or mark them as absent.")
        return [Fault(text % {"count": roll.silent}, rule="R37")]
    if not roll.is_carried:
        values = {"in_favour": roll.in_favour, "majority": roll.majority, "present": roll.present}
        text = _(
            "No majority: %(in_favour)s in favour, %(majority)s of %(present)s present are needed. Change the list."
        )
        return [Fault(text % values, rule="R37")]
    return []


def newly_barred(meeting: Meeting, seats: Sequence[Attendee]) -> Mapping[int, str]:
    """Seats (ids) of members who were free when the vote was opened and are tied to an applicant now."""
    found = conflicts([seat.member_id for seat in seats], listed(meeting.call))
    return {seat.pk: found[seat.member_id] for seat in seats if seat.member_id in found and not seat.conflict}
