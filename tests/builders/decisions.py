"""Calls from the end of their window to the decision, reached by the real actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from evaluation.actions import rounds, runs, sheets
from evaluation.actions import seats as panel_seats
from evaluation.models import Run, ScoreSheet
from foundation.accounts.models import User
from foundation.core import jobs
from grants.actions import checks, phases
from grants.actions.commission import awards, decisions, meetings, seats, votes
from grants.choices import CheckConclusion, CheckItem, VoteChoice
from grants.models import Application, Award, Call, FormalCheck, Meeting
from grants.queries.decisions import sitting
from grants.rules.checks import Answer
from grants.rules.commission.votes import Tie, Vote
from grants.rules.decisions import Row, rows_of
from grants.scoring.budget_line import Balance
from registry.choices import Role
from registry.models import Body
from tests.builders import grants as build
from tests.builders.kept import kept
from tests.factories.evaluation import RubricFactory
from tests.factories.registry import BodyFactory, ExpertFactory, MembershipFactory, SphereFactory


@dataclass
class Contest:
    """A call with its people. Marks are hundredths, per application and expert, two criteria of 0 to 10 each."""

    call: Call
    operator: Body
    officer: User
    second: User
    secretary: User
    commission: list[User]
    applications: list[Application] = field(default_factory=list)

    def fresh(self) -> Call:
        self.call = Call.objects.select_related("operator", "round", "rubric").get(pk=self.call.pk)
        return self.call

    def application(self, index: int) -> Application:
        return Application.objects.select_related("call__operator", "organisation").get(pk=self.applications[index].pk)

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.select_related("call__operator", "run__round").get(call=self.call)


@kept
def announced(*, applications: int = 3, members: int = 3, experts: int = 2, **facts: Any) -> Contest:
    """A call in its window, with sent applications."""
    operator = BodyFactory()
    officer = MembershipFactory(organisation=None, body=operator, role=Role.OFFICER).user
    second = MembershipFactory(organisation=None, body=operator, role=Role.OFFICER).user
    secretary = MembershipFactory(organisation=None, body=operator, role=Role.SECRETARY).user
    commission = [
        MembershipFactory(organisation=None, body=operator, role=Role.COMMISSION).user for _number in range(members)
    ]
    for expert in ExpertFactory.create_batch(experts + 1):
        expert.spheres.add(SphereFactory())
    if "pass_mark" in facts:
        facts["rubric"] = RubricFactory(pass_mark=facts.pop("pass_mark"))
    values = {"budget": Decimal(1_000_000), "main_seats": experts, "reserve_seats": 1} | facts
    call = build.call_at(officer=officer, **values)
    contest = Contest(call, operator, officer, second, secretary, commission)
    contest.applications = [submitted(contest, f"Garden {number}") for number in range(1, applications + 1)]
    return contest


def submitted(contest: Contest, title: str, **changes: dict[str, Any]) -> Application:
    """One more application, sent by the head of a new NGO."""
    project = {"title": title} | changes.pop("project", {})
    return build.application_at(call=contest.call, project=project, **changes)


def close_window(contest: Contest) -> None:
    """The clock passes the end of the window."""
    Call.objects.filter(pk=contest.call.pk).update(closes_at=timezone.now() - dt.timedelta(minutes=1))
    contest.fresh()


@kept
def checking(**values: Any) -> Contest:
    contest = announced(**values)
    close_window(contest)
    phases.start_check(call=contest.call, by=contest.officer)
    contest.fresh()
    return contest


def answers(**reasons: str) -> list[Answer]:
    """All yes, but for the items that are given a reason."""
    return [Answer(item.value, item.value not in reasons, reasons.get(item.value, "")) for item in CheckItem]


def check(contest: Contest, index: int, conclusion: str = CheckConclusion.ADMIT, **values: Any) -> FormalCheck:
    """Both officers' check of one application; a «no» to the territory unless it is admitted.

    ``correct_until`` moves the end of the correction that the call's days give.
    """
    until = values.pop("correct_until", None)
    checks.confirm(check=conclude_check(contest, index, conclusion, **values), by=contest.second)
    if until is not None:
        FormalCheck.objects.filter(
            application=contest.applications[index].pk, conclusion=CheckConclusion.RETURN
        ).update(correct_until=until)
    return (
        FormalCheck.objects.filter(application=contest.applications[index].pk)
        .select_related("version")
        .latest("number")
    )


def conclude_check(contest: Contest, index: int, conclusion: str = CheckConclusion.ADMIT, **values: Any) -> FormalCheck:
    """The first officer's conclusion, which waits for the second."""
    admits = conclusion == CheckConclusion.ADMIT
    given = answers() if admits else answers(territory="No place is named.")
    arguments = {"answers": given, "reason": "" if admits else "The territory is missing.", "version": 1} | values
    return checks.conclude(
        application=contest.application(index), conclusion=conclusion, by=contest.officer, **arguments
    )


