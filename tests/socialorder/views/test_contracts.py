"""Pages of contracts, walked by officers, the supplier and everybody."""

from __future__ import annotations

import datetime as dt
import json
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from civilportal.desk import groups
from foundation.accounts.models import SigningRequest
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.notifications.models import Message
from socialorder.actions.contracts import reminders
from socialorder.choices import ActStatus, ContractStatus
from socialorder.models import Act, Contract
from tests.builders import contracts as build
from tests.builders import files
from tests.factories.accounts import UserFactory
from tests.socialorder.views.test_pages import client_of, day, rows, signature, url

pytestmark = pytest.mark.django_db


def tasks_of(user) -> list[str]:
    """What the desk says in social orders."""
    return [
        str(task.title).split(":")[0] for group in groups(user) for task in group.tasks if "social-orders" in task.url
    ]


def signed(client: Client, address: str, bin_: str, status: int = 302) -> None:
    """Open the page, sign what it shows, send it."""
    assert client.get(address).status_code == 200
    request = SigningRequest.objects.filter(signature=None).latest("created_at")
    assert client.post(address, signature(request, bin_)).status_code == status


def terms() -> dict[str, str]:
    plan = build.plan()
    stages = [{"title": one.title, **day("due_on", one.due_on), "amount": str(one.amount)} for one in plan.stages]
    lines = [{"name": one.name, "amount": str(one.amount)} for one in plan.lines]
    first = day("starts_on", plan.starts_on) | day("sign_until", plan.sign_until) | {"months": "10"}
    return {**first, **rows("stages", *stages), **rows("lines", *lines)}


def test_contract_is_drawn_up_approved_and_signed_with_clicks() -> None:
    world, _tender, bids = build.won()
    second = build.orders.officer_of(world.body)
    head, stranger = build.head_of(bids[0]), client_of(UserFactory())
    officer, other, supplier = client_of(world.officer), client_of(second), client_of(head)
    assert tasks_of(world.officer) == ["Draw up the contract"]
    assert "Draw up the contract" in officer.get(url("contract-list")).text
    assert stranger.post(url("contract-begin", bids[0].pk)).status_code == 404
    officer.post(url("contract-begin", bids[0].pk))
    contract = Contract.objects.get()
    page = officer.get(url("contract-prepare", contract.pk))
    assert page.text.count("900") == 2  # two equal stages are suggested
    wrong = terms() | {"lines-0-amount": "1"}
    refused = officer.post(url("contract-prepare", contract.pk), wrong)
    assert (refused.status_code, "The budget lines come to" in refused.text) == (422, True)
    grown = officer.post(url("contract-prepare", contract.pk), terms() | {"row-action": "add:lines"})
    assert (grown.status_code, 'name="lines-2-amount"' in grown.text) == (200, True)
    officer.post(url("contract-prepare", contract.pk), terms())
    officer.post(url("contract-step", contract.pk, "propose"), {})
    assert officer.get(url("contract-step", contract.pk, "offer")).status_code == 403
    assert tasks_of(second) == ["Approve the contract"]
    other.post(url("contract-step", contract.pk, "offer"), {})
    assert (tasks_of(second), tasks_of(head)) == (["Sign the contract"], ["Sign the contract"])
    assert stranger.get(contract.get_absolute_url()).status_code == 404
    assert Client().get(contract.get_absolute_url()).status_code == 404
    assert supplier.get(url("contract-sign", contract.pk, 1, "body")).status_code == 403
    assert supplier.get(url("contract-sign", contract.pk, 1, "else")).status_code == 404


