"""From an award to the second tranche, with clicks in a browser: signed by trial signatures, reported, returned, accepted, paid."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from foundation.core.calendar import local_date
from grants.choices import AgreementStatus, ReportStatus, TrancheStatus
from tests.builders import agreements as build
from tests.builders.files import pdf
from tests.journeys.people import fill, press, sign_in, verified

ONE_PRESS_MILLISECONDS = 9_000
pytestmark = pytest.mark.django_db(transaction=True)


def day(name: str, date: dt.date) -> dict[str, str]:
    return {f"{name}_0": str(date.day), f"{name}_1": str(date.month), f"{name}_2": str(date.year)}


def sign(page: Page, folder: Path, side: str) -> None:
    """Download a trial signature and send it, as a visitor of the demo does."""
    press(page, "Sign electronically")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a trial signature").click()
    path = folder / f"{side}.p7s"
    download.value.save_as(path)
    # One form takes one press; the download was one, and a person needs these seconds to find the file.
    page.wait_for_timeout(ONE_PRESS_MILLISECONDS)
    page.set_input_files("input[type=file]", path)
    press(page, "Send the file")
    expect(page.get_by_text("You have signed.")).to_be_visible()


def pay(page: Page, deal: Any, number: int, amount: str) -> None:
    page.goto(f"/en/grants/agreements/{deal.agreement.number}/")
    page.locator(f"form[action$='/tranches/{number}/order/'] button").click()
    expect(page.get_by_text("The payment is ordered.")).to_be_visible()
    page.locator(f"a[href$='/tranches/{number}/pay/']").click()
    fill(page, {"reference": f"PP-{number}", "amount": amount, **day("day", local_date(timezone.now()))})
    press(page, "Enter")


def test_an_ngo_signs_and_reports_and_the_officer_returns_accepts_and_pays(page: Page, tmp_path: Path) -> None:
    deal = build.signing_()
    number = deal.agreement.number
    for person in (deal.head, deal.officer):
        verified(person)
    sign_in(page, deal.head)
    page.goto(f"/en/grants/agreements/{number}/")
    sign(page, tmp_path, "ngo")
    sign_in(page, deal.officer)
    page.goto(f"/en/grants/agreements/{number}/")
    sign(page, tmp_path, "body")
    assert deal.fresh().status == AgreementStatus.ACTIVE
    pay(page, deal, 1, "350 000")

    report = f"/en/grants/agreements/{number}/reports/1/"
    write(page, deal, report)
    decide(page, deal, report, {"decision": "return", "at-narrative-done": "Name the places."})
    correct(page, deal, report)
    decide(page, deal, report, {"decision": "accept"})
    assert deal.report(1).status == ReportStatus.ACCEPTED
    pay(page, deal, 2, "150 000")

    assert deal.tranche(2).status == TrancheStatus.PAID
    page.goto(f"/en/grants/projects/{number}/")
    expect(page.get_by_role("heading", name="Clean banks of the Ishim")).to_be_visible()
    page.wait_for_load_state("networkidle")


def write(page: Page, deal: Any, report: str) -> None:
    """One expense with its bill, every section, and off it goes."""
    sign_in(page, deal.head)
    page.goto(f"{report}expenses/")
    page.locator("select[name=line]").select_option(index=1)
    spent = {"supplier": "Invented supplier", "purpose": "Gloves", "amount": "120 000"}
    fill(page, spent | day("spent_on", deal.report(1).starts_on))
    bill = {"name": "bill.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.set_input_files("input[type=file]", bill)
    press(page, "Add the expense")
    for name, typed in build.typed_report(deal).items():
        page.goto(f"{report}sections/{name}/")
        fill(page, typed)
        press(page, "Save and check")
    page.goto(f"{report}submit/")
    press(page, "Send the report")


def decide(page: Page, deal: Any, report: str, values: dict[str, str]) -> None:
    sign_in(page, deal.officer)
    page.goto(f"{report}check/")
    fill(page, values | day("correct_until", local_date(timezone.now())))
    press(page, "Decide")


def correct(page: Page, deal: Any, report: str) -> None:
    """The remark stands at its answer; the answer is changed and sent again."""
    sign_in(page, deal.head)
    page.goto(f"{report}sections/narrative/")
    expect(page.get_by_text("Name the places.")).to_be_visible()
    fill(page, {"done": "The left bank was cleaned."})
    press(page, "Save and check")
    page.goto(f"{report}submit/")
    press(page, "Send the report")
