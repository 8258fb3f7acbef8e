"""The commission of a contest: its list with reasons, its votes, its decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from civilportal.demo import marks
from civilportal.demo.data import read
from civilportal.demo.play import HOUR, MINUTE, Contest, sheet_of
from civilportal.demo.script import Line
from civilportal.demo.stage import at
from evaluation.models import Result
from foundation.core.money import ZERO
from foundation.core.presentation import figure
from grants.actions import awards, decisions, meetings
from grants.choices import AwardStatus, MeetingStatus, Outcome, VoteChoice
from grants.models import Attendee, Award, Meeting
from grants.models.decisions import results_by_number
from grants.rules.decisions import Row, rows_of

EXPERTS = range(3)


def sit(contest: Contest, moment: dt.datetime, *, protocol: str) -> Meeting:
    """The secretary prepares the sitting, words the reasons, opens the vote and marks who is there."""
    secretary = contest.cast.secretary
    meeting = Meeting.objects.filter(call__slug=contest.slug).first()
    if meeting is None:
        with at(moment - 20 * HOUR):
            meeting = meetings.prepare(call=contest.call(), protocol_number=protocol, held_at=moment, by=secretary)
    if meeting.status == MeetingStatus.PREPARING:
        with at(moment - 18 * HOUR):
            meetings.propose(meeting=meeting, rows=_rows(contest, meeting), by=secretary)
        with at(moment):
            meeting = meetings.open_voting(meeting=meeting, by=secretary)
    if meeting.status == MeetingStatus.VOTING:
        with at(moment + 5 * MINUTE):
            present = set(Attendee.objects.filter(meeting=meeting, conflict="").values_list("pk", flat=True))
            meetings.mark_attendance(meeting=meeting, present=present, by=secretary)
    return meeting


def vote(contest: Contest, meeting: Meeting, moment: dt.datetime, choices: Sequence[str]) -> None:
    """The members vote in the order of the commission, the last first; there may be fewer votes than members."""
    remark = read("calls.toml")["decision"]["remark"]
    voting = zip(reversed(contest.cast.members), choices, strict=False)
    for number, (member, choice) in enumerate(voting):
        if Attendee.objects.filter(meeting=meeting, member=member, vote="").exists():
            with at(moment + (10 + number) * MINUTE):
                said = remark if choice == VoteChoice.AGAINST else ""
                meetings.vote(meeting=meeting, choice=choice, remark=said, by=member)


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


def _rows(contest: Contest, meeting: Meeting) -> list[Row]:
    """The list as it was filled from the ranking, with the commission's own words in the language of each application."""
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
