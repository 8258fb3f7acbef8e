"""Pages of social orders, walked by citizen, officer, bidder and key holders."""

from __future__ import annotations

import base64
import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from civilportal.desk import groups
from foundation.core.calendar import ALMATY
from socialorder.actions.bids import drafts, sealing
from socialorder.choices import BidStatus, NeedStatus, PlanStatus, TenderStatus
from socialorder.models import Bid, Flag, Need, Plan, Standard, Tender, Topic, TopicComment
from tests.builders import socialorder as build
from tests.builders.signing import signed
from tests.factories.accounts import UserFactory
from tests.factories.registry import SphereFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def day(name: str, value: dt.date) -> dict[str, str]:
    return {f"{name}_0": str(value.day), f"{name}_1": str(value.month), f"{name}_2": str(value.year)}


def moment(name: str, value: dt.datetime) -> dict[str, str]:
    local = value.astimezone(ALMATY)
    return {**day(name, local), f"{name}_3": f"{local:%H:%M}"}


def signature(signing: Any, bin_: str) -> dict[str, str]:
    return {"request": str(signing.pk), "made": base64.b64encode(signed(signing.content, bin_=bin_)).decode()}


def url(name: str, *args: Any) -> str:
    return reverse(f"socialorder:{name}", args=args)


def rows(prefix: str, *items: dict[str, str]) -> dict[str, str]:
    found = {f"{prefix}-TOTAL_FORMS": str(len(items)), f"{prefix}-INITIAL_FORMS": "0"}
    found |= {f"{prefix}-MIN_NUM_FORMS": "1", f"{prefix}-MAX_NUM_FORMS": "20"}
    for number, item in enumerate(items):
        found |= {f"{prefix}-{number}-{name}": value for name, value in item.items()}
    return found


def test_need_is_proposed_supported_and_answered_with_clicks() -> None:
    world = build.approved()
    author, friend = UserFactory(full_name="Сапарова Айгерім"), UserFactory()
    citizen, officer = client_of(author), client_of(world.officer)
    given = {"region": world.body.region_id, "sphere": SphereFactory().pk, "place": "", "people_count": "40"}
    given |= {"title": "A day centre", "people": "families", "problem": "None is near", "effect": ""}
    assert citizen.post(url("need-propose"), {**given, "title": ""}).status_code == 422
    wrong = citizen.post(url("need-propose"), {**given, "place": "1234"})
    assert (wrong.status_code, "exactly 9 digits" in wrong.text) == (422, True)
    citizen.post(url("need-propose"), given)
    need = Need.objects.get()
    page = Client().get(need.get_absolute_url()).text
    assert "Айгерім С." in page
    assert "Сапарова" not in page
    helper = client_of(friend)
    helper.post(url("need-support", need.pk))
    assert "1 person supports it" in helper.get(need.get_absolute_url()).text
    helper.post(url("need-take-back", need.pk))
    assert [str(task.title) for group in groups(world.officer) for task in group.tasks] == [
        "Answer the need: A day centre"
    ]
    assert officer.post(url("need-decline", need.pk), {"answer": " "}).status_code == 422
    officer.post(url("need-take", need.pk), {"topic": world.topic.pk, "answer": "In March"})
    assert "In March" in Client().get(need.get_absolute_url()).text
    officer.post(url("need-reopen", need.pk), {"reason": "No money"})
    officer.post(url("need-decline", need.pk), {"answer": "Next year"})
    need.refresh_from_db()
    assert need.status == NeedStatus.DECLINED
    assert helper.get(url("need-decline", need.pk)).status_code == 403
    own = build.need(author, title="Mine")
    citizen.post(url("need-withdraw", own.pk))
    assert Client().get(own.get_absolute_url()).status_code == 404
    hidden = build.need(title="A child by name")
    officer.post(url("need-hide", hidden.pk), {"reason": "Names a child"})
    assert Client().get(hidden.get_absolute_url()).status_code == 404
    assert "Names a child" in client_of(hidden.author).get(hidden.get_absolute_url()).text


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_whatever_their_length(client: Client, count: int, django_assert_num_queries) -> None:
    world = build.approved()
    for number in range(count):
        build.need(title=f"Need {number}")
        world, _tender = build.announced(world, slug=f"tender-{number}") if number < 2 else (world, None)
    client.get(url("need-list"))
    with django_assert_num_queries(8):
        assert client.get(url("need-list")).text.count("Need ") >= count
    with django_assert_num_queries(3):
        page = client.get(url("tender-list")).text
    assert page.count("/tenders/tender-") == min(count, 2)
    with django_assert_num_queries(2):
        client.get(url("plan-list"))
    with django_assert_num_queries(2):
        client.get(url("standard-list"))
    assert client.get(url("need-list"), {"region": "x", "status": "?", "page": "-1"}).status_code == 200


