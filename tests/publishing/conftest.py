from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluation.models import Run
from foundation.accounts.models import User
from grants.choices import (
    ApplicationStatus,
    CallKind,
    CallStatus,
    CheckConclusion,
    CheckItem,
    CheckStage,
    MeetingStatus,
    VoteChoice,
)
from grants.models import (
    Application,
    Attendee,
    Call,
    FormalCheck,
    FormalCheckItem,
    Meeting,
    SubmittedVersion,
)
from registry.choices import Role
from tests.builders import evaluation
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory, OrganisationFactory

MOMENT = dt.datetime(2026, 7, 1, 10, 0, tzinfo=dt.UTC)
NAMES = ["=1+1", "+7 701", "-Жас Ұлан", "@Қоғам «Ә»"]


@dataclass
class Decided:
    """A decided call with its people: four ranked applications (one grant), one refused by the formal check."""

    call: Call
    run: Run
    officer: User
    meeting: Meeting


@pytest.fixture
def decided(db) -> Decided:
    marks = [[[900, 900], [1000, 800]], [[700, 700], [800, 600]], [[500, 500], [500, 500]], [[300, 300], [300, 300]]]
    panel, run = evaluation.published(marks)
    call = Call.objects.create(
        slug="test-call-2026",
        number_prefix="TC",
        operator=panel.body,
        kind=CallKind.SMALL,
        title_kk="Шағын гранттар – 2026: ҰҒІҚӨҮҺӘҢ",
        title_ru="Малые гранты 2026",
        title_en="Small grants 2026",
        status=CallStatus.DECIDED,
        opens_at=MOMENT - dt.timedelta(days=30),
        closes_at=MOMENT - dt.timedelta(days=10),
        budget=Decimal(3_500_000),
        amount_max=Decimal(500_000),
        rubric=panel.rubric,
        round=panel.round,
        is_invented=True,
        note_en="The dates are real.",
        announced_at=MOMENT - dt.timedelta(days=31),
        decided_at=MOMENT,
    )
    for entry, name in zip(panel.entries, NAMES, strict=True):
        _application(call, entry.reference, panel.officer, name, is_funded=entry == panel.entries[0])
    _refused(call, panel.officer)
    return Decided(call, run, panel.officer, _meeting(call, run, panel.officer))


def _application(call: Call, number: str, person: User, name: str, *, is_funded: bool) -> Application:
    return Application.objects.create(
        call=call,
        organisation=OrganisationFactory(name_kk=name, name_ru=name, name_en=name),
        number=number,
        status=ApplicationStatus.FUNDED if is_funded else ApplicationStatus.DECLINED,
        title=f"Project of {name}",
        requested=Decimal(500_000),
        awarded=Decimal(500_000) if is_funded else None,
        decision_reason=f'=HYPERLINK("http://example.org","{number}")',
        created_by=person,
        submitted_at=MOMENT,
        submitted_by=person,
    )


def _refused(call: Call, person: User) -> None:
    application = _application(call, "TC-0099", person, "Late Fund", is_funded=False)
    Application.objects.filter(pk=application.pk).update(status=ApplicationStatus.NOT_ADMITTED)
    version = SubmittedVersion.objects.create(
        application=application, number=1, document={}, digest="0" * 64, submitted_at=MOMENT, submitted_by=person
    )
    check = FormalCheck.objects.create(
        application=application,
        version=version,
        number=1,
        conclusion=CheckConclusion.REFUSE,
        reason="Not admitted.",
        checked_by=person,
        checked_at=MOMENT,
        stage=CheckStage.CONFIRMED,
    )
    FormalCheckItem.objects.create(check_of=check, item=CheckItem.AMOUNT, is_met=False, reason="Asked for too much")


def _meeting(call: Call, run: Run, person: User) -> Meeting:
    meeting = Meeting.objects.create(
        call=call,
        run=run,
        protocol_number="7/2026",
        held_at=MOMENT,
        status=MeetingStatus.CONCLUDED,
        prepared_by=person,
        concluded_at=MOMENT,
        concluded_by=person,
    )
    seats = [(VoteChoice.FOR, ""), (VoteChoice.FOR, ""), (VoteChoice.AGAINST, "The second project is better")]
    for number, (vote, remark) in enumerate(seats):
        member = UserFactory(full_name=f"Member {number}")
        Attendee.objects.create(
            meeting=meeting, member=member, is_present=True, vote=vote, remark=remark, voted_at=timezone.now()
        )
    Attendee.objects.create(meeting=meeting, member=UserFactory(full_name="Tied Member"), conflict="Late Fund")
    return meeting


@pytest.fixture
def stranger(db) -> User:
    """An officer of another body."""
    return MembershipFactory(organisation=None, body=evaluation.BodyFactory(), role=Role.OFFICER).user