def test_both_sides_sign_with_clicks_and_read_what_was_signed() -> None:
    deal = build.offered()
    contract, bids = deal.contract, deal.bids
    other, supplier, stranger = client_of(deal.second), client_of(deal.head), client_of(UserFactory())
    bin_ = bids[0].organisation.bin
    signed(supplier, url("contract-sign", contract.pk, 1, "ngo"), bids[1].organisation.bin, status=200)
    signed(supplier, url("contract-sign", contract.pk, 1, "ngo"), bin_)
    signed(other, url("contract-sign", contract.pk, 1, "body"), deal.world.body.bin or build.keys.BIN)
    contract.refresh_from_db()
    assert contract.status == ContractStatus.IN_FORCE
    kept = contract.versions.get().signatures.get(side="ngo")
    whole = json.loads(supplier.get(url("contract-document", contract.pk, 1)).content)
    assert (whole["number"], len(whole["stages"])) == (contract.number, 2)
    assert supplier.get(url("contract-signature", contract.pk, kept.pk, "signature")).content[:1] == b"0"
    assert b'"sha256"' in supplier.get(url("contract-signature", contract.pk, kept.pk, "document")).content
    assert supplier.get(url("contract-signature", contract.pk, kept.pk, "x")).status_code == 404
    assert stranger.get(url("contract-document", contract.pk, 1)).status_code == 404


def act_fields(act: Act, **given: str) -> dict[str, str]:
    said = {"done": "All is done", "people": "25", "fact-1": "20", "note-1": "Register", "line-1": "700 000,50"}
    return {**said, "line-2": "", "version": str(act.saves), **given}


def test_act_is_written_with_clicks_and_saves_itself() -> None:
    deal = build.in_force()
    officer, supplier, stranger = client_of(deal.officer), client_of(deal.head), client_of(UserFactory())
    with clock.playing(build.ON_STAGE[1]):
        assert tasks_of(deal.head) == ["Hand in the acceptance act"]
        supplier.post(url("act-begin", deal.contract.pk, 1))
        act = Act.objects.get()
        assert stranger.get(url("act-detail", act.pk)).status_code == 404
        assert officer.get(url("act-detail", act.pk)).status_code == 404  # nothing was handed in yet
        saved = supplier.post(url("act-autosave", act.pk), act_fields(act, people=""))
        assert saved.json()["version"] == 1
        assert supplier.post(url("act-autosave", act.pk), act_fields(act)).status_code == 409
        assert supplier.post(url("act-autosave", act.pk), act_fields(act, people="x")).status_code == 422
        stale = supplier.post(url("act-edit", act.pk), act_fields(act, done="Typed here"))
        assert (stale.status_code, "Typed here" in stale.text, "another page" in stale.text) == (422, True, True)
        assert "Say how many people" in supplier.get(url("act-hand-in", act.pk)).text
        act.refresh_from_db()
        supplier.post(url("act-edit", act.pk), act_fields(act) | {"next": "1"})
        assert supplier.post(url("act-file-add", act.pk), {"title": "x"}).status_code == 422
        program = files.upload(files.program(), "run.pdf")
        assert supplier.post(url("act-file-add", act.pk), {"title": "x", "file": program}).status_code == 422
        for number in (1, 2):
            upload = files.upload(files.pdf(f"file {number}"), "photo.pdf")
            supplier.post(url("act-file-add", act.pk), {"title": f"Photo {number}", "file": upload})
        first, last = act.files.order_by("pk")
        supplier.post(url("act-file-remove", act.pk, last.pk))
        assert "Photo 1" in supplier.get(url("act-edit", act.pk)).text
        signed(supplier, url("act-hand-in", act.pk), deal.contract.organisation.bin)
        assert tasks_of(deal.officer) == ["Answer the acceptance act"]
        assert "Register" in officer.get(url("act-detail", act.pk)).text
        given = officer.get(url("act-file", act.pk, first.pk))
        assert b"".join(given.streaming_content)[:5] == b"%PDF-"
        assert stranger.get(url("act-file", act.pk, first.pk)).status_code == 404


