"""What applications say, for paper, for experts, and as changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from grants.actions import applications, attachments
from grants.choices import ApplicationStatus
from grants.models import Application
from grants.queries import applications as queries
from tests.builders.files import pdf, upload
from tests.builders.grants import application_at, filled, head_of
from tests.factories.grants import typed_sections

pytestmark = pytest.mark.django_db


def block(blocks: list[dict[str, Any]], heading: str) -> dict[str, Any]:
    return next(one for one in blocks if one["heading"] == heading)


def sent_again(application: Application, **changes: dict[str, Any]) -> list[queries.Change]:
    """Changes of the second version against the first."""
    head = head_of(application.organisation)
    applications.reopen(application=application, by=head)
    filled(application, by=head, **changes)
    new = applications.submit(application=application, by=head)
    return queries.changes(application.versions.get(number=1), new)


def told(changes: list[queries.Change]) -> list[tuple[str, str, str, str]]:
    """Section, field, the old text and the new one."""
    return [
        (
            change.section,
            change.label,
            " ".join(text for mark, text in change.pieces if mark != "new"),
            change.new,
        )
        for change in changes
    ]


def test_the_outline_says_everything_in_words() -> None:
    application = application_at()

    blocks = queries.outline(application, application.versions.get().document["sections"])

    project = dict(block(blocks, "Project")["rows"])
    assert (project["Language of the application"], project["Region"], project["Term in months"]) == (
        "Russian",
        "Astana",
        "3",
    )
    assert block(blocks, "Budget")["rows"] == [["Amount that you ask for", "500,000\xa0₸"]]
    assert block(blocks, "Budget lines")["table"] == {
        "head": [
            "What is paid for",
            "Kind of cost",
            "Quantity",
            "Unit",
            "Price of one",
            "Paid by yourself",
            "Paid by another source",
            "Which source",
        ],
        "rows": [
            ["Gloves and bags", "Direct cost", "300", "sets", "1,500\xa0₸", "50,000\xa0₸", "–", "–"],
            ["Accountant", "Administrative cost", "1", "month", "100,000\xa0₸", "–", "–", "–"],
        ],
        "numbers": [2, 4, 5, 6],
    }
    assert block(blocks, "Sums of the budget")["table"]["rows"] == [
        ["Direct costs", "400,000\xa0₸", "50,000\xa0₸", "0\xa0₸", "450,000\xa0₸"],
        ["Administrative costs", "100,000\xa0₸", "0\xa0₸", "0\xa0₸", "100,000\xa0₸"],
        ["All costs", "500,000\xa0₸", "50,000\xa0₸", "0\xa0₸", "550,000\xa0₸"],
        ["Share", "90.9\xa0%", "9.1\xa0%", "0.0\xa0%", "100.0\xa0%"],
    ]
    plan = block(blocks, "Work plan")["table"]
    assert (plan["bars"], plan["months"]) == ([[1, 1], [2, 3]], 3)


def test_the_outline_speaks_the_readers_language() -> None:
    application = application_at()
    with translation.override("kk"):
        blocks = queries.outline(application, application.versions.get().document["sections"])

    texts = [text for one in blocks for row in one.get("rows", []) for text in row]
    assert "Астана қаласы" in texts


def test_the_blind_outline_leaves_out_what_tells_who_applies() -> None:
    application = application_at()
    sections = application.versions.get().document["sections"]

    def words(blocks: list[dict[str, Any]]) -> str:
        return str(blocks)

    blind = words(queries.outline(application, sections, is_blind=True))
    known = words(queries.outline(application, sections))

    hidden = ["Aigerim Invented", "Five years of clean-ups.", "Clause 2.3"]
    assert [text in known for text in hidden] == [True] * 3
    assert [text in blind for text in hidden] == [False] * 3
    assert ("Coordinator" in blind, "Clean banks along 12 km." in blind) == (True, True)


def test_what_cannot_be_read_is_shown_as_typed() -> None:
    application = application_at(ApplicationStatus.DRAFT, is_filled=False)
    row = {"name": "Bags", "quantity": "some", "unit_cost": "5", "kind": "odd", "own": None}

    blocks = queries.outline(application, {"budget": {"requested": "a lot", "rows": [row]}})

    assert block(blocks, "Budget")["rows"] == [["Amount that you ask for", "a lot"]]
    assert block(blocks, "Budget lines")["table"]["rows"] == [["Bags", "odd", "some", "–", "5\xa0₸", "–", "–", "–"]]
    assert block(blocks, "Sums of the budget")["table"]["rows"][0] == ["Direct costs", *["0\xa0₸"] * 4]
    assert block(blocks, "Team")["table"]["rows"] == []


def test_changed_fields_are_told_word_by_word() -> None:
    changes = sent_again(application_at(), project={"goal": "Clean banks along 15 km.", "months": "4"})

    assert told(changes) == [
        ("Project", "Goal", "Clean banks along 12 km.", "Clean banks along 15 km."),
        ("Project", "Term in months", "3", "4"),
    ]
    assert changes[1].pieces == [("gone", "3"), ("new", "4")]


def test_a_row_put_in_front_changes_no_other_row() -> None:
    rows = typed_sections()["work_plan"]["rows"]
    first = {"activity": "Tell", "first_month": "1", "last_month": "1", "place": "", "outcome": "All know"}

    changes = told(sent_again(application_at(), work_plan={"rows": [first, *rows]}))

    assert changes == [
        ("Work plan", "Step 1: What is done", "–", "Tell"),
        ("Work plan", "Step 1: First month", "–", "1"),
        ("Work plan", "Step 1: Last month", "–", "1"),
        ("Work plan", "Step 1: Result of the step", "–", "All know"),
    ]


def test_a_row_that_was_taken_out_and_one_that_changed_are_told() -> None:
    rows = typed_sections()["budget"]["rows"]
    bags = rows[0] | {"unit_cost": "1 000", "own": "0"}

    changes = told(sent_again(application_at(), budget={"requested": "300 000", "rows": [bags]}))

    assert changes[:3] == [
        ("Budget", "Amount that you ask for", "500,000\xa0₸", "300,000\xa0₸"),
        ("Budget", "Line 1: Price of one", "1,500\xa0₸", "1,000\xa0₸"),
        ("Budget", "Line 1: Paid by yourself", "50,000\xa0₸", "0\xa0₸"),
    ]
    assert ("Budget", "Line 2: What is paid for", "Accountant", "–") in changes


def test_changed_files_are_told_with_their_digests() -> None:
    application = application_at(ApplicationStatus.DRAFT)
    head = head_of(application.organisation)
    old, kept = (
        attachments.add(application=application, upload=upload(pdf(title)), title=title, by=head)
        for title in ("Old letter", "Drawing")
    )
    first = applications.submit(application=application, by=head)
    applications.reopen(application=application, by=head)
    attachments.remove(attachment=old, by=head)
    new = attachments.add(application=application, upload=upload(pdf("new")), title="New letter", by=head)
    second = applications.submit(application=application, by=head)

    changes = queries.changes(first, second)

    assert [(change.section, change.label, change.pieces) for change in changes] == [
        ("Attachments", "Old letter", [("gone", f"plan.pdf, SHA-256 {old.document.sha256}")]),
        ("Attachments", "New letter", [("new", f"plan.pdf, SHA-256 {new.document.sha256}")]),
    ]
    assert kept.versions.count() == 2
