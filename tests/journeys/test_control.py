"""A member on the street with a phone: the checklist is filled in bit by bit, a fact gets its photograph."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect

from councils.actions.control import findings, plans
from tests.builders import council_work, councils, files
from tests.journeys.conftest import violations

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_member_fills_in_the_checklist_on_a_phone(browser: Browser, live_server) -> None:
    built = councils.sitting(3)
    control = council_work.planned_control(built)
    findings.write_checklist(control=control, questions=["Is it empty?", "Is it clean?"], by=built.secretary)
    control = plans.announce(control=control, by=built.secretary)
    client = Client()
    client.force_login(built.users[0])
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    phone = context.new_page()

    phone.goto(control.get_absolute_url())
    phone.get_by_role("button", name="Fill in the checklist").click()
    assert violations(phone) == []
    phone.get_by_role("group", name="1. Is it empty?").get_by_label("No", exact=True).check()
    phone.locator("[name=note-1]").fill("Full at nine")
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("The changes are saved.")).to_be_visible()
    phone.goto(reverse("councils:fact-record", args=[built.council.slug, control.number]))
    phone.get_by_label("What was found").fill("A bin lies on its side")
    phone.locator("[name=upload]").set_input_files(
        {"name": "bin.jpg", "mimeType": "image/jpeg", "buffer": files.jpeg(4, 4)}
    )
    phone.get_by_role("button", name="Save").click()

    expect(phone.get_by_role("link", name="bin")).to_be_visible()
    expect(phone.get_by_text("Full at nine")).to_be_visible()
    context.close()
    assert list(control.questions.values_list("answer", flat=True)) == ["no", ""]
