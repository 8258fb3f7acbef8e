"""A citizen proposes a direction, the officer answers and opens the discussion, everybody discusses, the order comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from foundation.accounts.models import User
from foundation.core.calendar import local_date
from grants.choices import ListStatus
from grants.models import DirectionList
from tests.builders import directions as build
from tests.builders.files import pdf
from tests.factories.accounts import UserFactory
from tests.journeys.conftest import violations

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Clean the banks of the river"


@contextmanager
def opened(browser: Browser, live_server, user: User) -> Iterator[Page]:
    """A page of somebody who is signed in: its own journey tests that."""
    client = Client()
    client.force_login(user)
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def test_from_a_proposal_to_the_order(browser: Browser, live_server) -> None:
    found = build.collecting(year=2027)
    officer, citizen = build.officer_for(found), UserFactory(full_name="Сынақбай Ерсабыр")
    with opened(browser, live_server, citizen) as page:
        propose(page)
    with opened(browser, live_server, officer) as page:
        answer_and_open(page, found)
    with opened(browser, live_server, citizen) as page:
        discuss(page, found)
    with opened(browser, live_server, officer) as page:
        answer_comment(page)
    term_is_over(found)
    with opened(browser, live_server, officer) as page:
        approve(page, found)
    found.refresh_from_db()

    assert (found.status, found.order_number) == (ListStatus.APPROVED, "124-n")


def term_is_over(found: DirectionList) -> None:
    """As if the discussion had begun forty days ago and ended yesterday."""
    now = timezone.now()
    facts = {"discussed_from": now - dt.timedelta(days=40), "discussed_until": local_date(now) - dt.timedelta(days=1)}
    DirectionList.objects.filter(pk=found.pk).update(**facts)


def propose(page: Page) -> None:
    page.goto("/en/grants/")
    page.get_by_role("link", name="Priority directions: propose").click()
    page.get_by_role("link", name="Directions of 2027").click()
    page.get_by_role("button", name="Propose a direction").click()
    page.get_by_label("What should be a direction of grants").fill(TITLE)
    page.get_by_label("The problem").fill("Forty tonnes of litter were counted in spring.")
    page.get_by_label("For which people").fill("Families of the left bank")
    page.get_by_label("What should be different afterwards").fill("Children bathe again.")
    page.get_by_label("Sphere").select_option(index=1)
    page.get_by_label("Kazakh").check()
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.get_by_text("Your proposal is sent.")).to_be_visible()
    assert violations(page) == []


def answer_and_open(page: Page, found: DirectionList) -> None:
    page.goto("/en/my/")
    page.get_by_role("link", name="1 proposal waits for an answer").click()
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("Taken into: Clean rivers").check()
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_text("The proposal is answered")).to_be_visible()
    page.goto(found.get_absolute_url())
    page.get_by_role("button", name="Open the public discussion").click()
    last_day = local_date(timezone.now()) + dt.timedelta(days=40)
    for name, value in (("Day", last_day.day), ("Month", last_day.month), ("Year", last_day.year)):
        page.get_by_label(name, exact=True).fill(str(value))
    page.get_by_role("button", name="Open the public discussion").click()
    expect(page.get_by_text("The public discussion is open.")).to_be_visible()
    assert violations(page) == []


def discuss(page: Page, found: DirectionList) -> None:
    page.goto(found.get_absolute_url())
    page.get_by_role("link", name="Clean rivers").click()
    page.get_by_role("button", name="I support it").click()
    expect(page.get_by_text("1 person supports it")).to_be_visible()
    page.get_by_label("Your comment").fill("Also the springs above the village.")
    page.get_by_role("button", name="Publish the comment").click()
    expect(page.get_by_text("Waits for the official answer")).to_be_visible()
    expect(page.get_by_text("Ерсабыр С.")).to_be_visible()
    assert violations(page) == []


def answer_comment(page: Page) -> None:
    page.goto("/en/my/")
    page.get_by_role("link", name="1 comment waits for an answer").click()
    page.get_by_role("link", name="Answer", exact=True).click()
    page.get_by_label("Official answer").fill("The springs belong to it.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The comment is answered")).to_be_visible()


def approve(page: Page, found: DirectionList) -> None:
    page.goto(found.get_absolute_url())
    page.get_by_role("button", name="Approve by an order").click()
    page.get_by_label("Number of the order").fill("124-n")
    today = local_date(timezone.now())
    for name, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(name, exact=True).fill(str(value))
    page.get_by_label("The order as a file").set_input_files(
        {"name": "order.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Approve the list").click()
    expect(page.get_by_text("The list is approved and frozen.")).to_be_visible()
    assert violations(page) == []
