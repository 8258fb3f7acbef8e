"""How well search finds what people mean: a checked-in list of what they type, among many other organisations."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from registry.models import Organisation
from registry.queries import Choice, search
from tests.builders import registry as build
from tests.factories.registry import demo_bin
from tests.registry.gold import make

GOLD = Path(make.__file__).parent
WORDS = [
    "алтын",
    "арман",
    "болашақ",
    "дала",
    "достық",
    "еңбек",
    "жастар",
    "жол",
    "көмек",
    "қоғам",
    "мұра",
    "нұр",
    "отан",
    "өмір",
    "сенім",
    "тірек",
    "ұрпақ",
    "халық",
    "шуақ",
    "ізгілік",
    "берег",
    "будущее",
    "ветер",
    "возрождение",
    "голос",
    "дети",
    "добро",
    "единство",
    "жизнь",
    "забота",
    "здоровье",
    "инициатива",
    "культура",
    "мир",
    "надежда",
    "опора",
    "поддержка",
    "природа",
    "развитие",
    "свет",
    "семья",
    "сердце",
    "содействие",
    "солнце",
    "степь",
    "труд",
    "центр",
    "экология",
    "юность",
    "язык",
]
RECALL = 0.97


def read(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_is_what_its_maker_makes() -> None:
    listed = [(row["way"], row["typed"], int(row["line"])) for row in read("pairs.csv")]

    assert listed == list(make.pairs())
    assert len(listed) >= 300


@pytest.mark.django_db
def test_recall_within_the_first_ten(reference: None) -> None:
    meant = {
        line: build.registered(line, **row, description="").pk for line, row in enumerate(read("names.csv"), start=2)
    }
    _fill_with_others(100)
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    missed = []

    for row in read("pairs.csv"):
        page = search(Choice(text=row["typed"], language="ru"), size=10)
        is_found = meant[int(row["line"])] in [one.pk for one in page.organisations]
        asked[row["way"]] += 1
        found[row["way"]] += is_found
        if not is_found:
            missed.append((row["way"], row["typed"], page.kind))

    assert found.total() / asked.total() >= RECALL, missed
    assert {way for way in asked if found[way] / asked[way] < 0.9} == set(), missed


def _fill_with_others(last: int) -> None:
    """Other organisations of the same words, so that being found means something."""
    start = Organisation.objects.count() + 100
    for place in range(last):
        one, other = WORDS[place % len(WORDS)], WORDS[place * 7 % len(WORDS)]
        build.registered(
            start + place, bin=demo_bin(start + place), name_kk="", name_ru=f"ОО «{one} {other}»", name_en=""
        )
