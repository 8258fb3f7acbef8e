"""Makes ``pairs.csv``: what people type (``typed``) and the line of ``names.csv`` that they mean (``line``).

Most are made by rule from the names, those of ``by_hand.csv`` were written by a person. The tables here are written
out anew, not taken from the portal's folding, so that a mistake there cannot hide. ``python -m tests.registry.gold.make``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent

KAZAKH_2021 = dict(
    zip(
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһыіэ",
        list("aäbvgğdeejziikqlmnñoöprstuūüfhhyıe"),
        strict=True,
    )
)
KAZAKH_2021 |= {"ц": "ts", "ч": "tş", "ш": "ş", "щ": "ştş", "ъ": "", "ь": "", "ю": "iu", "я": "ia"}
PASSPORT = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "yo",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "y",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
PASSPORT |= {"ъ": "", "ь": "'", "ё": "e"}
INFORMAL = (
    PASSPORT | dict(zip("әғқңөұүһі", ["a", "g", "k", "n", "o", "u", "u", "h", "i"], strict=True)) | {"ь": "", "х": "h"}
)
RUSSIAN_KEYS = dict(zip("әғқңөұүһі", "агкноуухи", strict=True))
TWINS = dict(zip("аеорсухі", "aeopcyxi", strict=True))
FORMS = re.compile(r"^(ОФ|РОО|ЧУ|ОО|ЧФ|ОЮЛ) | (ҚҚ|РҚБ|ҚБ|ЗТБ)$")


def by_letter(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in text)


def bare(name: str) -> str:
    """The name without form and quotes, in small letters."""
    return re.sub(r"[«»]", "", FORMS.sub("", name)).strip().lower()


def spoiled(text: str, change: Callable[[str, int], str]) -> str:
    """``text`` with ``change`` made in the middle of its longest word; '' when that is too short."""
    word = max(text.split(), key=len)
    return text.replace(word, change(word, len(word) // 2), 1) if len(word) > 4 else ""


SPOILS: dict[str, Callable[[str, int], str]] = {
    "a letter left out": lambda word, place: word[:place] + word[place + 1 :],
    "a letter doubled": lambda word, place: word[:place] + word[place] + word[place:],
    "two letters swapped": lambda word, place: word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    "a wrong letter": lambda word, place: word[:place] + ("о" if word[place] != "о" else "а") + word[place + 1 :],
    "a letter too many": lambda word, place: word[:place] + "т" + word[place:],
}


def variants(name: str, language: str) -> Iterator[tuple[str, str]]:
    """(way, typed) for one name."""
    text = bare(name)
    yield "capitals", text.upper()
    yield "form and straight quotes", f'ОФ "{text}"' if language == "ru" else f'"{text}" ҚҚ'
    if language == "en":
        return
    if language == "kk":
        yield "Latin of 2021", by_letter(text, KAZAKH_2021)
        yield "Latin by ear", by_letter(text, INFORMAL)
        yield "Russian keys", by_letter(text, RUSSIAN_KEYS)
    else:
        yield "passport Latin", by_letter(text, PASSPORT)
        yield "Latin by ear", by_letter(text, INFORMAL)
    yield "Latin twins", by_letter(text, {letter: twin for letter, twin in TWINS.items() if letter in "аоеі"})
    for way, change in SPOILS.items():
        yield way, spoiled(text, change)
    if len(text.split()[-1]) > 5:
        yield "an unfinished word", text[:-2]


def pairs() -> Iterator[tuple[str, str, int]]:
    """(way, typed, line) without repeats; line 2 is the first name of the file."""
    with (HERE / "names.csv").open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            seen = set()
            for language in ("kk", "ru", "en"):
                for way, typed in variants(row[f"name_{language}"], language) if row[f"name_{language}"] else ():
                    if typed and typed not in seen:
                        seen.add(typed)
                        yield way, typed, line
    with (HERE / "by_hand.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield "by hand", row["typed"], int(row["line"])


def write() -> None:
    with (HERE / "pairs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["way", "typed", "line"])
        writer.writerows(pairs())


if __name__ == "__main__":
    write()
