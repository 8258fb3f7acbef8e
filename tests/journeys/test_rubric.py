"""An officer makes a rubric from a template; an expert goes through the example and scores with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from evaluation.choices import SheetStatus
from evaluation.models import CalibrationAnswer, Rubric, ScoreSheet
from foundation.accounts.models import User
from tests.builders import evaluation as build
from tests.factories.registry import BodyFactory
from tests.journeys.conftest import violations
from tests.journeys.people import PASSWORD, fill, follow, press, sign_in, verified

pytestmark = pytest.mark.django_db(transaction=True)


def signing_in(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return verified(user)


def write_rubric(page: Page, officer: User) -> Rubric:
    sign_in(page, officer)
    page.goto("/en/evaluation/rubrics/")
    follow(page, "Evaluation of the results of a social order")
    fill(page, {"title_en": "Trees 2026", "criteria-0-comment_rule": "never"})
    press(page, "Add a criterion")
    expect(page.locator("[name='criteria-5-title_en']")).to_have_count(1)
    page.get_by_role("button", name="Remove Criterion 6").click()
    press(page, "Save and see it as an expert")
    expect(page.get_by_role("main")).to_contain_text("As the expert will see it")
    assert violations(page) == []
    return Rubric.objects.get()


def write_example(page: Page, panel: build.Panel) -> None:
    page.goto(f"/en/evaluation/rounds/{panel.round.pk}/")
    follow(page, "Write an example")
    codes = list(panel.rubric.criteria.values_list("code", flat=True))
    typed = {"title_en": "An invented project", "text_en": "Twenty invented trees."}
    typed |= {f"mark_{code}": "4.00" for code in codes} | {f"comment_{code}": "Mostly shown." for code in codes}
    fill(page, typed)
    press(page, "Save the example")


def mark_by_keys(page: Page, codes: list[str], key: str) -> None:
    """Tab to each list of marks, choose with a number key, go on to the reason with Enter and type it."""
    page.locator(f"[name='mark_{codes[0]}']").first.focus()
    for number, code in enumerate(codes):
        page.keyboard.press(key)
        expect(page.locator(f"[name='mark_{code}']:checked")).to_have_value(f"{key}.00")
        if number:
            page.keyboard.press("Enter")
            expect(page.locator(f"[name='comment_{code}']")).to_be_focused()
            page.keyboard.type("Shown with figures.")
        page.keyboard.press("Tab")


def test_a_rubric_from_a_template_an_example_and_marks_by_keyboard(page: Page) -> None:
    body = BodyFactory()
    officer = signing_in(build.officer_of(body))
    rubric = write_rubric(page, officer)
    panel = build.signed(main=1, entries=2, rubric=rubric, body=body, officer=officer)
    expert = signing_in(panel.seats[0].expert.user)
    write_example(page, panel)
    build.open_scoring(panel)
    codes = list(rubric.criteria.values_list("code", flat=True))

    sign_in(page, expert)
    follow(page, "Score entries")
    follow(page, "Open the example")
    mark_by_keys(page, codes, "5")
    press(page, "Compare with the reference")
    expect(page.get_by_role("main")).to_contain_text("Mostly shown.")
    assert violations(page) == []
    press(page, "Go to your entries")
    follow(page, "A-1")
    mark_by_keys(page, codes, "3")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Saved at")
    assert ScoreSheet.objects.get(entry__reference="A-1", seat__expert__user=expert).status == SheetStatus.DRAFT
    assert violations(page) == []
    press(page, "Submit and go to the next")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Project 2")

    sheet = ScoreSheet.objects.get(entry__reference="A-1", seat__expert__user=expert)
    assert (sheet.status, sheet.marks) == (SheetStatus.SUBMITTED, [300] * 5)
    assert CalibrationAnswer.objects.get().marks == [500] * 5