def test_standard_is_written_and_approved_with_clicks() -> None:
    body, user = build.akimat()
    officer, citizen = client_of(user), client_of(UserFactory())
    facts = {name: value for name, value in build.standard_values().items() if name != "sphere"}
    facts |= {"sphere": SphereFactory().pk, "unit_cost": "50 000", "body": body.pk, "code": "day-centre"}
    assert officer.post(url("standard-write"), {**facts, **rows("criteria", {})}).status_code == 422
    officer.post(url("standard-write"), {**facts, **rows("criteria", build.CRITERIA[0])})
    standard = Standard.objects.get()
    changed = {**facts, "unit_cost": "60 000", **rows("criteria", build.CRITERIA[0])}
    officer.post(url("standard-edit", "day-centre", 1), changed)
    assert citizen.get(standard.get_absolute_url()).status_code == 404
    approve = {"order_number": "12", **day("approved_on", dt.date(2026, 1, 10))}
    officer.post(url("standard-approve", "day-centre", 1), approve)
    assert "60,000" in Client().get(standard.get_absolute_url()).text


def test_plan_and_topic_are_made_with_clicks() -> None:
    body, user = build.akimat()
    standard = build.approved_standard(body, user, unit_cost=60_000)
    officer, citizen = client_of(user), client_of(UserFactory())
    officer.post(url("plan-create"), {"body": body.pk, "year": "2027", "amount": "20 000 000"})
    plan = Plan.objects.get()
    place = (body.code, 2027)
    assert citizen.get(plan.get_absolute_url()).status_code == 404
    topic = {name: value for name, value in build.topic_values(None, None).items() if value is not None}
    topic |= {"sphere": SphereFactory().pk, "region": body.region_id, "standard": standard.pk, "unit_cost": "60 000"}
    topic |= {"volume": "100", "months": "40", "place": ""}
    indicator = {name: str(value) for name, value in build.INDICATORS[0].items()}
    refused = officer.post(url("topic-add", *place), {**topic, **rows("indicators", indicator)})
    assert "from 1 to 36 months" in refused.text
    ended = client_of(world_officer := get_user(officer))
    ended.logout()
    ended.post(url("topic-add", *place), {**topic, "months": "11", **rows("indicators", indicator)})
    ended.force_login(world_officer)
    back = ended.get(url("topic-add", *place)).context
    assert back["form"]["months"].value() == "11"
    assert back["rows"].forms[0]["name_kk"].value() == indicator["name_kk"]
    officer.post(url("topic-add", *place), {**topic, "months": "12", **rows("indicators", indicator)})
    made = Topic.objects.get()
    officer.post(url("topic-edit", made.pk), {**topic, "months": "10", **rows("indicators", indicator)})
    made.refresh_from_db()
    assert (made.months, made.amount) == (10, 6_000_000)
    officer.post(url("topic-drop", made.pk), {"reason": "Not wanted"})
    assert "Not wanted" in officer.get(made.get_absolute_url()).text
    assert citizen.get(url("topic-add", *place)).status_code == 404


def test_plan_is_discussed_and_approved_with_clicks() -> None:
    world = build.planned()
    plan, made = world.plan, world.topic
    place = (world.body.code, 2027)
    officer, citizen = client_of(world.officer), client_of(UserFactory())
    with build.at(build.NOW):
        officer.post(url("plan-discuss", *place), day("until", dt.date(2026, 11, 20)))
        assert "5,000,000" in citizen.get(plan.get_absolute_url()).text
        citizen.post(url("comment-make", made.pk), {"text": "Three are needed"})
        assert citizen.post(url("comment-make", made.pk), {"text": " "}).status_code == 422
        comment = TopicComment.objects.get()
        officer.post(url("comment-answer", comment.pk), {"text": "Next year"})
        assert "Next year" in Client().get(made.get_absolute_url()).text
        officer.post(url("comment-hide", comment.pk), {"reason": "Insults"})
        assert "Three are needed" not in Client().get(made.get_absolute_url()).text
    with build.at(build.NOW + 30 * DAY):
        officer.post(url("plan-approve", *place), {"order_number": "77"})
    officer.post(url("plan-amount", *place), {"amount": "21 000 000", "reason": "More money"})
    plan.refresh_from_db()
    assert (plan.status, plan.amount) == (PlanStatus.APPROVED, 21_000_000)
    assert "More money" in Client().get(plan.get_absolute_url()).text
    assert citizen.get(url("topic-add", *place)).status_code == 403


