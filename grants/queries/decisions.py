"""What the commission and its secretary read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.models import Result
from grants.choices import MeetingStatus, Outcome
from grants.models import AgendaItem, Application, Attendee, Ballot, Call, Meeting, MeetingMaterial, Proposal
from grants.models.decisions import results_by_number
from grants.queries.commission.votes import Tally, seats_of, tallies
from grants.scoring.budget_line import Balance, balance
from grants.scoring.roll import Attendance, attendance_of
from grants.visibility import conflicts_of


@dataclass(frozen=True, slots=True)
class Line:
    """One application of the list. ``own`` is the reader's vote on it so far; ``result`` its place in the ranking."""

    proposal: Proposal
    result: Result | None
    tally: Tally
    own: Ballot | None

    @property
    def application(self) -> Application:
        return self.proposal.application


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting with everything on its page, as far as the reader may see it.

    ``seat`` is the reader's own, None for the secretary. ``hidden`` names the applications (ids) that are not for the
    reader, with the reason: they are left out of ``lines``, and with them every figure that would tell of them.
    """

    meeting: Meeting
    lines: Sequence[Line]
    seats: Sequence[Attendee]
    seat: Attendee | None
    agenda: Sequence[AgendaItem]
    materials: Sequence[MeetingMaterial]
    attendance: Attendance
    balance: Balance
    hidden: Mapping[int, str]

    @property
    def proposals(self) -> list[Proposal]:
        return [line.proposal for line in self.lines]

    @property
    def is_preparing(self) -> bool:
        return self.meeting.status == MeetingStatus.PREPARING

    @property
    def is_voting(self) -> bool:
        return self.meeting.status == MeetingStatus.VOTING

    @property
    def is_concluded(self) -> bool:
        return self.meeting.status == MeetingStatus.CONCLUDED

    @property
    def must_declare(self) -> bool:
        """A member reads nothing of the list before saying which applications are not for this member."""
        return bool(self.seat and self.seat.declared_at is None and not self.is_concluded)

    @property
    def open_materials(self) -> list[MeetingMaterial]:
        """The files that the reader may open now."""
        return [one for one in self.materials if not (self.must_declare and one.application_id)]

    @property
    def is_partial(self) -> bool:
        """Whether something of the list is hidden: ranks and sums of the whole would tell of it."""
        return bool(self.hidden)

    @property
    def money(self) -> Balance | None:
        """The budget with what the list awards; None where a part of the list is hidden."""
        return None if self.is_partial else self.balance

    @property
    def to_vote(self) -> list[Line]:
        """What the reader has not voted on yet."""
        return [line for line in self.lines if line.own is None]

    @property
    def undeclared(self) -> list[Attendee]:
        return [seat for seat in self.seats if seat.declared_at is None]


def meeting_of(call: Call) -> Meeting | None:
    """The sitting on ``call``, if it was prepared."""
    rows = Meeting.objects.filter(call=call).select_related("call__operator", "call__round", "run__round", "chair")
    return rows.defer("run__inputs").first()


def sitting(meeting: Meeting, reader: Any) -> Sitting:
    """The page of ``meeting`` for ``reader``: best ranks first, or by number where a place in the ranking must not show."""
    seats = seats_of(meeting)
    seat = next((one for one in seats if one.member_id == reader.pk), None)
    results = results_by_number(meeting.run)
    proposals = list(meeting.proposals.select_related("application__organisation"))
    is_over = meeting.status == MeetingStatus.CONCLUDED
    hidden = conflicts_of(reader, meeting, [one.application for one in proposals]) if seat and not is_over else {}
    votes = tallies(meeting, seats, [one.application_id for one in proposals])
    shown = [one for one in proposals if one.application_id not in hidden]
    shown.sort(key=lambda one: _place(None if hidden else results.get(one.application.number), one.application.number))
    return Sitting(
        meeting=meeting,
        lines=[_line(one, results, votes[one.application_id], seat) for one in shown],
        seats=seats,
        seat=seat,
        agenda=list(meeting.agenda.select_related("application__organisation")),
        materials=[one for one in _materials(meeting) if one.application_id not in hidden],
        attendance=attendance_of(seats),
        balance=balance(meeting.call.budget, [one.amount for one in proposals if one.outcome == Outcome.FUND]),
        hidden=hidden,
    )


def _materials(meeting: Meeting) -> list[MeetingMaterial]:
    return list(meeting.materials.select_related("document", "application"))


def _line(proposal: Proposal, results: Mapping[str, Result], tally: Tally, seat: Attendee | None) -> Line:
    own = next((one.ballot for one in tally.voices if seat is not None and one.seat.pk == seat.pk), None)
    return Line(proposal, results.get(proposal.application.number), tally, own)


def _place(result: Result | None, number: str) -> tuple[bool, int, str]:
    rank = result.rank if result else None
    return (rank is None, rank or 0, number)
