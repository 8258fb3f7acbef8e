"""The important pages in a real browser: three languages, a phone and a desk, axe, no JavaScript, the keyboard alone.

The pages are only read, so their data and their server are made once for the whole module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import translation
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from evaluation.models import Likeness, ScoreSheet
from foundation.audit import sealing
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.models import Job
from foundation.notifications.models import Message
from grants.choices import ApplicationStatus, SectionName
from registry.models import Organisation
from tests.builders import (
    decisions,
    grants,
    registry,
)
from tests.journeys import (
    contract_pages,
    council_pages,
    evaluation_pages,
    grant_pages,
    order_pages,
    registry_pages,
    result_pages,
)
from tests.journeys.conftest import violations
from tests.journeys.shown import Shown, address

# What a test itself writes is taken back; the server sees what was committed before.
pytestmark = pytest.mark.django_db

LANGUAGES = ("kk", "ru", "en")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
TABS_AT_MOST = 40

WIDER_THAN_THE_SCREEN = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [`the page is ${document.documentElement.scrollWidth} wide`, ...[...document.querySelectorAll("body *")]
        .filter((e) => e.getBoundingClientRect().right > innerWidth && !e.closest(".cp-table__scroll"))
        .map((e) => e.outerHTML.slice(0, 120))]"""


@dataclass
class Portal:
    """A running portal with calls in every state."""

    url: str
    pages: dict[str, Shown]
    organisation: Organisation


NAMES = [
    "rubric",
    "rubric editor",
    "rubrics",
    "home",
    "registry",
    "card",
    "history of a record",
    "card of a past day",
    "reference data",
    "reference table",
    "calls",
    "open call",
    "decided call",
    "results",
    "ranking",
    "explanation",
    "quality",
    "other weights",
    "draw",
    "audit chain",
    "statistics",
    "help",
    "help for an NGO",
    "past awards",
    "open data",
    "sign-in",
    "desk of an applicant",
    "desk of an officer",
    "task list",
    "section with rows",
    "section with texts",
    "files",
    "formal checks",
    "formal check",
    "phases",
    "round",
    "terms of a panel",
    "assignment",
    "short proposal",
    "conflicts",
    "sign of a conflict",
    "workload",
    "own conflicts",
    "conflict in a sheet",
    "draw by direction",
    "quotas of a call",
    "statement of an expert",
    "stepping back",
    "sheet to give back",
    "discussion of marks",
    "changes of sheets",
    "example for experts",
    "example to score",
    "both stages",
    "quality of a commission",
    "entries side by side",
    "marks that diverge",
    "entries that look alike",
    "two that look alike",
    "score sheets",
    "score sheet",
    "meeting of the secretary",
    "meeting of a member",
    "agenda of the commission",
    "conflicts of a member",
    "votes of a member",
    "application before the commission",
    "job",
    "messages",
    "message",
    "new call",
    "own card",
    "founders",
    "logo",
    "official facts",
    "my organisations",
    "people of an organisation",
    "invitation",
    "invite a person",
    "role",
    "ways to claim",
    "claim by signature",
    "claim by letter",
    "claims",
    "state bodies",
    "state body",
    "new body",
    "experts",
    "expert",
    "load of experts",
    "public money",
    "signals",
    "signal",
    "due diligence",
    "documents",
    "observation",
    "match",
    "awards from a file",
    "annual information",
    "annual section",
    "annual statement",
    "annual check",
    "annual queue",
    "annual campaign",
    "annual public",
    "annual paper",
    *grant_pages.NAMES,
    *council_pages.NAMES,
    "contract for everybody",
    "contract of an officer",
    "contracts",
    "terms of a contract",
    "acceptance act",
    "act being written",
    "change of a contract",
    *order_pages.NAMES,
    *result_pages.NAMES,
]

# Looked at in Kazakh alone, whose words are the longest: forms and lists of the registry that few people open.
BRIEFLY = [
    *order_pages.BRIEFLY,
    *result_pages.BRIEFLY,
    "new organisation",
    "registry from a file",
    "what a file would change",
    "records alike",
    "two records",
    "matching",
    "list that is empty",
    "unreliable suppliers",
    "checklist that was kept",
    "new observation",
    "claim to check",
    "people of a body",
    "keys of systems",
    "key of a system",
    "expert to be invited",
    "own tie",
    "correction of a year",
    "record with a history",
]


