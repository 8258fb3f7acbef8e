from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from evaluation.models import Run
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from grants.actions.commission import decisions, meetings
from grants.choices import ApplicationStatus, CallStatus, MeetingStatus, VoteChoice
from grants.models import Call
from grants.queries import results as queries
from grants.queries.commission.votes import state_of
from grants.rules.decisions import Row, list_faults, rows_of
from registry.choices import Role
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db


def conclude(contest: build.Contest, by=None) -> None:
    decisions.conclude(meeting=contest.meeting, by=by or contest.secretary)


def untouched(contest: build.Contest) -> bool:
    """Nothing of the decision has happened."""
    return (
        contest.fresh().status == CallStatus.DECIDING
        and contest.meeting.status == MeetingStatus.VOTING
        and set(contest.call.applications.values_list("status", "awarded")) == {(ApplicationStatus.ADMITTED, None)}
        and not Run.objects.exclude(published_at=None).exists()
        and not Message.objects.filter(key__startswith="grants.decision.").exists()
    )


def test_everything_becomes_final_at_once() -> None:
    contest = build.voting(applications=4, refused=(3,))
    build.vote_for(contest)
    reasons = {row.number: row.reason for row in rows_of(contest.meeting)}

    conclude(contest)

    call, meeting = contest.fresh(), contest.meeting
    assert (call.status, call.decided_at) == (CallStatus.DECIDED, meeting.concluded_at)
    assert (meeting.status, meeting.concluded_by) == (MeetingStatus.CONCLUDED, contest.secretary)
    decided = call.applications.order_by("number").values_list("status", "awarded", "decision_reason")
    numbers = [one.number for one in contest.applications]
    assert list(decided) == [
        (ApplicationStatus.FUNDED, 500_000, reasons[numbers[0]]),
        (ApplicationStatus.FUNDED, 500_000, reasons[numbers[1]]),
        (ApplicationStatus.DECLINED, None, reasons[numbers[2]]),
        (ApplicationStatus.NOT_ADMITTED, None, "The territory is missing."),
    ]
    assert meeting.run.published_at is not None
    told = Message.objects.filter(key__startswith="grants.decision.").values_list("recipient", flat=True)
    assert sorted(told) == sorted(one.submitted_by_id for one in map(contest.application, range(4)))


def test_story_of_the_decision_names_votes_and_amounts() -> None:
    contest = build.voting(applications=2, budget=500_000)
    build.vote_for(contest)

    conclude(contest)

    concluded = Event.objects.get(verb="grants.meeting.concluded").changes
    assert concluded == {
        "members": 3,
        "quorum": 2,
        "present": 3,
        "votes": {one.number: [3, 0, 0, 0, 3] for one in contest.applications},
    }
    assert Event.objects.get(verb="grants.application.funded").changes["awarded"] == "500000.00"
    assert Event.objects.get(verb="grants.application.declined").reason.startswith("18.00 points")
    assert Event.objects.get(verb="grants.call.decided").changes == {"status": ["deciding", "decided"], "run": 1}


def test_no_decision_without_quorum() -> None:
    contest = build.voting(applications=1, members=4, present=2)
    build.vote_for(contest, *contest.commission[:2])

    with pytest.raises(Invalid) as refusal:
        conclude(contest)

    assert str(refusal.value) == "No quorum: 2 present, 3 of 4 members are needed."
    assert untouched(contest)


def test_conflict_counts_for_the_quorum_and_not_in_the_base_of_its_application() -> None:
    contest = build.prepared(applications=2, members=4)
    build.declare(contest, contest.commission[3], 0)
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)
    for person in contest.commission[:3]:
        build.declare(contest, person)
    there = contest.commission[1:]
    build.attend(contest, there)
    build.vote_for(contest, *there)

    conclude(contest)

    outcome = queries.call_results(contest.fresh())
    assert (outcome.attendance.members, outcome.attendance.quorum, outcome.attendance.present) == (4, 3, 3)
    rolls = {one.application.title: one.tally.roll for one in outcome.standings}
    assert [(roll.barred, roll.base, roll.majority, roll.in_favour) for roll in rolls.values()] == [
        (1, 2, 2, 2),
        (0, 3, 2, 3),
    ]


