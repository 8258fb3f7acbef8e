"""Somebody without a mouse looks for an organisation: types, takes a suggestion, narrows, turns the page, opens a card."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.builders import registry as build
from tests.journeys.conftest import violations

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = 50
TABS_AT_MOST = 140


@pytest.fixture
def organisations(transactional_db) -> None:
    build.with_reference()
    for serial in range(1, PAGE + 4):
        build.registered(
            serial, name_en=f"Steppe Wind {serial:03}", region_id=build.ALMATY if serial < 3 else build.ASTANA
        )
    build.registered(90, name_en="Mountain Spring", region_id=build.ALMATY)


def go_on_to(page: Page, wanted: Locator) -> None:
    """Press Tab until ``wanted`` has the focus."""
    for _ in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("the keyboard does not come there")


def type_into(page: Page, text: str) -> Locator:
    box = page.get_by_role("combobox", name="Name, BIN or words about the organisation")
    go_on_to(page, box)
    page.keyboard.type(text)
    return box


def test_a_suggestion_is_taken_with_the_arrow_keys(page: Page, organisations) -> None:
    page.goto("/en/registry/")
    box = type_into(page, "steppe wnd")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_count(8)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="(8)")).to_be_attached()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.input_value() == "steppe wnd"
    page.keyboard.press("ArrowUp")
    expect(options.nth(7)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Steppe Wind 001")


def test_the_keyboard_narrows_turns_the_page_and_opens_a_card(page: Page, organisations) -> None:
    page.goto("/en/registry/")
    type_into(page, "wind")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#results")).to_have_text("53 organisations")

    go_on_to(page, page.locator("summary", has_text="Region").last)
    page.keyboard.press("Enter")
    go_on_to(page, page.get_by_role("checkbox", name="Astana (51)"))
    page.keyboard.press("Space")
    go_on_to(page, page.get_by_role("button", name="Apply the filters"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#results")).to_have_text("51 organisations")
    assert "region=710000000" in page.url
    assert "q=wind" in page.url

    go_on_to(page, page.get_by_role("link", name="Next"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Steppe Wind 053")
    go_on_to(page, link)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Steppe Wind 053")


def test_a_region_is_chosen_on_the_map(page: Page, organisations) -> None:
    page.goto("/en/registry/")

    go_on_to(page, page.get_by_role("link", name="Almaty 3: Almaty", exact=True))
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator("#results")).to_have_text("3 organisations")
    expect(page.locator("a.cp-map__tile--chosen")).to_have_attribute("aria-label", "Almaty 3: Almaty")