def test_act_is_answered_and_the_stage_paid_with_clicks() -> None:
    deal = build.in_force()
    officer, supplier, bin_ = client_of(deal.officer), client_of(deal.head), deal.contract.organisation.bin
    with clock.playing(build.ON_STAGE[1]):
        act = build.hand_in(deal, build.written(deal, 1))
        assert officer.post(url("act-return", act.pk), {"reason": "x"}).status_code == 422
        until = day("correct_until", build.STAGE_ENDS[0])
        officer.post(url("act-return", act.pk), {"reason": "Show more", **until})
        assert "Show more" in supplier.get(url("act-edit", act.pk)).text
        signed(supplier, url("act-hand-in", act.pk), bin_)
        signed(officer, url("act-accept", act.pk), deal.world.body.bin or build.keys.BIN)
        act.refresh_from_db()
        assert act.status == ActStatus.ACCEPTED
        for what, status in (("document", 200), ("ngo", 200), ("body", 200), ("x", 404)):
            assert officer.get(url("act-version-file", act.pk, 2, what)).status_code == status
        assert officer.get(url("act-version-file", act.pk, 1, "body")).status_code == 404
        assert tasks_of(deal.officer) == ["Pay the accepted stage"]
        pay = url("stage-pay", deal.contract.pk, 1)
        paid_on = day("paid_on", local_date(build.ON_STAGE[1]))
        too_much = officer.post(pay, {"reference": "P-1", "amount": "900000", **paid_on})
        assert (too_much.status_code, "up to" in too_much.text) == (422, True)
        officer.post(pay, {"reference": "P-1", "amount": "800 000", **paid_on})
        assert tasks_of(deal.officer) == []
        assert supplier.get(pay).status_code == 403


def test_act_is_refused_and_a_penalty_imposed_with_clicks() -> None:
    deal = build.in_force()
    officer, supplier, key = client_of(deal.officer), client_of(deal.head), deal.contract.pk
    with clock.playing(build.ON_STAGE[1]):
        act = build.hand_in(deal, build.written(deal, 1))
        assert supplier.get(url("act-refuse", act.pk)).status_code == 403
        officer.post(url("act-refuse", act.pk), {"reason": "Nothing was done"})
        assert "Write another act" in supplier.get(url("act-detail", act.pk)).text
    assert officer.post(url("penalty-impose", key), {"kind": "daily"}).status_code == 422
    daily = {"kind": "daily", "clause": "7.2", "base": "800 000", "rate": "0,1", "days": "9", "reason": "Late"}
    officer.post(url("penalty-impose", key), {**daily, "stage": "1"})
    page = officer.get(deal.contract.get_absolute_url()).text.replace("\xa0", " ")
    assert "₸800,000 × 0.1 % × 9 days" in page or "800,000 ₸ × 0.1 % × 9 days" in page
    officer.post(url("penalty-lift", key, 1), {"reason": "The road was closed"})
    assert deal.contract.penalties.get().lifted_reason == "The road was closed"


def test_change_is_proposed_and_decided_with_clicks_and_the_contract_ended() -> None:
    deal = build.in_force()
    officer, supplier, key = client_of(deal.officer), client_of(deal.head), deal.contract.pk
    base = url("amendment-propose", key, "ngo")
    # A page that begins with what is agreed says how many rows it began with.
    asked = terms() | {"stages-INITIAL_FORMS": "2", "lines-INITIAL_FORMS": "2"}
    asked |= {"months": "12", "target-1": "45", "reason": "The road"}
    assert supplier.post(base, asked | {"months": "40"}).status_code == 422
    assert supplier.post(base, asked | {"stages-0-amount": "1", "lines-0-amount": "1"}).status_code == 422
    supplier.post(base, asked)
    change = url("contract-amendment", key, 1)
    assert "45" in officer.get(change).text
    assert tasks_of(deal.officer) == ["Decide on the change of the contract"]
    assert officer.post(url("amendment-decline", key, 1), {"reason": ""}).status_code == 422
    officer.post(url("amendment-decline", key, 1), {"reason": "Not now"})
    supplier.post(base, asked)
    officer.post(url("amendment-approve", key, 2))
    supplier.post(url("amendment-withdraw", key, 2))
    assert list(deal.contract.amendments.values_list("status", flat=True)) == ["declined", "withdrawn"]
    assert supplier.get(url("amendment-propose", key, "x")).status_code == 404
    assert supplier.get(url("amendment-propose", key, "body")).status_code == 403

    assert officer.get(url("contract-step", key, "nothing")).status_code == 404
    end = url("contract-step", key, "terminate")
    assert officer.post(end, {"reason": "x"}).status_code == 422
    officer.post(end, {"side": "ngo", "reason": "The team left"})
    assert "The team left" in Client().get(deal.contract.get_absolute_url()).text


