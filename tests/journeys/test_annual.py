"""An NGO files its yearly information: it is half filled in, left, gone on with after the session has died, and sent."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Page, expect

from foundation.accounts.models import User
from registry.choices import AnnualStatus
from registry.models import AnnualInformation, AnnualSection
from registry.queries import annual_years
from tests.builders import annual as build
from tests.builders import registry
from tests.journeys.conftest import violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organisation():
    registry.with_reference()
    return registry.registered(registered_on=dt.date(2020, 5, 5))


def enter(page: Page, user: User) -> None:
    """Sign in without the form: its own journey tests that."""
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url_of_server}]  # type: ignore[attr-defined]
    )


@pytest.fixture
def here(page: Page, live_server) -> Page:
    page.url_of_server = live_server.url  # type: ignore[attr-defined]
    return page


def test_filed_in_two_sittings(here: Page, organisation) -> None:
    head, year = registry.head_of(organisation), annual_years()[-1]
    place = f"/en/registry/{organisation.bin}/annual/{year}/"
    begin(here, head, organisation, year)
    interrupted(here, head, place)
    arithmetic(here, place)
    information = the_rest()
    send(here, place)
    information.refresh_from_db()
    assert information.status == AnnualStatus.SUBMITTED
    sent = information.versions.get().document["sections"]
    assert sent["activity"]["summary"] == "Planted 300 trees and 20 hedges"
    returned(here, organisation.name_en)
    enter(here, head)
    here.goto(place)
    here.get_by_role("link", name="Employees and volunteers: Volunteers in the year").click()
    expect(here.locator(".govuk-error-message")).to_contain_text("Were there so many?")
    here.get_by_label("Volunteers in the year").fill("11")
    here.get_by_role("button", name="Save and come back later").click()
    expect(here.get_by_text("Changed since")).to_be_visible()


def begin(here: Page, head: User, organisation, year: int) -> None:
    enter(here, head)
    here.goto(f"/en/registry/{organisation.bin}/")
    here.get_by_role("link", name=f"Annual information for {year}").click()
    here.get_by_role("button", name="Begin").click()
    expect(here.get_by_role("link", name="Activity of the year")).to_be_visible()


def interrupted(here: Page, head: User, place: str) -> None:
    """Text that nobody has pressed a button for is saved by itself; the session dies in the middle of a sentence."""
    here.get_by_role("link", name="Activity of the year").click()
    here.get_by_label("What was done in the year").fill("Planted 300 trees")
    expect(here.get_by_text("Saved at")).to_be_visible()
    assert AnnualSection.objects.get(name="activity").data == {"summary": "Planted 300 trees"}
    Session.objects.all().delete()
    here.get_by_label("What was done in the year").fill("Planted 300 trees and 20 hedges")
    expect(here.get_by_text("Sign in")).not_to_have_count(0)
    enter(here, head)
    here.goto(f"{place}activity/")
    here.get_by_role("button", name="Put it back").click()
    expect(here.get_by_label("What was done in the year")).to_have_value("Planted 300 trees and 20 hedges")
    expect(here.get_by_text("Saved at")).to_be_visible()


def arithmetic(here: Page, place: str) -> None:
    """Sums that do not meet are told at the field, then mended."""
    here.goto(f"{place}income/")
    here.get_by_label("Money at the beginning of the year").fill("300 000")
    here.get_by_label("Money received in the year").fill("1 000 000")
    here.get_by_label("Source of the money").select_option("donor")
    here.get_by_label("Amount").fill("900000")
    here.get_by_role("button", name="Save and check").click()
    expect(here.locator(".govuk-error-message")).to_contain_text("The sources come to 900,000")
    here.get_by_label("Amount").fill("1 000 000")
    here.get_by_role("button", name="Save and check").click()
    expect(here.get_by_text("“Income by source” is saved.")).to_be_visible()


def the_rest() -> AnnualInformation:
    information = AnnualInformation.objects.get()
    for name, data in build.sections(activity={"summary": "Planted 300 trees and 20 hedges"}).items():
        if name != "income":
            build.saved(information, name, data)
    return information


def send(here: Page, place: str) -> None:
    here.goto(place)
    expect(here.get_by_text("Nothing is missing.")).to_be_visible()
    assert violations(here) == []
    here.get_by_role("button", name="Read it through and submit").click()
    assert violations(here) == []
    here.get_by_label("I state as the head").check()
    here.get_by_role("button", name="Submit").click()
    expect(here.get_by_text("The information is submitted.", exact=True)).to_be_visible()


def returned(here: Page, name: str) -> None:
    """The officer returns it with a remark at a field."""
    here.context.clear_cookies()
    enter(here, registry.officer())
    here.goto("/en/registry/annual/check/")
    here.get_by_role("link", name=name).click()
    here.get_by_label("Remark on: Volunteers in the year").fill("Were there so many?")
    assert violations(here) == []
    here.get_by_role("button", name="Return with these remarks").click()
    expect(here.get_by_text("returned for correction")).to_be_visible()
    here.context.clear_cookies()
