from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from evaluation import queries
from evaluation.actions import calibration, rounds
from evaluation.models import CalibrationAnswer, CalibrationExample
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from tests.builders import evaluation as build

pytestmark = pytest.mark.django_db


def write(panel: build.Panel, *, by=None, **changes) -> CalibrationExample:
    values = {
        "titles": {"kk": "Үлгі", "en": " Example "},
        "texts": {"kk": "Мәтін", "en": "An invented application."},
        "marks": {"c1": 700, "c2": 400},
        "reasons": {"c1": "The goal is clear.", "c2": "The plan is not."},
    }
    return calibration.write(round=panel.round, by=by or panel.officer, **{**values, **changes})


def answer(panel: build.Panel, seat, marks=(900, 400), by=None) -> CalibrationAnswer:
    given = dict(zip(["c1", "c2"], marks, strict=True))
    return calibration.answer(seat=seat, marks=given, comments={}, by=by or seat.expert.user)


@pytest.fixture
def panel() -> build.Panel:
    """Signed experts, an example, an open scoring."""
    panel = build.signed(main=2, entries=1)
    write(panel)
    panel.round = build.open_scoring(panel)
    return panel


def test_the_example_is_written_and_written_anew_until_the_opening() -> None:
    panel = build.signed(main=1, entries=1)

    write(panel)
    example = write(panel, marks={"c1": 800, "c2": 400})

    assert (CalibrationExample.objects.count(), example.marks, example.title_en, example.title_ru) == (
        1,
        [800, 400],
        "Example",
        "",
    )
    build.open_scoring(panel)
    with pytest.raises(Conflict, match="can no longer be changed"):
        write(panel)


def test_everything_missing_in_the_example_is_said_at_once() -> None:
    panel = build.signed(main=1, entries=1)

    with pytest.raises(Invalid) as refusal:
        write(panel, titles={"kk": "Үлгі"}, texts={"ru": "Текст"}, marks={"c1": 1100}, reasons={"c1": " "})

    assert [fault.field for fault in refusal.value.faults] == [
        "title_kk",
        "mark_c1",
        "comment_c1",
        "mark_c2",
        "comment_c2",
    ]
    assert CalibrationExample.objects.count() == 0


def test_only_an_officer_of_the_round_writes_the_example() -> None:
    panel = build.signed(main=1, entries=1)

    with pytest.raises(NotPermitted):
        write(panel, by=panel.seats[0].expert.user)


def test_the_first_answer_fixes_the_example() -> None:
    panel = build.signed(main=1, entries=1)
    write(panel)
    answer(panel, panel.seats[0])

    with pytest.raises(Conflict, match="Experts have started"):
        write(panel)


def test_no_real_entry_opens_before_the_example_is_scored(panel) -> None:
    first, second = panel.seats

    with pytest.raises(Conflict, match="Score the calibration example first"):
        build.submit(panel, first, panel.entries[0], [500, 500])
    answer(panel, first)

    assert build.submit(panel, first, panel.entries[0], [500, 500]).total == 100_000
    with pytest.raises(Conflict, match="Score the calibration example first"):
        build.submit(panel, second, panel.entries[0], [500, 500])


def test_the_example_is_scored_once_and_by_the_seats_own_expert(panel) -> None:
    first, second = panel.seats

    with pytest.raises(NotPermitted):
        answer(panel, first, by=second.expert.user)
    with pytest.raises(Invalid, match="give a mark"):
        answer(panel, first, marks=(900, None))
    answer(panel, first)
    with pytest.raises(Conflict, match="You have scored"):
        answer(panel, first)

    assert [(item.seat, item.marks) for item in CalibrationAnswer.objects.all()] == [(first, [900, 400])]
    assert Event.objects.get(verb="evaluation.calibration.answered").changes == {"expert": first.number}


def test_after_the_closing_it_is_too_late(panel) -> None:
    rounds.close(round=panel.round, by=panel.officer, reason="Over")

    with pytest.raises(Conflict, match="The scoring is closed"):
        answer(panel, panel.seats[0])


def test_the_answer_never_counts(panel) -> None:
    for seat in panel.seats:
        answer(panel, seat, marks=(1000, 1000))
        build.submit(panel, seat, panel.entries[0], [100, 200])

    document = queries.inputs_document(panel.round)

    assert [entry["sheets"] for entry in document["entries"]] == [
        [{"expert": 1, "marks": [100, 200]}, {"expert": 2, "marks": [100, 200]}]
    ]


def test_the_comparison_shows_differences_and_reasons(panel) -> None:
    seat = panel.seats[0]
    answer(panel, seat, marks=(900, 400))

    rows = queries.compared(seat, list(panel.rubric.criteria.all()))

    assert [(str(row.own), str(row.reference), str(row.difference), row.reason) for row in rows] == [
        ("9.00", "7.00", "2.00", "The goal is clear."),
        ("4.00", "4.00", "0.00", "The plan is not."),
    ]


def test_the_database_keeps_an_answer_as_it_was_given(panel) -> None:
    answer(panel, panel.seats[0])

    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        CalibrationAnswer.objects.update(marks=[0, 0])
