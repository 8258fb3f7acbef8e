"""The commission in a browser: agenda, a conflict, a departure with its reason, votes, the decision."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from grants.choices import ApplicationStatus
from grants.models import Application, Ballot
from tests.builders import decisions as build
from tests.journeys.people import fill, press, sign_in, verified

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_secretary_and_members_decide_with_a_conflict_and_a_departure(page: Page) -> None:
    contest = build.prepared(applications=3)
    for person in (contest.secretary, *contest.commission):
        verified(person)
    url = f"/en/grants/calls/{contest.call.slug}/meeting/"

    invite(page, contest, url)
    declare(page, contest, url)
    depart(page, contest, url)
    vote(page, contest, url)

    sign_in(page, contest.secretary)
    page.goto(url)
    press(page, "Conclude the meeting and publish")
    expect(page.locator("#departures")).to_contain_text("The city pays for the same garden")
    expect(page.locator("#commission")).to_contain_text("May vote: 3 − 1 with a conflict = 2")
    statuses = Application.objects.filter(call=contest.call).order_by("number").values_list("status", flat=True)
    assert list(statuses) == [ApplicationStatus.FUNDED, ApplicationStatus.DECLINED, ApplicationStatus.DECLINED]


def invite(page: Page, contest: build.Contest, url: str) -> None:
    """The secretary arranges the agenda and invites the members."""
    sign_in(page, contest.secretary)
    page.goto(f"{url}agenda/")
    fill(page, {"before": "Quorum and conflicts", f"place-{contest.applications[2].number}": "1"})
    press(page, "Save the agenda")
    press(page, "Invite the members")
    expect(page.locator("body")).to_contain_text("The members are invited.")


def declare(page: Page, contest: build.Contest, url: str) -> None:
    """Each member says what is not for the member before reading anything; the first has a conflict."""
    main, tied = page.get_by_role("main"), contest.applications[0].pk
    for member in contest.commission:
        sign_in(page, member)
        page.goto(url)
        expect(main).not_to_contain_text("19.00")
        press(page, "Say which applications are not for you")
        if member == contest.commission[0]:
            fill(page, {f"{tied}-tied": True})
            press(page, "Declare")
            expect(main).to_contain_text("Say in a sentence what ties you to this applicant.")
            fill(page, {f"{tied}-text": "My sister works there"})
        press(page, "Declare")
    sign_in(page, contest.commission[0])
    page.goto(url)
    expect(main).not_to_contain_text("Garden 1")


def depart(page: Page, contest: build.Contest, url: str) -> None:
    """The secretary passes one over: not without its reason."""
    number = contest.applications[1].number
    sign_in(page, contest.secretary)
    page.goto(f"{url}list/")
    fill(page, {f"{number}-outcome": "decline", f"{number}-reason": "Paid by the city already"})
    press(page, "Save the list")
    expect(page.get_by_role("main")).to_contain_text("Say why the commission does not: everybody will read it.")
    fill(page, {f"{number}-departure": "The city pays for the same garden"})
    press(page, "Save the list")


def vote(page: Page, contest: build.Contest, url: str) -> None:
    """The vote is opened, all are there, and everybody votes for what is left."""
    press(page, "Open the vote")
    for box in page.locator("main [name=present]").all():
        box.check(force=True)
    press(page, "Save who is present")
    for member in contest.commission:
        sign_in(page, member)
        page.goto(f"{url}vote/")
        fill(page, {"rest": "for"})
        press(page, "Give my votes")
    assert Ballot.objects.filter(conflict="").count() == 8