@pytest.fixture(scope="module")
def portal(
    django_db_setup: None, django_db_blocker, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("pages")
    here = override_settings(MEDIA_ROOT=folder / "media", ESIGN_TRUST_FOLDER=folder / "trust")
    with django_db_blocker.unblock(), here:
        server = LiveServer("127.0.0.1")
        try:
            # In a thread of its own: the browser's event loop runs in this one, and signatures are verified in another.
            with ThreadPoolExecutor(1) as pool:
                organisation, pages = pool.submit(in_english, furnished).result()
            yield Portal(server.url, pages, organisation)
        finally:
            server.stop()
            call_command("flush", verbosity=0, interactive=False)


def in_english(make: Callable[[], Any]) -> Any:
    """What ``make`` gives; its connection is closed with its thread."""
    try:
        with translation.override("en"):
            return make()
    finally:
        connection.close()


def furnished() -> tuple[Organisation, dict[str, Shown]]:
    """An open call with a draft, and a contest at each of the later states."""
    registry.with_reference()
    organisation = registry.registered(9001)
    draft = grants.application_at(ApplicationStatus.DRAFT)
    few = {"applications": 2, "experts": 2}
    checking, scoring = decisions.checking(**few), decisions.scoring(**few)
    voting = decisions.voting(**few)
    # Two grants of 1,000,000; the third of four is the reserve, the fourth has nothing.
    decided = decisions.decided(
        applications=4, experts=2, reserve_size=1, appeal_days=5, quotas=[evaluation_pages.QUOTA]
    )
    sealing.seal_all()
    pages = anybody(organisation, draft.call.slug, decided) | applicants(draft) | officers(checking, scoring, voting)
    pages |= evaluation_pages.panels() | evaluation_pages.stages_of_a_panel() | grant_pages.pages(draft, decided)
    pages |= council_pages.council_pages() | council_pages.before_councils()
    pages |= order_pages.pages() | contract_pages.pages() | result_pages.pages()
    message = Message.objects.earliest("pk")
    job = Job.objects.exclude(owner=None).earliest("created_at")
    head = registry.head_of(organisation)
    pages |= registry_pages.briefly(organisation, scoring.call.operator)
    return organisation, pages | registry_pages.overseen(organisation, head) | registry_pages.of_a_year(
        organisation, head
    ) | {
        "job": Shown(address("jobs:job-detail", job.pk), job.owner),
        "messages": Shown(address("notifications:message-list"), message.recipient),
        "message": Shown(address("notifications:message-detail", message.pk), message.recipient),
        "own card": Shown(address("registry:ngo-edit", organisation.bin), head),
        "founders": Shown(address("registry:ngo-founders", organisation.bin), head),
        "logo": Shown(address("registry:ngo-logo-edit", organisation.bin), head),
        "official facts": Shown(address("registry:ngo-official", organisation.bin), registry.officer()),
        **registry_pages.people(organisation, head, scoring),
    }


def anybody(organisation: Organisation, open_slug: str, decided: decisions.Contest) -> dict[str, Shown]:
    run, round_id = decided.meeting.run, decided.call.round_id
    return {
        "home": Shown(address("home")),
        "registry": Shown(address("registry:ngo-list")),
        "card": Shown(address("registry:ngo-detail", organisation.bin)),
        "history of a record": Shown(address("registry:ngo-history", organisation.bin)),
        "card of a past day": Shown(address("registry:ngo-as-of", organisation.bin, local_date(clock.now()))),
        "reference data": Shown(address("registry:reference-list")),
        "reference table": Shown(address("registry:reference-detail", "spheres")),
        "calls": Shown(address("grants:call-list")),
        "open call": Shown(address("grants:call-detail", open_slug)),
        "decided call": Shown(address("grants:call-detail", decided.call.slug)),
        "results": Shown(address("grants:results", decided.call.slug)),
        "ranking": Shown(address("evaluation:run-detail", run.pk)),
        "explanation": Shown(address("evaluation:result-detail", run.pk, 1)),
        "quality": Shown(address("evaluation:run-quality", run.pk)),
        "other weights": Shown(address("evaluation:run-what-if", run.pk)),
        "draw": Shown(address("evaluation:draw-detail", round_id)),
        "audit chain": Shown(address("audit:chain")),
        "statistics": Shown(address("statistics")),
        "help": Shown(address("help")),
        "help for an NGO": Shown(address("help-topic", "ngo")),
        "past awards": Shown(address("grants:history-list")),
        "open data": Shown(address("publishing:open-data")),
        "sign-in": Shown(address("account_login")),
    }


def applicants(draft) -> dict[str, Shown]:
    head, number = grants.head_of(draft.organisation), draft.number
    return {
        "desk of an applicant": Shown(address("desk"), head),
        "task list": Shown(address("grants:application-detail", number), head),
        "section with rows": Shown(address("grants:section-edit", number, SectionName.BUDGET), head),
        "section with texts": Shown(address("grants:section-edit", number, SectionName.PROJECT), head),
        "files": Shown(address("grants:attachment-list", number), head),
    }


def officers(checking: decisions.Contest, scoring: decisions.Contest, voting: decisions.Contest) -> dict[str, Shown]:
    sheet = (
        ScoreSheet.objects.filter(entry__round=scoring.call.round).select_related("seat__expert__user").earliest("pk")
    )
    meeting, expert = address("grants:meeting-detail", voting.call.slug), sheet.seat.expert.user
    first, second = scoring.call.round.entries.order_by("number")[:2]
    passages = [{"section": 0, "other_section": 0, "share": 500}]
    alike = Likeness.objects.create(entry=second, other=first, share=500, passages=passages)
    return {
        "desk of an officer": Shown(address("desk"), checking.officer),
        "new call": Shown(address("grants:call-create"), checking.officer),
        "phases": Shown(address("grants:phase-detail", checking.call.slug), checking.officer),
        "formal checks": Shown(address("grants:check-list", checking.call.slug), checking.officer),
        "formal check": Shown(address("grants:check-detail", checking.application(0).number), checking.officer),
        "rubrics": Shown(address("evaluation:rubric-list"), scoring.officer),
        "rubric editor": Shown(address("evaluation:rubric-create") + "?template=premium", scoring.officer),
        "rubric": Shown(address("evaluation:rubric-detail", scoring.call.rubric_id), scoring.officer),
        "round": Shown(address("evaluation:round-detail", scoring.call.round_id), scoring.officer),
        "entries that look alike": Shown(address("evaluation:likeness-list", scoring.call.round_id), scoring.officer),
        "two that look alike": Shown(address("evaluation:likeness-detail", alike.pk), scoring.officer),
        "score sheets": Shown(address("evaluation:sheet-list", scoring.call.round_id), expert),
        "score sheet": Shown(address("evaluation:sheet-edit", sheet.pk), expert),
        "meeting of the secretary": Shown(meeting, voting.secretary),
        "meeting of a member": Shown(meeting, voting.commission[0]),
        "agenda of the commission": Shown(f"{meeting}agenda/", voting.secretary),
        "conflicts of a member": Shown(f"{meeting}declare/", voting.commission[0]),
        "votes of a member": Shown(f"{meeting}vote/", voting.commission[0]),
        "application before the commission": Shown(
            address("grants:meeting-application", voting.call.slug, voting.application(0).number), voting.commission[0]
        ),
    }


@contextmanager
def opened(browser: Browser, portal: Portal, session: str = "", **options: object) -> Iterator[Page]:
    """A fresh tab of somebody; a complaint on its console is a failure."""
    context = browser.new_context(base_url=portal.url, viewport=DESK, **options)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": portal.url}])
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


def test_the_list_of_pages_is_whole(portal: Portal) -> None:
    assert sorted([*NAMES, *BRIEFLY]) == sorted(portal.pages)


@pytest.mark.parametrize("name", [*NAMES, *BRIEFLY])
def test_a_page_is_sound_in_every_language_and_width(browser: Browser, portal: Portal, name: str) -> None:
    shown = portal.pages[name]
    with opened(browser, portal, shown.session) as page:
        for language in LANGUAGES[:1] if name in BRIEFLY else LANGUAGES:
            page.set_viewport_size(DESK)
            response = page.goto(f"/{language}{shown.path}")
            assert (response.status, page.url) == (200, f"{portal.url}/{language}{shown.path}")
            assert page.locator("html").get_attribute("lang") == language
            assert page.locator("h1").count() == 1
            assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], (language, "desk")
            page.set_viewport_size(PHONE)
            assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], (language, "phone")
        assert violations(page) == []


