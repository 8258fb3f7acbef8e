"""A citizen without JavaScript, a bidder and an officer of social orders, with clicks in a browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from socialorder.choices import BidStatus, LotStatus, NeedStatus, TenderStatus
from socialorder.models import Bid, Need, Tender
from tests.builders import complaints as cases
from tests.builders import socialorder as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import SphereFactory
from tests.journeys import order_pages
from tests.journeys.conftest import violations
from tests.journeys.people import fill, follow, press, sign_in, verified

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db(transaction=True)


def begun_days_ago(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Tenders of the builder open so many days before the real moment: the server's clock is real."""
    monkeypatch.setattr(build, "NOW", timezone.now() - days * DAY)


@pytest.fixture
def plain(browser: Browser, live_server) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def test_a_bidder_writes_seals_withdraws_and_replaces_a_bid(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    begun_days_ago(monkeypatch, 1)
    _world, tender = build.announced()
    organisation, head = build.bidder()
    sign_in(page, verified(head))
    page.goto(f"/en/social-orders/tenders/{tender.slug}/lots/1/")
    press(page, "Begin a bid")
    fill(page, {"organisation": organisation.pk})
    press(page, "Begin")
    expect(page.get_by_text("It is shown only now.")).to_be_visible()
    press(page, "Write the bid")
    assert violations(page) == []
    fill(page, build.bid_values("1 800 000"))
    press(page, "Save and seal the bid")
    assert violations(page) == []
    press(page, "Seal the bid")
    expect(page.get_by_text("Nobody can read the bid before the opening.")).to_be_visible()
    bid = Bid.objects.get()
    first = bid.commitment
    press(page, "Withdraw the bid")
    bid.refresh_from_db()
    assert bid.status == BidStatus.WITHDRAWN
    press(page, "Write the bid")
    fill(page, {"price": "1 700 000"})
    press(page, "Save and seal the bid")
    press(page, "Seal the bid")
    bid.refresh_from_db()
    assert (bid.status, bid.price, bid.content) == (BidStatus.SEALED, None, None)
    assert bid.commitment != first
    page.wait_for_load_state("networkidle")


def test_an_officer_goes_from_the_opening_to_the_decision(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    begun_days_ago(monkeypatch, 25)
    world, tender = build.announced()
    lot = world.lot(tender)
    for price in ("1500000.00", "1900000.00"):
        build.sealed(lot, build.bid_values(price, f"Words of {price}"))
    build.opened(world, tender)
    sign_in(page, verified(world.officer))
    protocol = f"/en/social-orders/tenders/{tender.slug}/protocol/"
    for bid in Bid.objects.order_by("pk"):
        page.goto(protocol)
        follow(page, f"Bid: {bid.organisation}")
        press(page, "Admit or not")
        press(page, "Admit")
    page.goto(protocol)
    press(page, "Decide the tender")
    assert violations(page) == []
    fill(page, {"reason": "The lower price"})
    press(page, "Decide the tender")
    expect(page.get_by_role("heading", name="Results")).to_be_visible()
    assert violations(page) == []
    tender.refresh_from_db()
    lot.refresh_from_db()
    assert (tender.status, lot.status) == (TenderStatus.DECIDED, LotStatus.AWARDED)
    page.wait_for_load_state("networkidle")


def test_a_citizen_without_javascript_proposes_supports_and_reads(plain: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    begun_days_ago(monkeypatch, 25)
    case, _bid = cases.refused()
    complaint = cases.admitted(case, "refusal", case.tender.closes_at + 2 * DAY)
    sitting = order_pages.decided(case.world)
    need = build.need(region=case.world.body.region)
    sphere = SphereFactory()
    sign_in(plain, verified(UserFactory()))
    plain.goto("/en/social-orders/needs/propose/")
    fill(plain, {"region": case.world.body.region_id, "sphere": sphere.pk, "title": "A warm bus stop"})
    fill(plain, {"people": "pupils", "problem": "They wait in the wind"})
    plain.get_by_role("main").locator("form[method=post] button").last.click()
    expect(plain.get_by_role("heading", name="A warm bus stop")).to_be_visible()
    assert Need.objects.get(title="A warm bus stop").status == NeedStatus.PROPOSED
    plain.goto(need.get_absolute_url())
    plain.get_by_role("button", name="I support this need").click()
    expect(plain.get_by_text("1 person supports it")).to_be_visible()
    plain.goto(f"/en/social-orders/tenders/{sitting.tender.slug}/results/")
    expect(plain.get_by_text("Has a winner")).to_be_visible()
    plain.goto("/en/social-orders/complaints/")
    plain.get_by_role("link", name=f"№ {complaint.pk}.").click()
    expect(plain.get_by_text(complaint.public_text)).to_be_visible()
    assert Tender.objects.count() == 2
    plain.wait_for_load_state("networkidle")
