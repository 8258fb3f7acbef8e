"""The gallery on a real server and in a real browser; nothing in it touches the database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from django.test.utils import override_settings
from playwright.sync_api import Browser, Page, sync_playwright

TEMPLATES = Path(__file__).parent / "templates"
AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"


@pytest.fixture(scope="module")
def gallery() -> Iterator[None]:
    """The gallery's routes and template beside the real ones."""
    engine = settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}
    with override_settings(ROOT_URLCONF="tests.frontend.gallery", TEMPLATES=[engine]):
        yield


@pytest.fixture(scope="module")
def server(gallery: None) -> Iterator[str]:
    """Address of a running server with the gallery."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("There is no Chromium on this machine. Debian and Ubuntu: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A fresh page whose clock the test moves; any complaint of the browser about our code or policy fails the test."""
    complaints: list[str] = []
    context = browser.new_context(base_url=server, locale="en-GB", timezone_id="Asia/Almaty")
    opened = context.new_page()
    opened.clock.install()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None
    )
    yield opened
    context.close()
    assert complaints == []
