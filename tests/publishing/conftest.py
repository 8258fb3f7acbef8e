from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest

from evaluation.models import Run
from foundation.accounts.models import User
from grants.choices import (
    ApplicationStatus,
    CallKind,
    CallStatus,
    CheckConclusion,
    CheckItem,
    CheckStage,
    ConflictSource,
    Departure,
    MeetingStatus,
    Outcome,
    VoteChoice,
)
from grants.models import (
    AgendaItem,
    Application,
    Attendee,
    Ballot,
    Call,
    FormalCheck,
    FormalCheckItem,
    Meeting,
    Proposal,
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
    applications = list(Application.objects.filter(call=call).exclude(status=ApplicationStatus.NOT_ADMITTED))
    _list(meeting, applications)
    said = [(VoteChoice.FOR, ""), (VoteChoice.FOR, ""), (VoteChoice.AGAINST, "The second project is better")]
    for number, (choice, remark) in enumerate(said):
        seat = Attendee.objects.create(
            meeting=meeting, member=UserFactory(full_name=f"Member {number}"), is_present=True, declared_at=MOMENT
        )
        Ballot.objects.bulk_create(
            Ballot(attendee=seat, application=one, choice=choice, remark=remark, voted_at=MOMENT)
            for one in applications
        )
    tied = Attendee.objects.create(
        meeting=meeting, member=UserFactory(full_name="Tied Member"), is_present=True, declared_at=MOMENT
    )
    Ballot.objects.create(attendee=tied, application=applications[0], source=ConflictSource.KNOWN, conflict="Late Fund")
    return meeting


def _list(meeting: Meeting, applications: list[Application]) -> None:
    """The first application was passed over, with a reason."""
    for position, one in enumerate(applications, 1):
        is_grant = one.awarded is not None
        departs = position == 1
        Proposal.objects.create(
            meeting=meeting,
            application=one,
            outcome=Outcome.FUND if is_grant else Outcome.DECLINE,
            amount=one.awarded or 0,
            reason="As the experts say",
            departure=Departure.RAISED if departs else "",
            departure_reason="Needed in the village" if departs else "",
        )
        AgendaItem.objects.create(meeting=meeting, application=one, position=position)


@pytest.fixture
def stranger(db) -> User:
    """An officer of another body."""
    return MembershipFactory(organisation=None, body=evaluation.BodyFactory(), role=Role.OFFICER).user