def test_tender_is_made_and_announced_with_clicks() -> None:
    world = build.approved()
    officer, citizen = client_of(world.officer), client_of(UserFactory())
    facts = {"title_kk": "Тендер", "title_ru": "Тендер", "title_en": "Tender", "body": world.body.pk, "slug": "t"}
    facts |= {"qualification": ["R06"], "price_points": "30", "must_sign": "on"}
    window = {**moment("opens_at", build.NOW), **moment("closes_at", build.NOW + 20 * DAY)}
    window |= moment("questions_until", build.NOW + 10 * DAY)
    officer.post(url("tender-create"), {**facts, **window})
    tender = Tender.objects.get()
    officer.post(url("tender-edit", "t"), {**facts, **window, "price_points": "40"})
    assert citizen.get(tender.get_absolute_url()).status_code == 404
    spec = {f"{kind}_{code}": text for kind, texts in build.PARTS.items() for code, text in texts.items()}
    lot = {"topic": world.topic.pk, "volume": "40", "months": "10", "alike_reason": "", **spec}
    assert "Only" in officer.post(url("lot-add", "t"), {**lot, "volume": "101"}).text
    officer.post(url("lot-add", "t"), lot)
    officer.post(url("lot-edit", "t", 1), {**lot, "volume": "30"})
    assert "Name three key holders first" in officer.get(url("tender-announce", "t")).text
    holders = [build.holder() for _n in range(3)]
    officer.post(
        url("key-make", "t"), dict(zip(("first", "second", "third"), (one.pk for one in holders), strict=True))
    )
    with build.at(build.NOW):
        officer.post(url("tender-announce", "t"))
        assert "1,500,000" in citizen.get(tender.get_absolute_url()).text


def test_tender_is_asked_about_amended_and_cancelled_with_clicks() -> None:
    world, tender = build.announced(slug="t")
    officer, citizen = client_of(world.officer), client_of(UserFactory())
    spec = {f"{kind}_{code}": text for kind, texts in build.PARTS.items() for code, text in texts.items()}
    with build.at(build.NOW):
        citizen.post(url("question-ask", "t"), {"text": "Is a minibus paid?"})
        citizen.post(url("question-ask", "t"), {"text": "A rude one"})
        assert citizen.post(url("question-ask", "t"), {"text": " "}).status_code == 422
        officer.post(url("question-answer", "t", 1), {"text": "It is not"})
        officer.post(url("question-withhold", "t", 2), {"reason": "Insults"})
        page = Client().get(tender.get_absolute_url()).text
        assert "It is not" in page
        assert "A rude one" not in page
        amended = {f"lot-1-{name}": value for name, value in spec.items()} | {"lot-1-staff_ru": "Два психолога"}
        amended |= {"title_kk": "Тендер", "title_ru": "Тендер", **moment("questions_until", build.NOW + 10 * DAY)}
        amended |= moment("closes_at", build.NOW + 25 * DAY)
        assert officer.post(url("tender-amend", "t"), {**amended, "reason": ""}).status_code == 422
        wider = {"reason": "Psychologists", "qualification": ["R06", "R13"]}
        officer.post(url("tender-amend", "t"), {**amended, **wider})
        assert [rule["code"] for rule in Tender.objects.get(slug="t").eligibility] == ["R06", "R13"]
        assert "Psychologists" in Client().get(url("version-list", "t")).text
        assert "Два психолога" in client_of(UserFactory(language="ru")).get(url("lot-detail", "t", 1)).text
        officer.post(url("tender-cancel", "t"), {"reason": "Fire"})
        assert "Fire" in Client().get(tender.get_absolute_url()).text
    later = {**moment("opens_at", build.NOW + 40 * DAY), **moment("closes_at", build.NOW + 70 * DAY)}
    officer.post(url("tender-clone", "t"), {"slug": "t2", **later, **moment("questions_until", build.NOW + 60 * DAY)})
    officer.post(url("lot-remove", "t2", 1))
    assert (Tender.objects.get(slug="t2").lots.count(), Tender.objects.get(slug="t").status) == (0, "cancelled")
    assert citizen.get(url("tender-edit", "t2")).status_code == 404


