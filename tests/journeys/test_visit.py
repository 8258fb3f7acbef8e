"""A visit on a phone without a network: nothing typed is lost, nothing is sent twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from foundation.accounts.models import User
from monitoring.models import Finding, Visit, VisitPhoto, VisitReport
from tests.builders import files
from tests.builders import monitoring as build
from tests.journeys.conftest import violations

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = "goes out by itself when there is one"


@pytest.fixture
def phone(browser: Browser, live_server) -> Iterator[Page]:
    """A small screen. That the network is gone stands on its console, so only what the scripts throw is a failure."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    page, faults = context.new_page(), []
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    yield page
    context.close()
    assert faults == []


def sign_in(context: BrowserContext, user: User, url: str) -> None:
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


def fill_in(page: Page, summary: str) -> None:
    page.locator("input[name='a-q1'][value='no']").check()
    page.locator("[name='n-q1']").fill("The hall is locked")
    page.locator("[name='a-q2']").fill("24")
    for place, part in enumerate(("1", "3", "2026")):
        page.locator(f"[name=done_on_{place}]").fill(part)
    for place, part in enumerate(("1", "3", "2031")):
        page.locator(f"[name=due_1_{place}]").fill(part)
    page.locator("input[name=conclusion][value=with_findings]").check()
    page.locator("[name=summary]").fill(summary)
    page.locator("[name=finding_1]").fill("Open the hall")


def test_a_sheet_filled_in_without_a_network_arrives_once(phone: Page, live_server) -> None:
    work = build.followed()
    visit = build.visit(work)
    sign_in(phone.context, work.officer, live_server.url)
    phone.goto(reverse("monitoring:visit-report", args=[visit.pk]))
    assert violations(phone) == []

    # The network goes; a photograph is taken, the form is sent, the telephone is put away.
    phone.context.set_offline(True)
    fill_in(phone, "Typed in a cellar")
    phone.locator("[name='p-q1']").set_input_files(
        {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": files.jpeg(4, 4)}
    )
    phone.locator("[name=has_consent]").check()
    phone.get_by_role("button", name="Send the report").click()
    expect(phone.get_by_text(KEPT)).to_be_visible()
    phone.get_by_role("button", name="Send the report").click()
    assert VisitReport.objects.count() == 0

    # It comes back: the form goes out by itself.
    phone.context.set_offline(False)
    phone.wait_for_url("**" + visit.get_absolute_url())
    expect(phone.get_by_text("Typed in a cellar")).to_be_visible()
    assert [model.objects.count() for model in (VisitReport, VisitPhoto, Finding)] == [1, 1, 1]
    assert VisitReport.objects.get().content["answers"]["q1"] == {"value": "no", "note": "The hall is locked"}


def test_two_tabs_a_closed_page_and_an_ended_session_lose_nothing(phone: Page, live_server) -> None:
    work = build.followed()
    visit = build.visit(work)
    address = reverse("monitoring:visit-report", args=[visit.pk])
    sign_in(phone.context, work.officer, live_server.url)
    phone.goto(address)
    fill_in(phone, "Written in the first tab")
    expect(phone.get_by_text("Kept on this device.")).to_be_visible()

    # The page is closed; another one offers the text, which this tab had begun anew.
    phone.goto("/en/")
    phone.goto(address)
    phone.locator("[name=summary]").fill("Begun anew")
    phone.get_by_role("button", name="Put it back").click()
    expect(phone.locator("[name=summary]")).to_have_value("Written in the first tab")

    # The session ends while it is sent: the form stays, and goes out after signing in again.
    phone.context.clear_cookies(name="sessionid")
    phone.get_by_role("button", name="Send the report").click()
    expect(phone.get_by_text("Your session has ended. The form is kept")).to_be_visible()
    assert Visit.objects.get().reports.count() == 0
    sign_in(phone.context, work.officer, live_server.url)
    phone.get_by_role("button", name="Send the report").click()
    phone.wait_for_url("**" + visit.get_absolute_url())
    assert VisitReport.objects.get().content["summary"] == "Written in the first tab"

    # What had been begun anew is still there for whoever corrects the report.
    phone.goto(address)
    expect(phone.get_by_text("is kept on this device and was not sent")).to_be_visible()
