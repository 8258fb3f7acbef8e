from __future__ import annotations

import pytest

from benchmarks.__main__ import topics
from benchmarks.figures import Better, Figure, Times, in_turn, measure


@pytest.mark.parametrize(
    ("ours", "better", "holds"),
    [(2.9, Better.LESS, True), (3.1, Better.LESS, False), (3.1, Better.MORE, True), (2.9, Better.MORE, False)],
)
def test_figure_holds_by_its_ratio(ours, better, holds):
    assert Figure("x", ours=ours, limit=1.0, hold=3.0, better=better).holds is holds


def test_figure_without_a_limit_does_not_hold():
    assert Figure("x", ours=1.0, limit=0.0, hold=3.0).holds is False


def test_row_shows_both_sides():
    figure = Figure(
        "search page", ours=300.0, limit=400.0, hold=0.6, unit="rps", beside="bare page", better=Better.MORE
    )

    assert figure.row() == ("ok", "search page", "300 rps", "400 rps", "0.75", ">= 0.6", "bare page")


def test_percentiles():
    times = Times(tuple(float(number) for number in range(100, 0, -1)))

    assert (times.p50, times.p99) == (51.0, 100.0)


def test_measure_leaves_out_the_warming_up():
    calls = []

    times = measure(lambda: calls.append(1), times=5, warm_up=2)

    assert (len(times.seconds), len(calls)) == (5, 7)


def test_in_turn_takes_turns():
    calls = []

    in_turn(lambda: calls.append("ours"), lambda: calls.append("limit"), times=2)

    assert calls == ["ours", "limit", "ours", "limit"]


def test_unknown_topic_is_refused():
    with pytest.raises(SystemExit, match="There is no benchmark no-such-topic"):
        topics(["no-such-topic"])
