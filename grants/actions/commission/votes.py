"""Votes of the members, one for each application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.models import Application, Attendee, Ballot, Call, Meeting
from grants.rules.commission.votes import Vote, check_can_vote, listed, vote_faults
from grants.visibility import conflicts_of


@transaction.atomic(durable=True)
def cast(*, meeting: Meeting, votes: Sequence[Vote], version: int | None = None, by: Any) -> Attendee:
    """Vote on the proposals for some applications, or change these votes while the vote is open.

    Raises NotPermitted, Invalid with all faults (then no vote counts), or Conflict when the vote is closed, or the list
    is no longer the one of ``version`` that the member read (code «stale»).
    """
    call = lock(Call, meeting.call_id)
    meeting = lock(Meeting, meeting.pk)
    meeting.call = call
    seat = check_can_vote(by, meeting)
    if version is not None and version != meeting.version:
        text = _(
            "The list was changed since you opened this page. What you typed is here and not saved: read it again."
        )
        raise Conflict(text, code="stale")
    applications = {one.pk: one for one in listed(call)}
    found = vote_faults(votes, conflicts_of(by, meeting, list(applications.values())))
    if {vote.application_id for vote in votes} - set(applications):
        found.append(Fault(_("This application is not before the commission.")))
    if found:
        raise Invalid(*found)
    changed: dict[str, list[str]] = {}
    for vote in votes:
        changed |= _cast(seat, vote, applications[vote.application_id])
    if changed:
        said = {applications[vote.application_id].number: vote.remark.strip() for vote in votes}
        remarks = "; ".join(f"{number}: {said[number]}" for number in changed if said[number])
        record("grants.meeting.voted", meeting, by=by, changes=changed, reason=remarks)
    return seat


def _cast(seat: Attendee, vote: Vote, application: Application) -> dict[str, list[str]]:
    """The number with the vote before and now; nothing when it says the same as before."""
    before = seat.ballots.filter(application=application).first()
    remark = vote.remark.strip()
    if before and (before.choice, before.remark) == (vote.choice, remark):
        return {}
    Ballot.objects.update_or_create(
        attendee=seat,
        application=application,
        defaults={"choice": vote.choice, "remark": remark, "voted_at": clock.now()},
    )
    return {application.number: [before.choice if before else "", vote.choice]}
