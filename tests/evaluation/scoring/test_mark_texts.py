from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.mark_texts import Unreadable, read_lines, short, write_lines
from evaluation.scoring.numbers import text

words = st.text(alphabet="абвгд әіңғү abc –:.,1", min_size=1, max_size=30).map(str.strip).filter(bool)
marks = st.integers(0, 99_999).map(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", {}),
        ("5 – clearly shown\n\n 1: not at all ", {"5.00": "clearly shown", "1.00": "not at all"}),
        ("1 - no\n2,5 = half\n10. yes", {"10.00": "yes", "2.50": "half", "1.00": "no"}),
        ("5 – 4 – both", {"5.00": "4 – both"}),
    ],
)
def test_lines_are_read_from_the_highest_mark_down(typed: str, read: dict[str, str]) -> None:
    assert list(read_lines(typed).items()) == list(read.items())


@pytest.mark.parametrize("line", ["clearly shown", "5", "5 –", "– five", "5 – again"])
def test_a_line_without_a_mark_of_its_own_is_named(line: str) -> None:
    with pytest.raises(Unreadable) as fault:
        read_lines(f"5 – first\n{line}")

    assert fault.value.line == line


@given(st.dictionaries(marks, words, max_size=8))
def test_what_is_written_is_read_again(texts: dict[str, str]) -> None:
    assert read_lines(write_lines(texts)) == texts


@pytest.mark.parametrize(("mark", "shown"), [("5.00", "5"), ("2.50", "2.5"), ("10.00", "10"), ("0.00", "0")])
def test_marks_are_written_without_needless_zeros(mark: str, shown: str) -> None:
    assert short(mark) == shown
