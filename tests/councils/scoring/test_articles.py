"""Taking texts apart into articles and laying two of them side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.scoring.articles import in_order, split
from tests.builders.council_work import KAZAKH, RUSSIAN


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("No heads at all", [("1", "No heads at all")]),
        (
            "Preamble\n\nСтатья 1. One\nСтатья 2-1. Two",
            [("0", "Preamble"), ("1", "Статья 1. One"), ("2-1", "Статья 2-1. Two")],
        ),
        ("1-бап. Бір\r\n2 - бап. Екі", [("1", "1-бап. Бір"), ("2", "2 - бап. Екі")]),
        ("1. One\n2) Two", [("1", "1. One"), ("2", "2) Two")]),
        ("Пункт 4 A", [("4", "Пункт 4 A")]),
        ("Статья 1. A\n1. a\n2. b\nСтатья 2. B", [("1", "Статья 1. A\n1. a"), ("2", "2. b\nСтатья 2. B")]),
    ],
)
def test_text_is_divided_by_the_heads_of_its_articles(text: str, parts: list[tuple[str, str]]) -> None:
    assert split(text) == parts


def test_both_languages_have_the_same_numbers() -> None:
    assert [number for number, _text in split(KAZAKH)] == [number for number, _text in split(RUSSIAN)] == ["1", "2"]


@given(st.text(alphabet="1234.) \nabСтатья-бап", max_size=200))
def test_nothing_but_blanks_between_articles_is_lost_and_no_number_comes_twice(text: str) -> None:
    parts = split(text)
    assert "".join("".join(part for _number, part in parts).split()) == "".join(text.split())
    numbers = [number for number, _part in parts]
    assert len(set(numbers)) == len(numbers)


NUMBERS = st.lists(st.sampled_from("123456"), unique=True)


@given(NUMBERS, NUMBERS)
def test_every_article_of_both_texts_is_laid_out_once_and_the_final_order_holds(
    before: list[str], after: list[str]
) -> None:
    found = in_order(before, after)
    assert sorted(found) == sorted({*before, *after})
    assert [number for number in found if number in after] == after