WITHOUT_SCRIPTS = ["home", "open call", "section with rows", "results"]


@pytest.mark.parametrize("name", WITHOUT_SCRIPTS)
def test_a_page_hides_nothing_without_javascript(browser: Browser, portal: Portal, name: str) -> None:
    shown, said = portal.pages[name], {}
    for is_on in (True, False):
        with opened(browser, portal, shown.session, java_script_enabled=is_on) as page:
            page.goto(f"/en{shown.path}")
            lines = page.get_by_role("main").inner_text().splitlines()
            # The clock of the portal may turn between the two readings.
            said[is_on] = {re.sub(r"[0-9]{2}:[0-9]{2}", "", line.strip()) for line in lines if line.strip()}

    assert len(said[False]) > 5
    assert said[True] - said[False] == set()


def test_a_row_is_added_without_javascript(browser: Browser, portal: Portal) -> None:
    shown = portal.pages["section with rows"]
    with opened(browser, portal, shown.session, java_script_enabled=False) as page:
        page.goto(f"/en{shown.path}")
        before = page.locator("main .cp-row").count()
        assert page.input_value("[name='rows-0-name']") == "Gloves and bags"

        page.get_by_role("button", name="Add a budget line").click()

        assert page.locator("main .cp-row").count() == before + 1
        assert page.input_value("[name='rows-0-name']") == "Gloves and bags"


def test_the_keyboard_alone_is_enough_to_search(browser: Browser, portal: Portal) -> None:
    name = portal.organisation.name_en
    with opened(browser, portal) as page:
        page.goto("/en/registry/")

        page.keyboard.press("Tab")
        expect(page.locator(".govuk-skip-link")).to_be_focused()
        expect(page.locator(".govuk-skip-link")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("#main-content")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type(name)
        with page.expect_navigation():
            page.keyboard.press("Enter")

        assert page.input_value("#q") == name
        go_on_to(page, page.get_by_role("link", name=name, exact=True))
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def go_on_to(page: Page, wanted) -> None:
    """Press Tab until ``wanted`` has the focus."""
    for _ in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("the keyboard does not come there")
