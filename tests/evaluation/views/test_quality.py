"""The pages on the quality of judging and on other weights; also for rounds that hardly are any."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from evaluation.actions import runs
from evaluation.choices import RoundKind
from evaluation.models import Entry, Result, Round, Run, ScoreSheet
from foundation.audit.models import Event
from foundation.core import jobs
from tests.builders import evaluation as build
from tests.evaluation.views.pages import errors, table, words

pytestmark = pytest.mark.django_db

MARKS = [[[500, 500], [1000, 1000]], [[700, 500], [600, 600]], [[], []]]


def page(name: str, *args) -> str:
    return reverse(f"evaluation:{name}", args=args)


def test_the_quality_of_judging_stands_beside_the_ranking(client) -> None:
    _, run = build.published(MARKS)

    response = client.get(page("run-quality", run.pk) + "?line=1")

    assert [row[0] for row in table(response, "Agreement between the experts")] == [
        "Totals",
        "Criterion 1",
        "Criterion 2",
    ]
    assert table(response, "The experts") == [
        ["Expert 1", "2", "−5.00", "−2.50", "1", "0"],
        ["Expert 2", "2", "+5.00", "+2.50", "2", "0"],
    ]
    assert table(response, "Official and adjusted ranks") == [
        ["1", "A-1 Project 1", "15.00", "15.00", "1", "1–2"],
        ["2", "A-2 Project 2", "12.00", "12.00", "2", "1–2"],
    ]
    assert table(response, "How firm each place is") == [
        ["A-1 Project 1", "1", "1–2", "1", "1", "8 of 9", "above the line, not settled"],
        ["A-2 Project 2", "2", "1–2", "2", "2", "1 of 9", "below the line, not settled"],
        ["A-3 Project 3", "–", "–", "–", "–", "–", "below the line"],
    ]
    assert "Fewer than ten entries can be compared" in words(response)
    assert "No entry has more than two score sheets." in words(response)
    assert 'style="' not in response.content.decode()


def test_the_pages_of_the_second_stage_speak_of_members(client) -> None:
    first, _ = build.published(MARKS)
    panel, run = build.published(MARKS)
    Round.objects.filter(pk=panel.round.pk).update(kind=RoundKind.COMMISSION, first_stage=first.round)

    for language, theirs, ours in (
        ("en", "expert", "members of the commission"),
        ("ru", "эксперт", "члены комиссии"),
        ("kk", "сарапшы", "комиссия мүшелері"),
    ):
        with translation.override(language):
            pages = [page(name, run.pk) for name in ("run-quality", "run-what-if", "run-detail")]
        texts = [words(client.get(address)).lower() for address in pages]
        assert ours in texts[0]
        found = [text[max(0, at - 60) : at + 60] for text in texts if (at := text.find(theirs)) >= 0]
        assert found == []


def test_what_is_for_discussion_is_shown_to_those_who_discuss_it(client) -> None:
    panel, run = build.published(MARKS)
    address = page("run-quality", run.pk)
    moment = ScoreSheet.objects.exclude(submitted_at=None).order_by("pk").first().submitted_at
    for place, sheet in enumerate(
        ScoreSheet.objects.exclude(submitted_at=None).order_by("seat__number", "entry__number")
    ):
        seconds = [0, 59, 0, 60][place]
        ScoreSheet.objects.filter(pk=sheet.pk).update(submitted_at=moment + dt.timedelta(seconds=seconds))

    public = client.get(address)
    client.force_login(panel.officer)
    inside = client.get(address)

    assert "What to talk about" not in words(public)
    assert [row[-1] for row in table(inside, "The experts")] == ["1", "0"]
    assert table(inside, "Entries on which the experts differ most") == [
        ["A-1 Project 1", "20.00", "10.00", "Criterion 1"],
    ]
    assert "Marks far from all others" not in words(inside).partition("What to talk about")[2]


def test_marks_far_from_all_others_are_listed(client) -> None:
    panel, run = build.published([[[800, 700], [900, 700], [200, 700]]])
    client.force_login(panel.officer)

    response = client.get(page("run-quality", run.pk))

    assert table(response, "Marks far from all others") == [
        ["A-1 Project 1", "Expert 3", "Criterion 1", "2.00", "8.50"]
    ]


@pytest.mark.parametrize("line", ["-1", "many", "1000000"])
def test_a_line_that_makes_no_sense_is_told_and_ten_is_taken(client, line: str) -> None:
    _, run = build.published()

    response = client.get(page("run-quality", run.pk) + f"?line={line}")

    assert (response.status_code, len(errors(response))) == (200, 1)
    assert [row[-1] for row in table(response, "How firm each place is")] == ["above the line"] * 2


def test_a_huge_round_says_that_it_is_not_computed_on_a_page(client, monkeypatch) -> None:
    _, run = build.published()
    monkeypatch.setattr("evaluation.queries.judging.SHEETS_AT_MOST", 3)
    monkeypatch.setattr("evaluation.queries.SHEETS_AT_MOST", 3)

    assert "too large" in words(client.get(page("run-quality", run.pk)))
    assert "too large" in words(client.get(page("run-what-if", run.pk)))


@pytest.mark.parametrize(
    ("marks", "advice", "experts"),
    [
        ([[[]], [[]]], "No score sheet was submitted", []),
        ([[[800, 600]], [[500, 500]]], "One expert alone gave all marks.", [["Expert 1", "2", "–", "–", "1", "0"]]),
        (
            [[[500, 500], [500, 500]]] * 2,
            "All totals are equal",
            [["Expert 1", "2", "0.00", "0.00", "2", "0"], ["Expert 2", "2", "0.00", "0.00", "2", "0"]],
        ),
        (
            [[[800, 600], [700, 600]], [[400, 500], []]],
            "Fewer than ten entries can be compared",
            [["Expert 1", "2", "+1.00", "+0.50", "0", "0"], ["Expert 2", "1", "−1.00", "−0.50", "0", "0"]],
        ),
        (
            [[[800, 600], []], [[], [400, 500]]],
            "The panel falls into groups that have no entry in common.",
            [["Expert 1", "1", "–", "–", "0", "0"], ["Expert 2", "1", "–", "–", "0", "0"]],
        ),
    ],
    ids=["no sheet", "one expert", "all equal", "an expert with one sheet", "not connected"],
)
def test_rounds_that_hardly_are_any_have_every_page(client, marks, advice: str, experts) -> None:
    _, run = build.published(marks)

    quality = client.get(page("run-quality", run.pk))
    pages = [client.get(page(name, run.pk)) for name in ("run-detail", "run-what-if", "run-inputs", "run-results")]
    pages += [client.get(page("result-detail", run.pk, number)) for number in (1, 2)]

    assert [response.status_code for response in (quality, *pages)] == [200] * 7
    assert advice in words(quality)
    assert (table(quality, "The experts") if experts else []) == experts
    assert runs.verify(run=run) == []


def with_money(panel, run: Run, budget: int, amounts: list[int]) -> None:
    Round.objects.filter(pk=panel.round.pk).update(budget=budget)
    for number, amount in enumerate(amounts, start=1):
        Entry.objects.filter(round=panel.round, number=number).update(amount=amount)


def test_other_weights_are_a_look_and_nothing_else(client) -> None:
    """Entry 1 leads by the first criterion, entry 2 by the second."""
    _, run = build.published([[[1000, 500]], [[600, 800]]])
    before = list(Result.objects.values()), Event.objects.count(), Run.objects.count()

    official = client.get(page("run-what-if", run.pk))
    other = client.get(page("run-what-if", run.pk) + "?weight_c1=0,50&weight_c2=1.5&line=1")

    assert table(official, "Entries with these weights") == [
        ["1", "A-1 Project 1", "15.00", "1", "–", "above the line"],
        ["2", "A-2 Project 2", "14.00", "2", "–", "above the line"],
    ]
    assert table(other, "Entries with these weights") == [
        ["1", "A-2 Project 2", "15.00", "2", "↑ 1", "above the line (officially below)"],
        ["2", "A-1 Project 1", "12.50", "1", "↓ 1", "below the line (officially above)"],
    ]
    assert "2 entries would stand on the other side of the line." in words(other)
    assert "Next in the ranking: A-1 Project 1." in words(other)
    assert (list(Result.objects.values()), Event.objects.count(), Run.objects.count()) == before
    assert client.post(page("run-what-if", run.pk)).status_code == 405


@pytest.mark.parametrize(
    "query", ["weight_c1=x&weight_c2=1", "weight_c1=-1&weight_c2=1", "weight_c1=0&weight_c2=0", "a=1"]
)
def test_weights_that_make_no_sense_are_told_and_the_official_ones_shown(client, query: str) -> None:
    _, run = build.published()

    response = client.get(page("run-what-if", run.pk) + f"?{query}")

    assert (response.status_code, bool(errors(response))) == (200, True)
    assert [row[4] for row in table(response, "Entries with these weights")] == ["–", "–"]


def test_the_next_project_fits_if_there_is_more_money(client) -> None:
    panel, run = build.published([[[1000, 1000]], [[900, 900]], [[800, 800]]])
    with_money(panel, run, 1000, [600, 700, 300])

    response = client.get(page("run-what-if", run.pk))
    said = words(response).replace("\xa0", " ")

    assert "Left of the budget: 400 ₸." in said
    assert "The next project fits if there is 300 ₸ more: A-2 Project 2." in said
    assert "Lower in the ranking, and small enough for what is left: A-3 Project 3. Somebody stands higher." in said
    assert [row[-1] for row in table(response, "Entries with these weights")] == [
        "above the line",
        "below the line",
        "below the line",
    ]


def test_the_budget_draws_the_line_of_firmness(client) -> None:
    panel, run = build.published([[[1000, 1000], [1000, 900]], [[900, 900], [900, 1000]]])
    with_money(panel, run, 1000, [600, 700])

    response = client.get(page("run-quality", run.pk))

    assert [row[-1] for row in table(response, "How firm each place is")] == [
        # without expert 1 the two are equal, and the money is not enough for both
        "above the line, not settled",
        "below the line",
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("run-quality", 5), ("run-what-if", 4)])
def test_pages_of_any_length_take_the_same_number_of_queries(
    client, name: str, queries: int, count: int, django_assert_num_queries
) -> None:
    _, run = build.published([[[800, 600], [700, 500]]] * count)

    with django_assert_num_queries(queries):
        response = client.get(page(name, run.pk))

    assert response.status_code == 200


def test_the_bundle_waits_for_the_publication(client) -> None:
    panel, run = build.computed()
    client.force_login(panel.officer)
    before = client.get(page("run-bundle", run.pk))
    with transaction.atomic():
        runs.publish(run=run, by=panel.officer)
    between = client.get(page("run-bundle", run.pk)), client.get(page("run-detail", run.pk))

    jobs.run_waiting()

    assert (before.status_code, between[0].status_code) == (404, 404)
    assert "is being made" in words(between[1])
    after = client.get(page("run-bundle", run.pk))
    content = b"".join(after.streaming_content)
    after.close()
    assert (after.status_code, content[:2], int(after["Content-Length"])) == (200, b"PK", len(content))
    assert Decimal(run.summary["highest"]) > 0
