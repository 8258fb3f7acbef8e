"""Small grants through an NGO that holds a grant: who runs the calls, for how much, and for whom never."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum

from evaluation.actions import panel_notices
from evaluation.models import Round, Rubric
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.notifications.models import Message
from grants.actions import amendments, calls, conversations, phases, regranting
from grants.models import Application, Call, Regranting
from grants.rules import checks
from grants.rules.applications import eligibility_answers
from monitoring.actions import notices as monitoring_notices
from monitoring.models import Survey
from registry.actions import memberships
from registry.choices import BodyKind, Role
from registry.models import Membership
from registry.rules import roles
from tests.builders.evaluation import officer_of
from tests.builders.grants import application_at, call_at, head_of, person_of
from tests.factories.grants import call_facts
from tests.factories.monitoring import SubjectFactory
from tests.factories.registry import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant() -> Application:
    """A grant of 500,000 that was awarded in a short-term call."""
    call = call_at(budget=Decimal(1_000_000))
    application = application_at(call=call)
    Call.objects.filter(pk=call.pk).update(kind="short", status="deciding")
    Application.objects.filter(pk=application.pk).update(status="funded", awarded=Decimal(500_000))
    return Application.objects.select_related("call__operator", "organisation").get(pk=application.pk)


def officer(application: Application) -> Any:
    return Membership.objects.get(body=application.call.operator, role=Role.OFFICER).user


def small(part: Regranting, **changes: Any) -> dict[str, Any]:
    facts = {"budget": Decimal(300_000), "amount_max": Decimal(100_000), "amount_min": Decimal(0), "regranting": part}
    return call_facts(**facts | changes)


def test_the_head_and_editors_run_calls_and_are_officers_of_nothing_else(grant: Application) -> None:
    part = regranting.set_aside(application=grant, amount=Decimal(400_000), by=officer(grant))
    head, viewer = head_of(grant.organisation), person_of(grant.organisation, Role.NGO_VIEWER)
    editor = person_of(grant.organisation)

    call = calls.create(operator=part.body, facts=small(part), by=editor)
    announced = calls.announce(call=call, by=head)

    assert (part.body.kind, part.body.organisation, part.body.name_en) == (
        BodyKind.REGRANTOR,
        grant.organisation,
        grant.organisation.name_en,
    )
    assert list(Call.objects.run_by(editor, Role.OFFICER)) == [announced]
    assert Round.objects.run_by(head).get() == announced.round
    assert Rubric.objects.written_by(head).count() == 0
    assert [roles.has_role(one, Role.OFFICER, body=part.body) for one in (head, editor, viewer)] == [True, True, False]
    # Nothing that officers of state bodies may do anywhere is theirs.
    assert not roles.has_role(head, Role.OFFICER)
    for check in (roles.check_is_officer, roles.check_can_register_organisation, roles.check_can_judge_duplicates):
        with pytest.raises(NotPermitted):
            check(head)
    with pytest.raises(NotPermitted):
        roles.check_can_grant_role(head, Role.OFFICER, organisation=None, body=part.body)
    roles.check_can_grant_role(head, Role.SECRETARY, organisation=None, body=part.body)
    # Who leaves the NGO leaves its calls.
    memberships.end(membership=Membership.objects.get(user=editor), by=head)
    with pytest.raises(NotPermitted):
        calls.edit(call=announced, facts={}, by=editor)


def test_the_sum_of_the_calls_stays_within_the_part(grant: Application) -> None:
    part = regranting.set_aside(application=grant, amount=Decimal(400_000), by=officer(grant))
    head = head_of(grant.organisation)
    first = calls.create(operator=part.body, facts=small(part), by=head)
    second = calls.create(operator=part.body, facts=small(part, budget=Decimal(100_000)), by=head)
    third = calls.create(operator=part.body, facts=small(part, budget=Decimal(100_001)), by=head)
    calls.announce(call=first, by=head)

    with pytest.raises(Invalid) as refusal:
        calls.announce(call=third, by=head)
    calls.announce(call=second, by=head)
    more = {"budget": Decimal(200_000), "closes_at": second.closes_at + (second.closes_at - second.opens_at)}
    with pytest.raises(Invalid) as amended:
        amendments.amend(call=second, facts=more, reason="More.", version=1, by=head)
    with pytest.raises(Invalid, match="400,000"):
        regranting.set_aside(application=grant, amount=Decimal(399_999), by=officer(grant))

    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("budget", "4.3")]
    assert "100,000" in str(refusal.value)
    assert [fault.field for fault in amended.value.faults] == ["budget"]
    spent = part.calls.filter(announced_at__isnull=False).aggregate(sum=Sum("budget"))["sum"]
    assert spent == part.amount
    # A call that is cancelled gives its money back.
    phases.cancel(call=first, reason="No applicants.", by=head)
    assert calls.announce(call=third, by=head).status == "announced"


def test_an_ngo_gives_nothing_to_itself_or_its_own_people(grant: Application) -> None:
    part = regranting.set_aside(application=grant, amount=Decimal(400_000), by=officer(grant))
    head = head_of(grant.organisation)
    call = calls.announce(call=calls.create(operator=part.body, facts=small(part), by=head), by=head)
    tied = MembershipFactory(user=head).organisation
    free = MembershipFactory().organisation

    def verdict(organisation: Any) -> str:
        answers = {one.code: one.verdict for one in eligibility_answers(call, organisation, call.opens_at.date())}
        return answers["operator"]

    assert [verdict(one) for one in (grant.organisation, tied, free)] == ["fail", "fail", "pass"]


def test_only_the_officer_of_the_grant_sets_a_part_aside_and_only_of_a_grant(grant: Application) -> None:
    for stranger in (officer_of(BodyFactory()), head_of(grant.organisation)):
        with pytest.raises(NotPermitted):
            regranting.set_aside(application=grant, amount=Decimal(1), by=stranger)
    for amount in (Decimal(0), Decimal("500000.01")):
        with pytest.raises(Invalid):
            regranting.set_aside(application=grant, amount=amount, by=officer(grant))
    Application.objects.filter(pk=grant.pk).update(status="admitted", awarded=None)
    with pytest.raises(Conflict):
        regranting.set_aside(application=grant, amount=Decimal(1), by=officer(grant))

    assert Regranting.objects.count() == 0


def test_the_people_of_the_ngo_are_told_what_officers_are_told(grant: Application) -> None:
    part = regranting.set_aside(application=grant, amount=Decimal(400_000), by=officer(grant))
    head, editor = head_of(grant.organisation), person_of(grant.organisation)
    person_of(grant.organisation, Role.NGO_VIEWER)
    call = calls.announce(call=calls.create(operator=part.body, facts=small(part), by=head), by=head)
    application = application_at("draft", call=call, is_filled=False)
    staff = [head, editor]

    conversations.send(application=application, text="When?", wants_answer=True, by=head_of(application.organisation))
    panel_notices.tell_short(call.round, count=1)
    survey = Survey(subject=SubjectFactory(body=part.body), pk=1)
    monitoring_notices.tell_closed(survey, 5)

    told = Message.objects.filter(recipient__in=staff, key__startswith="grants.case.")
    assert [one.recipient for one in told.order_by("recipient")] == staff
    for topic in (panel_notices.SHORT.topic, monitoring_notices.CLOSED.topic):
        assert [one.recipient for one in Message.objects.filter(topic=topic).order_by("recipient")] == staff
    # Two people of the NGO can check with four eyes.
    assert not checks.is_alone(call)


def test_a_call_of_an_ngo_needs_its_grant_and_a_state_body_has_none(grant: Application) -> None:
    part = regranting.set_aside(application=grant, amount=Decimal(400_000), by=officer(grant))
    head = head_of(grant.organisation)
    without = calls.create(operator=part.body, facts=small(part, regranting=None), by=head)
    state = call_at("draft", regranting=part)

    for call, by in ((without, head), (state, Membership.objects.get(body=state.operator).user)):
        with pytest.raises(Invalid) as refusal:
            calls.announce(call=call, by=by)
        assert [fault.field for fault in refusal.value.faults] == ["regranting"]
