"""Standards, plans, topics, the discussion; sums that stay within each other."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.actions import reference
from socialorder.actions.needs import needs
from socialorder.actions.plans import comments, plans, topics
from socialorder.actions.standards import standards
from socialorder.actions.tenders import lots
from socialorder.choices import PlanStatus, StandardStatus
from socialorder.models import Lot, SpecPart, Standard, Tender, Topic
from socialorder.queries.plans import comparison, lots_sum
from tests.builders import socialorder as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def fields(refusal) -> list[tuple[str, str]]:
    return [(fault.field, fault.rule) for fault in refusal.value.faults]


def test_newer_version_of_a_standard_replaces_the_one_in_force() -> None:
    body, officer = build.akimat()
    first = build.approved_standard(body, officer)
    draft = standards.write(
        body=body, code="day-centre", values=build.standard_values(), criteria=build.CRITERIA, by=officer
    )
    with pytest.raises(Conflict):
        standards.write(body=body, code="day-centre", values=build.standard_values(), criteria=[], by=officer)
    cheaper = build.standard_values(unit_cost=Decimal(40_000))
    standards.change(standard=draft, values=cheaper, criteria=build.CRITERIA * 2, by=officer)
    second = standards.approve(standard=draft, order_number="2", approved_on=dt.date(2026, 6, 1), by=officer)

    first.refresh_from_db()
    assert (first.status, second.status, second.version) == (StandardStatus.SUPERSEDED, StandardStatus.IN_FORCE, 2)
    assert second.criteria.count() == 2
    with pytest.raises(Conflict):
        standards.change(standard=second, values=cheaper, criteria=build.CRITERIA, by=officer)
    other, stranger = build.akimat()
    with pytest.raises(Invalid) as refusal:
        standards.write(body=other, code="day-centre", values=cheaper, criteria=build.CRITERIA, by=stranger)
    assert fields(refusal) == [("code", "")]
    with pytest.raises(NotPermitted):
        standards.approve(standard=second, order_number="3", approved_on=dt.date(2026, 6, 1), by=stranger)


def test_standard_says_cost_grounds_and_criteria() -> None:
    body, officer = build.akimat()
    bad = build.standard_values(unit_cost=Decimal(0), cost_grounds=" ")
    with pytest.raises(Invalid) as refusal:
        standards.write(body=body, code="x", values=bad, criteria=[], by=officer)
    assert fields(refusal) == [("unit_cost", ""), ("cost_grounds", "R17"), ("criteria", "R17")]
    good = standards.write(body=body, code="x", values=build.standard_values(), criteria=build.CRITERIA, by=officer)
    assert not Standard.objects.visible_to(UserFactory()).exists()
    with pytest.raises(Invalid):
        standards.approve(standard=good, order_number=" ", approved_on=dt.date(2026, 6, 1), by=officer)


def test_topic_is_refused_with_all_faults() -> None:
    world = build.planned()
    values = build.topic_values(None, world.body.region, months=37, volume=Decimal(0), unit_cost=Decimal(0))
    with pytest.raises(Invalid) as refusal:
        topics.add(plan=world.plan, values=values, place="", indicators=[], by=world.officer)
    assert fields(refusal) == [
        ("months", "R15"),
        ("unit_cost", ""),
        ("volume", "R17"),
        ("indicators", "R17"),
        ("grounds", "R17"),
    ]
    dearer = build.topic_values(world.standard, world.body.region, unit_cost=Decimal(60_000))
    with pytest.raises(Invalid) as refusal:
        topics.add(plan=world.plan, values=dearer, place="", indicators=build.INDICATORS, by=world.officer)
    assert "50,000" in str(refusal.value)
    much = build.topic_values(world.standard, world.body.region, volume=Decimal(301))
    with pytest.raises(Invalid) as refusal:
        topics.add(plan=world.plan, values=much, place="", indicators=build.INDICATORS, by=world.officer)
    assert fields(refusal) == [("volume", "R16")]


def test_plan_is_discussed_answered_and_approved() -> None:
    reference.load()
    world = build.planned()
    citizen, need = UserFactory(), build.need()
    needs.take(need=need, topic=world.topic, answer="", by=world.officer)
    today = local_date(build.NOW)
    with build.at(build.NOW):
        with pytest.raises(Invalid) as refusal:
            plans.discuss(plan=world.plan, until=today + dt.timedelta(days=7), by=world.officer)
        assert fields(refusal) == [("until", "")]
        plan = plans.discuss(plan=world.plan, until=today + dt.timedelta(days=20), by=world.officer)
        comment = comments.comment(topic=world.topic, text="Two centres are too few", by=citizen)
        assert comments.comment(topic=world.topic, text="Two centres are too few ", by=citizen) == comment
        with pytest.raises(Invalid) as refusal:
            plans.approve(plan=plan, order_number=" ", by=world.officer)
        assert fields(refusal) == [("", ""), ("", ""), ("order_number", "")]
        comments.answer(comment=comment, text="There will be three", by=world.officer)
        with pytest.raises(Conflict):
            comments.answer(comment=comment, text="Four", by=world.officer)
    with build.at(build.NOW + dt.timedelta(days=21)):
        with pytest.raises(DeadlinePassed):
            comments.comment(topic=world.topic, text="Late", by=citizen)
        plan = plans.approve(plan=plan, order_number="7", by=world.officer)
        with pytest.raises(Conflict):
            comments.comment(topic=world.topic, text="Late", by=citizen)
    assert plan.status == PlanStatus.APPROVED
    with pytest.raises(TransitionNotAllowed):
        plans.approve(plan=plan, order_number="8", by=world.officer)
    told = Message.objects.values_list("recipient", "topic")
    assert (citizen.pk, "socialorder.plans") in told
    assert (need.author_id, "socialorder.plans") in told


def test_approved_plan_is_changed_with_a_reason_that_everybody_reads() -> None:
    world = build.approved()
    plan = world.plan
    values = build.topic_values(world.standard, world.body.region, volume=Decimal(120))
    with pytest.raises(Invalid) as refusal:
        topics.change(topic=world.topic, values=values, place="", indicators=build.INDICATORS, by=world.officer)
    assert fields(refusal) == [("reason", "")]
    given = {"values": values, "place": "", "indicators": build.INDICATORS, "reason": "More families came"}
    topic = topics.change(topic=world.topic, **given, by=world.officer)
    plans.change_amount(plan=plan, amount=Decimal(6_000_000), reason="The budget was cut", by=world.officer)
    with pytest.raises(Invalid) as refusal:
        plans.change_amount(plan=plan, amount=Decimal(5_999_999), reason=" ", by=world.officer)
    assert fields(refusal) == [("amount", "R16"), ("reason", "")]
    assert topic.amount == Decimal(6_000_000)
    assert [(change.reason, change.changes["amount"]) for change in plan.changes.all()] == [
        ("More families came", ["5000000.00", "6000000.00"]),
        ("The budget was cut", ["20000000.00", "6000000"]),
    ]


def test_topic_is_dropped_unless_it_has_lots() -> None:
    world, _tender = build.drafted()
    with pytest.raises(Conflict):
        topics.drop(topic=world.topic, reason="no money", by=world.officer)
    values = build.topic_values(world.standard, world.body.region, volume=Decimal(1))
    given = {"values": values, "place": "", "indicators": build.INDICATORS, "reason": "asked for"}
    other = topics.add(plan=world.plan, **given, by=world.officer)
    with pytest.raises(Invalid):
        topics.drop(topic=other, reason="", by=world.officer)
    assert topics.drop(topic=other, reason="no money", by=world.officer).dropped_reason == "no money"
    with pytest.raises(Conflict):
        topics.drop(topic=other, reason="again", by=world.officer)
    smaller = {**given, "values": build.topic_values(world.standard, world.body.region, volume=Decimal(39))}
    with pytest.raises(Invalid) as refusal:
        topics.change(topic=world.topic, **smaller, by=world.officer)
    assert fields(refusal) == [("volume", "R16")]


def test_costs_stand_beside_topics_by_the_same_standard() -> None:
    world, other = build.approved(), build.approved()
    cheap = build.topic_values(world.standard, world.body.region, unit_cost=Decimal(40_000), grounds="Own rooms")
    given = {"place": "", "indicators": build.INDICATORS, "reason": "asked for"}
    topics.add(plan=world.plan, values=cheap, **given, by=world.officer)

    found = comparison(world.topic)
    assert (found.by, found.spread["count"], found.percent) == ("standard", 1, Decimal("125.0"))
    alone = comparison(other.topic)
    assert (alone.by, [row.unit_cost for row in alone.rows]) == ("sphere", [Decimal(50_000), Decimal(40_000)])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_lots_never_come_to_more_than_their_topic(volumes: list[int]) -> None:
    tender = Tender.objects.first() or build.drafted()[1]
    topic, officer = Topic.objects.get(), tender.created_by
    SpecPart.objects.all().delete()
    Lot.objects.all().delete()
    for volume in volumes:
        values = {**build.LOT_VALUES, "volume": Decimal(volume)}
        given = {"tender": tender, "topic": topic, "values": values, "parts": build.PARTS, "by": officer}
        if lots_sum(topic) + volume * 50_000 > topic.amount:
            with pytest.raises(Invalid) as refusal:
                lots.add(**given)
            assert fields(refusal) == [("volume", "R16")]
        else:
            lots.add(**given)
    assert lots_sum(topic) <= topic.amount


def test_database_refuses_sums_that_a_script_would_write() -> None:
    world, tender = build.drafted()

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    facts = {"unit_cost": 50_000, "volume": 61, "amount": 3_050_000, "months": 3}
    with pytest.raises(IntegrityError, match="lots of topic"), transaction.atomic():
        Lot.objects.create(tender=tender, topic=world.topic, number=2, **facts)
    with pytest.raises(IntegrityError, match="lots of topic"), transaction.atomic():
        Topic.objects.filter(pk=world.topic.pk).update(volume=39, amount=1_950_000)
    with pytest.raises(IntegrityError, match="topics of plan"), transaction.atomic():
        type(world.plan).objects.filter(pk=world.plan.pk).update(amount=4_999_999)
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=world.topic.pk).update(amount=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=world.topic.pk).update(months=37)


def test_comment_is_hidden_with_a_reason() -> None:
    world = build.planned()
    with build.at(build.NOW):
        until = local_date(build.NOW) + dt.timedelta(days=20)
        plans.discuss(plan=world.plan, until=until, by=world.officer)
        comment = comments.comment(topic=world.topic, text="You are fools", by=UserFactory())
    with pytest.raises(NotPermitted):
        comments.hide(comment=comment, reason="Insults", by=UserFactory())
    assert comments.hide(comment=comment, reason="Insults", by=world.officer).hidden_reason == "Insults"
    with pytest.raises(Conflict):
        comments.hide(comment=comment, reason="Insults", by=world.officer)


def test_plan_of_a_year_stands_once() -> None:
    world = build.planned()
    with pytest.raises(Invalid) as refusal:
        plans.create(body=world.body, year=2027, amount=Decimal(0), by=world.officer)
    assert fields(refusal) == [("amount", ""), ("year", "")]
    with pytest.raises(NotPermitted):
        plans.create(body=world.body, year=2028, amount=Decimal(1), by=UserFactory())
    empty = plans.create(body=world.body, year=2028, amount=Decimal(1), by=world.officer)
    with pytest.raises(Invalid), build.at(build.NOW):
        plans.discuss(plan=empty, until=local_date(build.NOW) + dt.timedelta(days=30), by=world.officer)
