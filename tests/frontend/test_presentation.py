from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from foundation.core import presentation
from foundation.core.calendar import ALMATY
from foundation.core.presentation import Bar

SENT = dt.datetime(2022, 6, 20, 12, 0, tzinfo=dt.UTC)  # 18:00 in Almaty, six hours ahead until 2024


@pytest.mark.parametrize(
    ("language", "expected"),
    [("kk", "23\xa0335,5"), ("ru", "23\xa0335,5"), ("en", "23,335.5"), ("de", "23\xa0335,5")],
)
def test_figure_follows_the_language(language: str, expected: str):
    with translation.override(language):
        assert presentation.figure(Decimal("23335.5")) == expected


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (0, None, "0"),
        (1234567, None, "1,234,567"),
        (Decimal("87.00"), None, "87"),
        (Decimal("87.005"), 2, "87.00"),
        (Decimal("-1500.5"), None, "\u22121,500.5"),
        (7, 2, "7.00"),
    ],
)
def test_figure_in_english(number: Decimal | int, places: int | None, expected: str):
    assert presentation.figure(number, places) == expected


@pytest.mark.parametrize(
    ("language", "amount", "expected"),
    [
        ("kk", Decimal("500000.00"), "500\xa0000\xa0₸"),
        ("ru", Decimal("500000.50"), "500\xa0000,50\xa0₸"),
        ("en", 500000, "500,000\xa0₸"),
    ],
)
def test_tenge_shows_tiyn_only_if_there_are_any(language: str, amount: Decimal | int, expected: str):
    with translation.override(language):
        assert presentation.tenge(amount) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("kk", "2022 жылғы 20 маусым, 18:00 (Астана уақыты)"),
        ("ru", "20 июня 2022 года, 18:00 (время Астаны)"),
        ("en", "20 June 2022, 18:00 (Astana time)"),
    ],
)
def test_moment_is_told_on_the_clocks_of_almaty(language: str, expected: str):
    with translation.override(language):
        assert presentation.moment(SENT, with_zone=True) == expected
        assert presentation.moment(SENT) == expected.split(" (")[0]


def test_day_of_a_moment_is_the_day_in_almaty():
    assert presentation.day(dt.datetime(2022, 6, 30, 18, 30, tzinfo=dt.UTC)) == "1 July 2022"
    assert presentation.day(dt.date(2022, 7, 1)) == "1 July 2022"


def test_naive_moment_is_local_already():
    assert presentation.local(dt.datetime(2022, 6, 20, 18, 0)) == dt.datetime(2022, 6, 20, 18, 0, tzinfo=ALMATY)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("draft", "neutral"),
        ("submitted", "waiting"),
        ("returned", "attention"),
        ("funded", "good"),
        ("late", "bad"),
        ("?", "neutral"),
    ],
)
def test_status_has_a_kind(status: str, kind: str):
    assert presentation.kind_of(status) == kind


def test_no_language_in_force_means_kazakh():
    with translation.override(None):
        assert presentation.language() == "kk"


def test_bars_are_shares_of_the_longest():
    assert presentation.bars([("a", 3), ("b", Decimal("4.5"), "4½"), ("c", 0), ("d", None), ("e", -2)]) == [
        Bar("a", "3", Decimal("66.7")),
        Bar("b", "4½", Decimal("100.0")),
        Bar("c", "0", Decimal("0.0")),
        Bar("d", "0", Decimal("0.0")),
        Bar("e", "\u22122", Decimal("0.0")),
    ]
    assert presentation.bars([]) == []


def test_intervals_share_one_axis_and_leave_out_what_is_not_there():
    rows = [("a", Decimal("1.5"), 1, 2), ("b", 3, None, None, 2), ("c", None, None, None)]

    found = presentation.intervals(rows, places=1)

    assert [(row.shown, row.between) for row in found] == [("1.5", "1.0 … 2.0"), ("3.0", "–"), ("–", "–")]
    assert [(row.point, row.begin, row.length, row.mark) for row in found] == [
        (Decimal("25.0"), Decimal("0.0"), Decimal("50.0"), None),
        (Decimal("100.0"), None, None, Decimal("50.0")),
        (None, None, None, None),
    ]
    assert presentation.intervals([]) == []
    assert presentation.intervals([("a", 1, 1, 1)])[0].length == Decimal("0.5")
