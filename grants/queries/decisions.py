"""What the commission and its secretary read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.models import Result
from grants.choices import MeetingStatus, Outcome
from grants.models import Attendee, Call, Meeting, Proposal
from grants.models.decisions import results_by_number
from grants.scoring.budget_line import Balance, balance
from grants.scoring.roll import Roll, call_roll


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting with everything on its page. ``seat`` is the reader's own, None for the secretary."""

    meeting: Meeting
    proposals: Sequence[Proposal]
    seats: Sequence[Attendee]
    seat: Attendee | None
    results: dict[str, Result]
    roll: Roll
    money: Balance

    @property
    def is_preparing(self) -> bool:
        return self.meeting.status == MeetingStatus.PREPARING

    @property
    def is_hidden(self) -> bool:
        """A barred member reads nothing of the list before everybody does."""
        return bool(self.seat and self.seat.conflict) and not self.is_concluded

    @property
    def lines(self) -> list[tuple[Proposal, Result | None]]:
        """The list with what each application reached in the ranking."""
        return [(one, self.results.get(one.application.number)) for one in self.proposals]

    @property
    def is_voting(self) -> bool:
        return self.meeting.status == MeetingStatus.VOTING

    @property
    def is_concluded(self) -> bool:
        return self.meeting.status == MeetingStatus.CONCLUDED

    @property
    def own_vote(self) -> dict[str, str]:
        """The reader's vote so far, for the form."""
        return {"choice": self.seat.vote, "remark": self.seat.remark} if self.seat else {}

    @property
    def barred(self) -> list[Attendee]:
        return [seat for seat in self.seats if seat.conflict]


def meeting_of(call: Call) -> Meeting | None:
    """The sitting on ``call``, if it was prepared."""
    rows = Meeting.objects.filter(call=call).select_related("call__operator", "call__round", "run__round")
    return rows.defer("run__inputs").first()


def sitting(meeting: Meeting, reader: Any) -> Sitting:
    """The page of ``meeting`` for ``reader``, best ranks first."""
    seats = list(meeting.attendees.select_related("member"))
    results = results_by_number(meeting.run)
    proposals = list(meeting.proposals.select_related("application__organisation"))
    proposals.sort(key=lambda one: _place(results.get(one.application.number), one.application.number))
    given = [one.amount for one in proposals if one.outcome == Outcome.FUND]
    return Sitting(
        meeting=meeting,
        proposals=proposals,
        seats=seats,
        seat=next((seat for seat in seats if seat.member_id == reader.pk), None),
        results=results,
        roll=call_roll(seats),
        money=balance(meeting.call.budget, given),
    )


def _place(result: Result | None, number: str) -> tuple[bool, int, str]:
    rank = result.rank if result else None
    return (rank is None, rank or 0, number)
