"""What goes wrong in a round, and the one outcome that each of it has."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from evaluation import queries
from evaluation.actions import seats, sheets
from evaluation.choices import Aggregation, SheetStatus
from tests.builders import evaluation as build
from tests.evaluation.views.pages import explanation, table, words

pytestmark = pytest.mark.django_db


def page(name: str, *args) -> str:
    return reverse(f"evaluation:{name}", args=args)


def test_a_round_with_one_expert_has_that_experts_totals_and_says_so(client) -> None:
    panel, run = build.computed([[[800, 700]], [[300, 200]]], aggregation=Aggregation.TRIMMED)
    client.force_login(panel.officer)

    lines = explanation(client.get(page("result-detail", run.pk, 1)))

    assert [(result.entry.number, result.total, result.rank) for result in queries.ranking(run)] == [
        (1, Decimal("15.00"), 1),
        (2, Decimal("5.00"), 2),
    ]
    assert ("Leaving out the highest and the lowest needs three sheets", "1 sheet: none is left out") in lines


def test_a_round_without_a_valid_sheet_has_no_totals_and_no_ranks(client) -> None:
    panel, run = build.computed([[[]], [[]]])
    client.force_login(panel.officer)

    shown = client.get(page("result-detail", run.pk, 1))

    assert [(result.total, result.rank, result.is_passing) for result in queries.ranking(run)] == [(None,) * 3] * 2
    assert ("Submitted score sheets", "None: there is no total and no rank") in explanation(shown)
    assert client.get(page("run-detail", run.pk)).status_code == 200
    assert client.get(page("run-quality", run.pk)).status_code == 200


def test_equal_marks_everywhere_share_the_first_rank_and_agreement_cannot_be_said(client) -> None:
    panel, run = build.computed([[[500, 500], [500, 500]]] * 3)
    client.force_login(panel.officer)

    quality = words(client.get(page("run-quality", run.pk)))

    assert [(result.total, result.rank) for result in queries.ranking(run)] == [(Decimal("10.00"), 1)] * 3
    assert "Cannot be said: too few marks, or all are equal" in quality


def test_two_windows_the_second_chooses_and_neither_text_is_lost(client) -> None:
    panel = build.scoring(main=1, entries=1)
    seat = panel.seats[0]
    sheet = panel.sheet(seat, panel.entries[0])
    client.force_login(seat.expert.user)
    address = page("sheet-edit", sheet.pk)
    client.post(address, {"mark_c1": "7.00", "mark_c2": "", "version": "0", "later": "1"})

    stale = client.post(address, {"mark_c1": "3.00", "mark_c2": "4.00", "version": "0", "later": "1"})

    shown = stale.content.decode()
    assert stale.status_code == 409
    assert table(stale, "Saved in the other window") == [["Criterion 1", "7.00"], ["Criterion 2", "–"]]
    assert 'value="3.00" checked' in shown
    assert "data-autosave-url" not in shown
    assert panel.sheet(seat, panel.entries[0]).marks == [700, None]
    client.post(address, {"mark_c1": "3.00", "mark_c2": "4.00", "version": "1", "later": "1"})
    assert panel.sheet(seat, panel.entries[0]).marks == [300, 400]


def test_submit_and_go_to_the_next_leads_through_the_unfinished_sheets(client) -> None:
    panel = build.scoring(main=1, entries=3)
    seat = panel.seats[0]
    first, second, third = (panel.sheet(seat, entry) for entry in panel.entries)
    client.force_login(seat.expert.user)
    whole = {"mark_c1": "7.00", "mark_c2": "4.00", "version": "0", "next": "1"}
    build.submit(panel, seat, panel.entries[1], [100, 100])

    shown = client.get(page("sheet-edit", third.pk))
    onward = client.post(page("sheet-edit", first.pk), whole)
    last = client.post(page("sheet-edit", third.pk), whole)

    load = shown.context["load"]
    assert (load.done, load.total, load.previous, load.next) == (1, 3, first.pk, first.pk)
    assert onward.url == page("sheet-edit", third.pk)
    assert last.url == page("sheet-list", panel.round.pk)
    assert second.seat.sheets.filter(status=SheetStatus.SUBMITTED).count() == 3


def test_complaint_10_a_draft_a_reopened_or_a_void_sheet_enters_no_figure() -> None:
    panel = build.scoring(main=3, reserve=0, entries=1)
    kept, reopened, recused = panel.seats
    build.submit(panel, kept, panel.entries[0], [100, 100])
    sheets.reopen(sheet=build.submit(panel, reopened, panel.entries[0], [900, 900]), reason="Slip", by=panel.officer)
    build.submit(panel, recused, panel.entries[0], [1000, 1000])
    seats.recuse(seat=recused, reason="Tie", by=panel.officer)

    document = queries.inputs_document(panel.round)

    assert document["entries"][0]["sheets"] == [{"expert": kept.number, "marks": [100, 100]}]
