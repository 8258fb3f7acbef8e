"""Create, edit, announce a call."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from evaluation.choices import RoundStatus
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from grants.actions import calls
from grants.choices import CallKind, CallStatus
from grants.models import Call
from registry.choices import Role
from registry.models import MonthlyIndex
from tests.builders.grants import call_at, officer_for
from tests.factories.evaluation import RubricFactory
from tests.factories.grants import call_facts
from tests.factories.registry import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def faults_of(call: Call) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        calls.announce(call=call, by=officer_for(call))
    call.refresh_from_db()
    assert (call.status, call.announced_at, call.round) == (CallStatus.DRAFT, None, None)
    return [(fault.field, fault.rule) for fault in refusal.value.faults]


def test_creating_keeps_the_facts_and_audits_them() -> None:
    call = call_at(CallStatus.DRAFT, title_en="Rivers")

    assert (call.status, call.title_en, call.round, call.announced_at) == ("draft", "Rivers", None, None)
    assert [sphere.number for sphere in call.spheres.all()] == [3]
    changes = Event.objects.get(verb="grants.call.created").changes
    assert (changes["title_en"], changes["spheres"], changes["budget"]) == (
        [None, "Rivers"],
        [None, [3]],
        [None, "3500000"],
    )


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COMMISSION])
def test_only_officers_of_the_operator_prepare_a_call(role: str) -> None:
    other = MembershipFactory(organisation=None, body=BodyFactory(), role=Role.OFFICER).user
    call = call_at(CallStatus.DRAFT)
    colleague = MembershipFactory(organisation=None, body=call.operator, role=role).user

    for stranger in (other, colleague):
        with pytest.raises(NotPermitted):
            calls.create(operator=call.operator, facts=call_facts(), by=stranger)
        with pytest.raises(NotPermitted):
            calls.edit(call=call, facts={"title_en": "Mine"}, by=stranger)
        with pytest.raises(NotPermitted):
            calls.announce(call=call, by=stranger)

    assert (Call.objects.count(), Call.objects.get().status) == (1, "draft")


def test_editing_changes_what_is_given_and_says_what_it_was() -> None:
    call = call_at(CallStatus.DRAFT, title_en="Rivers")

    calls.edit(call=call, facts={"title_en": "Lakes", "budget": Decimal(4_000_000)}, by=officer_for(call))

    call.refresh_from_db()
    event = Event.objects.get(verb="grants.call.edited")
    assert (call.title_en, call.budget) == ("Lakes", Decimal("4000000.00"))
    assert event.changes == {"title_en": ["Rivers", "Lakes"], "budget": ["3500000.00", "4000000"]}


def test_announcing_publishes_the_call_and_prepares_the_round() -> None:
    call = call_at(CallStatus.DRAFT, main_seats=5, reserve_seats=2)

    announced = calls.announce(call=call, by=officer_for(call))

    assert (announced.status, announced.announced_at is not None) == (CallStatus.ANNOUNCED, True)
    round_ = announced.round
    assert (round_.status, round_.subject_type, round_.subject_id) == (
        RoundStatus.ANNOUNCED,
        "grants.call",
        str(call.pk),
    )
    assert (round_.body, round_.rubric, round_.main_seats, round_.reserve_seats) == (call.operator, call.rubric, 5, 2)
    assert (round_.title_kk, list(round_.spheres.all())) == (call.title_kk, list(call.spheres.all()))
    assert round_.rubric.frozen_at is not None
    changes = Event.objects.get(verb="grants.call.announced").changes
    assert (changes["eligibility"], changes["closes_at"]) == (call.eligibility, call.closes_at.isoformat())


def test_conditions_are_frozen_by_the_announcement() -> None:
    call = call_at()

    with pytest.raises(Conflict, match="frozen"):
        calls.edit(call=call, facts={"budget": Decimal(1)}, by=officer_for(call))
    with pytest.raises(TransitionNotAllowed):
        calls.announce(call=call, by=officer_for(call))

    call.refresh_from_db()
    assert call.budget == Decimal("3500000.00")


def test_a_rubric_that_cannot_be_used_stops_the_announcement() -> None:
    call = call_at(CallStatus.DRAFT, rubric=RubricFactory(maximum_total=Decimal(30)))

    assert faults_of(call) == [("maximum_total", "R40")]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"languages": []}, [("languages", "R28")]),
        ({"languages": ["kk", "en"]}, [("languages", "R28")]),
        ({"eligibility": [{"code": "R99"}]}, [("eligibility", "")]),
        ({"months_max": 37}, [("months_max", "R15")]),
        ({"kind": CallKind.SHORT, "months_min": 2}, [("months_min", "R21"), ("", "R22")]),
        ({"kind": CallKind.MEDIUM, "months_min": 12, "months_max": 25}, [("months_max", "R21"), ("", "R22")]),
    ],
)
def test_every_fault_of_a_call_is_named(facts: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert faults_of(call_at(CallStatus.DRAFT, **facts)) == expected


def test_a_window_in_the_past_cannot_be_announced() -> None:
    now = timezone.now()
    call = call_at(CallStatus.DRAFT, opens_at=now - dt.timedelta(days=3), closes_at=now - dt.timedelta(days=1))

    assert faults_of(call) == [("closes_at", "R27")]


@pytest.mark.parametrize(
    ("kind", "low", "high", "expected"),
    [
        (CallKind.SHORT, "2162500.00", "12975000.00", []),
        (CallKind.SHORT, "2162499.99", "12975000.01", [("amount_min", "R21"), ("amount_max", "R21")]),
        (CallKind.LONG, "43250000", "900000000", []),
        (CallKind.LONG, "43249999", "900000000", [("amount_min", "R21")]),
        (CallKind.SMALL, "1", "2", []),
    ],
)
def test_amounts_fit_the_type_by_the_mrp_of_the_year(
    kind: str, low: str, high: str, expected: list[tuple[str, str]]
) -> None:
    MonthlyIndex.objects.create(valid_from=dt.date(2020, 1, 1), amount=Decimal(4325), source="test", certainty="B")
    months = {CallKind.SHORT: (3, 12), CallKind.LONG: (24, 36), CallKind.SMALL: (1, 2)}[CallKind(kind)]
    call = call_at(
        CallStatus.DRAFT,
        kind=kind,
        amount_min=Decimal(low),
        amount_max=Decimal(high),
        budget=Decimal(900_000_000),
        months_min=months[0],
        months_max=months[1],
    )

    if expected:
        assert faults_of(call) == expected
    else:
        assert calls.announce(call=call, by=officer_for(call)).status == CallStatus.ANNOUNCED
