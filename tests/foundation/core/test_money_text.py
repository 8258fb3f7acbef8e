from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from foundation.core.money import tenge
from foundation.core.text import localized


@pytest.mark.parametrize(
    ("given", "kept"), [("0.005", "0.01"), ("1.994", "1.99"), (7, "7.00"), (Decimal("2.5"), "2.50")]
)
def test_money_has_two_places(given, kept: str) -> None:
    assert tenge(given) == Decimal(kept)


def test_money_is_never_a_float() -> None:
    with pytest.raises(TypeError, match="money is never a float"):
        tenge(0.1)


class Thing:
    title_kk = "қазақша"
    title_ru = ""
    title_en = "English"


@pytest.mark.parametrize(("language", "shown"), [("kk", "қазақша"), ("ru", "қазақша"), ("en", "English")])
def test_data_is_shown_in_the_readers_language_or_the_next_one(language: str, shown: str) -> None:
    with translation.override(language):
        assert localized(Thing(), "title") == shown


def test_data_in_no_language_is_empty() -> None:
    assert localized(object(), "title") == ""
