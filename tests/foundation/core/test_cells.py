"""Cells that no spreadsheet computes."""

from __future__ import annotations

import pytest

from foundation.core.cells import FORMULA_SIGNS, plain


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(sign: str) -> None:
    assert plain(f"{sign}1+1") == f"'{sign}1+1"
    assert plain(plain(f"{sign}1+1")) == f"'{sign}1+1"


@pytest.mark.parametrize("text", ["", "Шырақ", "1-2", " =1", "'=1", "«=1»"])
def test_other_text_stays(text: str) -> None:
    assert plain(text) == text