@kept
def scoring(*, refused: Sequence[int] = (), **values: Any) -> Contest:
    """Every application is checked and those not ``refused`` (indices) are with the experts, sheets open."""
    contest = checking(**values)
    for index in range(len(contest.applications)):
        check(contest, index, CheckConclusion.REFUSE if index in refused else CheckConclusion.ADMIT)
    open_scoring(contest)
    return contest


def open_scoring(contest: Contest) -> None:
    """From the last check to open score sheets."""
    phases.start_scoring(call=contest.fresh(), by=contest.officer)
    round_ = rounds.draw(round=contest.fresh().round, by=contest.officer)
    for seat in round_.seats.sitting().select_related("expert__user"):
        panel_seats.accept(seat=seat, statement="I have no tie with any applicant.", by=seat.expert.user)
    rounds.open(round=round_, scoring_until=timezone.now() + dt.timedelta(days=1), by=contest.officer)
    contest.fresh()


def score(contest: Contest, marks: Sequence[Sequence[Sequence[int]]]) -> None:
    """``marks[entry][expert]``: submitted marks in hundredths; an empty list leaves the sheet a draft."""
    given = ScoreSheet.objects.filter(entry__round=contest.call.round)
    for entry, row in zip(contest.call.round.entries.order_by("number"), marks, strict=True):
        for sheet, pair in zip(given.filter(entry=entry).order_by("seat__number"), row, strict=True):
            if pair:
                submit_sheet(sheet, pair)


def submit_sheet(sheet: ScoreSheet, marks: Sequence[int]) -> None:
    codes = list(sheet.seat.round.rubric.criteria.values_list("code", flat=True))
    sheets.submit(
        sheet=sheet,
        marks=dict(zip(codes, marks, strict=True)),
        comments=dict.fromkeys(codes, "Because of the garden."),
        version=sheet.version,
        by=sheet.seat.expert.user,
    )


def default_marks(count: int) -> list[list[list[int]]]:
    """Two experts; totals fall by one point from entry to entry, from 19.00 down."""
    return [[[1000, 900 - 100 * index], [1000, 900 - 100 * index]] for index in range(count)]


def compute(contest: Contest) -> Run:
    run, job = runs.request(round=contest.fresh().round, by=contest.officer, reason="Asked for by the test.")
    jobs.run(str(job.pk))
    run.refresh_from_db()
    return run


@kept
def deciding(*, marks: Sequence[Sequence[Sequence[int]]] | None = None, **values: Any) -> Contest:
    """The ranking is computed and before the commission."""
    contest = scoring(**values)
    rank(contest, marks)
    return contest


def rank(contest: Contest, marks: Sequence[Sequence[Sequence[int]]] | None = None) -> None:
    """From open score sheets to the commission."""
    score(contest, marks or default_marks(contest.call.round.entries.count()))
    rounds.close(round=contest.call.round, by=contest.officer, reason="The end of the test.")
    compute(contest)
    phases.start_decision(call=contest.fresh(), by=contest.officer)
    contest.fresh()


