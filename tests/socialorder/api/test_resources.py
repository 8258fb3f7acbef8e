"""Social orders through the API: an akimat's system does what its officers do in the browser."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from socialorder.actions.commission import members
from socialorder.actions.plans import comments, plans
from socialorder.actions.plans import topics as plan_topics
from socialorder.actions.tenders import questions
from socialorder.api.resources import RESOURCES
from socialorder.choices import FlagRule, SittingStatus
from socialorder.models import Flag, Share, Sitting
from tests.builders import api, socialorder
from tests.builders.api_walk import Eyes, done, read, refused, walk
from tests.factories.accounts import UserFactory
from tests.factories.registry import RegionFactory, SphereFactory

pytestmark = pytest.mark.django_db


def _eyes(body: Any) -> Eyes:
    other = api.akimat("other-akimat", "100000000")
    return Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["registry:read"]), Client())


def test_every_resource_is_read_refused_and_cheap() -> None:
    world = socialorder.approved(amount=900_000_000)
    world, first = socialorder.announced(world, "first")
    bids = [socialorder.sealed(world.lot(first), socialorder.bid_values(f"180000{n}.00"))[0] for n in (1, 2, 3)]
    begun, _key, _user = socialorder.begun(world.lot(first))
    eyes = _eyes(world.body)
    assert read(eyes.own, "bids/")["results"] == []  # before the opening there is no bid
    assert eyes.own.get(f"/api/v1/bids/{bids[0].pk}/").status_code == 404
    socialorder.opened(world, first)
    Flag.objects.all().delete()
    flags = [Flag.objects.create(bid=bid, rule=FlagRule.LOW_PRICE, inputs=LOW) for bid in bids]
    tenders = [first, socialorder.announced(world, "second")[1]]
    world.topic = _topic(world, world.plan, "One more")
    tenders.append(socialorder.announced(world, "third")[1])
    with socialorder.at(socialorder.NOW + dt.timedelta(days=1)):
        asked = [questions.ask(tender=tenders[1], text=f"Question {n}", by=UserFactory()) for n in range(3)]
    said = [socialorder.need(region=world.body.region, title=f"Need {n}") for n in range(3)]
    draft = _discussed(world)
    spoken = [comments.comment(topic=draft.topics.get(), text=f"Comment {n}", by=UserFactory()) for n in range(3)]
    other_plans = [
        plans.create(body=world.body, year=year, amount=Decimal(1), by=world.officer) for year in (2029, 2030)
    ]

    sittings = [_dissolved(world, first, number) for number in (1, 2, 3)]
    people = [world.officer, UserFactory(), UserFactory()]
    seats = members.name(tender=tenders[1], people=people, by=world.officer)
    walk(RESOURCES[:14], {
        "needs": [one.pk for one in said],
        "standards": [world.standard.pk, *(_standard(world, n).pk for n in range(2))],
        "order-plans": [world.plan.pk, *(one.pk for one in other_plans)],
        "topics": [world.topic.pk, draft.topics.get().pk, _topic(world, draft).pk],
        "topic-comments": [one.pk for one in spoken],
        "tenders": [one.slug for one in tenders],
        "tender-questions": [one.pk for one in asked],
        "lots": [world.lot(one).pk for one in tenders],
        "bids": [one.pk for one in bids],
        "bid-flags": [one.pk for one in flags],
        "key-holders": [one.pk for one in world.holders],
        "key-shares": Share.objects.values_list("pk", flat=True),
        "commission-members": [one.pk for one in seats],
        "tender-sittings": [one.pk for one in sittings],
    }, eyes)  # fmt: skip

    assert begun.pk not in [one["id"] for one in read(eyes.own, "bids/")["results"]]
    text = eyes.own.get("/api/v1/bids/").content.decode()
    assert "key" not in read(eyes.own, "bids/")["results"][0]["content"]
    assert "salt" not in text
    assert read(eyes.foreign, "bids/")["results"] == []


def _dissolved(world: Any, tender: Any, number: int) -> Sitting:
    facts = {"tender": tender, "status": SittingStatus.DISSOLVED, "began_by": world.officer}
    return Sitting.objects.create(number=number, began_at=timezone.now(), **facts)


SOLE = [{"lot": 1, "reason": "It fits"}]
LOW = {"price": "1.00", "lot": "2.00", "percent": "50", "limit": "70"}


def _standard(world: Any, number: int) -> Any:
    return socialorder.approved_standard(world.body, world.officer, code=f"standard-{number}")


def _topic(world: Any, plan: Any, reason: str = "") -> Any:
    values = socialorder.topic_values(world.standard, world.body.region)
    return plan_topics.add(
        plan=plan, values=values, place="", indicators=socialorder.INDICATORS, reason=reason, by=world.officer
    )


def _discussed(world: Any) -> Any:
    plan = plans.create(body=world.body, year=2028, amount=Decimal(90_000_000), by=world.officer)
    _topic(world, plan)
    return plans.discuss(plan=plan, until=timezone.localdate() + dt.timedelta(days=60), by=world.officer)


def test_a_system_answers_needs_and_refuses_what_the_page_would() -> None:
    world = socialorder.planned()
    eyes, region = _eyes(world.body), world.body.region
    taken, declined = (socialorder.need(region=region, title=title) for title in ("A", "B"))
    away = socialorder.need(region=RegionFactory(code="100000000"))
    elsewhere = socialorder.planned()  # another body's draft topic is no choice

    assert read(eyes.own, f"needs/{taken.pk}/")["allowed_actions"] == ["take", "decline", "hide"]
    assert read(eyes.own, f"needs/{away.pk}/")["allowed_actions"] == []
    assert read(eyes.visitor, f"needs/{taken.pk}/")["allowed_actions"] == []
    answer = done(eyes.own, f"needs/{taken.pk}/take/", {"topic": world.topic.pk, "answer": "Soon"})
    assert (answer["status"], answer["topic"], answer["body"]) == ("taken", world.topic.pk, world.body.code)
    assert answer["allowed_actions"] == ["reopen", "hide"]
    wrong = done(eyes.own, f"needs/{declined.pk}/take/", {"topic": elsewhere.topic.pk}, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["topic"]
    assert done(eyes.own, f"needs/{declined.pk}/decline/", {"answer": "No money"})["answer"] == "No money"
    assert refused(eyes.own, f"needs/{declined.pk}/decline/", {"answer": "Twice"}) == (409, "conflict")
    assert refused(eyes.own, f"needs/{away.pk}/decline/", {"answer": "Not ours"}) == (404, "not_found")
    assert done(eyes.own, f"needs/{taken.pk}/reopen/", {"reason": "By mistake"})["status"] == "proposed"
    assert "author" not in answer
    assert taken.author.full_name not in str(answer)


def test_a_system_takes_a_plan_from_its_beginning_to_a_tender_and_its_decision() -> None:
    world = socialorder.approved()
    eyes = _eyes(world.body)
    sphere, region = SphereFactory(), world.body.region

    standard = done(eyes.own, "standards/", _standard_sent(world, sphere), status=201)
    assert (standard["status"], standard["unit_cost"], len(standard["criteria"])) == ("draft", "50000.00", 1)
    changed = done(eyes.own, f"standards/{standard['id']}/", {"unit_cost": "60000.00"}, "patch")
    assert (changed["unit_cost"], changed["title_ru"], len(changed["criteria"])) == ("60000.00", "Услуга", 1)
    order = {"order_number": "5", "approved_on": "2026-02-01"}
    assert done(eyes.own, f"standards/{standard['id']}/approve/", order)["status"] == "effective"

    plan = done(eyes.own, "order-plans/", {"body": world.body.code, "year": 2031, "amount": "9000000.00"}, status=201)
    sent = _topic_sent(standard["id"], sphere, region)
    topic = done(eyes.own, f"order-plans/{plan['id']}/add-topic/", sent)
    assert (topic["amount"], topic["indicators"][0]["target"]) == ("600000.00", "40.00")
    more = done(eyes.own, f"topics/{topic['id']}/", {"volume": "20"}, "patch")
    assert (more["amount"], more["goal_ru"], len(more["indicators"])) == ("1200000.00", "Цель", 1)
    too_much = done(eyes.own, f"topics/{topic['id']}/", {"volume": "2000"}, "patch", status=422)
    assert [(one["field"], one["rule"]) for one in too_much["errors"]] == [("volume", "R16")]
    assert len(set(too_much["errors"][0]["texts"].values())) == 3

    slug = done(eyes.own, "tenders/", _tender_sent(world.body), status=201)["slug"]
    lot = done(eyes.own, f"tenders/{slug}/add-lot/", _lot_sent(world))
    assert (lot["amount"], len(lot["parts"])) == ("2000000.00", 4)
    assert done(eyes.own, f"lots/{lot['id']}/", {"volume": "30"}, "patch")["amount"] == "1500000.00"
    missing = done(eyes.own, f"tenders/{slug}/announce/", status=422)
    assert "key holders" in missing["errors"][0]["texts"]["en"]
    assert done(eyes.own, f"lots/{lot['id']}/remove/") == {}
    assert done(eyes.own, f"tenders/{slug}/", {"title_ru": "Другой"}, "patch")["title_kk"] == "Тендер"
    assert done(eyes.own, f"tenders/{slug}/cancel/", {"reason": "No money"})["ended_reason"] == "No money"
    assert refused(eyes.own, f"tenders/{slug}/announce/") == (409, "conflict")
    elsewhere = {**_tender_sent(world.body), "body": "other-akimat", "slug": "elsewhere"}
    assert refused(eyes.own, "tenders/", elsewhere) == (422, "invalid")


def test_a_system_runs_an_announced_tender_to_its_decision() -> None:
    world, tender = socialorder.announced()
    eyes = _eyes(world.body)
    with socialorder.at(socialorder.NOW + dt.timedelta(days=1)):
        question = questions.ask(tender=tender, text="How many families?", by=UserFactory())
        assert read(eyes.own, "tender-questions/")["results"][0]["allowed_actions"] == ["answer", "withhold"]
        assert read(eyes.visitor, "tender-questions/")["results"] == []
        done(eyes.own, f"tender-questions/{question.pk}/answer/", {"text": "Forty"})
        assert read(eyes.visitor, "tender-questions/")["results"][0]["answer"] == "Forty"
        later = {"closes_at": "2026-12-30T10:00:00Z", "reason": "More time"}
        assert done(eyes.own, f"tenders/{tender.slug}/amend/", later)["number"] == 2
        naive = done(eyes.own, f"tenders/{tender.slug}/amend/", {"closes_at": "2026-12-30T10:00:00"}, status=422)
        assert naive["errors"][0]["field"] == "closes_at"
    tender.refresh_from_db()
    good, bad = (socialorder.sealed(world.lot(tender), socialorder.bid_values(f"1{n}00000.00"))[0] for n in (5, 6))
    socialorder.opened(world, tender)
    for flag in Flag.objects.all():
        assert done(eyes.own, f"bid-flags/{flag.pk}/dismiss/", {"reason": "Explained"})["status"] == "dismissed"
    assert refused(eyes.own, f"bids/{bad.pk}/refuse/", {}) == (422, "invalid")
    assert done(eyes.own, f"bids/{bad.pk}/refuse/", {"reason": "Papers"})["status"] == "not_admitted"
    assert done(eyes.own, f"bids/{good.pk}/admit/")["allowed_actions"] == []
    decided = done(eyes.own, f"tenders/{tender.slug}/decide/", {"reason": "By points", "reasons": SOLE})
    assert (decided["status"], decided["opening"]["sha256"]) == ("decided", tender.opening.sha256)
    assert read(eyes.own, f"bids/{good.pk}/")["total_points"] == "30.00"


def _standard_sent(world: Any, sphere: Any) -> dict[str, Any]:
    texts = {f"{name}_{code}": word for name, word in WORDS.items() for code in ("kk", "ru")}
    criteria = [{"text_kk": "Сапа", "text_ru": "Качество", "measure": "80 %"}]
    return {
        "body": world.body.code, "code": "new-service", "sphere": sphere.pk, "unit_cost": "50000.00",
        "cost_grounds": "Wages", "criteria": criteria, **texts,
    }  # fmt: skip


WORDS = {"title": "Услуга", "content": "Состав", "unit": "месяц"}
TOPIC = {"title": "Тема", "goal": "Цель", "people": "Семьи", "result": "Итог"}


def _topic_sent(standard: int, sphere: Any, region: Any) -> dict[str, Any]:
    texts = {f"{name}_{code}": word for name, word in TOPIC.items() for code in ("kk", "ru")}
    indicators = [{"name_kk": "Отбасы", "name_ru": "Семьи", "unit": "n", "baseline": "0", "target": "40"}]
    return {
        "sphere": sphere.pk, "region": region.pk, "standard": standard, "unit_cost": "60000.00", "volume": "10",
        "months": 12, "indicators": indicators, **texts,
    }  # fmt: skip


def _tender_sent(body: Any) -> dict[str, Any]:
    return {
        "body": body.code, "slug": "by-system", "title_kk": "Тендер", "title_ru": "Тендер", "price_points": 30,
        "opens_at": "2027-02-01T09:00:00+05:00", "closes_at": "2027-03-01T09:00:00+05:00",
        "questions_until": "2027-02-20T09:00:00+05:00", "qualification": ["R06"], "must_sign": False,
    }  # fmt: skip


def _lot_sent(world: Any) -> dict[str, Any]:
    parts = {f"{kind}_{code}": text for kind, texts in socialorder.PARTS.items() for code, text in texts.items()}
    return {"topic": world.topic.pk, "volume": "40", "months": 10, **parts}
