"""Roll and tally of a vote, as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from councils.choices import BallotKind, Choice, Majority, Post
from councils.models import Attendance, Meeting, Motion, PaperCount, Seat, Vote
from councils.scoring.roll import Tally


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is there now. ``members`` counts all seats that are taken, ``without_account`` those who vote by hand."""

    members: int
    present: list[Seat]
    taking_part: int
    without_account: int

    def tally(self, majority: str = Majority.SIMPLE) -> Tally:
        """The same as numbers of a vote that nobody has voted in yet."""
        return Tally(self.members, len(self.present), self.taking_part, majority=majority)


def roll_now(meeting: Meeting, conflicts: Mapping[int, str] | None = None) -> Roll:
    """Who is marked as present (one query); ``conflicts``: id of a seat → why the member takes no part."""
    return roll_of(meeting.attendance.select_related("seat"), conflicts)


def roll_of(attendance: Iterable[Attendance], conflicts: Mapping[int, str] | None = None) -> Roll:
    """The same from rows that are read already, with their seats; members who have left count no more."""
    barred = {pk for pk, why in (conflicts or {}).items() if why.strip()}
    rows = [row for row in attendance if row.seat.ended_on is None]
    present = [row.seat for row in rows if row.is_present]
    part = [seat for seat in present if seat.pk not in barred]
    return Roll(len(rows), present, len(part), sum(seat.user_id is None for seat in part))


def _on_paper(motion: Motion) -> dict[str, int]:
    found = PaperCount.objects.filter(motion=motion).first()
    if found is None:
        return {}
    return {Choice.FOR: found.in_favour, Choice.AGAINST: found.against, Choice.ABSTAIN: found.abstained}


def count(motion: Motion) -> Tally:
    """The votes given so far; for the secretariat and the end of the vote, never for anybody while it is open."""
    if motion.ballot == BallotKind.SECRET:
        counts = dict(motion.tallies.values_list("choice", "count"))
        chair = ""
    elif motion.ballot == BallotKind.PAPER:
        counts, chair = _on_paper(motion), ""
    else:
        votes = list(Vote.objects.filter(voter__motion=motion).values_list("choice", "voter__seat__post"))
        counts = {choice: sum(one == choice for one, _post in votes) for choice in Choice.values}
        chair = next((choice for choice, post in votes if post == Post.CHAIR), "")
    return Tally(
        members=motion.members or 0,
        present=motion.present or 0,
        taking_part=motion.taking_part or 0,
        in_favour=counts.get(Choice.FOR, 0),
        against=counts.get(Choice.AGAINST, 0),
        abstained=counts.get(Choice.ABSTAIN, 0),
        majority=motion.majority,
        chair=chair,
    )
