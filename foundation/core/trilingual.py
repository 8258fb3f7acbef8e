"""Sentences that are said in all languages at once, for machines whose people read another one than was asked for.

Inside ``spoken()`` every translated sentence is a text that remembers the other languages, also when values are put into
it (``%`` and ``format``). What lost its languages on the way, by ``str()``, is found again by its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import trans_real

CODES = tuple(code for code, _name in settings.LANGUAGES)
_said: ContextVar[dict[str, dict[str, str]] | None] = ContextVar("said", default=None)


class Sentence(str):
    """A text in the language in force; ``texts`` are all of them."""

    texts: dict[str, str]

    @classmethod
    def of(cls, texts: dict[str, str]) -> Sentence:
        """The sentence, remembered for whoever gets only its text."""
        sentence = cls(texts[(translation.get_language() or CODES[0])[:2]])
        sentence.texts = texts
        said = _said.get()
        if said is not None:
            said[str(sentence)] = texts
        return sentence

    def __mod__(self, values: Any) -> Sentence:
        return Sentence.of({code: text % _in(values, code) for code, text in self.texts.items()})

    def format(self, *places: Any, **names: Any) -> Sentence:
        """As ``str.format``, in every language."""
        return Sentence.of(
            {code: text.format(*_in(places, code), **_in(names, code)) for code, text in self.texts.items()}
        )


def _in(value: Any, code: str) -> Any:
    """A value that is put into a sentence, in the language of the sentence."""
    if isinstance(value, dict):
        return {name: _in(one, code) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_in(one, code) for one in value)
    if isinstance(value, Sentence):
        return value.texts[code]
    if isinstance(value, Promise):
        with translation.override(code):
            return str(value)
    return value


class _Catalogs:
    """Stands where Django keeps the catalog in force."""

    def __init__(self, code: str) -> None:
        self._catalogs = {one: trans_real.translation(one) for one in CODES}
        self._own = self._catalogs[code]

    def gettext(self, message: str) -> Sentence:
        return Sentence.of({code: catalog.gettext(message) for code, catalog in self._catalogs.items()})

    def ngettext(self, singular: str, plural: str, number: int) -> Sentence:
        return Sentence.of(
            {code: catalog.ngettext(singular, plural, number) for code, catalog in self._catalogs.items()}
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)


@lru_cache
def _catalogs(code: str) -> _Catalogs:
    return _Catalogs(code)


@contextmanager
def spoken() -> Iterator[None]:
    """Sentences said in here are said in every language; the one in force stays in force."""
    code = (translation.get_language() or CODES[0])[:2]
    token = _said.set({})
    with translation.override(code):
        # Django has no public place for a catalog of our own making.
        trans_real._active.value = _catalogs(code)  # type: ignore[attr-defined]  # noqa: SLF001
        try:
            yield
        finally:
            _said.reset(token)


def texts_of(message: Any) -> dict[str, str]:
    """A sentence by language; the same text in each where only one is known."""
    if isinstance(message, Sentence):
        return message.texts
    if isinstance(message, Promise):
        return {code: str(_in(message, code)) for code in CODES}
    return (_said.get() or {}).get(str(message)) or dict.fromkeys(CODES, str(message))
