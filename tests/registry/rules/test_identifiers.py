from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.core.errors import Invalid
from registry.choices import LegalForm
from registry.rules import identifiers
from tests.factories.registry import WEIGHTS_ONE, WEIGHTS_TWO

LONG_AFTER = dt.date(2100, 1, 1)
TODAY = dt.date(2026, 11, 22)


def sentences(faults) -> list[str]:
    return [str(fault.message) for fault in faults]


# Worked examples of the domain facts, 1.2.
@pytest.mark.parametrize("value", ["450140000015", "450741000429", "451252003170", "450140000606"])
def test_bin_of_the_worked_examples_is_right(value: str) -> None:
    assert identifiers.bin_faults(value) == []


@pytest.mark.parametrize("value", ["990101500016", "990630601235", "851212507775", "990101500708"])
def test_iin_of_the_worked_examples_is_right_once_the_day_has_come(value: str) -> None:
    assert identifiers.iin_faults(value, on=LONG_AFTER) == []
    assert sentences(identifiers.iin_faults(value, on=TODAY)) == ["The date of birth in this IIN is in the future."]


@pytest.mark.parametrize("digit", "0123456789")
def test_numbers_that_are_not_issued_have_no_right_check_digit(digit: str) -> None:
    assert [fault.rule for fault in identifiers.bin_faults("45014000062" + digit)] == ["R04"]
    assert [fault.rule for fault in identifiers.iin_faults("99010150071" + digit, on=LONG_AFTER)] == ["R04"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ["A BIN has exactly 12 digits."]),
        ("45014000001", ["A BIN has exactly 12 digits."]),
        ("4501400000150", ["A BIN has exactly 12 digits."]),
        ("45014000001O", ["A BIN has exactly 12 digits."]),
        ("450140000015\n", ["A BIN has exactly 12 digits."]),
        ("٤٥٠١٤٠٠٠٠٠١٥", ["A BIN has exactly 12 digits."]),
        ("451340000015", ["Digits 3 and 4 of a BIN are the month of registration, 01 to 12."]),
        ("450040000015", ["Digits 3 and 4 of a BIN are the month of registration, 01 to 12."]),
        ("990101500016", ["This looks like a person's number (IIN), not like the BIN of an organisation."]),
        ("450170000015", ["The 5th digit of a BIN is 4, 5 or 6; this one is not a legal person's."]),
        ("450144000015", ["The 6th digit of a BIN is 0, 1, 2 or 3: head office, branch or other unit."]),
        ("450140000016", ["This BIN has a typing error: its check digit does not fit."]),
    ],
)
def test_each_fault_of_a_bin_has_its_own_sentence(value: str, expected: list[str]) -> None:
    assert sentences(identifiers.bin_faults(value)) == expected


def test_all_faults_of_the_parts_are_told_at_once() -> None:
    assert [fault.rule for fault in identifiers.bin_faults("459999000015")] == ["R02", "R02", "R03"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("99010150001", "An IIN has exactly 12 digits."),
        ("450140000015", "This looks like the BIN of an organisation, not like a person's number (IIN)."),
        ("990101000016", "The 7th digit of an IIN is 1 to 6: the century of birth and the sex."),
        ("990101700016", "The 7th digit of an IIN is 1 to 6: the century of birth and the sex."),
        ("990230300016", "The first 6 digits of an IIN are the date of birth; there is no such date."),
        ("000229300016", "The first 6 digits of an IIN are the date of birth; there is no such date."),
        ("990101500017", "This IIN has a typing error: its check digit does not fit."),
    ],
)
def test_each_fault_of_an_iin_has_its_own_sentence(value: str, expected: str) -> None:
    assert sentences(identifiers.iin_faults(value, on=LONG_AFTER)) == [expected]


def test_check_bin_takes_a_copied_number_with_spaces_and_refuses_a_wrong_one() -> None:
    assert identifiers.check_bin(" 450140 000015\u200b ") == "450140000015"
    with pytest.raises(Invalid) as refused:
        identifiers.check_bin("450140000016")
    assert [(fault.field, fault.rule) for fault in refused.value.faults] == [("bin", "R04")]


@pytest.mark.parametrize(
    ("value", "form", "rules"),
    [
        ("450140000015", LegalForm.PUBLIC_FUND, []),
        ("450741000429", LegalForm.BRANCH, []),
        ("451252003170", LegalForm.REPRESENTATION, []),
        ("450140000015", LegalForm.BRANCH, ["R03"]),
        ("450741000429", LegalForm.PUBLIC_FUND, ["R03"]),
        ("451252003170", LegalForm.BRANCH, ["R03"]),
    ],
)
def test_the_unit_of_a_bin_agrees_with_the_legal_form(value: str, form: str, rules: list[str]) -> None:
    assert [fault.rule for fault in identifiers.form_faults(value, form)] == rules


def check_digit(first: str) -> tuple[int, int] | None:
    """Check digit and the pass that gave it, written out from the rule; None when the number is not issued."""
    for turn, weights in enumerate((WEIGHTS_ONE, WEIGHTS_TWO), start=1):
        digit = sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11
        if digit < 10:
            return digit, turn
    return None


first_eleven = st.builds(
    lambda year, month, kind, unit, serial: f"{year:02d}{month:02d}{kind}{unit}{serial:05d}",
    st.integers(0, 99),
    st.integers(1, 12),
    st.integers(4, 6),
    st.integers(0, 3),
    st.integers(0, 99_999),
)


@given(first_eleven)
def test_exactly_the_computed_check_digit_is_right(first: str) -> None:
    expected = check_digit(first)

    right = [digit for digit in "0123456789" if not identifiers.bin_faults(first + digit)]

    assert right == ([] if expected is None else [str(expected[0])])


@given(first_eleven, st.integers(6, 10), st.integers(1, 9))
def test_one_wrong_digit_of_the_serial_is_seen_where_the_arithmetic_can_see_it(
    first: str, position: int, shift: int
) -> None:
    """Between two numbers of the first pass a wrong digit is always seen, except the 11th, which is never seen."""
    changed = first[:position] + str((int(first[position]) + shift) % 10) + first[position + 1 :]
    before, after = check_digit(first), check_digit(changed)
    if before is None or after is None or (before[1], after[1]) != (1, 1):
        return

    is_seen = bool(identifiers.bin_faults(changed + str(before[0])))

    assert is_seen == (position != 10)
