"""The commission of a contest: its list with reasons, its votes, its decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from civilportal.demo import marks
from civilportal.demo.data import read
from civilportal.demo.play import DAY, HOUR, MINUTE, Contest, sheet_of
from civilportal.demo.script import Line
from civilportal.demo.stage import at
from evaluation.models import Result
from foundation.core.money import ZERO
from foundation.core.presentation import figure
from grants.actions.commission import agenda, awards, decisions, meetings, seats, votes
from grants.choices import AwardStatus, MeetingStatus, Outcome, VoteChoice
from grants.models import Award, Meeting
from grants.models.decisions import results_by_number
from grants.queries import decisions as queries
from grants.rules.commission.votes import Tie, Vote
from grants.rules.decisions import Row, rows_of

EXPERTS = range(3)
FEWEST_TO_DEPART = 2


@dataclass(frozen=True)
class Sitting:
    """How a sitting is played. ``conflict`` is the place of the member who takes no part in the last application;
    ``departs`` passes over the last application above the line that no quota has put there.
    """

    protocol: str
    held: dt.datetime
    conflict: int | None = None
    departs: bool = False


def sit(contest: Contest, sitting: Sitting) -> Meeting:
    """The secretary prepares the sitting, invites, words the reasons, opens the vote and marks who is there."""
    secretary, held = contest.cast.secretary, sitting.held
    meeting = Meeting.objects.filter(call__slug=contest.slug).first()
    if meeting is None:
        with at(held - 5 * DAY):
            meeting = meetings.prepare(call=contest.call(), plan=_plan(contest, sitting), by=secretary)
    _invite(contest, meeting, held)
    _declare(contest, meeting, sitting)
    if meeting.status == MeetingStatus.PREPARING:
        with at(held - 18 * HOUR):
            meetings.propose(meeting=meeting, rows=_rows(contest, meeting, sitting), by=secretary)
        with at(held):
            meeting = meetings.open_voting(meeting=meeting, by=secretary)
    if meeting.status == MeetingStatus.VOTING:
        with at(held + 5 * MINUTE):
            seats.mark_attendance(
                meeting=meeting, present=set(meeting.attendees.values_list("pk", flat=True)), by=secretary
            )
    return meeting


def _plan(contest: Contest, sitting: Sitting) -> meetings.Plan:
    words = read("calls.toml")["commission"]
    chair = contest.cast.members[-1]
    return meetings.Plan(sitting.protocol, sitting.held, words["place"], words["video"], chair)


def _invite(contest: Contest, meeting: Meeting, held: dt.datetime) -> None:
    """The agenda, a note for the members, the invitation."""
    if meeting.invited_at is not None or meeting.status != MeetingStatus.PREPARING:
        return
    words, secretary = read("calls.toml")["commission"], contest.cast.secretary
    numbers = [point.application.number for point in meeting.agenda.select_related("application") if point.application]
    points = agenda.Agenda((words["first_point"],), numbers, (words["last_point"],))
    with at(held - 5 * DAY + HOUR):
        agenda.arrange(meeting=meeting, agenda=points, by=secretary)
        agenda.invite(meeting=meeting, by=secretary)
    meeting.refresh_from_db()


def _declare(contest: Contest, meeting: Meeting, sitting: Sitting) -> None:
    """Each member says which applications are not for this member; one has a tie."""
    text = read("calls.toml")["commission"]["tie"]
    last = meeting.proposals.order_by("application__number").values_list("application", flat=True).last()
    silent = set(meeting.attendees.filter(declared_at=None).values_list("member", flat=True))
    for place, member in enumerate(contest.cast.members):
        if member.pk in silent:
            ties = [Tie(last, text)] if place == sitting.conflict and last else []
            with at(sitting.held - 3 * DAY + place * HOUR):
                seats.declare(meeting=meeting, ties=ties, by=member)


def vote(contest: Contest, meeting: Meeting, moment: dt.datetime, choices: Sequence[str]) -> None:
    """The members vote in the order of the commission, the last first; there may be fewer voters than members."""
    remark = read("calls.toml")["decision"]["remark"]
    voting = zip(reversed(contest.cast.members), choices, strict=False)
    for number, (member, choice) in enumerate(voting):
        lines = queries.sitting(meeting, member).to_vote
        said = remark if choice == VoteChoice.AGAINST else ""
        given = [Vote(line.proposal.application_id, choice, said) for line in lines]
        if given:
            with at(moment + (10 + number) * MINUTE):
                votes.cast(meeting=meeting, votes=given, by=member)


def conclude(contest: Contest, meeting: Meeting, moment: dt.datetime) -> None:
    """The decision, and the jobs that tell the applicants."""
    if Meeting.objects.get(pk=meeting.pk).status == MeetingStatus.VOTING:
        with at(moment):
            decisions.conclude(meeting=meeting, by=contest.cast.secretary)


def accept(contest: Contest, moment: dt.datetime) -> None:
    """The heads of the winners take their grants, one after the other on the days after the decision."""
    lines = {line.applicant.organisation.pk: line for line in contest.lines}
    waiting = Award.objects.filter(application__call__slug=contest.slug, status=AwardStatus.OFFERED)
    for number, award in enumerate(waiting.select_related("application").order_by("application__number")):
        with at(moment + number * 2 * HOUR):
            awards.accept(award=award, by=lines[award.application.organisation_id].applicant.head)


def _rows(contest: Contest, meeting: Meeting, sitting: Sitting) -> list[Row]:
    """The list as it was filled from the ranking, with the commission's own words in the language of each application."""
    rows = _worded(contest, meeting)
    funded = [row.number for row in rows if row.outcome == Outcome.FUND]
    if not sitting.departs or len(funded) < FEWEST_TO_DEPART:
        return rows
    results = results_by_number(meeting.run)
    last = max(_in_order(meeting, funded, results), key=lambda number: results[number].rank or 0)
    words = read("calls.toml")["commission"]
    return [
        replace(row, outcome=Outcome.DECLINE, amount=ZERO, reason=words["passed_over"], departure=words["departure"])
        if row.number == last
        else row
        for row in rows
    ]


