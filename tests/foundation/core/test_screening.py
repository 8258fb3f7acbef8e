"""What could name a person is taken out of free text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.core.screening import screened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("My IIN is 880101300123.", "My IIN is […]."),
        ("880101-300123, please", "[…], please"),
        ("8801 0130 0123", "[…]"),
        ("card 4400 4301 1234 5678 end", "card […] end"),
        ("Ring +7 (701) 123-45-67", "Ring […]"),
        ("8 701 123 45 67 or 87011234567", "[…] or […]"),
        ("тел. 7011234567", "тел. […]"),
        ("a.b@mail.example.kz wrote", "[…] wrote"),
        ("see @some_body", "see […]"),
        ("@one_body@another", "[…][…]"),
        ("500 000 ₸ for 12 people in 2022", "500 000 ₸ for 12 people in 2022"),
        ("2022-06-20, 18:30, 4 325 MRP", "2022-06-20, 18:30, 4 325 MRP"),
    ],
)
def test_numbers_and_addresses_are_taken_out_and_the_rest_stays(text: str, shown: str) -> None:
    assert screened(text) == shown


@given(st.text(alphabet="0123456789 -+()@.aя", max_size=60))
def test_nothing_is_left_for_a_second_look(text: str) -> None:
    once = screened(text)

    assert screened(once) == once


@given(st.text(alphabet="абв ,.", max_size=20), st.integers(10**11, 10**12 - 1), st.text(alphabet="абв ,", max_size=20))
def test_no_number_of_twelve_digits_gets_through(before: str, number: int, after: str) -> None:
    assert str(number) not in screened(f"{before}{number}{after}")
