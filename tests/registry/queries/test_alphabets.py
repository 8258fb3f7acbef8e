"""A stored name is found by itself in every alphabet, whatever letters it has."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.core.text import fold
from registry.models import Organisation
from registry.queries import Choice, search
from tests.builders import registry as build
from tests.registry.gold.make import INFORMAL, KAZAKH_2021, PASSPORT, RUSSIAN_KEYS, by_letter

KAZAKH = "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэюя"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def names(alphabet: str) -> st.SearchStrategy[str]:
    return st.lists(st.text(alphabet, min_size=1, max_size=12), min_size=1, max_size=4).map(" ".join)


@given(names(KAZAKH))
def test_kazakh_and_its_latin_and_russian_spellings_are_one(name: str) -> None:
    assert fold(by_letter(name, KAZAKH_2021)) == fold(name)
    assert fold(by_letter(name, RUSSIAN_KEYS)) == fold(name)


@given(names(RUSSIAN))
def test_russian_and_its_passport_spelling_are_one(name: str) -> None:
    assert fold(by_letter(name, PASSPORT)) == fold(name)


@given(names(KAZAKH))
def test_kazakh_written_in_latin_by_ear_is_one_with_it(name: str) -> None:
    assert fold(by_letter(name, INFORMAL)) == fold(name)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=names(KAZAKH))
def test_a_stored_name_is_found_by_itself(reference: None, name: str) -> None:
    # Names that are nothing but signs for softness fold to nothing, and are found by BIN alone.
    if not fold(name):
        return
    Organisation.objects.filter(search_entry__isnull=False).update(bin=None, status="inactive")
    organisation = build.registered(1, name_kk=name, name_ru="", name_en="")

    for typed in (name, name.upper(), by_letter(name, KAZAKH_2021), by_letter(name, RUSSIAN_KEYS), f"«{name}» ҚҚ"):
        page = search(Choice(text=typed, language="kk"))
        assert organisation.pk in [one.pk for one in page.organisations], typed