@kept
def prepared(**values: Any) -> Contest:
    contest = deciding(**values)
    prepare(contest)
    return contest


def prepare(contest: Contest) -> Meeting:
    return meetings.prepare(call=contest.call, plan=plan(), by=contest.secretary)


def plan(**values: Any) -> meetings.Plan:
    return meetings.Plan(**{"protocol_number": "1", "held_at": timezone.now()} | values)


def seat_ids(meeting: Meeting, people: Sequence[User]) -> list[int]:
    return list(meeting.attendees.filter(member__in=people).values_list("pk", flat=True))


@kept
def voting(*, present: int | None = None, **values: Any) -> Contest:
    """The vote is open; the first ``present`` members (all by default) are there."""
    contest = prepared(**values)
    open_vote(contest, contest.commission[:present] if present is not None else contest.commission)
    return contest


def open_vote(contest: Contest, there: Sequence[User]) -> None:
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)
    for person in there:
        declare(contest, person)
    attend(contest, there)


def attend(contest: Contest, there: Sequence[User]) -> None:
    """The secretary marks exactly these as present."""
    meeting = contest.meeting
    seats.mark_attendance(meeting=meeting, present=seat_ids(meeting, there), by=contest.secretary)


def declare(contest: Contest, person: User, *indices: int) -> None:
    """The member says that the applications with ``indices`` are not for this member; none at all without them."""
    ties = [Tie(contest.applications[index].pk, "My sister works there") for index in indices]
    seats.declare(meeting=contest.meeting, ties=ties, by=person)


def vote_for(contest: Contest, *people: User) -> None:
    for person in people or contest.commission:
        vote(contest, person)


def vote(contest: Contest, person: User, choice: str = VoteChoice.FOR, remark: str = "") -> None:
    """The same vote on everything that is for this member."""
    shown = sitting(contest.meeting, person).lines
    given = [Vote(line.proposal.application_id, choice, remark) for line in shown]
    votes.cast(meeting=contest.meeting, votes=given, by=person)


@kept
def decided(**values: Any) -> Contest:
    contest = voting(**values)
    vote_for(contest)
    decisions.conclude(meeting=contest.meeting, by=contest.secretary)
    contest.fresh()
    return contest


def decide(contest: Contest) -> None:
    """From the last check to the decision."""
    open_scoring(contest)
    rank(contest)
    prepare(contest)
    open_vote(contest, contest.commission)
    vote_for(contest)
    decisions.conclude(meeting=contest.meeting, by=contest.secretary)


def propose(contest: Contest, changes: dict[str, Row]) -> None:
    """The secretary changes the rows with these numbers."""
    rows = [changes.get(row.number, row) for row in rows_of(contest.meeting)]
    meetings.propose(meeting=contest.meeting, rows=rows, by=contest.secretary)


def conclude(contest: Contest) -> None:
    """From a prepared list to the decision: everybody is there and votes for it."""
    open_vote(contest, contest.commission)
    vote_for(contest)
    decisions.conclude(meeting=contest.meeting, by=contest.secretary)
    contest.fresh()


def award(contest: Contest, index: int) -> Award:
    """The grant of one application; Award.DoesNotExist when it got none."""
    return Award.objects.select_related("application__call").get(application=contest.applications[index].pk)


def accept_awards(contest: Contest) -> None:
    """The head of every winner takes the grant, so that an agreement can be made of it."""
    for one in Award.objects.filter(application__call=contest.call).select_related("application__organisation"):
        awards.accept(award=one, by=build.head_of(one.application.organisation))


def money_of(contest: Contest) -> Balance:
    """The budget as the page of the meeting shows it."""
    return sitting(contest.meeting, contest.secretary).balance
