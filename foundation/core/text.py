"""Data in three languages, and folding of names for search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

FALLBACKS = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}

# Letters that lose more than a mark when they are decomposed: 2021 Latin alphabet of Kazakh, its predecessors, Turkic.
_WHOLE_LETTERS = str.maketrans(
    {"ş": "sh", "š": "sh", "ś": "sh", "ç": "tsh", "č": "tsh", "ć": "tsh", "ž": "j", "ə": "a", "æ": "a", "ı": "i"}
    | {"ŋ": "n", "ɣ": "g", "ø": "o", "ł": "l", "đ": "d", "ý": "u"}
)
# One skeleton for every alphabet: Russian, Kazakh, the Latin alphabets of Kazakh and transliterations meet here.
_SKELETON = str.maketrans(
    dict(zip("абвгдезиклмнопрстуфхэ", "abvgdeziklmnoprstufhe", strict=True))
    | dict(zip("әғқңөұүһіёйыїєґў", "agknouuhieiiiegu", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "iu", "я": "ia"}
    | {"w": "v", "q": "k", "x": "ks", "y": "i"}
)
# Latin letters that look like Cyrillic ones, met inside Cyrillic words of older official texts, and the other way.
_TO_CYRILLIC = str.maketrans("aceopxyikhbmt", "асеорхуикнвмт")
_TO_LATIN = str.maketrans("асеорхуіквмт", "aceopxyikbmt")
_LATIN_TWINS = frozenset("aceopxyikhbmt")
_CYRILLIC_TWINS = frozenset("асеорхуіквмт")

_APOSTROPHES = re.compile(r"['`´ʹʻʼʽ‘’′]")
# Nothing in such a text has marks to lose: nearly all names are of this kind, so they take the short way.
_USUAL = re.compile(r"[\x20-\x7eА-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі«»“”„–—]*")
_NOT_WORD = re.compile(r"[\W_]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[a-z]")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
# Ways of writing one sound, made one. Each alphabet is first written out in Latin letters, so that what looks the same
# there is the same here: «шч» and «щ», «цх» and «ч» are not told apart, in no alphabet.
_SOUNDS = (
    *(("kh", "h"), ("gh", "g"), ("zh", "j"), ("jh", "j"), ("zj", "j"), ("dj", "j"), ("ck", "k"), ("ie", "e")),
    *(("ch", "tsh"), ("shtsh", "sh")),
)
# One letter for a sound, so that a slip of the finger there counts as one.
_LETTERS = (("tsh", "ç"), ("sh", "ş"))


def localized(obj: Any, name: str) -> str:
    """Attribute ``name`` of ``obj`` in the reader's language, else in the next one that is filled; '' when none is."""
    language = (get_language() or "kk")[:2]
    for code in FALLBACKS.get(language, FALLBACKS["kk"]):
        value = getattr(obj, f"{name}_{code}", "")
        if value:
            return str(value)
    return ""


def localized_value(values: Mapping[str, Any], name: str) -> str:
    """The same for a mapping with ``name_kk``, ``name_ru`` and ``name_en``."""
    language = (get_language() or "kk")[:2]
    return next(
        (str(found) for code in FALLBACKS.get(language, FALLBACKS["kk"]) if (found := values.get(f"{name}_{code}"))), ""
    )


def fold(text: str) -> str:
    """``text`` as it is stored for search and asked: words of one alphabet, divided by single spaces.

    Case, marks, quotes and punctuation go; Cyrillic, both Kazakh alphabets and transliterations become one Latin
    skeleton, in which «Шырақ», «Şyraq» and «shyrak» are the same word; doubled letters count once, digits stay.
    Idempotent: ``fold(fold(text)) == fold(text)``.
    """
    return " ".join(filter(None, map(fold_word, plain_words(text))))


def plain_words(text: str) -> list[str]:
    """Words of ``text`` in small letters without marks, each still in its own alphabet: what ``fold_word`` takes."""
    return [word for word in _NOT_WORD.split(_plain(text)) if word]


def _plain(text: str) -> str:
    """Small letters without marks; repeated, since one step can open the way for another in rare scripts."""
    if _USUAL.fullmatch(text):
        return _APOSTROPHES.sub("", text.casefold())
    while True:
        plain = unicodedata.normalize("NFKC", text).casefold().translate(_WHOLE_LETTERS)
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Me", "Mc", "Cf"})
        plain = _APOSTROPHES.sub("", plain)
        if plain == text:
            return plain
        text = plain


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """The skeleton of one word of small letters without marks."""
    skeleton = _one_alphabet(word).translate(_SKELETON)
    while (simpler := _simplified(skeleton)) != skeleton:
        skeleton = simpler
    return skeleton


def _simplified(skeleton: str) -> str:
    skeleton = _DOUBLED.sub(r"\1", skeleton.translate(_WHOLE_LETTERS))
    for written, sound in (*_SOUNDS, *_LETTERS):
        skeleton = skeleton.replace(written, sound)
    return _DOUBLED.sub(r"\1", skeleton)


def _one_alphabet(word: str) -> str:
    """A word that mixes Cyrillic and Latin, in the alphabet of the letters that have no twin in the other."""
    if not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    if set(_LATIN.findall(word)) <= _LATIN_TWINS:
        return word.translate(_TO_CYRILLIC)
    if set(_CYRILLIC.findall(word)) <= _CYRILLIC_TWINS:
        return word.translate(_TO_LATIN)
    return word