def _in_order(meeting: Meeting, funded: Sequence[str], results: dict[str, Result]) -> list[str]:
    """Those of ``funded`` that got their grant by rank: passing over one whose place was reserved would break the quota."""
    moved = {move["number"] for move in (meeting.run.summary.get("selection") or {}).get("moves", [])}
    return [number for number in funded if results[number].entry.number not in moved]


def _worded(contest: Contest, meeting: Meeting) -> list[Row]:
    results = results_by_number(meeting.run)
    lines = {contest.application(line).number: line for line in contest.lines if line.level}
    return [
        Row(row.number, row.outcome, row.amount, _words(row, results[row.number], lines[row.number]))
        for row in rows_of(meeting)
    ]


def _words(row: Row, result: Result, line: Line) -> str:
    is_grant = row.outcome == Outcome.FUND
    comment = _telling_comment(line, is_best=is_grant)
    code = "fund" if is_grant else "decline" if result.is_passing else "below"
    text = read("calls.toml")["decision"][f"{code}_{line.project.language}"]
    # After a colon the sentence goes on in small letters.
    said = comment[:1].lower() + comment[1:] if is_grant else comment
    return str(text).format(rank=result.rank, total=figure(result.total or ZERO, 2), comment=said)


def _telling_comment(line: Line, *, is_best: bool) -> str:
    """What the experts liked most about a funded application, or least about another."""
    said = [
        (mark, place, code)
        for place in EXPERTS
        for mark, code in zip(sheet_of(line, place).marks, marks.WEIGHTS, strict=True)
    ]
    _mark, place, code = max(said) if is_best else min(said)
    return sheet_of(line, place).comments[code]
