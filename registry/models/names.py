"""Names of organisations as search sees them: words of the skeleton alphabet, without the legal form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from foundation.core.text import fold

# How the legal forms are written before or after a name (domain facts 1.1).
_FORMS = """
оо ро роо моо роо мкоо гоо ооо оф роф коф чф кф чу оюл нао пк рообщ қб рқб жқб ққ рққ жқ кқ жм зтб кеақ тк пф ppf ngo нпо үеұ ұеұ нко пуэу
общественное объединение | республиканское общественное объединение | местное общественное объединение
областное общественное объединение | городское общественное объединение | молодежное общественное объединение
общественный фонд | частный фонд | корпоративный фонд | благотворительный фонд | общественный благотворительный фонд
частное учреждение | некоммерческое акционерное общество | потребительский кооператив | филиал | представительство
объединение юридических лиц | объединение юридических лиц в форме ассоциации | в форме ассоциации
объединение юридических лиц в форме ассоциации союза | объединение индивидуальных предпринимателей и юридических лиц
қоғамдық бірлестігі | қоғамдық бірлестік | республикалық қоғамдық бірлестігі | жергілікті қоғамдық бірлестігі
қоғамдық қоры | қоғамдық қор | жеке қоры | жеке қор | корпоративтік қоры | корпоративтік қор | қайырымдылық қоры
жеке мекемесі | жеке мекеме | коммерциялық емес акционерлік қоғамы | тұтыну кооперативі | филиалы | өкілдігі
заңды тұлғалар бірлестігі | қауымдастық нысанындағы заңды тұлғалар бірлестігі
public association | public foundation | public fund | private fund | private foundation | corporate fund
corporate foundation | private institution | non profit joint stock company | consumer cooperative | charity fund
association of legal entities | branch | representative office | foundation | fund | фонд | фонды | қор | қоры
"""
_ABBREVIATIONS, *_PHRASES = _FORMS.strip().split("\n")
FORMS = frozenset(
    tuple(fold(phrase).split())
    for phrase in [*_ABBREVIATIONS.split(), *(phrase for line in _PHRASES for phrase in line.split("|"))]
)
# First word of a form → how many words such forms have, longest first.
_LENGTHS = {form[0]: sorted({len(one) for one in FORMS if one[0] == form[0]}, reverse=True) for form in FORMS}

_WORDS = re.compile(r"[^\W_]+")
# Letters of the Kazakh alphabet in its order, which holds the Russian order inside; sorted by code point after Latin.
_ORDER = str.maketrans(
    {letter: chr(0x410 + place) for place, letter in enumerate("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")}
)
SORT_KEY_LENGTH = 60
WORD_LENGTH = 40
WHOLE_NAME_LENGTH = 500


def name_words(name: str) -> list[str]:
    """Words of ``name`` in the skeleton alphabet, the legal form among them."""
    return fold(name).split()


def without_form(words: list[str]) -> list[str]:
    """``words`` without legal forms, or all of them when nothing else is there: «ОФ "Шырақ"» is «Шырақ»."""
    kept = [words[place] for place in core_places(words)]
    return kept or words


def whole_name(words: list[str]) -> str:
    """The lexeme of a whole name proper: without spaces, so that «ЖасҰлан» and «Жас Ұлан» are the same."""
    return f"={''.join(words)[:WHOLE_NAME_LENGTH]}"


def core_places(words: list[str]) -> list[int]:
    """Places in ``words`` that belong to no legal form, the longest form taken first."""
    places: list[int] = []
    start = 0
    while start < len(words):
        length = _form_length(words, start)
        if not length:
            places.append(start)
        start += length or 1
    return places


def _form_length(words: list[str], start: int) -> int:
    for length in _LENGTHS.get(words[start], ()):
        if tuple(words[start : start + length]) in FORMS:
            return length
    return 0


@lru_cache(maxsize=1024)
def sort_key(name: str) -> str:
    """What ``name`` is sorted by in every language: the words of the name proper in the order of the Kazakh alphabet."""
    words = _WORDS.findall(unicodedata.normalize("NFC", name).casefold())
    places = core_places([fold(word) for word in words]) or range(len(words))
    return " ".join(words[place] for place in places).translate(_ORDER)[:SORT_KEY_LENGTH]
