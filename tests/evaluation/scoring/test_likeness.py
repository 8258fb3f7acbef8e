"""Texts that are nearly the same: exact shares, candidates, and what is shown as common."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.likeness import FUNCTIONS, candidates, marked, runs, section_texts, share, signature, words

VOCABULARY = [f"сөз{n}" for n in range(3000)]


def text_of(chance: np.random.Generator, count: int = 200) -> list[str]:
    return [VOCABULARY[place] for place in chance.integers(0, len(VOCABULARY), count)]


def reworded(chance: np.random.Generator, text: list[str], share_: float) -> list[str]:
    return [VOCABULARY[chance.integers(len(VOCABULARY))] if chance.random() < share_ else word for word in text]


def test_words_are_folded() -> None:
    assert words("Ёлка, «ЕЛКА» — Қазақстан-2030!") == ["елка", "елка", "қазақстан", "2030"]


def test_labels_of_the_form_are_left_out() -> None:
    content = [
        {"heading": "Project", "rows": [["Goal", "Plant trees"], ["Result", "A park"]]},
        {"heading": "Plan", "table": {"head": ["Step", "Month"], "rows": [["Dig", "May"], ["Plant", 6]]}},
        {"heading": "Empty"},
    ]

    assert section_texts(content) == ["Plant trees\nA park", "Dig May\nPlant 6", ""]


def test_short_texts_are_not_compared() -> None:
    assert len(runs(" ".join(VOCABULARY[:24]))) == 0
    assert len(runs(" ".join(VOCABULARY[:25]))) == 23
    assert share(runs(""), runs(" ".join(VOCABULARY[:30]))) == 0


@given(
    st.lists(st.sampled_from("абвг"), min_size=25, max_size=60),
    st.lists(st.sampled_from("абвг"), min_size=25, max_size=60),
)
def test_the_share_equals_that_of_plain_sets(one: list[str], other: list[str]) -> None:
    sets = [{tuple(text[place : place + 3]) for place in range(len(text) - 2)} for text in (one, other)]

    found = share(runs(" ".join(one)), runs(" ".join(other)))

    assert found == len(sets[0] & sets[1]) * 1000 // len(sets[0] | sets[1])


@pytest.mark.parametrize("kept", [0.5, 0.8])
def test_a_signature_estimates_the_share(kept: float) -> None:
    chance = np.random.default_rng(5)
    one = text_of(chance, 2000)
    other = reworded(chance, one, 1 - kept)
    sets = runs(" ".join(one)), runs(" ".join(other))

    estimate = np.mean(signature(sets[0]) == signature(sets[1]))

    assert abs(estimate * 1000 - share(*sets)) < 100


def test_planted_copies_are_found_and_nothing_else() -> None:
    """300 texts, 40 of them copies with up to a seventh of the words replaced: precision and recall of what is listed."""
    chance = np.random.default_rng(11)
    texts = [text_of(chance) for _ in range(260)]
    planted = {(place, 260 + place) for place in range(40)}
    texts += [reworded(chance, texts[place], 0.0035 * place) for place in range(40)]
    sets = [runs(" ".join(text)) for text in texts]

    near = candidates(np.array([signature(of) for of in sets]), np.ones(len(sets), bool))
    listed = {(one, other) for one, other in near if share(sets[one], sets[other]) >= 400}

    assert listed - planted == set()
    assert len(listed & planted) / len(planted) >= 0.95


def test_pairs_of_old_texts_are_left_out_and_full_buckets_too(monkeypatch: pytest.MonkeyPatch) -> None:
    same = np.zeros((4, FUNCTIONS), np.uint32)

    assert candidates(same, np.array([False, False, True, False])) == {(0, 2), (1, 2), (2, 3)}
    monkeypatch.setattr("evaluation.scoring.likeness.BUCKET_AT_MOST", 3)
    assert candidates(same, np.ones(4, bool)) == set()


def test_common_wording_is_marked() -> None:
    text = "We plant trees, in the park. And then we sing!"

    assert marked(text, ["they plant trees in the yard and then we sing"]) == [
        ("We ", False),
        ("plant trees, in the", True),
        (" park. ", False),
        ("And then we sing", True),
        ("!", False),
    ]
    assert marked("Nothing here", ["else"]) == [("Nothing here", False)]
    assert marked("", ["else"]) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_are_the_text(text: str, other: str) -> None:
    assert "".join(piece for piece, _ in marked(text, [other])) == text
