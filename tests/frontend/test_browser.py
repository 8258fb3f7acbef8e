from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.frontend.conftest import AXE

PAUSE = 2500
STATUS = "[data-autosave-status]"


def axe(browser: Browser, address: str, width: int = 1280, *, post: bool = False) -> list[tuple[str, list[str]]]:
    """Violations on the page at ``address``. The checker itself is an inline script, so here alone the policy is off."""
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, locale="en-GB")
    page = context.new_page()
    page.goto(address)
    if post:
        page.click("#form button:text('Save and continue')")
        page.wait_for_selector(".govuk-error-summary")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    context.close()
    return [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found]


def too_wide(browser: Browser, address: str, width: int) -> list[str]:
    """Elements that stick out to the right, scrolling tables apart."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address)
    found = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".cp-table__scroll"))
            .map((e) => e.outerHTML.slice(0, 120))"""
    )
    context.close()
    return found


@pytest.mark.parametrize("width", [320, 1280])
def test_gallery_passes_axe(browser: Browser, server: str, width: int):
    assert axe(browser, f"{server}/gallery/", width) == []


def test_gallery_with_errors_passes_axe(browser: Browser, server: str):
    assert axe(browser, f"{server}/gallery/?message=1", post=True) == []


@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize("path", ["/gallery/", "/kk/accounts/login/", "/ru/accounts/signup/", "/kk/nowhere/"])
def test_nothing_sticks_out_on_a_phone(browser: Browser, server: str, path: str, width: int):
    assert too_wide(browser, server + path, width) == []


def test_error_summary_leads_to_every_field(page: Page):
    page.goto("/gallery/")
    page.click("#form button:text('Save and continue')")

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert page.title() == "Error: Gallery – Civil Portal"
    for link in page.locator(".govuk-error-summary a").all():
        target = link.get_attribute("href") or ""
        assert page.locator(target).count() == 1
    page.click(".govuk-error-summary a[href='#id_answer_0']")
    expect(page.locator("#id_answer_0")).to_be_focused()


def test_page_works_without_javascript(browser: Browser, server: str):
    context = browser.new_context(java_script_enabled=False, base_url=server)
    page = context.new_page()
    page.goto("/gallery/")

    page.fill("#id_lines-0-name", "Paper")
    page.click("button:text('Add a budget line')")
    assert page.url.endswith("/gallery/#lines-rows")
    page.fill("#id_lines-1-name", "Ink")
    page.click("button:has-text('Remove') >> nth=0")

    assert page.input_value("#id_lines-0-name") == "Ink"
    assert page.locator(".cp-row").count() == 1
    assert page.locator(".govuk-error-summary").count() == 0
    context.close()


def test_enter_key_saves_and_takes_no_row_away(page: Page):
    page.goto("/gallery/")

    page.fill("#id_lines-0-name", "Paper")
    page.press("#id_lines-0-name", "Enter")
    page.wait_for_selector(".govuk-error-summary")

    assert page.input_value("#id_lines-0-name") == "Paper"


def test_characters_left_are_counted_as_the_server_counts_them(page: Page):
    page.goto("/gallery/")

    page.fill("#id_summary", "ab\ncd")
    expect(page.locator("#id_summary-count + div")).to_have_text("Characters left: 44")
    page.fill("#id_summary", "x" * 53)
    expect(page.locator("#id_summary-count + div")).to_have_text("Characters too many: 3")


def test_second_press_is_ignored_and_button_comes_back(page: Page):
    posts: list[str] = []

    def swallow(route: Route) -> None:
        if route.request.method == "POST":
            posts.append(route.request.url)
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route("**/gallery/", swallow)
    page.goto("/gallery/")
    button = page.locator("#form button:text('Save and continue')")

    button.click()
    button.click()
    page.wait_for_timeout(200)
    assert len(posts) == 1

    page.clock.fast_forward(9000)
    assert button.is_enabled()
    button.click()
    page.wait_for_timeout(200)
    assert len(posts) == 2


