"""Data in three languages, and folding of names for search."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.utils.translation import get_language

FALLBACKS = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}

# Kazakh letters to the nearest Russian ones: people type whichever their keyboard has.
_KAZAKH = str.maketrans("әғқңөұүһіё", "агкноуухие")
# Latin letters that look like Cyrillic ones, met inside Cyrillic words of older official texts.
_LOOKALIKES = str.maketrans("aceopxyikhbmt", "асеорхуикнвмт")
_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)
_CYRILLIC = re.compile(r"[а-яё]")


def localized(obj: Any, name: str) -> str:
    """Attribute ``name`` of ``obj`` in the reader's language, else in the next one that is filled; '' when none is."""
    language = (get_language() or "kk")[:2]
    for code in FALLBACKS.get(language, FALLBACKS["kk"]):
        value = getattr(obj, f"{name}_{code}", "")
        if value:
            return str(value)
    return ""


def fold(text: str) -> str:
    """``text`` as it is stored for search and asked: lower case, ё and Kazakh letters mapped, punctuation to spaces.

    Idempotent. A word that mixes Cyrillic with look-alike Latin letters becomes all Cyrillic.
    """
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_KAZAKH)
    words = _NOT_WORD.sub(" ", lowered.replace("\x00", " ").replace("_", " ")).split()
    return " ".join(word.translate(_LOOKALIKES) if _CYRILLIC.search(word) else word for word in words)
