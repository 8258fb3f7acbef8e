"""Two people of one NGO write in the same section; the network is cut and a session dies; every byte is there at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from foundation.accounts.models import User
from grants.choices import ApplicationStatus
from grants.models import Application
from tests.builders.grants import application_at, head_of, person_of
from tests.journeys.conftest import violations

pytestmark = pytest.mark.django_db(transaction=True)

WHO, HOW = "Who the project is for", "How you find and involve them"
TYPED = "Мектеп оқушылары және олардың ата-анасы.\nЕкінші жол: «ұ», ₸, &amp; <b>"


@pytest.fixture
def second(browser: Browser, live_server) -> Iterator[Page]:
    """Another person's browser."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def enter(page: Page, user: User, server: str) -> None:
    """Sign in without the form: its own journey tests that."""
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def said(application: Application) -> dict[str, str]:
    return application.sections.get(name="target_group").data


def test_nothing_that_two_people_type_is_lost(page: Page, second: Page, live_server) -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    head, editor = head_of(application.organisation), person_of(application.organisation)
    place = f"/en/grants/applications/{application.number}/sections/target_group/"
    for one, user in ((page, head), (second, editor)):
        enter(one, user, live_server.url)
        one.goto(place)

    joined(page, second, head)
    cut_off(second)
    assert said(application) == {"description": TYPED, "reach": "Through the schools, and by radio."}
    signed_out(page, second, (head, editor), live_server.url)
    assert said(application)["reach"] == "Through the schools, by radio and in person."
    chosen(page, second)
    assert said(application) == {"description": TYPED, "reach": "By post.\nBy telephone."}


def joined(page: Page, second: Page, head: User) -> None:
    """Different fields are joined while both write, and each hears of the other."""
    page.get_by_label(WHO).fill(TYPED)
    expect(page.get_by_text("Saved at")).to_be_visible()
    second.get_by_label(HOW).fill("Through the schools.")
    expect(second.get_by_text("Saved together with what")).to_be_visible()
    expect(second.get_by_label(WHO)).to_have_value(TYPED)
    second.reload()
    expect(second.get_by_text(f"{head} has this section open now")).to_be_visible()
    assert violations(second) == []


def cut_off(second: Page) -> None:
    """The network is cut in the middle of a sentence, and comes back."""
    second.context.set_offline(True)
    second.get_by_label(HOW).fill("Through the schools, and by radio.")
    expect(second.locator(".cp-autosave--problem")).to_be_visible()
    second.context.set_offline(False)
    expect(second.locator(".cp-autosave--problem")).to_have_count(0)


def signed_out(page: Page, second: Page, people: tuple[User, User], server: str) -> None:
    """The session dies; after signing in again in another tab the same page sends what it holds."""
    Session.objects.all().delete()
    second.get_by_label(HOW).fill("Through the schools, by radio and in person.")
    expect(second.locator(".cp-autosave--problem")).to_contain_text("Sign in")
    enter(page, people[0], server)
    enter(second, people[1], server)
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(second.locator(".cp-autosave--problem")).to_have_count(0)


def chosen(page: Page, second: Page) -> None:
    """Both change the same words: both texts are shown, and both are kept."""
    page.reload()
    second.get_by_label(HOW).fill("By post.")
    expect(second.locator(".cp-autosave__text")).to_contain_text("Saved at")
    page.get_by_label(HOW).fill("By telephone.")
    expect(page.locator(".cp-autosave--problem")).to_contain_text("Press “Save and check” to see both.")
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_role("heading", name="Choose between two texts")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Keep both, one below the other").check(force=True)
    page.get_by_role("button", name="Save and come back later").click()
    expect(page.get_by_text("Last saved: Target group")).to_be_visible()
