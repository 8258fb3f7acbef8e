from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from grants.actions.commission import agenda, meetings
from grants.choices import Departure, MeetingStatus, Outcome
from grants.models import Ballot, Meeting
from grants.rules.decisions import Row, rows_of
from registry.choices import Role
from registry.models import Membership
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db

SAME = [[[800, 800], [800, 800]]] * 3


def prepare(contest: build.Contest, by=None) -> Meeting:
    return meetings.prepare(call=contest.call, plan=build.plan(protocol_number=" 7 "), by=by or contest.secretary)


def proposed(contest: build.Contest) -> list[tuple[str, Decimal]]:
    rows = contest.meeting.proposals.order_by("application__number")
    return [(one.outcome, one.amount) for one in rows]


def test_list_is_filled_from_the_ranking_down_to_the_budget_line() -> None:
    contest = build.prepared(applications=4)

    assert proposed(contest) == [
        (Outcome.FUND, 500_000),
        (Outcome.FUND, 500_000),
        (Outcome.DECLINE, 0),
        (Outcome.DECLINE, 0),
    ]
    assert contest.meeting.proposals.order_by("application__number")[2].reason == (
        "17.00 points: the budget of the call was used up by higher ranks."
    )


def test_list_leaves_out_whoever_is_below_the_pass_mark_or_unscored() -> None:
    marks = [[[900, 900], [900, 900]], [[100, 100], [100, 100]], [[], []]]
    contest = build.prepared(applications=3, budget=1_500_000, pass_mark=Decimal(10), marks=marks)

    assert proposed(contest) == [(Outcome.FUND, 500_000), (Outcome.DECLINE, 0), (Outcome.DECLINE, 0)]
    assert [one.reason for one in contest.meeting.proposals.order_by("application__number")] == [
        "18.00 points, within the budget of the call.",
        "The total of 2.00 is below the pass mark.",
        "The experts gave no marks.",
    ]


def test_equal_ranks_at_the_line_are_left_to_the_commission() -> None:
    contest = build.prepared(applications=3, marks=SAME)

    assert proposed(contest) == [(Outcome.DECLINE, 0)] * 3
    assert {one.reason for one in contest.meeting.proposals.all()} == {
        "16.00 points: the budget is not enough for all who reached as many."
    }


def test_meeting_is_prepared_once_by_the_secretary() -> None:
    contest = build.deciding(applications=1)

    for person in (contest.officer, contest.commission[0]):
        with pytest.raises(NotPermitted):
            prepare(contest, by=person)
    meeting = prepare(contest)
    with pytest.raises(Conflict):
        prepare(contest)

    assert meeting.protocol_number == "7"
    assert [seat.member for seat in meeting.attendees.all()] == contest.commission
    assert Event.objects.filter(verb="grants.meeting.prepared").count() == 1


def test_meeting_needs_its_phase_a_number_and_members() -> None:
    early, contest = build.scoring(applications=1), build.deciding(applications=1)

    with pytest.raises(Conflict):
        prepare(early)
    with pytest.raises(Invalid):
        meetings.prepare(call=contest.call, plan=build.plan(protocol_number=" "), by=contest.secretary)
    Membership.objects.filter(role=Role.COMMISSION).update(ended_at=timezone.now())
    with pytest.raises(Conflict):
        prepare(contest)

    assert not Meeting.objects.exists()


def rows(contest: build.Contest, *changes: tuple[str, int, str]) -> list[Row]:
    numbers = [one.number for one in rows_of(contest.meeting)]
    return [
        Row(number, outcome, Decimal(amount), why, "Not as the ranking")
        for number, (outcome, amount, why) in zip(numbers, changes, strict=True)
    ]


def test_list_is_changed_with_one_event_that_names_what_changed() -> None:
    contest = build.prepared(applications=2)
    given = rows(contest, ("fund", 500_000, rows_of(contest.meeting)[0].reason), ("decline", 0, "Too far"))

    meetings.propose(meeting=contest.meeting, rows=given, by=contest.secretary)
    meetings.propose(meeting=contest.meeting, rows=given, by=contest.secretary)

    assert proposed(contest) == [(Outcome.FUND, 500_000), (Outcome.DECLINE, 0)]
    event = Event.objects.get(verb="grants.meeting.proposed")
    assert list(event.changes) == [given[1].number]
    assert event.changes[given[1].number][1] == ["decline", "0", "Too far", "Not as the ranking"]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        (("fund", 600_000, "Why"), ["amount"]),
        (("fund", 0, "Why"), ["amount"]),
        (("fund", 50_000, "Why"), ["amount"]),
        (("fund", 500_000, " "), ["reason"]),
        (("decline", 1, "Why"), ["amount"]),
        (("postpone", 0, "Why"), ["outcome"]),
    ],
)
def test_wrong_rows_are_refused_and_nothing_changes(change: tuple[str, int, str], fields: list[str]) -> None:
    contest = build.prepared(applications=2)
    before = proposed(contest)

    with pytest.raises(Invalid) as refusal:
        meetings.propose(
            meeting=contest.meeting, rows=rows(contest, ("decline", 0, "Other"), change), by=contest.secretary
        )

    number = contest.application(1).number
    assert [fault.field for fault in refusal.value.faults] == [f"{number}-{field}" for field in fields]
    assert proposed(contest) == before