def test_bid_is_written_signed_and_sealed_with_clicks() -> None:
    world, tender = build.announced(must_sign=True)
    organisation, user = build.bidder()
    bidder, officer = client_of(user), client_of(world.officer)
    with build.at(build.NOW + DAY):
        bidder.post(url("bid-begin", tender.slug, 1), {"organisation": organisation.pk})
        bid = Bid.objects.get()
        assert [str(task.title) for group in groups(user) for task in group.tasks][:1] == ["Seal the bid: title ru"]
        page = bidder.get(url("bid-edit", bid.pk))
        given = {**build.bid_values("1 800 000"), "version": page.context["form"]["version"].value()}
        kept = bidder.post(url("bid-autosave", bid.pk), given)
        assert kept.json()["version"] == given["version"] + 1
        assert bidder.post(url("bid-autosave", bid.pk), given).status_code == 409
        bidder.post(url("bid-file-add", bid.pk), {"file": SimpleUploadedFile("plan.txt", b"Plan\n", "text/plain")})
        page = bidder.get(url("bid-edit", bid.pk))
        assert "plan.txt" in page.text
        assert bidder.post(url("bid-file-add", bid.pk), {}).status_code == 302
        version = page.context["form"]["version"].value()
        assert bidder.post(url("bid-edit", bid.pk), {**given, "version": version, "next": "1"}).url == url(
            "bid-seal", bid.pk
        )
        seal = bidder.get(url("bid-seal", bid.pk))
        assert bidder.post(url("bid-seal", bid.pk), {}).status_code == 422
        signing = seal.context["signing"]
        bidder.post(url("bid-seal", bid.pk), signature(signing, organisation.bin))
        bid.refresh_from_db()
        assert (bid.status, bid.signature.bin) == (BidStatus.SEALED, organisation.bin)
        assert officer.get(bid.get_absolute_url()).status_code == 404
        assert client_of(UserFactory(is_admin=True)).get(bid.get_absolute_url()).status_code == 404
        bidder.post(url("bid-withdraw", bid.pk))
        bid.refresh_from_db()
        assert bid.status == BidStatus.WITHDRAWN


def test_colleague_opens_the_draft_with_its_key_and_seals_it() -> None:
    world, tender = build.announced(must_sign=True)
    organisation, user = build.bidder()
    bidder = client_of(user)
    with build.at(build.NOW + DAY):
        bidder.post(url("bid-begin", tender.slug, 1), {"organisation": organisation.pk})
        bid = Bid.objects.get()
        bidder.post(url("bid-autosave", bid.pk), {**build.bid_values("1 800 000"), "version": bid.version})
        code = re.search(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){12}", bidder.cookies[f"bid-{bid.pk}"].value)
        colleague = client_of(user)
        assert colleague.get(url("bid-edit", bid.pk)).url == url("bid-unlock", bid.pk)
        assert "does not open" in colleague.post(url("bid-unlock", bid.pk), {"code": "AAAA"}).text
        colleague.post(url("bid-unlock", bid.pk), {"code": code[0]})
        signing = colleague.get(url("bid-seal", bid.pk)).context["signing"]
        colleague.post(url("bid-seal", bid.pk), signature(signing, organisation.bin))
        bid.refresh_from_db()
        assert (bid.status, world.lot(tender).pk) == (BidStatus.SEALED, bid.lot_id)
        assert colleague.get(url("bid-begin-anew", bid.pk)).status_code == 200
        assert "is shown only now" in colleague.post(url("bid-begin-anew", bid.pk)).text


