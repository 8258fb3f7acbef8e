from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from grants.actions import meetings
from grants.choices import MeetingStatus, Outcome, VoteChoice
from grants.models import Meeting
from grants.rules.decisions import Row, rows_of
from registry.choices import AffiliationKind, Role
from registry.models import Affiliation, Membership
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db

SAME = [[[800, 800], [800, 800]]] * 3


def prepare(contest: build.Contest, by=None) -> Meeting:
    return meetings.prepare(
        call=contest.call, protocol_number=" 7 ", held_at=timezone.now(), by=by or contest.secretary
    )


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
        "Rank 3 with 17.00 points: the budget of the call was used up by higher ranks."
    )


def test_list_leaves_out_whoever_is_below_the_pass_mark_or_unscored() -> None:
    marks = [[[900, 900], [900, 900]], [[100, 100], [100, 100]], [[], []]]
    contest = build.prepared(applications=3, budget=1_500_000, pass_mark=Decimal(10), marks=marks)

    assert proposed(contest) == [(Outcome.FUND, 500_000), (Outcome.DECLINE, 0), (Outcome.DECLINE, 0)]
    assert [one.reason for one in contest.meeting.proposals.order_by("application__number")] == [
        "Rank 1 with 18.00 points, within the budget of the call.",
        "The total of 2.00 is below the pass mark.",
        "The experts gave no marks.",
    ]


def test_equal_ranks_at_the_line_are_left_to_the_commission() -> None:
    contest = build.prepared(applications=3, marks=SAME)

    assert proposed(contest) == [(Outcome.DECLINE, 0)] * 3
    assert {one.reason for one in contest.meeting.proposals.all()} == {
        "Rank 1 with 16.00 points is shared, and the budget is not enough for all who share it."
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
        meetings.prepare(call=contest.call, protocol_number=" ", held_at=timezone.now(), by=contest.secretary)
    Membership.objects.filter(role=Role.COMMISSION).update(ended_at=timezone.now())
    with pytest.raises(Conflict):
        prepare(contest)

    assert not Meeting.objects.exists()


def rows(contest: build.Contest, *changes: tuple[str, int, str]) -> list[Row]:
    numbers = [one.number for one in rows_of(contest.meeting)]
    return [
        Row(number, outcome, Decimal(amount), why)
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
    assert event.changes[given[1].number][1] == ["decline", "0", "Too far"]


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


@pytest.mark.parametrize("tie", ["role", "role of last year", "affiliation"])
def test_member_tied_to_an_applicant_is_barred(tie: str) -> None:
    contest = build.prepared(applications=2, members=4)
    member, organisation = contest.commission[0], contest.application(1).organisation
    if tie == "affiliation":
        expert = build.ExpertFactory(user=member)
        Affiliation.objects.create(expert=expert, organisation=organisation, kind=AffiliationKind.FOUNDER)
    else:
        ended = timezone.now() - dt.timedelta(days=300) if tie == "role of last year" else None
        build.MembershipFactory(user=member, organisation=organisation, role=Role.NGO_VIEWER, ended_at=ended)

    meeting = meetings.open_voting(meeting=contest.meeting, by=contest.secretary)

    barred = meeting.attendees.exclude(conflict="")
    assert [(seat.member, seat.conflict) for seat in barred] == [(member, str(organisation))]
    everybody = list(meeting.attendees.values_list("pk", flat=True))
    with pytest.raises(Invalid):
        meetings.mark_attendance(meeting=meeting, present=everybody, by=contest.secretary)
    with pytest.raises(NotPermitted):
        meetings.vote(meeting=meeting, choice=VoteChoice.FOR, by=member)


def test_tie_of_two_years_ago_or_to_somebody_else_bars_nobody() -> None:
    contest = build.prepared(applications=1)
    long_ago = timezone.now() - dt.timedelta(days=800)
    organisation = contest.application(0).organisation
    build.MembershipFactory(
        user=contest.commission[0], organisation=organisation, role=Role.NGO_VIEWER, ended_at=long_ago
    )
    build.MembershipFactory(user=contest.commission[1], role=Role.NGO_EDITOR)

    meeting = meetings.open_voting(meeting=contest.meeting, by=contest.secretary)

    assert not meeting.attendees.exclude(conflict="").exists()


def test_tie_that_comes_up_after_the_opening_stops_the_vote_of_the_member() -> None:
    contest = build.voting(applications=1)
    organisation = contest.application(0).organisation
    build.MembershipFactory(user=contest.commission[0], organisation=organisation, role=Role.NGO_EDITOR)

    with pytest.raises(NotPermitted):
        meetings.vote(meeting=contest.meeting, choice=VoteChoice.FOR, by=contest.commission[0])


def test_vote_is_for_members_present_while_it_is_open() -> None:
    contest = build.prepared(applications=1)

    with pytest.raises(Conflict):
        meetings.vote(meeting=contest.meeting, choice=VoteChoice.FOR, by=contest.commission[0])
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)
    with pytest.raises(Conflict):
        meetings.vote(meeting=contest.meeting, choice=VoteChoice.FOR, by=contest.commission[0])
    for person in (contest.secretary, contest.officer):
        with pytest.raises(NotPermitted):
            meetings.vote(meeting=contest.meeting, choice=VoteChoice.FOR, by=person)

    assert not contest.meeting.attendees.exclude(vote="").exists()


def test_vote_can_be_changed_and_both_stay_in_the_story() -> None:
    contest = build.voting(applications=1)
    member = contest.commission[0]

    meetings.vote(meeting=contest.meeting, choice=VoteChoice.FOR, by=member)
    meetings.vote(meeting=contest.meeting, choice=VoteChoice.AGAINST, remark="Too dear", by=member)

    seat = contest.meeting.attendees.get(member=member)
    assert (seat.vote, seat.remark) == (VoteChoice.AGAINST, "Too dear")
    events = Event.objects.filter(verb="grants.meeting.voted").order_by("id")
    assert [event.changes["vote"] for event in events] == [["", "for"], ["for", "against"]]


@pytest.mark.parametrize(("choice", "remark"), [("against", " "), ("maybe", "x"), ("", "")])
def test_wrong_votes_are_refused(choice: str, remark: str) -> None:
    contest = build.voting(applications=1)

    with pytest.raises(Invalid):
        meetings.vote(meeting=contest.meeting, choice=choice, remark=remark, by=contest.commission[0])


def test_member_who_has_voted_was_present() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest, contest.commission[0])

    with pytest.raises(Invalid):
        meetings.mark_attendance(meeting=contest.meeting, present=[], by=contest.secretary)