def test_everybody_reads_the_card_and_nothing_personal_from_the_results_and_the_ngos_page() -> None:
    deal = build.in_force()
    act = build.accepted(deal, 1)
    page = Client().get(deal.contract.get_absolute_url()).text
    assert "Groups are open" in page
    for secret in (
        "Stage 1 is done",
        "Photos",
        deal.head.full_name,
        str(deal.officer),
        "Sign electronically",
        "SHA-256",
    ):
        assert secret not in page
    assert Client().get(url("act-detail", act.pk)).status_code == 302
    organisation = deal.contract.organisation
    card = Client().get(reverse("registry:ngo-detail", args=[organisation.bin])).text
    assert deal.contract.get_absolute_url().split("/", 2)[2] in card


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_pages_ask_the_same_whatever_their_length(count: int, django_assert_num_queries) -> None:
    deal = build.in_force()
    world = deal.world
    for number in range(count - 1):
        build.orders.MembershipFactory(
            user=world.officer,
            organisation=None,
            body=build.in_force(slug=f"t{number}", bids=1).world.body,
            role="officer",
        )
    officer = client_of(world.officer)
    officer.get(url("contract-list"))
    with django_assert_num_queries(6):
        assert officer.get(url("contract-list")).text.count("/contracts/") >= count
    with django_assert_num_queries(28):
        officer.get(deal.contract.get_absolute_url())


def test_text_is_printed_and_the_list_is_a_workbook() -> None:
    deal = build.in_force(bids=1)
    build.accepted(deal, 1)
    officer, supplier = client_of(deal.officer), client_of(deal.head)
    for code in ("kk", "ru"):
        printed = supplier.get(f"/{code}/reports/social-orders/contracts/{deal.contract.pk}/1/")
        assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")
    assert client_of(UserFactory()).get(f"/ru/reports/social-orders/contracts/{deal.contract.pk}/1/").status_code == 404
    answer = officer.get(reverse("publishing:contracts-file"), {"text": deal.contract.number})
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    contracts, stages = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert (contracts[1][0], contracts[1][7], contracts[1][8]) == (deal.contract.number, 1_800_000, 800_000)
    assert [row[1] for row in stages[1:]] == [1, 2]
    assert supplier.get(reverse("publishing:contracts-file")).status_code == 403


def letters_to(*people) -> int:
    return Message.objects.filter(recipient__in=people).count()


def test_letters_remind_once_of_signing_and_of_stages() -> None:
    deal = build.offered()
    before, counts = letters_to(deal.head, deal.officer), []
    for days in (0, 8, 8, 11, 12):
        with clock.playing(build.NOW + days * build.DAY):
            reminders.remind()
        counts.append(letters_to(deal.head, deal.officer) - before)
    assert counts == [0, 1, 1, 2, 2]
    running = build.in_force(slug="running", bids=1)
    before, sent = letters_to(running.head), []
    for days in (-20, -14, -3, -2, 0, 1, 5, 12):
        with clock.playing(build.ON_STAGE[1] + dt.timedelta(days=10 + days)):
            reminders.remind()
        sent.append(letters_to(running.head) - before)
    assert sent == [0, 1, 2, 2, 3, 4, 4, 5]
