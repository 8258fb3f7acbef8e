"""Strategic partnership from the call to the last report, and each refusal on the way."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from foundation.accounts.esignature import Position
from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications import wording
from foundation.notifications.models import Message
from grants.actions import partner_agreements, partner_applications, partner_calls, partner_reports
from grants.choices.partnership import PartnerAgreementStatus, PartnerApplicationStatus, PartnerCallStatus
from grants.models import PartnerAgreement, PartnerApplication, PartnerReport
from grants.queries.desk import desk_tasks
from grants.queries.partnership import end_of, partners_for
from registry.choices import OrganisationStatus, Role
from tests.builders import directions
from tests.builders import partnership as build
from tests.builders.evaluation import officer_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(build.AFTER, tick=False) as traveller:
        yield traveller


def test_a_partnership_from_the_call_to_the_report(now) -> None:
    application = build.chosen()
    officer, head = build.officer_for(application.call), build.head_for(application)
    agreement = build.effective(application)
    assert (agreement.status, agreement.ends_on) == (PartnerAgreementStatus.EFFECTIVE, dt.date(2028, 12, 31))
    now.move_to(dt.datetime(2027, 12, 1, tzinfo=dt.UTC))
    facts = {"done": "Ten kilometres", "results": "Clean", "plans": ""}
    report = partner_reports.submit(agreement=agreement, year=2027, **facts, by=head)
    assert [task.title for task in desk_tasks(officer)] == ["Read the report: 7, 2027"]
    partner_reports.give_back(report=report, remark="Which rivers?", by=officer)
    assert [task.title for task in desk_tasks(head)] == ["Correct the report: 7, 2027"]
    partner_reports.resubmit(report=report, **facts | {"done": "The Ishim"}, by=head)
    report = partner_reports.accept(report=report, by=officer)
    now.move_to(dt.datetime(2029, 1, 2, tzinfo=dt.UTC))
    assert [task.title for task in desk_tasks(officer)] == ["End the agreement: 7"]
    closed = partner_agreements.close(agreement=agreement, by=officer)

    assert (report.status, report.done) == ("accepted", "The Ishim")
    assert (closed.status, closed.ended_on) == (PartnerAgreementStatus.EXPIRED, dt.date(2028, 12, 31))
    assert [wording.subject(message) for message in Message.objects.filter(recipient=head).order_by("pk")] == [
        "Your NGO is in the pool of partners",
        "An agreement waits for your signature: 7",
        "The agreement is in force: 7",
        "The yearly report is returned: 7",
        "The yearly report is accepted: 7",
    ]
    assert set(PartnerReport.objects.visible_to(UserFactory())) == {report}


@pytest.mark.parametrize(
    "changes",
    [
        {"closes_at": build.OPENS + 9 * DAY},
        {"opens_at": build.OPENS - 30 * DAY, "closes_at": build.OPENS - 20 * DAY},
    ],
)
def test_terms_are_checked_before_a_call_is_announced(now, changes: dict) -> None:
    now.move_to(build.OPENS)
    call = build.draft(**changes)
    officer = build.officer_for(call)

    with pytest.raises(Invalid) as refusal:
        partner_calls.announce(call=call, by=officer)
    partner_calls.edit(call=call, facts={"opens_at": build.OPENS, "closes_at": build.CLOSES}, by=officer)
    announced = partner_calls.announce(call=call, by=officer)
    with pytest.raises(Conflict):
        partner_calls.edit(call=announced, facts={"months": 1}, by=officer)

    assert [fault.field for fault in refusal.value.faults] == ["closes_at"]


def test_a_call_is_run_by_its_officers_and_given_up_with_a_reason() -> None:
    call, stranger = build.draft(), officer_of(BodyFactory())
    for act in (
        lambda: partner_calls.create(body=call.body, facts={}, by=stranger),
        lambda: partner_calls.announce(call=call, by=stranger),
        lambda: partner_calls.decide(call=call, by=stranger),
        lambda: partner_calls.cancel(call=call, reason="A", by=stranger),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(Invalid):
        partner_calls.cancel(call=call, reason=" ", by=build.officer_for(call))
    with pytest.raises(TransitionNotAllowed):
        partner_calls.decide(call=call, by=build.officer_for(call))
    cancelled = partner_calls.cancel(call=call, reason="No budget", by=build.officer_for(call))

    assert cancelled.status == PartnerCallStatus.CANCELLED


def test_an_ngo_applies_once_in_time_if_the_rules_let_it(now) -> None:
    call, head = build.announced(), MembershipFactory()
    viewer = MembershipFactory(organisation=head.organisation, role=Role.NGO_VIEWER)
    suspended = MembershipFactory(organisation=OrganisationFactory(status=OrganisationStatus.SUSPENDED))
    facts = {"call": call, "motivation": "A", "experience": "B"}
    now.move_to(build.CLOSES)
    application = partner_applications.submit(organisation=head.organisation, by=head.user, **facts)
    with pytest.raises(Conflict):
        partner_applications.submit(organisation=head.organisation, by=head.user, **facts)
    with pytest.raises(NotPermitted):
        partner_applications.submit(organisation=head.organisation, by=viewer.user, **facts)
    with pytest.raises(Invalid) as refusal:
        partner_applications.submit(organisation=suspended.organisation, by=suspended.user, **facts)
    partner_applications.withdraw(application=application, by=head.user)
    again = partner_applications.submit(organisation=head.organisation, by=head.user, **facts)
    now.move_to(build.CLOSES + dt.timedelta(seconds=1))
    with pytest.raises(DeadlinePassed):
        partner_applications.withdraw(application=again, by=head.user)

    assert [fault.rule for fault in refusal.value.faults] == ["R13"]
    assert (again.facts["bin"], again.answers[0]["code"]) == (head.organisation.bin, "R13")
    assert "head_iin" not in again.facts
    with pytest.raises(Conflict):
        partner_applications.submit(**facts | {"call": build.draft()}, organisation=head.organisation, by=head.user)


def test_decisions_are_prepared_quietly_and_published_at_once(now) -> None:
    call = build.announced()
    first, second = build.applied(call), build.applied(call)
    officer = build.officer_for(call)
    judge = {"application": first, "reason": "The best", "by": officer}
    now.move_to(build.CLOSES)
    with pytest.raises(Conflict):
        partner_applications.judge(verdict="accept", **judge)
    with pytest.raises(Conflict):
        partner_calls.decide(call=call, by=officer)
    now.move_to(build.AFTER)
    assert [task.title for task in desk_tasks(officer)] == [f"Choose partners: {call}"]
    with pytest.raises(Invalid):
        partner_applications.judge(verdict="accept", **judge | {"reason": " "})
    with pytest.raises(NotPermitted):
        partner_applications.judge(verdict="accept", **judge | {"by": officer_of(BodyFactory())})
    partner_applications.judge(verdict="accept", **judge)
    with pytest.raises(Invalid) as waiting:
        partner_calls.decide(call=call, by=officer)
    partner_applications.judge(verdict="decline", **judge | {"application": second})
    assert [task.title for task in desk_tasks(officer)] == [f"Publish the pool of partners: {call}"]
    assert Message.objects.count() == 0
    partner_calls.decide(call=call, by=officer)
    first.refresh_from_db()
    second.refresh_from_db()

    assert [str(fault.message) for fault in waiting.value.faults] == ["1 application has no decision yet."]
    assert (first.status, second.status) == (PartnerApplicationStatus.ACCEPTED, PartnerApplicationStatus.DECLINED)
    assert Message.objects.count() == 2
    with pytest.raises(Conflict):
        partner_applications.judge(verdict="decline", **judge)


def test_an_officer_with_a_tie_does_not_judge() -> None:
    call = build.announced()
    application, officer = build.applied(call), build.officer_for(call)
    MembershipFactory(user=officer, organisation=application.organisation, role=Role.NGO_VIEWER)

    with pytest.raises(NotPermitted) as refusal:
        partner_applications.judge(application=application, verdict="accept", reason="Mine", by=officer)

    assert "another officer" in str(refusal.value)


def test_an_agreement_is_for_the_pool_and_not_longer_than_the_call_said() -> None:
    application = build.chosen()
    officer = build.officer_for(application.call)
    for months in (0, 25):
        with pytest.raises(Invalid):
            build.prepared(application, months=months)
    agreement = build.prepared(application)
    with pytest.raises(Conflict):
        build.prepared(application)
    with pytest.raises(Invalid):
        partner_agreements.cancel(agreement=agreement, reason="", by=officer)
    partner_agreements.cancel(agreement=agreement, reason="A slip", by=officer)
    assert build.prepared(application, number="8").number == "8"
    PartnerApplication.objects.filter(pk=application.pk).update(status="declined", verdict="decline")
    with pytest.raises(Conflict):
        build.prepared(application)


def test_both_sides_sign_in_their_order_with_a_right_to_sign() -> None:
    application = build.chosen()
    agreement, head, officer = (
        build.prepared(application),
        build.head_for(application),
        build.officer_for(application.call),
    )
    editor = MembershipFactory(organisation=application.organisation, role=Role.NGO_EDITOR).user
    number = application.organisation.bin
    assert [task.title for task in desk_tasks(head)] == ["Sign the agreement: 7"]
    for person in (editor, officer):
        with pytest.raises(NotPermitted):
            build.signed(agreement, person, bin_=number)
    with pytest.raises(Invalid):
        build.signed(agreement, head, bin_=number, position=Position.EMPLOYEE)
    agreement = build.signed(agreement, head, bin_=number)
    with pytest.raises(NotPermitted):
        build.signed(agreement, head, bin_=number)
    assert (agreement.status, agreement.effective_at) == (PartnerAgreementStatus.SIGNED, None)
    assert [task.title for task in desk_tasks(officer)] == ["Sign the agreement: 7"]
    agreement = build.signed(agreement, officer)
    with pytest.raises(Conflict):
        build.signed(agreement, officer)
    with pytest.raises(Conflict):
        partner_agreements.close(agreement=agreement, by=officer)
    ended = partner_agreements.terminate(agreement=agreement, reason="No reports", by=officer)

    assert (ended.status, ended.ended_on) == (PartnerAgreementStatus.TERMINATED, build.AFTER.date())
    assert Event.objects.get(verb="grants.partner_agreement.terminated").reason == "No reports"
    assert agreement.ngo_signature != agreement.body_signature


def test_a_report_is_about_a_year_of_an_agreement_that_came_into_force(now) -> None:
    application = build.chosen()
    head, officer = build.head_for(application), build.officer_for(application.call)
    facts = {"done": "A", "results": "B", "plans": "", "by": head}
    unsigned = build.prepared(application)
    with pytest.raises(Conflict):
        partner_reports.submit(agreement=unsigned, year=2027, **facts)
    partner_agreements.cancel(agreement=unsigned, reason="A slip", by=officer)
    agreement = build.effective(application, number="8")
    now.move_to(dt.datetime(2027, 12, 1, tzinfo=dt.UTC))
    for year in (2026, 2028):
        with pytest.raises(Invalid):
            partner_reports.submit(agreement=agreement, year=year, **facts)
    with pytest.raises(NotPermitted):
        partner_reports.submit(agreement=agreement, year=2027, **facts | {"by": officer})
    report = partner_reports.submit(agreement=agreement, year=2027, **facts)
    with pytest.raises(Conflict):
        partner_reports.submit(agreement=agreement, year=2027, **facts)
    with pytest.raises(TransitionNotAllowed):
        partner_reports.resubmit(report=report, **facts)
    with pytest.raises(NotPermitted):
        partner_reports.accept(report=report, by=head)
    with pytest.raises(Invalid):
        partner_reports.give_back(report=report, remark=" ", by=officer)

    assert set(PartnerReport.objects.visible_to(UserFactory())) == set()
    assert set(PartnerReport.objects.visible_to(head)) == {report}


def test_partners_stand_behind_proposals_of_the_public() -> None:
    body = BodyFactory()
    application = build.chosen(body)
    head, found = build.head_for(application), directions.collecting()
    proposal = directions.proposed(found)
    type(found).objects.filter(pk=found.pk).update(body=body)
    proposal = type(proposal).objects.get(pk=proposal.pk)
    facts = {"proposal": proposal, "organisation": application.organisation, "text": "We have counted too."}
    with pytest.raises(NotPermitted):
        partner_applications.endorse(**facts, by=head)
    assert partners_for(head, proposal) == []
    build.effective(application)
    assert partners_for(head, proposal) == [application.organisation]
    with pytest.raises(NotPermitted):
        partner_applications.endorse(**facts, by=UserFactory())
    partner_applications.endorse(**facts, by=head)
    with pytest.raises(Conflict):
        partner_applications.endorse(**facts, by=head)

    assert partners_for(head, proposal) == []


def test_what_is_not_public_stays_between_the_two_sides() -> None:
    application = build.chosen()
    agreement, stranger = build.prepared(application), UserFactory()
    sides = (build.head_for(application), build.officer_for(application.call))

    assert [set(PartnerAgreement.objects.visible_to(who)) for who in (*sides, stranger)] == [
        {agreement},
        {agreement},
        set(),
    ]
    assert [set(PartnerApplication.objects.visible_to(who)) for who in (*sides, stranger)] == [
        {application},
        {application},
        set(),
    ]


@given(st.dates(dt.date(2020, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 36))
def test_the_last_day_is_the_day_before_the_same_day(starts_on: dt.date, months: int) -> None:
    ends_on = end_of(starts_on, months)

    following = ends_on + DAY
    assert (following.year * 12 + following.month) - (starts_on.year * 12 + starts_on.month) == months
    assert following.day <= starts_on.day
    assert ends_on < end_of(starts_on, months + 1)
