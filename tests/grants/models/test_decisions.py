"""What the database refuses, whoever asks."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.choices import ConflictSource, Departure, MeetingStatus, Outcome, VoteChoice
from grants.models import AgendaItem, Attendee, AwardImport, Ballot, Call, Meeting, PastAward, Proposal
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db


def refuses(rows, **values) -> bool:
    try:
        with transaction.atomic():
            rows.update(**values)
    except IntegrityError:
        return True
    return False


def test_a_ballot_is_a_vote_or_a_conflict() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest, contest.commission[0])
    vote, now = Ballot.objects.all(), timezone.now()
    no_vote = {"choice": "", "voted_at": None}

    assert refuses(vote, choice="maybe")
    assert refuses(vote, voted_at=None)
    assert refuses(vote, choice=VoteChoice.AGAINST)
    assert refuses(vote, conflict="An NGO")
    assert refuses(vote, source=ConflictSource.KNOWN, conflict="An NGO")
    assert refuses(vote, **no_vote)
    assert refuses(vote, source=ConflictSource.KNOWN, conflict="", **no_vote)
    assert not refuses(vote, choice=VoteChoice.AGAINST, remark="Too dear", voted_at=now)
    assert not refuses(vote, source=ConflictSource.DECLARED, conflict="My sister", remark="", **no_vote)
    one = vote.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(attendee=one.attendee, application=one.application, source="known", conflict="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendee.objects.create(meeting=contest.meeting, member=contest.commission[0])
    assert str(one) == f"{contest.commission[0]}: {contest.applications[0].number}"


def test_a_departure_has_a_reason_and_a_chair_who_decides_a_name() -> None:
    contest = build.prepared(applications=1)
    proposal, meeting = Proposal.objects.filter(meeting=contest.meeting), Meeting.objects.filter(pk=contest.meeting.pk)

    assert refuses(proposal, departure=Departure.RAISED)
    assert refuses(proposal, departure_reason="Why")
    assert refuses(proposal, departure="sideways", departure_reason="Why")
    assert not refuses(proposal, departure=Departure.RAISED, departure_reason="Why")
    assert refuses(meeting, chair_decides=True)
    assert not refuses(meeting, chair_decides=True, chair=contest.commission[0])


def test_a_point_of_the_agenda_is_an_application_or_a_title() -> None:
    contest = build.prepared(applications=2)
    first = AgendaItem.objects.filter(meeting=contest.meeting, position=1)

    assert refuses(first, title="Opening")
    assert refuses(first, application=None)
    assert refuses(first, position=2)
    assert refuses(first, application=contest.applications[1])
    assert not refuses(first, application=None, title="Opening")
    assert [str(item) for item in contest.meeting.agenda.all()] == ["Opening", str(contest.application(1))]


def test_proposals_have_an_amount_exactly_when_they_are_grants() -> None:
    contest = build.prepared(applications=1)
    proposal = Proposal.objects.filter(meeting=contest.meeting)

    assert refuses(proposal, outcome=Outcome.DECLINE)
    assert refuses(proposal, amount=0)
    assert refuses(proposal, reason="")
    assert refuses(proposal, outcome="postpone")
    assert not refuses(proposal, outcome=Outcome.DECLINE, amount=0)


def test_meeting_is_concluded_by_somebody_at_some_moment() -> None:
    contest = build.prepared(applications=1)
    meeting = Meeting.objects.filter(pk=contest.meeting.pk)

    assert refuses(meeting, status=MeetingStatus.CONCLUDED)
    assert refuses(meeting, status=MeetingStatus.CONCLUDED, concluded_at=timezone.now())
    assert refuses(meeting, concluded_at=timezone.now(), concluded_by=contest.secretary)
    assert refuses(meeting, status="over")


def test_past_awards_have_an_amount_and_a_source() -> None:
    batch = AwardImport.objects.create(
        digest="a" * 64,
        file_name="a.csv",
        row_count=1,
        imported_at=timezone.now(),
        imported_by=build.build.officer_of(build.BodyFactory()),
    )
    values = {"organisation_name": "A fund", "programme": "Grants", "decided_on": "2022-07-01"}
    award = PastAward.objects.create(batch=batch, amount=1, source="Protocol", **values)
    rows = PastAward.objects.filter(pk=award.pk)

    assert refuses(rows, amount=0)
    assert refuses(rows, source="")
    assert refuses(AwardImport.objects.filter(pk=batch.pk), digest="nothing")
    with pytest.raises(IntegrityError), transaction.atomic():
        PastAward.objects.create(batch=batch, amount=2, source="Other", **values)


def test_names_tell_what_a_row_is() -> None:
    contest = build.decided(applications=2, refused=(1,))
    check = contest.application(1).checks.get()

    assert str(contest.meeting) == f"{contest.call} № 1"
    assert str(check) == f"{contest.application(1).number}: Do not admit"
    assert str(check.items.first()) == f"{contest.application(1).number}: theme"
    assert str(contest.meeting.attendees.first()) == str(contest.commission[0])
    assert str(contest.meeting.proposals.get()).endswith(": fund")
    assert str(AwardImport(file_name="a.csv")) == "a.csv"
    assert str(PastAward(organisation_name="A fund", amount=5)) == "A fund: 5"
    assert PastAward(pk=7).get_absolute_url() == "/en/grants/history/#award-7"
    assert isinstance(contest.call, Call)