@pytest.mark.parametrize("other", [VoteChoice.AGAINST, VoteChoice.ABSTAIN])
def test_no_decision_without_the_majority_of_those_who_may_vote(other: str) -> None:
    contest = build.voting(applications=1, members=4)
    build.vote_for(contest, *contest.commission[:2])
    for person in contest.commission[2:]:
        build.vote(contest, person, other, "Not convinced")

    with pytest.raises(Invalid) as refusal:
        conclude(contest)

    number = contest.applications[0].number
    assert str(refusal.value) == (f"{number}: 2 in favour, 3 of 4 who may vote on it are needed. Change the proposal.")
    assert untouched(contest)


def test_chair_decides_a_tie_only_where_the_plan_says_so() -> None:
    contest = build.prepared(applications=1, members=4)
    chair = contest.commission[0]
    meetings.replan(meeting=contest.meeting, plan=build.plan(chair=chair), by=contest.secretary)
    build.open_vote(contest, contest.commission)

    def split() -> None:
        build.vote_for(contest, *contest.commission[:2])
        for person in contest.commission[2:]:
            build.vote(contest, person, VoteChoice.AGAINST, "Not convinced")

    split()
    with pytest.raises(Invalid):
        conclude(contest)
    meetings.revise(meeting=contest.meeting, reason="The rules let the chair decide", by=contest.secretary)
    plan = build.plan(chair=chair, chair_decides=True)
    meetings.replan(meeting=contest.meeting, plan=plan, by=contest.secretary)
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)
    split()
    conclude(contest)

    assert [one.tally.roll.is_decided_by_chair for one in queries.call_results(contest.fresh()).standings] == [True]


def test_nothing_is_decided_where_everybody_has_a_conflict() -> None:
    contest = build.prepared(applications=1)
    build.open_vote(contest, contest.commission)
    for person in contest.commission:
        build.declare(contest, person, 0)

    with pytest.raises(Invalid):
        conclude(contest)

    assert untouched(contest)


def test_decision_is_refused_where_a_vote_came_since_the_secretary_looked() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest)
    seen = state_of(contest.meeting)
    build.vote(contest, contest.commission[0], VoteChoice.ABSTAIN)

    with pytest.raises(Conflict) as refusal:
        decisions.conclude(meeting=contest.meeting, state=seen, by=contest.secretary)
    assert (refusal.value.code, untouched(contest)) == ("stale", True)
    decisions.conclude(meeting=contest.meeting, state=state_of(contest.meeting), by=contest.secretary)

    assert contest.fresh().status == CallStatus.DECIDED


def test_departures_are_published_with_their_reasons_and_those_present_are_asked_to_sign() -> None:
    contest = build.prepared(applications=1)
    number = contest.application(0).number
    row = Row(number, "decline", Decimal(0), "Not ripe", "The same is paid by the city")
    meetings.propose(meeting=contest.meeting, rows=[row], by=contest.secretary)

    build.conclude(contest)

    outcome = queries.call_results(contest.fresh())
    assert [(one.application.number, one.proposal.departure_reason) for one in outcome.departures] == [
        (number, "The same is paid by the city")
    ]
    asked = Message.objects.filter(key=f"grants.meeting.{contest.meeting.pk}.sign").values_list("recipient", flat=True)
    assert sorted(asked) == sorted(person.pk for person in contest.commission)


def test_no_decision_while_somebody_present_has_not_voted() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest, *contest.commission[:2])

    with pytest.raises(Invalid) as refusal:
        conclude(contest)

    assert f"have not voted on: {contest.applications[0].number}" in str(refusal.value)
    assert untouched(contest)


