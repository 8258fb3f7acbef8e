"""Organisations that nobody has: as many as a benchmark wants, the same each time."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
HEADINGS = ("bin", "name_kk", "name_ru", "name_en", "legal_form", "region", "status", "spheres", "registered_on")
REGIONS = (
    "100000000 110000000 150000000 190000000 230000000 270000000 310000000 330000000 350000000 390000000 430000000"
)
REGIONS += " 470000000 550000000 590000000 610000000 620000000 630000000 710000000 750000000 790000000"
# Common words stand in many names, as in the real registry; the others are made of syllables.
COMMON = [
    "центр",
    "развитие",
    "молодежь",
    "помощь",
    "семья",
    "дети",
    "спорт",
    "культура",
    "жастар",
    "болашақ",
    "экология",
    "добро",
    "наследие",
    "мир",
    "дом",
]
SYLLABLES = [
    "ба",
    "ру",
    "ти",
    "ло",
    "ме",
    "ка",
    "ша",
    "ның",
    "дар",
    "қал",
    "өт",
    "ұя",
    "сін",
    "гү",
    "жол",
    "бек",
    "тау",
    "ай",
    "нұр",
    "ар",
    "сел",
    "дан",
    "мо",
    "ви",
    "зе",
    "хо",
    "пи",
    "ют",
    "ер",
    "ыс",
]
FORMS = ("public_fund", "public_association", "private_institution", "legal_entities_association")
STATUSES = ("active", "active", "active", "active", "inactive", "suspended")


def numbers() -> Iterator[str]:
    """BINs of the years from 2045 on, which cannot be real, with right check digits."""
    for year in range(45, 99):
        for month in range(1, 13):
            for serial in range(100_000):
                first = f"{year}{month:02d}40{serial:05d}"
                digit = _check_digit(first)
                if digit < 10:
                    yield f"{first}{digit}"


def _check_digit(first: str) -> int:
    digits = [int(one) for one in first]
    found = sum(map(int.__mul__, digits, FIRST)) % 11
    return found if found < 10 else sum(map(int.__mul__, digits, SECOND)) % 11


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Rows in the order of ``HEADINGS``."""
    chance = random.Random(2022)
    regions = REGIONS.split()
    for number in islice(numbers(), count):
        words = [_word(chance), *chance.sample(COMMON, chance.randint(0, 2)), _word(chance)]
        name = " ".join(words)
        yield (
            number,
            f"«{name}» қоғамдық қоры",
            f"Общественный фонд «{name}»",
            "",
            chance.choice(FORMS),
            chance.choice(regions),
            chance.choice(STATUSES),
            f"{chance.randint(1, 19)};{chance.randint(1, 19)}",
            f"{chance.randint(1995, 2024)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        )


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))


def write_csv(path: Path, count: int) -> None:
    """A file that the portal loads."""
    with path.open("w", encoding="utf-8", newline="") as file:
        book = csv.writer(file)
        book.writerow(HEADINGS)
        book.writerows(rows(count))