def test_bids_are_opened_read_and_judged_with_clicks() -> None:
    world, tender = build.announced()
    bid, key, user = build.begun(world.lot(tender))
    officer = client_of(world.officer)
    with build.at(build.NOW + 2 * DAY):
        upload = SimpleUploadedFile("plan.txt", b"Plan\n", "text/plain")
        drafts.add_file(bid=bid, key=key, upload=upload, by=user)
        sealing.seal(bid=bid, key=key, by=user)
    first, second = (client_of(one) for one in world.holders[:2])
    with build.at(tender.closes_at):
        assert officer.get(url("tender-open", tender.slug)).status_code == 403
        assert [str(task.title) for group in groups(world.holders[0]) for task in group.tasks] == [
            "Open the bids: Tender"
        ]
        first.post(url("share-hand-over", tender.slug, "open"), {"passphrase": build.PASSPHRASE})
        assert "Holder 1 has agreed" in second.get(url("tender-key", tender.slug)).text
        assert "not the passphrase" in second.post(url("tender-open", tender.slug), {"passphrase": "wrong one"}).text
        second.post(url("tender-open", tender.slug), {"passphrase": build.PASSPHRASE})
    protocol = Client().get(url("opening-detail", tender.slug)).text
    assert "1,800,000" in protocol
    assert "30.00" in protocol
    assert Client().get(url("opening-download", tender.slug)).json()["bids"][0]["price"] == "1800000.00"
    page = officer.get(bid.get_absolute_url())
    assert "We will help families: approach" in page.text
    number = page.context["files"][0]["number"]
    assert officer.get(url("bid-file", bid.pk, number)).content == b"Plan\n"
    assert Client().get(url("bid-file", bid.pk, number)).status_code == 302
    assert officer.post(url("bid-judge", bid.pk), {"reason": "", "refuse": "1"}).status_code == 200
    officer.post(url("bid-judge", bid.pk), {"reason": "", "admit": "1"})
    bid.refresh_from_db()
    assert (bid.status, tender.opening.tender.status) == (BidStatus.ADMITTED, TenderStatus.ANNOUNCED)


def test_what_is_typed_after_the_session_ended_is_kept_nowhere() -> None:
    world, tender = build.announced()
    bid, _key, user = build.begun(world.lot(tender))
    client = client_of(user)
    client.logout()
    given = {**build.bid_values("1 700 000", "ZHASYRYN"), "version": 1}
    assert client.post(url("bid-edit", bid.pk), given).status_code == 302
    assert client.post(url("bid-autosave", bid.pk), given, headers={"X-Autosave": "1"}).status_code == 401
    client.post(url("holder-key"), {"passphrase": "ZHASYRYN ZHASYRYN", "again": "ZHASYRYN ZHASYRYN"})
    assert all("ZHASYRYN" not in str(session.get_decoded()) for session in Session.objects.all())


def test_flags_and_keys_have_pages() -> None:
    world, tender = build.announced()
    lot = world.lot(tender)
    for price in ("100000.00", "1900000.00"):
        build.sealed(lot, build.bid_values(price, " ".join(f"word{n}" for n in range(60))))
    lost, officer = client_of(world.holders[2]), client_of(world.officer)
    newcomer = build.holder()
    with build.at(build.NOW + 5 * DAY):
        lost.post(url("share-lost", tender.slug, 3))
        first, second = (client_of(one) for one in world.holders[:2])
        first.post(url("share-hand-over", tender.slug, "replace"), {"passphrase": build.PASSPHRASE})
        given = {"passphrase": build.PASSPHRASE, "holder": newcomer.pk}
        second.post(url("share-replace", tender.slug), given)
        assert str(newcomer) in officer.get(url("tender-key", tender.slug)).text
        assert lost.get(url("tender-key", tender.slug)).status_code == 404
        assert "Shares that I hold" in client_of(newcomer).get(url("holder-key")).text
    world.holders[2] = newcomer
    build.opened(world, tender, 2, 0)
    client_of(UserFactory()).post(url("holder-key"), {"passphrase": "long enough one", "again": "long enough one"})
    flag = Flag.objects.get(rule="same_text")
    page = officer.get(url("flag-decide", flag.pk)).text
    assert "Common wording of the two bids" in page
    assert officer.post(url("flag-decide", flag.pk), {"reason": " ", "uphold": "1"}).status_code == 200
    officer.post(url("flag-decide", flag.pk), {"reason": "Copied", "uphold": "1"})
    flag.refresh_from_db()
    assert flag.status == "excluded"
    for one in Flag.objects.exclude(pk=flag.pk):
        assert officer.get(url("flag-decide", one.pk)).status_code == 200
    assert client_of(UserFactory()).get(url("flag-decide", flag.pk)).status_code == 404
