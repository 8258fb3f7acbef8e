"""One small contest from its announcement to its protocol, with clicks in a browser and a real worker."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from evaluation.models import Rubric
from grants.choices import ApplicationStatus, CheckItem, SectionName
from grants.models import Application, Call
from tests.builders.files import pdf
from tests.factories.evaluation import RubricFactory
from tests.factories.grants import typed_sections
from tests.journeys.people import Cast, fill, follow, gather, press, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

SLUG = "invented-small-grants"
CALL = f"/en/grants/calls/{SLUG}/"
WORKER_MILLISECONDS = 30_000
ADD_A_ROW = {
    SectionName.WORK_PLAN: "Add a step",
    SectionName.INDICATORS: "Add an indicator",
    SectionName.BUDGET: "Add a budget line",
    SectionName.TEAM: "Add a person",
}


def moment(name: str, when: dt.datetime) -> dict[str, str]:
    """The four parts of a moment as they are typed."""
    local = timezone.localtime(when)
    parts = (str(local.day), str(local.month), str(local.year), local.strftime("%H:%M"))
    return {f"{name}_{number}": part for number, part in enumerate(parts)}


def announce(page: Page, cast: Cast, rubric: Rubric, closes_at: dt.datetime) -> None:
    sign_in(page, cast.officer)
    page.goto("/en/grants/calls/new/")
    fill(
        page,
        {
            "operator": cast.operator.pk,
            "title_kk": "Ойдан шығарылған шағын гранттар",
            "title_ru": "Вымышленные малые гранты",
            "title_en": "Invented small grants",
            "slug": SLUG,
            "number_prefix": "ISG",
            "kind": "small",
            "budget": "1 000 000",
            "amount_min": "100 000",
            "amount_max": "500 000",
            "months_min": 1,
            "months_max": 6,
            "spheres": [cast.sphere.pk],
            "languages": ["kk", "ru"],
            "rules": ["R08", "R13", "R14"],
            "rubric": rubric.pk,
            "main_seats": 2,
            "reserve_seats": 0,
            **moment("opens_at", timezone.now() - dt.timedelta(days=1)),
            **moment("closes_at", closes_at),
        },
    )
    press(page, "Save and preview")
    press(page, "Announce the call")


def apply(page: Page, head, title: str) -> str:
    """Fill every section and send; returns the number of the application."""
    sign_in(page, head)
    page.goto(CALL)
    expect(page.get_by_role("main")).to_contain_text("Is in good standing")
    press(page, "Start the application")
    number = page.url.rstrip("/").rsplit("/", 1)[1]
    for name, typed in typed_sections().items():
        page.goto(f"/en/grants/applications/{number}/sections/{name}/")
        rows = typed.get("rows", [])
        values = {key: value for key, value in typed.items() if key != "rows"}
        if name == SectionName.PROJECT:
            values["title"] = title
        for at, row in enumerate(rows):
            if page.locator(f"main [name='rows-{at}-{next(iter(row))}']").count() == 0:
                press(page, ADD_A_ROW[name])
            fill(page, {f"rows-{at}-{key}": value for key, value in row.items()})
        fill(page, values)
        press(page, "Save and check")
    attach(page, number)
    page.goto(f"/en/grants/applications/{number}/submit/")
    press(page, "Send the application")
    expect(page.get_by_role("heading", level=1)).to_have_text("The application is sent")
    return number


def attach(page: Page, number: str) -> None:
    page.goto(f"/en/grants/applications/{number}/sections/attachments/")
    fill(page, {"title": "Letter of support"})
    page.locator("main input[type=file]").set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    press(page, "Add the files")
    expect(page.get_by_role("main")).to_contain_text("letter.pdf")


def check(page: Page, number: str, *, is_admitted: bool) -> None:
    page.goto(f"/en/grants/applications/{number}/check/")
    fill(page, dict.fromkeys(CheckItem.values, "yes"))
    if not is_admitted:
        fill(
            page,
            {"goal": "no", "goal_reason": "The goal is outside the direction.", "reason": "Outside the direction."},
        )
    fill(page, {"conclusion": "admit" if is_admitted else "refuse"})
    press(page, "Save the check")


def sign(page: Page, expert) -> None:
    sign_in(page, expert)
    follow(page, "Sign the no-conflict statement")
    fill(page, {"confirm": True})
    press(page, "Sign the statement")


def score(page: Page, expert, marks: dict[str, str]) -> None:
    """Give every entry the mark that ``marks`` says for its number, in both criteria."""
    sign_in(page, expert)
    for number, mark in marks.items():
        page.goto("/en/my/")
        follow(page, "Score entries")
        follow(page, number)
        assert "Invented Fund" not in page.content()  # blind: the applicant is not there
        fill(page, {"mark_c1": mark, "mark_c2": mark})
        press(page, "Submit the score sheet")


def compute(page: Page, call: Call) -> None:
    """Close the scoring and have the worker compute the ranking; the page shows that it is done."""
    page.goto(f"/en/evaluation/rounds/{call.round_id}/")
    press(page, "Close the scoring")
    press(page, "Compute the ranking")
    expect(page.get_by_role("main")).to_contain_text("Done", timeout=WORKER_MILLISECONDS)


def decide(page: Page, cast: Cast) -> None:
    """The secretary prepares and concludes, the members vote in between."""
    sign_in(page, cast.secretary)
    page.goto(f"{CALL}meeting/prepare/")
    fill(page, {"protocol_number": "1 (invented)", **moment("held_at", timezone.now())})
    press(page, "Prepare the meeting")
    for member in cast.commission:
        sign_in(page, member)
        follow(page, "Say which applications are not for you")
        press(page, "Declare")
    sign_in(page, cast.secretary)
    page.goto(f"{CALL}meeting/")
    press(page, "Open the vote")
    for box in page.locator("main [name=present]").all():
        box.check(force=True)
    press(page, "Save who is present")
    for member in cast.commission:
        sign_in(page, member)
        follow(page, "Vote on the list")
        press(page, "Go to the vote")
        fill(page, {"rest": "for"})
        press(page, "Give my votes")
    sign_in(page, cast.secretary)
    page.goto(f"{CALL}meeting/")
    press(page, "Conclude the meeting and publish")


def make_report(page: Page, name: str) -> bytes:
    """Have a file made by the worker, wait for the bar to end, and download it."""
    page.goto(f"{CALL}results/")
    press(page, f"Make: {name}")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Done", timeout=WORKER_MILLISECONDS)
    with page.expect_download() as started:
        main.locator("a[href*='/download/']").first.click()
    return Path(started.value.path()).read_bytes()


def test_a_contest_from_announcement_to_protocol(page: Page, worker) -> None:
    cast, rubric = gather(), RubricFactory()
    closes_at = timezone.now() + dt.timedelta(hours=1)

    announce(page, cast, rubric, closes_at)
    numbers = [apply(page, head, f"Project {at}") for at, head in enumerate(cast.heads, start=1)]
    with time_machine.travel(closes_at + dt.timedelta(minutes=1)):
        finish(page, cast, numbers)

    page.goto(f"{CALL}results/")
    ranking = [row.inner_text().split("\t") for row in page.locator("#ranking tbody tr").all()]
    assert [(row[0], row[1].split("\n")[0]) for row in ranking] == [("1", numbers[0]), ("2", numbers[1])]
    assert list(Application.objects.order_by("number").values_list("status", "awarded")) == [
        (ApplicationStatus.FUNDED, Decimal(500_000)),
        (ApplicationStatus.FUNDED, Decimal(500_000)),
        (ApplicationStatus.NOT_ADMITTED, None),
    ]
    expect(page.locator("#not-admitted")).to_contain_text("The goal is outside the direction.")
    expect(page.get_by_role("main")).to_contain_text("Protocol of the commission")


def finish(page: Page, cast: Cast, numbers: list[str]) -> None:
    """From the formal check to the files, once the window has closed."""
    call = Call.objects.get(slug=SLUG)
    sign_in(page, cast.officer)
    page.goto(f"{CALL}phases/")
    press(page, "Start the formal check")
    for number, is_admitted in zip(numbers, (True, True, False), strict=True):
        check(page, number, is_admitted=is_admitted)
    sign_in(page, cast.second)
    follow(page, "Confirm 3 checks")
    follow(page, numbers[0])
    for _number in numbers:  # each confirmation leads to the next
        press(page, "Confirm the conclusion")
    sign_in(page, cast.officer)
    page.goto(f"{CALL}phases/")
    press(page, "Hand the admitted applications to the experts")
    page.goto(f"/en/evaluation/rounds/{call.round_id}/")
    press(page, "Reveal the seed and draw")
    for expert in cast.experts:
        sign(page, expert)
    sign_in(page, cast.officer)
    page.goto(f"/en/evaluation/rounds/{call.round_id}/")
    fill(page, moment("scoring_until", timezone.now() + dt.timedelta(days=1)))
    press(page, "Open the scoring")
    score(page, cast.experts[0], {numbers[0]: "8.00", numbers[1]: "6.00"})
    score(page, cast.experts[1], {numbers[0]: "9.00", numbers[1]: "7.00"})
    sign_in(page, cast.officer)
    compute(page, call)
    page.goto(f"{CALL}phases/")
    press(page, "Hand the ranking to the commission")
    decide(page, cast)
    protocol = PdfReader(BytesIO(make_report(page, "Protocol of the commission")))
    table = load_workbook(BytesIO(make_report(page, "Table of scores")))
    assert numbers[0] in "".join(sheet.extract_text() for sheet in protocol.pages)
    assert numbers[0] in {cell.value for sheet in table for row in sheet.iter_rows() for cell in row}
