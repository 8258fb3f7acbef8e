from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from registry.actions.search import lexicon
from registry.models import Word, WordDeletion

pytestmark = pytest.mark.django_db


def once(word: str) -> str:
    """A letter counts once, however often it is repeated; digits stay."""
    return re.sub(r"([^0-9])\1+", r"\1", word)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.sets(some.text("abxş12", min_size=1, max_size=9).map(once), min_size=1, max_size=5))
def test_a_new_word_is_known_by_each_form_with_one_letter_left_out(words: set[str]) -> None:
    WordDeletion.objects.all().delete()
    Word.objects.all().delete()

    lexicon.learn("SELECT array_to_tsvector(%s::text[]) AS words", [sorted(words)])

    forms = {(word, word) for word in words if len(word) >= lexicon.FORGIVING_LENGTH - 1}
    for word in words:
        if len(word) >= lexicon.FORGIVING_LENGTH:
            forms |= {(once(word[:place] + word[place + 1 :]), word) for place in range(len(word))}
    assert set(WordDeletion.objects.values_list("form", "word")) == forms
    assert dict(Word.objects.values_list("word", "entries")) == dict.fromkeys(words, 1)
