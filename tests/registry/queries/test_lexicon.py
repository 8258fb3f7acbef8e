from __future__ import annotations

from importlib import import_module

import pytest

from foundation.core.text import fold
from registry.queries import lexicon, search
from registry.queries.conditions import Choice
from registry.queries.lexicon import Glance, glance
from registry.queries.suggestions import suggestions
from tests.builders import registry as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(reference: None) -> None:
    for serial, name in enumerate(["«Мир и дом»", "«Мирный дом»", "«Мирный атом»", "«ДомМир»"], start=1):
        build.registered(serial, name_ru=name, name_kk="", name_en="")


def test_the_lexicon_tells_what_stands_in_names_and_how_often_at_most(named) -> None:
    mir, peaceful, house = fold("мир"), fold("мирный"), fold("дом")

    assert glance([mir]) == Glance(most=3, begun=((mir, 1), (peaceful, 2)))
    assert glance([house, mir]) == Glance(most=2)
    assert glance(["zzz"]) == Glance(missing=frozenset({"zzz"}), most=0)
    assert glance(["zzz", mir]).missing == {"zzz"}
    assert glance([fold("оф"), fold("ққ")]) == Glance()


def test_where_many_words_begin_so_nothing_is_known_of_the_rest(named, monkeypatch) -> None:
    monkeypatch.setattr(lexicon, "BEGINNINGS", 2)

    assert glance([fold("мир")]).most is None


def test_some_are_enough_to_choose_from(named) -> None:
    seen = glance([fold("мир")])

    assert (seen.some(1).instead, seen.some(1).most) == ((fold("мир"),), 1)
    assert seen.some(2).instead == (fold("мир"), fold("мирный"))


def test_names_written_together_are_found_by_the_words_apart(named) -> None:
    assert [one.name_ru for one in search(Choice(text="домм ир", language="ru")).lines] == ["«ДомМир»"]


def test_a_step_of_the_likeliest_corrections_comes_first(reference: None) -> None:
    for serial, name in enumerate(["«Арлан»", "«Армаш»", "«Армант»"], start=1):
        build.registered(serial, name_ru=name, name_kk="", name_en="")

    # A letter left out of «Армант» is likelier than a wrong one in «Арлан» or «Армаш».
    found = search(Choice(text="арман", language="ru"))
    assert [one.name_ru for one in found.lines] == ["«Армант»"]
    assert found.kind == "name"
    corrected = search(Choice(text="армнт", language="ru"))
    assert [one.name_ru for one in corrected.lines] == ["«Армант»"]


def test_suggestions_look_at_some_of_many(named, monkeypatch) -> None:
    monkeypatch.setattr(import_module("registry.queries.suggestions"), "ENOUGH", 1)

    assert [line.name_ru for line in suggestions("мир", "", "ru")] == ["«Мир и дом»"]