def test_no_decision_with_a_tie_that_came_up_since() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest)
    organisation = contest.application(0).organisation
    build.MembershipFactory(user=contest.commission[0], organisation=organisation, role=Role.NGO_EDITOR)

    with pytest.raises(Conflict) as refusal:
        conclude(contest)

    assert str(contest.commission[0]) in str(refusal.value)
    assert untouched(contest)


def test_no_decision_on_a_ranking_that_was_replaced() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest)
    build.compute(contest)

    with pytest.raises(Conflict):
        conclude(contest)

    assert untouched(contest)


def test_no_decision_over_the_budget() -> None:
    contest = build.voting(applications=2)
    build.vote_for(contest)
    Call.objects.filter(pk=contest.call.pk).update(budget=900_000)

    with pytest.raises(Invalid) as refusal:
        conclude(contest)

    assert "1,000,000\xa0₸, more than the budget of 900,000\xa0₸" in str(refusal.value)
    assert untouched(contest)


def test_only_the_secretary_concludes_and_only_once() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest)

    for person in (contest.officer, contest.commission[0]):
        with pytest.raises(NotPermitted):
            conclude(contest, by=person)
    assert untouched(contest)
    conclude(contest)
    with pytest.raises(TransitionNotAllowed):
        conclude(contest)

    assert Event.objects.filter(verb="grants.call.decided").count() == 1


def test_failure_at_the_last_step_leaves_nothing_behind(monkeypatch) -> None:
    contest = build.voting(applications=2)
    build.vote_for(contest)

    def broken(application) -> None:
        raise RuntimeError("the last step")

    monkeypatch.setattr(decisions, "tell_decided", broken)
    with pytest.raises(RuntimeError):
        conclude(contest)

    assert untouched(contest)


def test_a_call_may_end_without_a_winner() -> None:
    contest = build.prepared(applications=1)
    number = contest.application(0).number
    meetings.propose(
        meeting=contest.meeting,
        rows=[Row(number, "decline", Decimal(0), "Not ripe", "Nothing is ready")],
        by=contest.secretary,
    )

    build.conclude(contest)

    outcome = queries.call_results(contest.fresh())
    assert (outcome.winners, outcome.money.awarded, outcome.money.left) == ([], 0, contest.call.budget)


def test_numbers_add_up_whatever_is_proposed() -> None:
    """Whatever the list says: what the rules let through never exceeds the budget, and budget = awarded + left."""
    contest = build.prepared(applications=3)
    numbers = [one.number for one in rows_of(contest.meeting)]
    amounts = some.decimals(min_value=0, max_value=600_000, places=2)

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(some.lists(some.tuples(some.sampled_from(["fund", "decline"]), amounts), min_size=3, max_size=3))
    def holds(choices: list[tuple[str, Decimal]]) -> None:
        rows = [Row(number, *choice, "Because", "Because") for number, choice in zip(numbers, choices, strict=True)]
        awarded = sum((row.amount for row in rows if row.outcome == "fund"), Decimal(0))

        found = list_faults(contest.call, contest.meeting.run, rows)

        assert (awarded <= contest.call.budget) or any("more than the budget" in str(fault.message) for fault in found)
        if not found:
            meetings.propose(meeting=contest.meeting, rows=rows, by=contest.secretary)
            money = build.money_of(contest)
            assert (money.awarded, money.awarded + money.left) == (awarded, contest.call.budget)

    holds()


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_decide_once() -> None:
    contest = build.voting(applications=2)
    build.vote_for(contest)
    outcomes: list[str] = []

    def press() -> None:
        try:
            conclude(contest)
        except TransitionNotAllowed:
            outcomes.append("refused")
        else:
            outcomes.append("decided")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["decided", "refused"]
    assert Event.objects.filter(verb="grants.call.decided").count() == 1
    assert Event.objects.filter(verb="grants.application.funded").count() == 2
