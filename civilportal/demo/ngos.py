"""Invented NGOs in the proportions of the real registry (domain facts 10). Pure: the same seed gives the same NGOs."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from civilportal.demo.data import read
from registry.choices import LegalForm, OrganisationStatus

SEED = 2022
REAL_COUNT = 23_335
SMALLEST = 100
YEAR_OF_BINS = 45
DRAWS = 20  # after so many names that are taken, a number is added
MONTHS = 12
SERIALS = 99_991  # a prime, so that steps of SPREAD meet each serial once
SPREAD = 37
_WEIGHTS = (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))

# By place (2023): five are known, the rest of 23,335 is spread over the other regions by assumed shares.
REGIONS: Mapping[str, int] = {
    "750000000": 5017,
    "710000000": 3554,
    "790000000": 1512,
    "350000000": 1237,
    "430000000": 1217,
    "610000000": 980,
    "190000000": 890,
    "630000000": 860,
    "310000000": 840,
    "150000000": 810,
    "390000000": 780,
    "550000000": 760,
    "110000000": 720,
    "270000000": 700,
    "470000000": 680,
    "230000000": 700,
    "590000000": 640,
    "100000000": 600,
    "330000000": 580,
    "620000000": 258,
}
# The published figures come to 23,334; the one that is missing is counted as active.
STATUSES: Mapping[str, int] = {
    OrganisationStatus.ACTIVE: 18_205,
    OrganisationStatus.NO_BIN: 1742,
    OrganisationStatus.INACTIVE: 2217,
    OrganisationStatus.LIQUIDATING: 68,
    OrganisationStatus.SUSPENDED: 1103,
}
# Shares of forms are assumed; branches and representative offices carry their digit in the BIN (rule R03).
FORMS: Mapping[str, int] = {
    LegalForm.PUBLIC_FUND: 380,
    LegalForm.PUBLIC_ASSOCIATION: 330,
    LegalForm.PRIVATE_INSTITUTION: 120,
    LegalForm.LEGAL_ENTITIES_ASSOCIATION: 80,
    LegalForm.PRIVATE_FUND: 30,
    LegalForm.CORPORATE_FUND: 15,
    LegalForm.MIXED_ASSOCIATION: 10,
    LegalForm.CONSUMER_COOPERATIVE: 10,
    LegalForm.NONPROFIT_JSC: 5,
    LegalForm.BRANCH: 15,
    LegalForm.REPRESENTATION: 5,
}
# Hundredths of a per cent by sphere: eleven are published (2023), the rest up to 100 % is assumed.
SPHERES: Mapping[int, int] = {
    1: 1568,
    2: 930,
    3: 177,
    4: 780,
    5: 393,
    6: 778,
    7: 484,
    8: 250,
    9: 2005,
    10: 179,
    11: 168,
    12: 360,
    13: 90,
    14: 110,
    15: 430,
    16: 420,
    17: 420,
    18: 117,
    19: 341,
}
_UNIT_DIGITS = {LegalForm.BRANCH: "1", LegalForm.REPRESENTATION: "2"}
FORM_NAMES: Mapping[str, tuple[str, str, str]] = {
    LegalForm.PUBLIC_FUND: ("ҚҚ", "ОФ", "public fund"),
    LegalForm.PUBLIC_ASSOCIATION: ("ҚБ", "ОО", "public association"),
    LegalForm.PRIVATE_INSTITUTION: ("ЖМ", "ЧУ", "private institution"),
    LegalForm.LEGAL_ENTITIES_ASSOCIATION: ("ЗТБ", "ОЮЛ", "association of legal entities"),
    LegalForm.PRIVATE_FUND: ("ЖҚ", "ЧФ", "private fund"),
    LegalForm.CORPORATE_FUND: ("КҚ", "КФ", "corporate fund"),
    LegalForm.MIXED_ASSOCIATION: ("ЖК және ЗТ бірлестігі", "объединение ИП и юридических лиц", "mixed association"),
    LegalForm.CONSUMER_COOPERATIVE: ("ТК", "ПК", "consumer cooperative"),
    LegalForm.NONPROFIT_JSC: ("КЕАҚ", "НАО", "non-profit JSC"),
    LegalForm.BRANCH: ("филиалы", "филиал", "branch"),
    LegalForm.REPRESENTATION: ("өкілдігі", "представительство", "representative office"),
}
_TO_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_TO_ENGLISH = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "gh", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "i", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "ng", "о": "o", "ө": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "kh", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "sch", "ъ": "", "ы": "y", "і": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ё": "yo",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ngo:
    """One invented NGO. ``bin`` is empty where the real list has none; ``spheres`` holds one or two numbers."""

    bin: str
    name_kk: str
    name_ru: str
    name_en: str
    legal_form: str
    status: str
    region: str
    spheres: tuple[int, ...]
    registered_on: dt.date


def ngos(total: int = REAL_COUNT, seed: int = SEED) -> Iterator[Ngo]:
    """``total`` NGOs with the shares of the real registry, scaled when the count differs. Names and BINs are unique."""
    chance = random.Random(seed)  # noqa: S311 - invented data, not a secret
    columns = [spread(table, total, chance) for table in (REGIONS, STATUSES, FORMS, SPHERES)]
    taken: set[str] = set()
    for index, (region, status, form, sphere) in enumerate(zip(*columns, strict=True)):
        kk, ru, en = _names(chance, form, sphere, taken)
        yield Ngo(
            bin="" if status == OrganisationStatus.NO_BIN else demo_bin(index, _UNIT_DIGITS.get(form, "0")),
            name_kk=kk,
            name_ru=ru,
            name_en=en,
            legal_form=str(form),
            status=str(status),
            region=region,
            spheres=_spheres(chance, sphere),
            registered_on=dt.date(1998, 1, 5) + dt.timedelta(days=chance.randrange(8600)),
        )


def spread(table: Mapping[Any, int], total: int, chance: random.Random) -> list[Any]:
    """``total`` keys of ``table`` in its shares (largest remainders), shuffled; exactly ``table`` when sums agree."""
    whole = sum(table.values())
    shares = {key: divmod(weight * total, whole) for key, weight in table.items()}
    numbers = {key: share[0] for key, share in shares.items()}
    by_remainder = sorted(shares, key=lambda key: -shares[key][1])
    for key in by_remainder[: total - sum(numbers.values())]:
        numbers[key] += 1
    found = [key for key, number in numbers.items() for _ in range(number)]
    chance.shuffle(found)
    return found


def demo_bin(index: int, unit: str = "0") -> str:
    """The ``index``-th BIN of 2045, when nobody is registered yet; unique for every index below 1.2 million.

    Serials are spread so that neighbours do not look alike. Where a number has no check digit, the next year stands in.
    """
    block, month = divmod(index, MONTHS)
    serial = block * SPREAD % SERIALS
    for year in range(YEAR_OF_BINS, 100):
        digit = check_digit(first := f"{year}{month + 1:02d}4{unit}{serial:05d}")
        if digit is not None:
            return f"{first}{digit}"
    raise ValueError(f"no BIN for {index}")


def check_digit(first: str) -> int | None:
    """The 12th digit for the first eleven (rule R04); None for a number that is never issued."""
    for weights in _WEIGHTS:
        digit = sum(int(figure) * weight for figure, weight in zip(first, weights, strict=True)) % 11
        if digit < 10:
            return digit
    return None


@cache
def _words() -> dict[str, Any]:
    return read("names.toml")


def _names(chance: random.Random, form: str, sphere: int, taken: set[str]) -> tuple[str, str, str]:
    words = _words()
    for turn in count(1):
        own = f"{chance.choice(words['first'])} {chance.choice(words['second'])}"
        own += f" {turn}" if turn > DRAWS else ""
        kk, ru, en = chance.choice(words["purpose"][str(sphere)])
        if (key := f"{own}{kk}") not in taken:
            taken.add(key)
            break
    form_kk, form_ru, form_en = FORM_NAMES[form]
    return (
        f"«{own} – демо {kk}» {form_kk}",
        f"{form_ru} «Демо: {ru} «{own.translate(_TO_RUSSIAN)}»",
        f"{english(own).title()} demo {en}, {form_en}",
    )


def english(text: str) -> str:
    """Kazakh or Russian letters in English ones."""
    return "".join(_TO_ENGLISH.get(letter, letter) for letter in text.lower())


def _spheres(chance: random.Random, first: int) -> tuple[int, ...]:
    second = chance.choice(list(SPHERES))
    return (first,) if second == first or chance.random() < 0.6 else (first, second)


def people(total: int, seed: int = SEED) -> list[str]:
    """``total`` different names that nobody bears; at most 200."""
    chance = random.Random(seed)  # noqa: S311 - invented data, not a secret
    words = _words()["people"]
    every = [f"{family} {given}" for family in words["family"] for given in (*words["given_f"], *words["given_m"])]
    return chance.sample(every, total)
