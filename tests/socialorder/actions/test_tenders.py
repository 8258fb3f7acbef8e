"""Tenders: announced, asked about, amended, cancelled, begun again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.actions import reference
from socialorder.actions.keys import keys
from socialorder.actions.plans import topics
from socialorder.actions.tenders import lots, questions, tenders
from socialorder.choices import QuestionStatus, TenderStatus
from socialorder.models import Tender, TenderQuestion
from socialorder.queries.plans import lots_sum
from socialorder.queries.tenders import alike, told
from tests.builders import socialorder as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LONG = {
    "tasks": "Провести круглые столы и флешмобы для жителей города вместе с волонтёрами и партнёрами фонда",
    "activities": "Провести десять круглых столов, пять флешмобов и один большой концерт на площади перед акиматом города",
    "results": "Жители города узнали о проблеме и готовы участвовать в её решении вместе с нами каждый день",
    "quality": "Опрос участников",
}


def fields(refusal) -> list[tuple[str, str]]:
    return [(fault.field, fault.rule) for fault in refusal.value.faults]


def test_lot_is_of_an_approved_plan_of_the_body_and_whole() -> None:
    world = build.planned()
    other = build.approved()
    tender = tenders.create(body=world.body, slug="t", values=build.tender_values(), by=world.officer)
    bad = {**build.LOT_VALUES, "months": 37, "volume": Decimal(0)}
    with pytest.raises(Invalid) as refusal:
        lots.add(tender=tender, topic=world.topic, values=bad, parts={"tasks": {"kk": "x"}}, by=world.officer)
    assert fields(refusal)[:4] == [("topic", "R16"), ("months", "R15"), ("volume", "R17"), ("tasks_ru", "R17")]
    with pytest.raises(Invalid) as refusal:
        lots.add(tender=tender, topic=other.topic, values=build.LOT_VALUES, parts=build.PARTS, by=world.officer)
    assert fields(refusal) == [("topic", "")]
    with pytest.raises(Invalid) as refusal:
        tenders.create(body=world.body, slug="t", values=build.tender_values(), by=world.officer)
    assert fields(refusal) == [("slug", "")]
    strange = build.tender_values(eligibility=[{"code": "R99"}], closes_at=build.NOW)
    with pytest.raises(Invalid) as refusal:
        tenders.change(tender=tender, values=strange, by=world.officer)
    assert fields(refusal) == [("closes_at", ""), ("questions_until", ""), ("eligibility", "")]


def test_announcement_wants_lots_holders_and_time() -> None:
    reference.load()
    world, tender = build.drafted()
    lots.remove(lot=world.lot(tender), by=world.officer)
    with build.at(build.NOW + 10 * DAY), pytest.raises(Invalid) as refusal:
        tenders.announce(tender=tender, by=world.officer)
    assert [str(fault.message).split(":")[0] for fault in refusal.value.faults] == [
        "The tender has no lot.",
        "Name three key holders first",
        "Bids are taken for at least 15 days.",
    ]
    assert not Tender.objects.visible_to(UserFactory()).exists()


def test_nearly_the_same_specification_for_another_goal_needs_a_reason() -> None:
    world = build.approved()
    parts = {kind: {"kk": text, "ru": text} for kind, text in LONG.items()}
    goals = ("Снизить число подростковых суицидов в области за три года", "Очистить берега озёр от мусора и пластика")
    made = []
    for goal in goals:
        values = build.topic_values(world.standard, world.body.region, goal_kk=f"{goal} бірінші", goal_ru=goal)
        given = {"place": "", "indicators": build.INDICATORS, "reason": "asked for"}
        made.append(topics.add(plan=world.plan, values=values, **given, by=world.officer))
    tender = tenders.create(body=world.body, slug="same", values=build.tender_values(), by=world.officer)
    first, second = (
        lots.add(tender=tender, topic=topic, values=build.LOT_VALUES, parts=parts, by=world.officer) for topic in made
    )
    assert [(one.lot, one.percent) for one in alike(first)] == [(second, 100)]
    world.holders = [build.holder() for _n in range(3)]
    keys.make(tender=tender, holders=world.holders, by=world.officer)
    tender = Tender.objects.get(pk=tender.pk)
    with build.at(build.NOW), pytest.raises(Invalid) as refusal:
        tenders.announce(tender=tender, by=world.officer)
    assert len(refusal.value.faults) == 2
    for lot in (first, second):
        reasoned = {**build.LOT_VALUES, "alike_reason": "Both begin with a public meeting"}
        lots.change(lot=lot, values=reasoned, parts=parts, by=world.officer)
    with build.at(build.NOW):
        assert tenders.announce(tender=tender, by=world.officer).status == TenderStatus.ANNOUNCED


def test_question_is_answered_for_everybody_and_its_asker_is_nowhere() -> None:
    world, tender = build.announced()
    bid, _key, bidder = build.begun(world.lot(tender))
    asker, now = UserFactory(full_name="Secretive Asker"), build.NOW + DAY
    with build.at(now):
        question = questions.ask(tender=tender, text="Is a minibus paid?", by=asker)
        assert questions.ask(tender=tender, text="Is a minibus paid? ", by=asker) == question
        rude = questions.ask(tender=tender, text="You have a winner already", by=asker)
        assert list(TenderQuestion.objects.visible_to(bidder)) == []
        questions.answer(question=question, text="No, it is not", by=world.officer)
        questions.withhold(question=rude, reason="Not a question", by=world.officer)
        with pytest.raises(TransitionNotAllowed):
            questions.answer(question=question, text="Yes", by=world.officer)
        with pytest.raises(NotPermitted):
            questions.answer(question=rude, text="No", by=bidder)
        with pytest.raises(Invalid):
            questions.ask(tender=tender, text=" ", by=asker)
    with build.at(tender.questions_until + DAY), pytest.raises(DeadlinePassed):
        questions.ask(tender=tender, text="Late?", by=asker)
    assert [one.status for one in TenderQuestion.objects.visible_to(bidder)] == [
        QuestionStatus.ANSWERED,
        QuestionStatus.WITHHELD,
    ]
    answered = Message.objects.filter(key=f"socialorder.tender.{tender.pk}.question.1").values_list(
        "recipient", flat=True
    )
    assert sorted(answered) == sorted([asker.pk, bidder.pk])
    assert (told(tender).people, told(tender).read) == (2, 0)
    assert {event.actor_id for event in Event.objects.filter(verb="socialorder.question.asked")} == {""}
    assert bid.pk


def test_amendment_extends_the_window_and_tells_those_who_began() -> None:
    reference.load()
    world, tender = build.announced()
    _bid, _key, bidder = build.begun(world.lot(tender))
    parts = {1: {**build.PARTS, "staff": {"kk": "Екі психолог", "ru": "Два психолога"}}}
    with build.at(tender.closes_at - DAY):
        with pytest.raises(Invalid) as refusal:
            tenders.amend(
                tender=tender,
                values={"closes_at": tender.closes_at - DAY},
                specifications={},
                reason="",
                by=world.officer,
            )
        assert fields(refusal) == [("closes_at", ""), ("closes_at", ""), ("reason", "")]
        values = {"closes_at": tender.closes_at + 5 * DAY}
        version = tenders.amend(
            tender=tender, values=values, specifications=parts, reason="Psychologists are needed", by=world.officer
        )
    tender.refresh_from_db()
    assert (version.number, tender.closes_at) == (2, values["closes_at"])
    assert version.facts["lots"][0]["parts"]["staff"]["ru"] == "Два психолога"
    assert Message.objects.filter(recipient=bidder, subject__startswith="The tender").exists()
    with build.at(tender.closes_at), pytest.raises(DeadlinePassed):
        tenders.amend(tender=tender, values={}, specifications={}, reason="x", by=world.officer)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        tender.versions.update(reason="another")
    with pytest.raises(Conflict):
        tenders.change(tender=tender, values=build.tender_values(), by=world.officer)


def test_cancelled_tender_frees_its_money_and_can_be_begun_again() -> None:
    world, tender = build.announced()
    lots_before = lots_sum(world.topic)
    with build.at(build.NOW + DAY):
        with pytest.raises(Invalid):
            tenders.cancel(tender=tender, reason=" ", by=world.officer)
        tender = tenders.cancel(tender=tender, reason="The building burnt down", by=world.officer)
    assert (tender.status, lots_before, lots_sum(world.topic)) == (TenderStatus.CANCELLED, 2_000_000, 0)
    window = (build.NOW + 30 * DAY, build.NOW + 60 * DAY, build.NOW + 50 * DAY)
    again = tenders.clone(tender=tender, slug="again", window=window, by=world.officer)
    assert (again.status, again.copied_from, again.title_en) == (TenderStatus.DRAFT, tender, "Tender")
    assert [(lot.amount, lot.parts.count()) for lot in again.lots.all()] == [(Decimal(2_000_000), 4)]
    tenders.clone(tender=tender, slug="twice", window=window, by=world.officer)
    with pytest.raises(Invalid) as refusal:
        tenders.clone(tender=tender, slug="thrice", window=window, by=world.officer)
    assert fields(refusal) == [("slug", "")]
    with pytest.raises(NotPermitted):
        tenders.clone(tender=tender, slug="x", window=window, by=UserFactory())
