"""Shares and means with their intervals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from monitoring.scoring import tickets
from monitoring.scoring.bursts import Burst, bursts
from monitoring.scoring.estimates import Mean, Share, mean, share

HOUR = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


def test_a_share_has_wilsons_interval() -> None:
    # Wilson 1927, by scipy: 8 of 10 → 49.0 – 94.3 %.
    assert share(8, 10) == Share(8, 10, Decimal("80.0"), Decimal("49.0"), Decimal("94.3"))
    assert share(0, 5) == Share(0, 5, Decimal("0.0"), Decimal("0.0"), Decimal("43.4"))
    for count, total in ((1, 0), (6, 5), (-1, 5)):
        with pytest.raises(ValueError, match="a share needs a total"):
            share(count, total)


def test_a_mean_has_students_interval() -> None:
    # 4, 5, 5, 3, 5: mean 4.4, s = 0.894, t(4) = 2.776, 4.4 ± 1.11 cut at 5.
    assert mean({3: 1, 4: 1, 5: 3}) == Mean(5, 22, Decimal("4.40"), Decimal("3.29"), Decimal("5.00"), Decimal("0.89"))
    assert mean({2: 1}) == Mean(1, 2, Decimal("2.00"), None, None, None)
    assert mean({}) is None


@given(st.integers(1, 400), st.data())
def test_a_share_lies_in_its_interval_as_scipy_has_it(total: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, total))

    found = share(count, total)
    theirs = stats.binomtest(count, total).proportion_ci(0.95, method="wilson")

    assert found.low <= found.percent <= found.high
    assert abs(found.low - Decimal(100 * theirs.low)) < Decimal("0.06")
    assert abs(found.high - Decimal(100 * theirs.high)) < Decimal("0.06")


@given(st.dictionaries(st.integers(1, 5), st.integers(0, 50)))
def test_a_mean_lies_in_its_interval_and_in_the_scale(counts: dict[int, int]) -> None:
    found = mean(counts)

    if found is None:
        assert sum(counts.values()) == 0
    elif found.low is not None and found.high is not None:
        assert Decimal(1) <= found.low <= found.mean <= found.high <= Decimal(5)


def test_a_burst_stands_out_of_the_other_hours() -> None:
    def hours(*taken: int) -> list[tuple[dt.datetime, int]]:
        return [(HOUR + number * dt.timedelta(hours=1), count) for number, count in enumerate(taken)]

    assert bursts(hours(2, 1, 30, 2)) == [Burst(HOUR + dt.timedelta(hours=2), 30, 2)]
    assert bursts(hours(2, 1, 10, 2)) == []  # five times two
    assert bursts(hours(1, 9)) == []
    assert bursts(hours(12)) == [Burst(HOUR, 12, 0)]


def test_a_code_is_made_by_the_key_alone() -> None:
    code = tickets.code("key", "token", 17)
    number, signature = tickets.read(f" {code.lower().replace('-', ' - ')} ") or (0, "")

    assert (number, code) == (17, f"17-{signature}")
    assert tickets.is_ours(["new", "key"], "token", 17, signature)
    assert not tickets.is_ours(["new"], "token", 17, signature)
    assert not tickets.is_ours(["key"], "other", 17, signature)
    assert not tickets.is_ours(["key"], "token", 18, signature)
    assert [tickets.read(text) for text in ("", "17", "17-ABC", "A7-ABCDEFGHIJKL", "17-ABCDEFGHIJK1")] == [None] * 5