def test_list_must_name_each_application_once_and_keep_to_the_budget() -> None:
    contest = build.prepared(applications=3)
    one, two, three = rows_of(contest.meeting)
    everything = [Row(row.number, "fund", Decimal(500_000), "Why") for row in (one, two, three)]
    foreign = Row("X-0001", "decline", Decimal(0), "Why")

    for given in ([one, two], [one, two, two], [one, two, three, foreign], everything):
        with pytest.raises(Invalid):
            meetings.propose(meeting=contest.meeting, rows=given, by=contest.secretary)

    assert rows_of(contest.meeting) == [one, two, three]


def test_application_below_the_pass_mark_gets_no_grant() -> None:
    contest = build.prepared(applications=2, pass_mark=Decimal("18.50"))

    with pytest.raises(Invalid) as refusal:
        meetings.propose(
            meeting=contest.meeting,
            rows=rows(contest, ("fund", 500_000, "First"), ("fund", 500_000, "Second")),
            by=contest.secretary,
        )

    assert proposed(contest) == [(Outcome.FUND, 500_000), (Outcome.DECLINE, 0)]
    assert [fault.rule for fault in refusal.value.faults] == ["R40"]


def test_members_of_today_are_seated_when_the_vote_opens() -> None:
    contest = build.prepared(applications=1, members=3)
    left, stays = contest.commission[0], contest.commission[1:]
    Membership.objects.filter(user=left, role=Role.COMMISSION).update(ended_at=timezone.now())
    came = build.MembershipFactory(organisation=None, body=contest.operator, role=Role.COMMISSION).user

    meeting = meetings.open_voting(meeting=contest.meeting, by=contest.secretary)

    assert {seat.member for seat in meeting.attendees.all()} == {*stays, came}


def test_open_vote_freezes_the_list() -> None:
    contest = build.voting(applications=2)

    for change in (
        lambda: meetings.propose(meeting=contest.meeting, rows=rows_of(contest.meeting), by=contest.secretary),
        lambda: meetings.refill(meeting=contest.meeting, by=contest.secretary),
        lambda: meetings.replan(meeting=contest.meeting, plan=build.plan(), by=contest.secretary),
    ):
        with pytest.raises(Conflict):
            change()
    with pytest.raises(TransitionNotAllowed):
        meetings.open_voting(meeting=contest.meeting, by=contest.secretary)


def test_repeated_vote_starts_from_nothing_but_the_conflicts() -> None:
    contest = build.voting(applications=2)
    build.vote_for(contest)
    build.declare(contest, contest.commission[0], 0)

    with pytest.raises(Invalid):
        meetings.revise(meeting=contest.meeting, reason="", by=contest.secretary)
    meetings.revise(meeting=contest.meeting, reason="A mistake", by=contest.secretary)

    assert contest.meeting.status == MeetingStatus.PREPARING
    assert list(Ballot.objects.values_list("application", "choice")) == [(contest.applications[0].pk, "")]
    told = Event.objects.get(verb="grants.meeting.revised").changes["votes"]
    assert {number: len(votes) for number, votes in told.items()} == {
        contest.applications[0].number: 2,
        contest.applications[1].number: 3,
    }


def test_newer_ranking_must_be_taken_before_the_vote() -> None:
    contest = build.prepared(applications=2)
    build.compute(contest)

    with pytest.raises(Conflict):
        meetings.open_voting(meeting=contest.meeting, by=contest.secretary)
    meetings.refill(meeting=contest.meeting, by=contest.secretary)
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)

    assert (contest.meeting.run.number, contest.meeting.version) == (2, 2)
    assert Event.objects.get(verb="grants.meeting.refilled").changes == {"run": [1, 2]}


