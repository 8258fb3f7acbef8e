"""Votes of a sitting, application by application, with their arithmetic."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grants.models import Attendee, Ballot, Meeting
from grants.scoring.roll import Roll, call_roll


@dataclass(frozen=True, slots=True)
class Voice:
    """One member on one application; ``ballot`` is None while the member has said nothing."""

    seat: Attendee
    ballot: Ballot | None

    @property
    def is_barred(self) -> bool:
        return bool(self.ballot and self.ballot.conflict)


@dataclass(frozen=True, slots=True)
class Tally:
    """The vote on one application as it stands now."""

    roll: Roll
    voices: Sequence[Voice]

    @property
    def barred(self) -> list[Voice]:
        return [voice for voice in self.voices if voice.is_barred]

    @property
    def remarked(self) -> list[Voice]:
        return [voice for voice in self.voices if voice.ballot and voice.ballot.remark]


def seats_of(meeting: Meeting) -> list[Attendee]:
    """The members of the sitting, with their names."""
    return list(meeting.attendees.select_related("member").order_by("pk"))


def tallies(meeting: Meeting, seats: Sequence[Attendee], applications: Sequence[int]) -> dict[int, Tally]:
    """The vote on each of ``applications`` (ids); one query."""
    said: dict[int, dict[int, Ballot]] = defaultdict(dict)
    for ballot in Ballot.objects.filter(attendee__meeting=meeting):
        said[ballot.application_id][ballot.attendee_id] = ballot
    chair = next((seat.pk for seat in seats if meeting.chair_decides and seat.member_id == meeting.chair_id), None)
    return {key: _tally(seats, said[key], chair) for key in applications}


def _tally(seats: Sequence[Attendee], said: Mapping[int, Ballot], chair: int | None) -> Tally:
    return Tally(call_roll(seats, said, chair), [Voice(seat, said.get(seat.pk)) for seat in seats])


def state_of(meeting: Meeting) -> str:
    """A digest of the list, of who is there and of every vote: it changes when any of them does."""
    ballots = Ballot.objects.filter(attendee__meeting=meeting).order_by("attendee", "application")
    state = [
        meeting.version,
        list(meeting.attendees.order_by("pk").values_list("pk", "is_present")),
        list(ballots.values_list("attendee", "application", "choice", "remark", "source")),
    ]
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()