# Files


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("paper.exe", b"MZ", "The file must be one of these types: PDF, DOCX."),
        ("paper", b"%PDF-1.7", "The file must be one of these types: PDF, DOCX."),
        ("paper.pdf", b"", "The file is empty. Choose another file."),
        ("paper.pdf", b"%PDF-1.7" + b" " * 2000, "The file must be smaller than 1.0\xa0KB."),
        (
            "paper.pdf",
            b"PK\x03\x04",
            "The contents do not fit the name of the file. Save it again in its program, then choose it.",
        ),
        ("paper.pdf", b"%PDF-1.7", ""),
    ],
)
def test_file_is_checked_before_it_is_sent(page: Page, tmp_path: Path, name: str, content: bytes, sentence: str):
    page.goto("/gallery/")
    file = tmp_path / name
    file.write_bytes(content)

    page.set_input_files("#id_paper", file)

    expect(page.locator("#id_paper_check")).to_have_text(sentence)
    if sentence:
        page.click("#form button:text('Save and continue')")
        expect(page.locator("#id_paper")).to_be_focused()
        assert page.locator(".govuk-error-summary").count() == 0


# Autosave


def answering(page: Page, status: int, body: dict[str, Any] | None = None) -> list[dict[str, str]]:
    """Let autosaves be answered so; returns what they sent."""
    sent: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        sent.append({"data": route.request.post_data or "", **route.request.headers})
        if status:
            route.fulfill(status=status, content_type="application/json", body=json.dumps(body or {}))
        else:
            route.abort()

    page.unroute("**/gallery/autosave/")
    page.route("**/gallery/autosave/", answer)
    return sent


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage)")


def test_typing_is_saved_after_a_pause(page: Page):
    page.goto("/gallery/")
    sent = answering(page, 200, {"saved_at": "14:05", "version": 4})

    page.fill("#id_title", "Жас Ұлан")
    page.clock.fast_forward(1000)
    assert sent == []
    page.clock.fast_forward(PAUSE)

    expect(page.locator(STATUS)).to_have_text("Saved at 14:05")
    assert len(sent) == 1
    assert "csrfmiddlewaretoken" not in sent[0]["data"]
    assert sent[0]["x-autosave"] == "1"
    assert sent[0]["x-csrftoken"] == page.context.cookies()[0]["value"]
    assert page.input_value("#id_version") == "4"
    assert kept(page) == []


Failure = tuple[int, dict[str, Any] | None, str]
FAILURES: list[Failure] = [
    (
        401,
        None,
        "Not saved: your session has ended. Your text is kept on this device. Sign in again, then come back to this tab.",
    ),
    (409, None, "Not saved: this was changed in the meantime, in another tab or by somebody else."),
    (409, {"message": "The secretary has taken it back."}, "The secretary has taken it back."),
    (422, {"message": "The deadline has passed."}, "The deadline has passed."),
    (403, {"message": "This section is no longer yours."}, "This section is no longer yours."),
    (403, None, "Not saved: your session has ended."),
    (400, None, "Not saved: this can no longer be changed. Your text is kept on this device."),
    (500, None, "Not saved: there is no connection to the portal. Your text is kept on this device"),
    (0, None, "Not saved: there is no connection to the portal. Your text is kept on this device"),
]


@pytest.mark.parametrize(("status", "body", "sentence"), FAILURES)
def test_failed_save_says_so_and_offers_the_text_after_a_reload(
    page: Page, status: int, body: dict[str, Any] | None, sentence: str
):
    page.goto("/gallery/")
    answering(page, status, body)

    page.fill("#id_title", "Жас Ұлан")
    page.check("#id_answer_1")
    page.clock.fast_forward(PAUSE)
    expect(page.locator(STATUS)).to_contain_text(sentence)
    assert page.input_value("#id_title") == "Жас Ұлан"
    assert kept(page) == ["portal::gallery"]

    page.reload()
    assert page.input_value("#id_title") == ""
    sent = answering(page, 200, {"saved_at": "14:09"})
    page.click("button:text('Put it back')")

    expect(page.locator(STATUS)).to_have_text("Saved at 14:09")
    assert page.input_value("#id_title") == "Жас Ұлан"
    assert page.is_checked("#id_answer_1")
    assert len(sent) == 1
    assert kept(page) == []


def test_expired_session_offers_signing_in_beside(page: Page):
    page.goto("/gallery/")
    answering(page, 401)

    page.fill("#id_title", "x")
    page.clock.fast_forward(PAUSE)

    link = page.locator(f"{STATUS} a")
    expect(link).to_have_text("Sign in (opens in a new tab)")
    assert link.get_attribute("target") == "_blank"
    assert link.get_attribute("href") == "/en/accounts/login/"


