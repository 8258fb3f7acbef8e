"""How a sitting stands: what keeps its vote from being concluded, and who would be next for the money that is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from foundation.core.errors import Fault
from grants.models import Application, Meeting
from grants.rules.commission.line import next_project
from grants.rules.commission.votes import roll_faults
from grants.rules.decisions import rows_of
from grants.scoring.next_fit import NextFit
from grants.scoring.roll import Attendance


class Read(Protocol):
    """A sitting as its reader sees it (``grants.queries.decisions.Sitting``)."""

    @property
    def meeting(self) -> Meeting: ...
    @property
    def lines(self) -> Sequence[Any]: ...
    @property
    def attendance(self) -> Attendance: ...
    @property
    def is_voting(self) -> bool: ...
    @property
    def is_partial(self) -> bool: ...
    @property
    def is_concluded(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class NextProject:
    """The next of the ranking with what the money would do for it."""

    fit: NextFit
    application: Application


def obstacles(sitting: Read) -> list[Fault]:
    """What keeps the votes given so far from being concluded; nothing before the vote is open."""
    if not sitting.is_voting:
        return []
    return roll_faults({line.application.number: line.tally.roll for line in sitting.lines}, sitting.attendance)


def next_of(sitting: Read) -> NextProject | None:
    """What the money left would do for the next of the ranking, for those who see the whole list before the decision."""
    if sitting.is_partial or sitting.is_concluded:
        return None
    results = {line.application.number: line.result for line in sitting.lines if line.result}
    applications, meeting = [line.application for line in sitting.lines], sitting.meeting
    found = next_project(meeting.call, applications, results, meeting.run, rows_of(meeting))
    if found is None:
        return None
    return NextProject(found, next(one for one in applications if one.pk == found.key))
