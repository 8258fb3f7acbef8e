from __future__ import annotations

from pathlib import Path

import allauth
import django
import polib
import pytest

from foundation.core import borrowed

CATALOGUES = {
    "SIGNING_IN": [Path(allauth.__file__).parent / "locale/ru/LC_MESSAGES/django.po"],
    "PASSWORDS": [Path(django.__file__).parent / "contrib/auth/locale/ru/LC_MESSAGES/django.po"],
    "FORMS": [Path(django.__file__).parent / "conf/locale/ru/LC_MESSAGES/django.po"],
}


@pytest.mark.parametrize("group", sorted(CATALOGUES))
def test_borrowed_sentences_are_still_said_there(group: str):
    known = {entry.msgid for path in CATALOGUES[group] for entry in polib.pofile(str(path))}
    sentences = [sentence for sentence in getattr(borrowed, group) if isinstance(sentence, str)]

    assert sorted(set(sentences) - known) == []
    assert len(sentences) >= 3
