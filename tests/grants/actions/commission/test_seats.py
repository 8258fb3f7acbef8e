"""Who is there, and which applications are not for whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from evaluation.models import Bar, Run
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from grants.actions.commission import meetings, seats
from grants.choices import ConflictSource, PartnerKind, PartnerStatus
from grants.models import Ballot, Partner
from grants.rules.commission.votes import Tie
from registry.choices import AffiliationKind, Role
from registry.models import Affiliation, Employment
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db


def conflicts(contest: build.Contest) -> list[tuple[object, str, str, str]]:
    rows = Ballot.objects.filter(attendee__meeting=contest.meeting).exclude(conflict="")
    return [
        (one.attendee.member, one.application.number, one.source, one.conflict)
        for one in rows.select_related("attendee__member", "application").order_by("application__number")
    ]


@pytest.mark.parametrize("tie", ["role", "role of last year", "affiliation", "work", "co-applicant"])
def test_member_tied_to_an_applicant_is_out_for_its_application_alone(tie: str) -> None:
    contest = build.prepared(applications=2, members=4)
    member, application = contest.commission[0], contest.application(1)
    organisation = application.organisation
    if tie == "affiliation":
        expert = build.ExpertFactory(user=member)
        Affiliation.objects.create(expert=expert, organisation=organisation, kind=AffiliationKind.FOUNDER)
    elif tie == "work":
        expert = build.ExpertFactory(user=member)
        Employment.objects.create(
            expert=expert,
            employer_bin=organisation.bin,
            employer_name="x",
            since=dt.date(2020, 1, 1),
        )
    elif tie == "co-applicant":
        organisation = build.MembershipFactory(user=member, role=Role.NGO_VIEWER).organisation
        Partner.objects.create(
            application=application,
            organisation=organisation,
            kind=PartnerKind.CO_APPLICANT,
            status=PartnerStatus.AGREED,
            contribution="Trees",
            asked_at=timezone.now(),
            asked_by=contest.secretary,
            answered_at=timezone.now(),
            answered_by=member,
        )
    else:
        ended = timezone.now() - dt.timedelta(days=300) if tie == "role of last year" else None
        build.MembershipFactory(user=member, organisation=organisation, role=Role.NGO_VIEWER, ended_at=ended)

    build.open_vote(contest, contest.commission)
    build.vote_for(contest)

    assert conflicts(contest) == [(member, application.number, ConflictSource.KNOWN, str(organisation))]
    voted = Ballot.objects.filter(attendee__member=member, conflict="").values_list("application__number", flat=True)
    assert list(voted) == [contest.application(0).number]
    assert not Run.objects.inside(member).exists()


def test_tie_of_two_years_ago_or_to_somebody_else_bars_nobody() -> None:
    contest = build.prepared(applications=1)
    long_ago = timezone.now() - dt.timedelta(days=800)
    organisation = contest.application(0).organisation
    build.MembershipFactory(
        user=contest.commission[0], organisation=organisation, role=Role.NGO_VIEWER, ended_at=long_ago
    )
    build.MembershipFactory(user=contest.commission[1], role=Role.NGO_EDITOR)

    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)

    assert conflicts(contest) == []


def test_declared_conflict_can_be_taken_back_until_the_vote_is_opened() -> None:
    contest = build.prepared(applications=2)
    member = contest.commission[0]

    build.declare(contest, member, 0)
    assert conflicts(contest) == [
        (member, contest.application(0).number, ConflictSource.DECLARED, "My sister works there")
    ]
    assert (Bar.objects.filter(user=member).count(), Run.objects.inside(member).count()) == (1, 0)
    build.declare(contest, member)
    assert (conflicts(contest), Bar.objects.count(), Run.objects.inside(member).count()) == ([], 0, 1)
    build.declare(contest, member, 1)
    meetings.open_voting(meeting=contest.meeting, by=contest.secretary)
    with pytest.raises(Conflict):
        build.declare(contest, member)
    build.declare(contest, member, 0, 1)

    assert [row[1] for row in conflicts(contest)] == [contest.application(index).number for index in (0, 1)]
    events = Event.objects.filter(verb="grants.meeting.conflicts_declared").order_by("id")
    numbers = [contest.application(index).number for index in (0, 1)]
    assert [event.changes["conflicts"] for event in events] == [
        [[], numbers[:1]],
        [numbers[:1], []],
        [[], numbers[1:]],
        [numbers[1:], numbers],
    ]
    assert "sister" not in str([event.changes for event in events])


def test_conflict_that_is_declared_after_voting_drops_the_vote() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest)

    build.declare(contest, contest.commission[0], 0)

    assert Ballot.objects.filter(attendee__member=contest.commission[0], conflict="").count() == 0


def test_declaration_says_why_and_names_applications_of_the_call() -> None:
    contest, other = build.prepared(applications=1), build.prepared(applications=1)
    member = contest.commission[0]

    for wrong in (Tie(contest.applications[0].pk, " "), Tie(other.applications[0].pk, "Why")):
        with pytest.raises(Invalid):
            seats.declare(meeting=contest.meeting, ties=[wrong], by=member)
    for stranger in (contest.secretary, other.commission[0]):
        with pytest.raises(NotPermitted):
            seats.declare(meeting=contest.meeting, ties=[], by=stranger)

    assert not contest.meeting.attendees.exclude(declared_at=None).exists()


def test_attendance_is_marked_over_what_the_page_showed() -> None:
    contest = build.voting(applications=1)
    meeting, everybody = contest.meeting, build.seat_ids(contest.meeting, contest.commission)
    values = {"meeting": meeting, "by": contest.secretary}

    with pytest.raises(Conflict) as refusal:
        seats.mark_attendance(present=everybody[:1], seen=everybody[:2], **values)
    seats.mark_attendance(present=everybody[:2], seen=everybody, **values)
    assert refusal.value.code == "stale"
    assert meeting.attendees.filter(is_present=True).count() == 2
    build.vote_for(contest, contest.commission[0])
    with pytest.raises(Invalid):
        seats.mark_attendance(present=[], **values)
    with pytest.raises(NotPermitted):
        seats.mark_attendance(meeting=meeting, present=[], by=contest.officer)


def test_meeting_that_is_over_takes_nothing_more() -> None:
    contest = build.decided(applications=1)

    with pytest.raises(Conflict):
        seats.mark_attendance(meeting=contest.meeting, present=[], by=contest.secretary)
    with pytest.raises(Conflict):
        build.declare(contest, contest.commission[0])