def test_page_never_overwrites_a_list_of_another_call() -> None:
    contest, other = build.prepared(applications=1), build.prepared(applications=1)

    with pytest.raises(Invalid):
        meetings.propose(meeting=contest.meeting, rows=rows_of(other.meeting), by=contest.secretary)
    with pytest.raises(NotPermitted):
        meetings.propose(meeting=contest.meeting, rows=rows_of(contest.meeting), by=other.secretary)


def test_list_that_somebody_else_has_changed_is_refused() -> None:
    contest = build.prepared(applications=1)
    seen = contest.meeting.version
    row = rows_of(contest.meeting)[0]
    first, second = replace(row, reason="The first secretary"), replace(row, reason="The second secretary")

    meetings.propose(meeting=contest.meeting, rows=[first], version=seen, by=contest.secretary)
    with pytest.raises(Conflict) as refusal:
        meetings.propose(meeting=contest.meeting, rows=[second], version=seen, by=contest.secretary)

    assert refusal.value.code == "stale"
    assert "Somebody else has changed the list" in str(refusal.value)
    assert rows_of(contest.meeting) == [first]
    meetings.propose(meeting=contest.meeting, rows=[second], version=contest.meeting.version, by=contest.secretary)
    assert rows_of(contest.meeting) == [second]


def test_departure_from_the_ranking_needs_a_reason_at_its_field() -> None:
    contest = build.prepared(applications=3)
    one, two, three = rows_of(contest.meeting)
    silent = [
        one,
        Row(two.number, "reserve", Decimal(0), "Kept in reserve"),
        Row(three.number, "fund", Decimal(500_000), "Needed most"),
    ]

    with pytest.raises(Invalid) as refusal:
        meetings.propose(meeting=contest.meeting, rows=silent, by=contest.secretary)
    assert [fault.field for fault in refusal.value.faults] == [f"{two.number}-departure", f"{three.number}-departure"]
    assert rows_of(contest.meeting) == [one, two, three]

    why = [silent[0], *(replace(row, departure=f"Because of {row.number}") for row in silent[1:])]
    meetings.propose(meeting=contest.meeting, rows=why, by=contest.secretary)
    stored = contest.meeting.proposals.order_by("application__number").values_list("departure", "departure_reason")
    assert list(stored) == [
        ("", ""),
        (Departure.PASSED_OVER, f"Because of {two.number}"),
        (Departure.RAISED, f"Because of {three.number}"),
    ]
    back = [one, replace(two, departure="Not needed"), three]
    meetings.propose(meeting=contest.meeting, rows=back, by=contest.secretary)
    assert rows_of(contest.meeting) == [one, two, three]


def test_plan_is_changed_and_the_invited_are_told() -> None:
    contest = build.prepared(applications=1)
    chair, held = contest.commission[0], timezone.now() + dt.timedelta(days=2)

    for wrong in ({"chair": contest.officer}, {"chair_decides": True}, {"protocol_number": " "}):
        with pytest.raises(Invalid):
            meetings.replan(meeting=contest.meeting, plan=build.plan(**wrong), by=contest.secretary)
    plan = build.plan(held_at=held, place="Hall 1", chair=chair, chair_decides=True)
    meetings.replan(meeting=contest.meeting, plan=plan, by=contest.secretary)
    assert not Message.objects.filter(topic="grants.commission").exists()
    agenda.invite(meeting=contest.meeting, by=contest.secretary)
    meetings.replan(meeting=contest.meeting, plan=replace(plan, place="Hall 2"), by=contest.secretary)
    meetings.replan(meeting=contest.meeting, plan=replace(plan, place="Hall 2"), by=contest.secretary)

    meeting = contest.meeting
    assert (meeting.place, meeting.chair, meeting.chair_decides, meeting.held_at) == ("Hall 2", chair, True, held)
    told = Message.objects.filter(topic="grants.commission", recipient=chair).order_by("pk")
    assert [message.context["place"] for message in told] == ["Hall 1", "Hall 2"]
    assert Event.objects.filter(verb="grants.meeting.replanned").count() == 2


def test_chair_who_has_left_the_commission_chairs_no_more() -> None:
    contest = build.prepared(applications=1)
    plan = build.plan(chair=contest.commission[0], chair_decides=True)
    meetings.replan(meeting=contest.meeting, plan=plan, by=contest.secretary)
    Membership.objects.filter(user=contest.commission[0], role=Role.COMMISSION).update(ended_at=timezone.now())

    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)

    assert (contest.meeting.chair, contest.meeting.chair_decides) == (None, False)
