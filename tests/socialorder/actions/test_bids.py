"""Sealed bids: nobody reads one before the opening."""

from __future__ import annotations

import datetime as dt
import json
import logging
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from evaluation.scoring.canonical import canonical, digest
from foundation.accounts.models import User
from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.documents.models import Document
from registry.actions import reference
from registry.choices import FundingStage
from registry.models import AnnualInformation
from socialorder.actions.bids import drafts, flags, opening, sealing
from socialorder.actions.keys import keys
from socialorder.choices import BidStatus, FlagRule, FlagStatus, TenderStatus
from socialorder.models import Bid, BidFile, Flag, Handover, HolderKey, Share, Tender
from socialorder.queries import bids as queries
from socialorder.queries.protocols import lots_of
from tests.builders import socialorder as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import FundingFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MARK = "ZHASYRYN"  # what no row, log or page may show
PRICE = "1234567.89"


def everything_stored() -> str:
    """Every row of every table, as a dump of the database would have it."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")  # noqa: S608 - our own tables
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def files_stored() -> bytes:
    found = b""
    for document in Document.objects.all():
        with document.file.open("rb") as stream:
            found += stream.read()
    return found


def test_sealed_bid_is_read_by_no_role_query_dump_file_or_log(caplog, settings) -> None:
    caplog.set_level(logging.DEBUG)
    settings.DEBUG = True  # keeps every statement that is sent to the database
    world, tender = build.announced()
    bid, key, user = build.begun(world.lot(tender), build.bid_values(PRICE, f"We {MARK}"))
    with build.at(build.NOW + 2 * DAY):
        upload = SimpleUploadedFile(f"{MARK}.txt", f"Plan {MARK}\n".encode(), "text/plain")
        drafts.add_file(bid=bid, key=key, upload=upload, by=user)
        bid = sealing.seal(bid=bid, key=key, by=user)

    officer_and_others = [world.officer, *world.holders, UserFactory(is_admin=True), UserFactory(is_auditor=True)]
    for person in officer_and_others:
        assert not Bid.objects.visible_to(person).exists()
    assert list(Bid.objects.visible_to(user)) == [bid]
    assert (bid.content, bid.price) == (None, None)
    said = [everything_stored(), caplog.text, *(query["sql"] for query in connection.queries)]
    said += [json.dumps(event.changes) + event.reason + event.subject_name for event in Event.objects.all()]
    for text in said:
        for secret in (MARK, PRICE, "1234567", key.hex(), build.PASSPHRASE):
            assert secret not in text
    assert MARK.encode() not in files_stored()
    assert MARK in queries.read_draft(bid, key).values["approach"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Bid.objects.filter(pk=bid.pk).update(price=1, content={"values": {}})


def test_no_share_alone_and_nobody_before_the_hour_opens() -> None:
    world, tender = build.announced()
    build.sealed(world.lot(tender))
    first, second, third = world.holders
    agree = {"tender": tender, "purpose": "open", "passphrase": build.PASSPHRASE}
    with build.at(tender.closes_at - dt.timedelta(seconds=1)):
        with pytest.raises(Conflict):
            keys.hand_over(**agree, by=first)
        with pytest.raises(Conflict):
            opening.open_bids(tender=tender, passphrase=build.PASSPHRASE, by=second)
    with build.at(tender.closes_at):
        with pytest.raises(Invalid, match="Another holder"):
            opening.open_bids(tender=tender, passphrase=build.PASSPHRASE, by=second)
        with pytest.raises(Invalid, match="not the passphrase"):
            keys.hand_over(**{**agree, "passphrase": "another passphrase"}, by=first)
        keys.hand_over(**agree, by=first)
        with pytest.raises(Invalid, match="not the passphrase"):
            opening.open_bids(tender=tender, passphrase="another passphrase", by=second)
        for stranger in (world.officer, UserFactory(is_admin=True)):
            with pytest.raises(NotPermitted):
                opening.open_bids(tender=tender, passphrase=build.PASSPHRASE, by=stranger)
        # What was handed to the second one does not serve the one who gave it.
        with pytest.raises(Invalid, match="Another holder"):
            opening.open_bids(tender=tender, passphrase=build.PASSPHRASE, by=first)
        opened = opening.open_bids(tender=tender, passphrase=build.PASSPHRASE, by=third)
    assert opened.status == TenderStatus.OPENED
    assert not Handover.objects.exists()
    with build.at(tender.closes_at + DAY), pytest.raises(Conflict):
        keys.hand_over(**agree, by=first)


def test_opening_gives_back_what_was_sealed_with_a_protocol_that_stays() -> None:
    world, tender = build.announced()
    lot = world.lot(tender)
    bid, key, user = build.begun(lot, build.bid_values("1500000.00"))
    with build.at(build.NOW + 2 * DAY):
        upload = SimpleUploadedFile("plan.txt", b"Plan of the work\n", "text/plain")
        drafts.add_file(bid=bid, key=key, upload=upload, by=user)
        sealing.seal(bid=bid, key=key, by=user)
    dearer, _key, _user = build.sealed(lot, build.bid_values("2000000.00", "Something else"))
    withdrawn, _key, gone = build.sealed(lot)
    damaged, _key, _user = build.sealed(lot)
    with build.at(build.NOW + 3 * DAY):
        sealing.withdraw(bid=withdrawn, by=gone)
    Bid.objects.filter(pk=damaged.pk).update(sealed_box=Bid.objects.get(pk=dearer.pk).sealed_box)

    tender = build.opened(world, tender)

    states = dict(Bid.objects.values_list("pk", "status"))
    assert [states[one.pk] for one in (bid, dearer, withdrawn, damaged)] == [
        BidStatus.OPENED,
        BidStatus.OPENED,
        BidStatus.WITHDRAWN,
        BidStatus.UNREADABLE,
    ]
    bid = Bid.objects.get(pk=bid.pk)
    assert (bid.price, bid.content["values"]["approach"]) == (Decimal("1500000.00"), "We will help families: approach")
    assert queries.file_bytes(bid, bid.content["files"][0]) == b"Plan of the work\n"
    assert queries.commitment(canonical(bid.content)) == bid.commitment
    assert digest(tender.opening.protocol) == tender.opening.sha256
    lines = lots_of(tender.opening)[0].lines
    assert [(line.bid, line.points) for line in lines] == [
        (bid, Decimal("30.00")),
        (Bid.objects.get(pk=dearer.pk), Decimal("22.50")),
        (Bid.objects.get(pk=damaged.pk), None),
    ]
    assert [one["price"] for one in tender.opening.protocol["bids"]] == ["1500000.00", "2000000.00", None]
    assert Bid.objects.visible_to(world.officer).count() == 3
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        type(tender.opening).objects.update(sha256="0" * 64)
    with build.at(tender.closes_at + DAY), pytest.raises(Conflict):
        sealing.withdraw(bid=bid, by=user)


def test_lost_share_is_replaced_before_the_opening() -> None:
    world, tender = build.announced()
    build.sealed(world.lot(tender))
    first, second, third = world.holders
    newcomer = build.holder()
    old = Share.objects.get(holder=first).box
    replace = {"tender": tender, "purpose": "replace", "passphrase": build.PASSPHRASE}
    with build.at(build.NOW + 3 * DAY):
        with pytest.raises(Conflict):
            keys.hand_over(**replace, by=first)
        with pytest.raises(NotPermitted):
            keys.report_lost(share=Share.objects.get(holder=third), by=UserFactory())
        keys.report_lost(share=Share.objects.get(holder=third), by=world.officer)
        with pytest.raises(Conflict):
            keys.report_lost(share=Share.objects.get(holder=second), by=second)
        with pytest.raises(Conflict):
            keys.hand_over(**replace, by=third)
        keys.hand_over(**replace, by=first)
        for wrong in (first, UserFactory()):
            with pytest.raises(Invalid):
                keys.replace_lost(tender=tender, holder=wrong, passphrase=build.PASSPHRASE, by=second)
        key = keys.replace_lost(tender=tender, holder=newcomer, passphrase=build.PASSPHRASE, by=second)
    assert key.generation == 2
    assert [share.holder for share in key.shares.order_by("number")] == [first, second, newcomer]
    assert Share.objects.get(holder=first).box != old
    world.holders = [first, second, newcomer]
    assert build.opened(world, tender, first=0, second=2).status == TenderStatus.OPENED


def test_new_own_key_makes_shares_lost() -> None:
    world, _tender = build.announced()
    keys.enrol(passphrase="another long one", again="another long one", by=world.holders[0])
    assert Share.objects.get(holder=world.holders[0]).lost_at is not None
    with pytest.raises(Invalid) as refusal:
        keys.enrol(passphrase="short", again="else", by=world.officer)
    assert [fault.field for fault in refusal.value.faults] == ["passphrase", "again"]
    assert not HolderKey.objects.filter(holder=world.officer).exists()


def test_holders_are_three_with_keys_and_one_of_the_body_at_most() -> None:
    world, tender = build.drafted()
    inside = [build.officer_of(world.body) for _n in range(2)]
    for person in inside:
        keys.enrol(passphrase=build.PASSPHRASE, again=build.PASSPHRASE, by=person)

    def faults(holders: list[User]) -> int:
        with pytest.raises(Invalid) as refusal:
            keys.make(tender=tender, holders=holders, by=world.officer)
        return len(refusal.value.faults)

    outside = build.holder()
    assert faults([outside, outside, build.holder()]) == 1
    assert faults([outside, build.holder(), UserFactory()]) == 1
    assert faults([outside, *inside]) == 1
    one = keys.make(tender=tender, holders=[outside, build.holder(), inside[0]], by=world.officer)
    other = keys.make(tender=tender, holders=[outside, build.holder(), build.holder()], by=world.officer)
    assert one.public_key != other.public_key


def test_bid_is_refused_with_everything_that_is_missing() -> None:
    world, tender = build.announced(eligibility=[{"code": "R06"}, {"code": "R14"}])
    lot = world.lot(tender)
    bid, key, user = build.begun(lot, {"price": "2000000.01"})
    with build.at(build.NOW + 2 * DAY), pytest.raises(Invalid) as refusal:
        sealing.seal(bid=bid, key=key, by=user)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [
        ("approach", ""),
        ("activities", ""),
        ("staff", ""),
        ("experience", ""),
        ("price", ""),
        ("", "R14"),
    ]
    other, _key, stranger = build.begun(lot)
    with build.at(build.NOW + 2 * DAY):
        with pytest.raises(Invalid):
            drafts.save(bid=bid, key=_key, values={}, version=bid.version, by=user)
        with pytest.raises(NotPermitted):
            drafts.save(bid=bid, key=None, values={}, version=bid.version, by=user)
        with pytest.raises(NotPermitted):
            sealing.seal(bid=other, key=_key, by=user)
        with pytest.raises(Conflict):
            drafts.save(bid=bid, key=key, values={}, version=bid.version - 1, by=user)
        with pytest.raises(Conflict):
            drafts.begin(lot=lot, organisation=other.organisation, by=stranger)
    with build.at(tender.closes_at), pytest.raises(DeadlinePassed):
        drafts.save(bid=bid, key=key, values={}, version=bid.version, by=user)
    with build.at(tender.opens_at - DAY), pytest.raises(Conflict):
        drafts.save(bid=bid, key=key, values={}, version=bid.version, by=user)


def test_replaced_bid_counts_and_lost_key_begins_anew() -> None:
    world, tender = build.announced()
    bid, key, user = build.sealed(world.lot(tender), build.bid_values("1900000.00"))
    with build.at(build.NOW + 3 * DAY):
        bid = Bid.objects.get(pk=bid.pk)
        upload = SimpleUploadedFile("plan.txt", b"Plan of the work\n", "text/plain")
        bid = drafts.add_file(bid=bid, key=key, upload=upload, by=user)
        number = queries.read_draft(bid, key).files[0]["number"]
        bid = drafts.remove_file(bid=bid, key=key, number=number, by=user)
        bid, new = drafts.begin_anew(bid=bid, by=user)
        with pytest.raises(Invalid):
            queries.read_draft(bid, key)
        bid = drafts.save(bid=bid, key=new, values=build.bid_values("1700000.00"), version=bid.version, by=user)
        sealing.seal(bid=bid, key=new, by=user)
    build.opened(world, tender)
    assert Bid.objects.get(pk=bid.pk).price == Decimal("1700000.00")


def test_file_of_a_draft_goes_with_its_bytes() -> None:
    world, tender = build.announced()
    bid, key, user = build.begun(world.lot(tender))
    with build.at(build.NOW + 2 * DAY):
        upload = SimpleUploadedFile("plan.txt", b"Plan of the work\n", "text/plain")
        bid = drafts.add_file(bid=bid, key=key, upload=upload, by=user)
        number = queries.read_draft(bid, key).files[0]["number"]
        drafts.remove_file(bid=bid, key=key, number=number, by=user)
    assert (BidFile.objects.count(), Document.objects.count()) == (0, 0)


def test_tender_without_bids_fails() -> None:
    world, tender = build.announced()
    assert build.opened(world, tender).status == TenderStatus.FAILED
    assert Tender.objects.get().opening.protocol["bids"] == []


def test_flags_are_raised_with_their_figures_and_judged_with_a_reason() -> None:
    reference.load()
    world, tender = build.announced()
    lot = world.lot(tender)
    long = " ".join(f"слово{n}" for n in range(60))
    cheap, _key, _user = build.sealed(lot, build.bid_values("900000.00", "Quite other words"), head_name="Аян Сериков")
    build.sealed(lot, build.bid_values("1900000.00", long), head_name="АЯН СЕРІКОВ", phone="+7 700 000 00 01")
    last, _key, _user = build.sealed(lot, build.bid_values("1950000.00", long), phone="8 (700) 000-00-01")
    for _n in range(4):
        FundingFactory(
            organisation=cheap.organisation, kind="order", stage=FundingStage.RUNNING, region=world.body.region
        )
    filed = {"year": 2025, "status": "submitted", "staff": 1, "submitted_at": build.NOW}
    AnnualInformation.objects.create(organisation=cheap.organisation, **filed)

    build.opened(world, tender)

    found = {(flag.bid_id, flag.rule): flag for flag in Flag.objects.all()}
    assert {(one.pk, rule) for one, rule in ((cheap, FlagRule.LOW_PRICE), (cheap, FlagRule.BELOW_OTHERS))} <= set(found)
    assert found[cheap.pk, FlagRule.LOW_PRICE].inputs["percent"] == "45.0"
    capacity = found[cheap.pk, FlagRule.CAPACITY].inputs
    assert (capacity["running"], capacity["regions"], capacity["staff"]) == (4, 1, 1)
    assert found[last.pk, FlagRule.SAME_TEXT].inputs["percent"] >= 90
    assert found[last.pk, FlagRule.SAME_PEOPLE].inputs == {"shared": ["phone"]}
    assert "Аян" not in json.dumps([flag.inputs for flag in found.values()], ensure_ascii=False)

    cheap = Bid.objects.get(pk=cheap.pk)
    with pytest.raises(Conflict):
        opening.judge(bid=cheap, admit=True, reason="", by=world.officer)
    for flag in cheap.flags.all():
        with pytest.raises(Invalid):
            flags.decide(flag=flag, uphold=True, reason=" ", by=world.officer)
        with pytest.raises(NotPermitted):
            flags.decide(flag=flag, uphold=True, reason="So it is", by=UserFactory())
        decided = flags.decide(flag=flag, uphold=False, reason="The premises are its own", by=world.officer)
        assert decided.status == FlagStatus.DISMISSED
        with pytest.raises(TransitionNotAllowed):
            flags.decide(flag=decided, uphold=True, reason="No", by=world.officer)
    with pytest.raises(Invalid):
        opening.judge(bid=cheap, admit=False, reason=" ", by=world.officer)
    admitted: Any = opening.judge(bid=cheap, admit=True, reason="", by=world.officer)
    assert admitted.status == BidStatus.ADMITTED