def test_open_vote_freezes_the_list() -> None:
    contest = build.voting(applications=2)

    for change in (
        lambda: meetings.propose(meeting=contest.meeting, rows=rows_of(contest.meeting), by=contest.secretary),
        lambda: meetings.refill(meeting=contest.meeting, by=contest.secretary),
    ):
        with pytest.raises(Conflict):
            change()
    with pytest.raises(TransitionNotAllowed):
        meetings.open_voting(meeting=contest.meeting, by=contest.secretary)


def test_repeated_vote_starts_from_nothing() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest)

    with pytest.raises(Invalid):
        meetings.revise(meeting=contest.meeting, reason="", by=contest.secretary)
    meetings.revise(meeting=contest.meeting, reason="A mistake", by=contest.secretary)

    assert contest.meeting.status == MeetingStatus.PREPARING
    assert not contest.meeting.attendees.exclude(vote="").exists()
    event = Event.objects.get(verb="grants.meeting.revised")
    assert len(event.changes["votes"]) == 3


def test_newer_ranking_must_be_taken_before_the_vote() -> None:
    contest = build.prepared(applications=2)
    build.compute(contest)

    with pytest.raises(Conflict):
        meetings.open_voting(meeting=contest.meeting, by=contest.secretary)
    meetings.refill(meeting=contest.meeting, by=contest.secretary)
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)

    assert contest.meeting.run.number == 2
    assert Event.objects.get(verb="grants.meeting.refilled").changes == {"run": [1, 2]}


def test_attendance_is_closed_with_the_meeting() -> None:
    contest = build.decided(applications=1)

    with pytest.raises(Conflict):
        meetings.mark_attendance(meeting=contest.meeting, present=[], by=contest.secretary)


def test_page_never_overwrites_a_list_of_another_call() -> None:
    contest, other = build.prepared(applications=1), build.prepared(applications=1)

    with pytest.raises(Invalid):
        meetings.propose(meeting=contest.meeting, rows=rows_of(other.meeting), by=contest.secretary)
    with pytest.raises(NotPermitted):
        meetings.propose(meeting=contest.meeting, rows=rows_of(contest.meeting), by=other.secretary)
