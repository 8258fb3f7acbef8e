"""Quality of judging: known tables, planted severity, and brute force for the ranges."""

from __future__ import annotations

from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings

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
    missing = np.nan
    table = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, missing, missing, missing],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, missing, 3],
            [missing, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, missing],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, missing],
        ]
    )

    assert alpha_of(table) == 849
    assert alpha_of(table) == round(krippendorff.alpha(table, level_of_measurement="interval") * 1000)


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
