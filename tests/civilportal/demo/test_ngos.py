from __future__ import annotations

import random
from collections import Counter

from civilportal.demo.ngos import REAL_COUNT, check_digit, demo_bin, english, ngos, people, spread
from registry.rules.identifiers import bin_faults, form_faults

WHOLE = list(ngos())


def test_ngos_have_the_places_of_the_real_registry() -> None:
    counts = Counter(ngo.region for ngo in WHOLE)

    assert len(WHOLE) == REAL_COUNT
    assert [counts[code] for code in ("750000000", "710000000", "790000000", "350000000", "430000000")] == [
        5017,
        3554,
        1512,
        1237,
        1217,
    ]
    assert len(counts) == 20


def test_ngos_have_the_statuses_of_the_real_registry() -> None:
    assert Counter(ngo.status for ngo in WHOLE) == {
        "active": 18_205,
        "no_bin": 1742,
        "inactive": 2217,
        "liquidating": 68,
        "suspended": 1103,
    }
    assert {ngo.status for ngo in WHOLE if not ngo.bin} == {"no_bin"}


def test_bins_are_right_and_of_years_to_come() -> None:
    bins = [ngo.bin for ngo in WHOLE if ngo.bin]

    assert len(set(bins)) == len(bins)
    assert [number for number in bins if bin_faults(number)] == []
    assert {number[:2] for number in bins} <= {"45", "46"}
    assert [ngo for ngo in WHOLE if ngo.bin and form_faults(ngo.bin, ngo.legal_form)] == []


def test_names_are_unique_and_say_that_they_are_invented() -> None:
    assert len({(ngo.name_kk, ngo.region) for ngo in WHOLE}) == REAL_COUNT
    assert [ngo for ngo in WHOLE if "демо" not in ngo.name_kk] == []
    assert [ngo for ngo in WHOLE if "Демо" not in ngo.name_ru or "demo" not in ngo.name_en] == []
    assert [ngo for ngo in WHOLE if max(map(len, (ngo.name_kk, ngo.name_ru, ngo.name_en))) > 200] == []


def test_the_same_ngos_come_out_each_time() -> None:
    assert list(ngos(150)) == list(ngos(150))
    assert len(list(ngos(150))) == 150


def test_shares_are_kept_when_the_number_is_another() -> None:
    chance = random.Random(1)  # noqa: S311 - invented data, not a secret

    assert Counter(spread({"a": 3, "b": 1}, 10, chance)) == {"a": 8, "b": 2}
    assert Counter(spread({"a": 3, "b": 1}, 4, chance)) == {"a": 3, "b": 1}


def test_check_digits_of_the_fact_sheet() -> None:
    assert [check_digit(first) for first in ("45014000001", "45074100042", "45125200317", "45014000060")] == [
        5,
        9,
        0,
        6,
    ]
    assert check_digit("45014000062") is None


def test_a_number_without_check_digit_gives_way_to_the_next_year() -> None:
    numbers = [demo_bin(index) for index in range(200_000)]

    assert len(set(numbers)) == 200_000
    assert {number[:2] for number in numbers} == {"45", "46"}


def test_english_letters_for_kazakh_ones() -> None:
    assert english("Жаңа тұғыр") == "zhanga tughyr"


def test_people_are_different_and_invented() -> None:
    found = people(200)

    assert len(set(found)) == 200
