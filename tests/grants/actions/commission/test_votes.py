"""Votes of members on the applications that are for them."""

from __future__ import annotations

import pytest

from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from grants.actions.commission import meetings, votes
from grants.choices import VoteChoice
from grants.models import Ballot
from grants.rules.commission.votes import Vote
from registry.choices import Role
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db


def cast(contest: build.Contest, person, *given: Vote, **values) -> None:
    votes.cast(meeting=contest.meeting, votes=given, by=person, **values)


def test_vote_is_for_members_who_have_declared_and_are_there_while_it_is_open() -> None:
    contest = build.prepared(applications=1)
    member, vote = contest.commission[0], Vote(contest.applications[0].pk, VoteChoice.FOR)

    def refused() -> str:
        with pytest.raises(Conflict) as refusal:
            cast(contest, member, vote)
        return str(refusal.value)

    said = [refused()]
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)
    said.append(refused())
    build.declare(contest, member)
    said.append(refused())
    for person in (contest.secretary, contest.officer):
        with pytest.raises(NotPermitted):
            cast(contest, person, vote)

    assert said == [
        "The vote is not open.",
        "Say first which applications are not for you.",
        "The secretary has not marked you as present.",
    ]
    assert not Ballot.objects.exists()


def test_vote_can_be_changed_and_both_stay_in_the_story() -> None:
    contest = build.voting(applications=2)
    member, (one, two) = contest.commission[0], contest.applications

    cast(contest, member, Vote(one.pk, VoteChoice.FOR), Vote(two.pk, VoteChoice.ABSTAIN))
    cast(contest, member, Vote(one.pk, VoteChoice.AGAINST, "Too dear"), Vote(two.pk, VoteChoice.ABSTAIN))
    cast(contest, member, Vote(two.pk, VoteChoice.ABSTAIN))

    stored = Ballot.objects.order_by("application").values_list("application", "choice", "remark")
    assert list(stored) == [(one.pk, "against", "Too dear"), (two.pk, "abstain", "")]
    events = Event.objects.filter(verb="grants.meeting.voted").order_by("id")
    assert [(event.changes, event.reason) for event in events] == [
        ({one.number: ["", "for"], two.number: ["", "abstain"]}, ""),
        ({one.number: ["for", "against"]}, f"{one.number}: Too dear"),
    ]


@pytest.mark.parametrize(("choice", "remark"), [("against", " "), ("maybe", "x"), ("", "")])
def test_one_wrong_vote_keeps_all_of_them_from_counting(choice: str, remark: str) -> None:
    contest = build.voting(applications=2)
    one, two = contest.applications

    with pytest.raises(Invalid):
        cast(contest, contest.commission[0], Vote(one.pk, VoteChoice.FOR), Vote(two.pk, choice, remark))

    assert not Ballot.objects.exists()


def test_nothing_and_foreign_applications_are_no_votes() -> None:
    contest, other = build.voting(applications=1), build.voting(applications=1)

    for given in ((), (Vote(other.applications[0].pk, VoteChoice.FOR),)):
        with pytest.raises(Invalid):
            cast(contest, contest.commission[0], *given)

    assert not Ballot.objects.exists()


def test_member_with_a_conflict_does_not_vote_there_whether_declared_or_just_come_up() -> None:
    contest = build.voting(applications=2)
    declared, tied = contest.commission[:2]
    build.declare(contest, declared, 0)
    build.MembershipFactory(user=tied, organisation=contest.application(0).organisation, role=Role.NGO_EDITOR)

    for person in (declared, tied):
        with pytest.raises(Invalid):
            cast(contest, person, Vote(contest.applications[0].pk, VoteChoice.FOR))
        build.vote_for(contest, person)

    given = Ballot.objects.filter(conflict="").values_list("application__number", flat=True)
    assert list(given) == [contest.application(1).number] * 2


def test_vote_on_a_list_that_was_changed_meanwhile_is_refused() -> None:
    contest = build.voting(applications=1)
    seen = contest.meeting.version
    meetings.revise(meeting=contest.meeting, reason="A mistake", by=contest.secretary)
    row = build.rows_of(contest.meeting)[0]
    build.propose(contest, {row.number: build.Row(row.number, "fund", row.amount, "Other words")})
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)

    with pytest.raises(Conflict) as refusal:
        cast(contest, contest.commission[0], Vote(contest.applications[0].pk, VoteChoice.FOR), version=seen)

    assert refusal.value.code == "stale"
    assert not Ballot.objects.exists()