def test_lost_connection_is_tried_again_by_itself(page: Page):
    page.goto("/gallery/")
    answering(page, 0)
    page.fill("#id_title", "x")
    page.clock.fast_forward(PAUSE)
    expect(page.locator(STATUS)).to_contain_text("no connection")

    answering(page, 200, {"saved_at": "14:06"})
    page.clock.fast_forward(16000)

    expect(page.locator(STATUS)).to_have_text("Saved at 14:06")
    assert kept(page) == []


def test_conflict_stops_saving_over_other_peoples_text(page: Page):
    page.goto("/gallery/")
    sent = answering(page, 409)
    page.fill("#id_title", "x")
    page.clock.fast_forward(PAUSE)
    expect(page.locator(STATUS)).to_contain_text("changed in the meantime")

    page.fill("#id_title", "xy")
    page.clock.fast_forward(PAUSE)
    page.wait_for_timeout(100)

    assert len(sent) == 1


def test_discarded_text_is_gone(page: Page):
    page.goto("/gallery/")
    answering(page, 0)
    page.fill("#id_title", "x")
    page.clock.fast_forward(PAUSE)
    expect(page.locator(STATUS)).to_contain_text("no connection")
    page.reload()

    page.click("button:text('Discard it')")

    assert kept(page) == []
    assert page.input_value("#id_title") == ""


def test_offered_text_outlives_newer_saves(page: Page):
    page.goto("/gallery/")
    answering(page, 0)
    page.fill("#id_title", "old")
    page.clock.fast_forward(PAUSE)
    expect(page.locator(STATUS)).to_contain_text("no connection")
    page.reload()

    answering(page, 200, {"saved_at": "14:07"})
    page.fill("#id_title", "new")
    page.clock.fast_forward(PAUSE)
    expect(page.locator(STATUS)).to_contain_text("Saved at 14:07")
    page.reload()
    page.click("button:text('Put it back')")

    assert page.input_value("#id_title") == "old"


def test_text_of_a_refused_submission_is_shown_and_not_offered(page: Page):
    page.goto("/gallery/")
    answering(page, 200, {"saved_at": "14:05"})

    page.fill("#id_title", "x" * 30)
    page.click("#form button:text('Save and continue')")
    page.wait_for_selector(".govuk-error-summary")
    page.wait_for_load_state("load")

    assert page.input_value("#id_title") == "x" * 30
    assert page.locator(".cp-autosave__offer").count() == 0
    assert kept(page) == []


def test_fresh_token_is_sent_after_signing_in_elsewhere(page: Page, server: str):
    page.goto("/gallery/")
    sent = answering(page, 200, {"saved_at": "14:05"})
    page.context.add_cookies([{"name": "csrftoken", "value": "n" * 32, "url": server}])

    page.fill("#id_title", "x")
    page.clock.fast_forward(PAUSE)
    expect(page.locator(STATUS)).to_have_text("Saved at 14:05")

    assert sent[0]["x-csrftoken"] == "n" * 32


def test_leaving_the_page_saves_at_once(page: Page):
    page.goto("/gallery/")
    sent = answering(page, 200, {"saved_at": "14:05"})
    page.fill("#id_title", "x")

    page.evaluate(
        """() => {
            Object.defineProperty(document, "visibilityState", {value: "hidden"});
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )

    expect(page.locator(STATUS)).to_have_text("Saved at 14:05")
    assert len(sent) == 1


# Partial updates


def test_job_progress_moves_by_itself_until_the_job_is_done(page: Page):
    with page.expect_response("**/htmx.js"):
        page.goto("/gallery/")
    expect(page.locator("#job-1")).to_contain_text("12 of 57")

    for _second in range(20):
        page.clock.run_for(1000)
        page.wait_for_timeout(50)

    expect(page.locator("#job-1")).to_contain_text("The work is done.")
    assert page.locator("#job-1").get_attribute("hx-trigger") is None


def test_menu_opens_on_a_phone(browser: Browser, server: str):
    context = browser.new_context(viewport={"width": 360, "height": 800}, base_url=server)
    page = context.new_page()
    page.goto("/en/accounts/login/")

    assert page.locator("#navigation").is_hidden()
    page.click("text=Menu")
    assert page.locator("#navigation a >> nth=0").is_visible()
    context.close()
