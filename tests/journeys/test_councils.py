"""A council in a browser: a secretary forms it, a citizen stands and proposes, a member is there and votes on a phone."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect

from councils.actions import meetings
from councils.choices import CandidateStatus, Choice, FormationStatus, ProposalStatus
from councils.models import Attendance, Candidate, Formation, Proposal, Vote
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import ALMATY
from tests.builders import councils as build
from tests.builders import files
from tests.builders import formation as form
from tests.factories.accounts import UserFactory
from tests.journeys.conftest import violations
from tests.journeys.people import fill, follow, press, sign_in, verified

pytestmark = pytest.mark.django_db(transaction=True)


def moment(name: str, value: dt.datetime) -> dict[str, str]:
    local = value.astimezone(ALMATY)
    return {
        f"{name}_0": str(local.day),
        f"{name}_1": str(local.month),
        f"{name}_2": str(local.year),
        f"{name}_3": f"{local:%H:%M}",
    }


def test_a_secretary_announces_and_a_citizen_stands_and_proposes(page: Page) -> None:
    form.with_parameters()
    built = build.entered()
    group = [verified(UserFactory()) for _ in range(3)]
    citizen = verified(UserFactory(full_name="Ойданова Айгүл"))
    sign_in(page, verified(built.secretary))
    secretary_announces(page, built, group)
    sign_in(page, citizen)
    citizen_stands(page, built)
    citizen_proposes(page, built)


def secretary_announces(page: Page, built: build.Built, group: list[User]) -> None:
    """From the page of the council to nominations."""
    page.goto(built.council.get_absolute_url())
    press(page, "Start a competition")
    fill(page, {"kind": "renewal", "places": "4", "state_places": "1"})
    press(page, "Continue")
    press(page, "Write the announcement")
    fill(page, {"about_kk": "Кеңеске іріктеу", "about_ru": "Отбор в совет"})
    fill(page, moment("nominations_until", clock.now() + dt.timedelta(days=40)))
    press(page, "Save")
    press(page, "Name the working group")
    for place, user in enumerate(group):
        if place:
            press(page, "Add a member")
        fill(page, {f"group-{place}-email": user.email, f"group-{place}-side": "citizen"})
    fill(page, {"group-0-is_head": True})
    press(page, "Save the working group")
    press(page, "Announce the competition")
    assert violations(page) == []
    assert Formation.objects.get().status == FormationStatus.NOMINATING


def citizen_stands(page: Page, built: build.Built) -> None:
    """By the list of councils to a candidacy that is sent."""
    page.goto("/en/councils/")
    follow(page, "Competitions for seats")
    follow(page, built.council.name_en)
    press(page, "Stand as a citizen")
    fill(page, {"kind": "cv"})
    page.locator("main input[name=file]").set_input_files(
        {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": files.pdf()}
    )
    press(page, "Add the document")
    statements = ["citizen", "adult", "capable", "no_conviction", "no_corruption"]
    fill(page, {"occupation": "teacher", "programme": "Clean rivers", "statements": statements, "consents": True})
    press(page, "Send the candidacy")
    assert violations(page) == []
    assert Candidate.objects.get().status == CandidateStatus.SUBMITTED
    follow(page, "Public list")
    expect(page.get_by_text("Айгүл О.").first).to_be_visible()


def citizen_proposes(page: Page, built: build.Built) -> None:
    """The citizen follows the council and asks it to speak of something."""
    page.goto(built.council.get_absolute_url())
    press(page, "Follow this council")
    follow(page, "Propose a point for the agenda")
    fill(page, {"title": "Buses to villages", "text": "There is one a day"})
    press(page, "Send")
    assert Proposal.objects.get().status == ProposalStatus.SENT
    assert violations(page) == []


def test_a_member_is_there_and_votes_on_a_phone(browser: Browser, live_server) -> None:
    built = build.sitting(3)
    meeting = meetings.announce(meeting=build.planned(built), by=built.secretary)
    meeting = meetings.open_meeting(meeting=meeting, by=built.secretary)
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    phone = context.new_page()
    phone.set_default_timeout(20_000)
    sign_in(phone, verified(built.users[0]))
    phone.goto("/en/my/")
    follow(phone, "Meeting of the council")
    press(phone, "I am here")
    assert Attendance.objects.get(seat=built.seats[0]).is_present
    Attendance.objects.update(is_present=True)
    build.voting(built, meeting)
    phone.goto("/en/my/")
    follow(phone, "Vote in the council")
    phone.locator("main input[name=choice][value=for]").check(force=True)
    press(phone, "Vote")
    assert Vote.objects.get().choice == Choice.FOR
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(phone) == []
    context.close()
