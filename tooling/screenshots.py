"""Pictures of the running demo for ``docs/screenshots``: ``python -m tooling.screenshots [ADDRESS]``.

Needs Chromium on the PATH and a demo that runs.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = (360, 1280)
CONTEST = "grants/calls/sdg-small-grants-2022/"
# name, address without language, role that looks at it ("" for anybody), languages, widths
PICTURES = [
    ("home", "", "", ("kk", "en"), WIDTHS),
    ("results", f"{CONTEST}results/", "", ("kk", "ru"), WIDTHS),
    ("call", CONTEST, "", ("en",), WIDTHS),
    ("registry", "registry/?q=демо", "", ("kk",), WIDTHS),
    ("desk", "my/", "officer", ("ru",), (1280,)),
]


def sign_in(page: Page, address: str, account: dict[str, str]) -> None:
    """Sign in through the page, as the person would."""
    page.goto(f"{address}/en/accounts/login/")
    page.fill("input[name=login]", account["email"])
    page.fill("input[name=password]", account["password"])
    page.click("main form button[type=submit]")


def take(browser: Browser, address: str, accounts: dict[str, dict[str, str]]) -> None:
    """Take every picture of the list."""
    for name, path, role, languages, widths in PICTURES:
        for width in widths:
            page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
            if role:
                sign_in(page, address, accounts[role])
            for language in languages:
                page.goto(f"{address}/{language}/{path}")
                page.screenshot(path=FOLDER / f"{name}-{language}-{width}.png")
            page.context.close()


def main() -> int:
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    accounts = {row["role"]: row for row in json.loads((ROOT / ".demo" / "accounts.json").read_text(encoding="utf-8"))}
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        take(browser, address, accounts)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
