"""Quality of judging: known tables, the published package, planted severity and outliers."""

from __future__ import annotations

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.agreement import RESAMPLES, SEED, alpha_of, interval_of
from evaluation.scoring.line import Line
from evaluation.scoring.quality import Disagreement, Judge, Outlier, assess
from tests.evaluation.scoring.documents import criterion, document

LINE = Line(places=1)


def test_perfect_agreement_and_none() -> None:
    agreed = assess(document([[[100, 200]] * 3, [[700, 300]] * 3]), line=LINE)
    unsaid = assess(document([[[500, 500]] * 3, [[500, 500]] * 3]), line=LINE)
    alone = assess(document([[[100, 200]], [[700, 300]]]), line=LINE)

    assert [(item.criterion, item.alpha) for item in agreed.agreement] == [("", 1000), ("one", 1000), ("two", 1000)]
    assert [item.alpha for item in unsaid.agreement] == [None, None, None]
    assert [item.alpha for item in alone.agreement] == [None, None, None]


def test_alpha_of_a_table_from_the_literature() -> None:
    """Krippendorff's own example (Computing Krippendorff's alpha-reliability, 2011): interval alpha 0.849."""
    table = [
        [1, 1, 1],
        [2, 2, 3, 2],
        [3, 3, 3, 3],
        [3, 3, 3, 3],
        [2, 2, 2, 2],
        [1, 2, 3, 4],
        [4, 4, 4, 4],
        [1, 1, 2, 1],
        [2, 2, 2, 2],
        [5, 5, 5],
        [1, 1],
        [3],
    ]

    assert alpha_of(table) == 849


@given(st.lists(st.lists(st.integers(0, 20), max_size=5), min_size=1, max_size=10))
def test_alpha_equals_the_published_package(entries: list[list[int]]) -> None:
    found = alpha_of(entries)

    if found is not None:
        table = np.array([marks + [np.nan] * (5 - len(marks)) for marks in entries]).T
        published = krippendorff.alpha(reliability_data=table, level_of_measurement="interval")
        assert abs(published * 1000 - found) <= 0.5000001


def test_a_planted_severe_expert_is_found() -> None:
    quality = assess(document([[[800, 700], [800, 700], [500, 400]], [[600, 900], [600, 900], [300, 600]]]), line=LINE)

    assert [(judge.expert, judge.leniency) for judge in quality.judges] == [(1, 300), (2, 300), (3, -600)]


def test_an_expert_who_scored_alone_has_no_leniency() -> None:
    assert [judge.leniency for judge in assess(document([[[800, 700]]]), line=LINE).judges] == [None]


def test_halo_counts_sheets_with_one_share_of_every_scale() -> None:
    criteria = [criterion("one"), criterion("two", maximum="5.00", step="0.50")]
    single = assess(document([[[500]]], criteria=[criterion("one")]), line=LINE)
    quality = assess(document([[[800, 400], [800, 800]], [[200, 100], [0, 50]]], criteria=criteria), line=LINE)

    assert [judge.halo for judge in quality.judges] == [2, 0]
    assert [judge.halo for judge in single.judges] == [0]


def test_the_interval_is_the_same_for_everybody_and_holds_alpha() -> None:
    chance = np.random.default_rng(3)
    table = [[int(worth + chance.integers(-8, 9)) for _ in range(3)] for worth in chance.integers(20, 90, 40)]

    low, high = interval_of(table)

    assert interval_of([marks[::-1] for marks in table]) == (low, high)
    assert interval_of(table, seed=SEED + 1) != (low, high)
    assert low < alpha_of(table) < high
    assert low > 700


def test_the_interval_equals_a_plain_bootstrap() -> None:
    table = [[n % 7, (n * 3) % 7, (n * n) % 7][: 2 + n % 2] for n in range(12)]
    drawn = np.random.default_rng(SEED).multinomial(len(table), np.full(len(table), 1 / len(table)), RESAMPLES)
    samples = [[marks for marks, times in zip(table, row, strict=True) for _ in range(times)] for row in drawn]

    plain = sorted(alpha for alpha in map(alpha_of, samples) if alpha is not None)

    assert interval_of(table) == (plain[len(plain) * 25 // 1000 - 1], plain[-(-len(plain) * 975 // 1000) - 1])


def test_few_entries_or_equal_marks_have_no_interval() -> None:
    assert interval_of([[1, 2]] * 9) is None
    assert interval_of([[1, 1]] * 20) is None


def test_a_mark_far_from_all_others_is_named() -> None:
    inputs = document(
        [
            [[800, 700], [900, 700], [200, 700]],  # expert 3 alone is far below
            [[0, 500], [1000, 500], [500, 500]],  # the others are on both sides
            [[0, 500], [1000, 500]],  # two experts: nobody can say who is far
        ]
    )

    quality = assess(inputs, line=LINE)

    assert quality.outliers == [
        Outlier(1, 3, "one", 200, 850),
        Outlier(2, 1, "one", 0, 750),
        Outlier(2, 2, "one", 1000, 250),
    ]
    assert [judge.outliers for judge in quality.judges] == [1, 1, 1]


def test_entries_to_talk_about_come_widest_first() -> None:
    inputs = document([[[500, 500], [800, 600]], [[500, 500], [600, 600]], [[100, 500], [900, 500]], []])

    found = assess(inputs, line=LINE).disagreements

    assert found == [Disagreement(3, 140000, 60000, "one"), Disagreement(1, 140000, 100000, "one")]


@pytest.mark.parametrize(
    ("entries", "advice"),
    [
        ([], ["no_sheets"]),
        ([[], []], ["no_sheets"]),
        ([[[100, 100]], [[200, 200]]], ["one_expert"]),
        ([[[500, 500]] * 3] * 12, ["all_equal"]),
        ([[[500, 500], [400, 400]]] * 2, ["few_entries", "two_sheets"]),
        ([[[100, 100], [200, 300], [400, 100]]] * 6 + [[[700, 500]] * 3] * 6, []),
    ],
)
def test_what_a_reader_must_know_first(entries: list, advice: list[str]) -> None:
    assert assess(document(entries), line=LINE).advice == advice


def test_experts_without_a_common_entry() -> None:
    inputs = document([[[100, 100]], [[200, 200]], [[300, 300]]])
    for expert, entry in enumerate(inputs["entries"], start=1):
        entry["sheets"][0]["expert"] = expert

    quality = assess(inputs, line=LINE)

    assert (quality.advice, quality.severity.groups, quality.severity.entries) == (
        ["single_sheets", "not_connected"],
        3,
        [],
    )


def test_an_expert_with_one_sheet() -> None:
    quality = assess(document([[[500, 400]] * 3, [[500, 400]] * 2]), line=LINE)

    assert quality.judges[2] == Judge(expert=3, sheets=1, leniency=0, halo=0, outliers=0)
    assert [item.worth for item in quality.severity.entries] == [900, 900]
