"""What the database refuses, whoever asks."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.choices import MeetingStatus, Outcome, VoteChoice
from grants.models import Attendee, AwardImport, Call, Meeting, PastAward, Proposal
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db


def refuses(rows, **values) -> bool:
    try:
        with transaction.atomic():
            rows.update(**values)
    except IntegrityError:
        return True
    return False


def test_votes_conflicts_and_presence_agree() -> None:
    contest = build.voting(applications=1)
    seat = Attendee.objects.filter(meeting=contest.meeting, member=contest.commission[0])
    now = timezone.now()

    assert refuses(seat, vote=VoteChoice.FOR)
    assert refuses(seat, vote="maybe", voted_at=now)
    assert refuses(seat, vote=VoteChoice.FOR, voted_at=now, is_present=False)
    assert refuses(seat, vote=VoteChoice.AGAINST, voted_at=now)
    assert refuses(seat, conflict="An NGO")
    assert not refuses(seat, vote=VoteChoice.FOR, voted_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendee.objects.create(meeting=contest.meeting, member=contest.commission[0])


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
