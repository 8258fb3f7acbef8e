"""Quality of judging: known tables, planted severity, and brute force for the ranges."""

from __future__ import annotations

from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.scoring.engine import compute
from evaluation.scoring.quality import alpha_of, assess, experts_of, without
from tests.evaluation.scoring.documents import criterion, document, documents


def test_perfect_agreement_and_none() -> None:
    agreed = assess(document([[[100, 200]] * 3, [[700, 300]] * 3]), line=1)
    unsaid = assess(document([[[500, 500]] * 3, [[500, 500]] * 3]), line=1)
    alone = assess(document([[[100, 200]], [[700, 300]]]), line=1)

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
    quality = assess(document([[[800, 700], [800, 700], [500, 400]], [[600, 900], [600, 900], [300, 600]]]), line=1)

    assert [(judge.expert, judge.leniency) for judge in quality.judges] == [(1, 300), (2, 300), (3, -600)]


def test_an_expert_who_scored_alone_has_no_leniency() -> None:
    assert [judge.leniency for judge in assess(document([[[800, 700]]]), line=1).judges] == [None]


def test_halo_counts_sheets_with_one_share_of_every_scale() -> None:
    criteria = [criterion("one"), criterion("two", maximum="5.00", step="0.50")]
    single = assess(document([[[500]]], criteria=[criterion("one")]), line=1)
    quality = assess(document([[[800, 400], [800, 800]], [[200, 100], [0, 50]]], criteria=criteria), line=1)

    assert [judge.halo for judge in quality.judges] == [2, 0]
    assert [judge.halo for judge in single.judges] == [0]


def test_how_firm_a_place_is() -> None:
    # Expert 3 alone lifts entry 1; the weight of the second criterion decides between 2 and 3.
    inputs = document(
        [
            [[500, 500], [500, 500], [1000, 1000]],
            [[700, 500], [700, 500], [600, 600]],
            [[100, 100], [100, 100], [100, 100]],
        ]
    )

    found = {item.number: item for item in assess(inputs, line=1).firmness}

    assert (found[1].rank, found[1].without_expert, found[1].other_weights) == (1, (1, 2), (1, 1))
    assert (found[1].holds, found[1].variants) == (6, 7)
    assert (found[3].without_expert, found[3].other_weights, found[3].holds) == ((3, 3), (3, 3), 0)


def test_an_entry_that_nobody_scored_has_no_range() -> None:
    found = {item.number: item for item in assess(document([[], [[100, 100]]]), line=2).firmness}

    assert (found[1].rank, found[1].without_expert, found[1].other_weights, found[1].holds) == (None, None, None, 0)
    assert (found[2].without_expert, found[2].other_weights) == (None, (1, 1))


def test_one_criterion_has_no_other_weights() -> None:
    found = assess(document([[[100], [200]]], criteria=[criterion("one")]), line=1).firmness[0]

    assert (found.other_weights, found.variants, found.holds) == (None, 2, 2)


@settings(max_examples=50)
@given(documents())
def test_ranges_equal_brute_force_and_inputs_stay_as_they_were(inputs: dict[str, Any]) -> None:
    before = compute(inputs).digest()

    quality = assess(inputs, line=2)

    for item in quality.firmness:
        ranks = []
        for expert in experts_of(inputs):
            results = {result.number: result for result in compute(without(inputs, expert)).results}
            if results[item.number].rank is not None:
                ranks.append(results[item.number].rank)
        assert item.without_expert == ((min(ranks), max(ranks)) if ranks else None)
    assert compute(inputs).digest() == before
    assert sum(judge.sheets for judge in quality.judges) == sum(len(entry["sheets"]) for entry in inputs["entries"])


@pytest.mark.parametrize("line", [0, 1, 2])
def test_the_line_counts_variants_in_which_an_entry_is_above_it(line: int) -> None:
    inputs = document([[[900, 900]] * 2, [[100, 100]] * 2])

    assert [item.holds for item in assess(inputs, line=line).firmness] == [6 * (line >= 1), 6 * (line >= 2)]
