"""A search in SQL: what the reader chose, what the text means as a tsquery, which rows the facets leave."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from registry.models.names import WORD_LENGTH, core_places, whole_name
from registry.models.search import CHARITY, MONEY, VOLUNTEERS, year_bit

PREFIX_LENGTH = 2

# How a result was found; the words of the page hang on it.
ALL, BIN, NAME, CORRECTED, TEXT, PART, NOTHING = "all", "bin", "name", "corrected", "text", "part", "nothing"
KINDS = (ALL, BIN, NAME, CORRECTED, TEXT, PART)
BY_NAME, NEWEST, RECEIVED = "name", "newest", "money"
SORTS = (BY_NAME, NEWEST, RECEIVED)
FILED, MISSING = "filed", "missing"
FLAGS = {"money": MONEY, "charity": CHARITY, "volunteers": VOLUNTEERS}


@dataclass(frozen=True)
class Choice:
    """What the reader asked for; empty means «any», several values of one facet mean any of them.

    ``digits`` is set when the text is a BIN or its beginning. ``year`` is the last year whose annual information was
    due: ``annual`` («filed» or «missing») is about that year.
    """

    text: str = ""
    digits: str = ""
    regions: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    spheres: tuple[int, ...] = ()
    sdgs: tuple[int, ...] = ()
    annual: str = ""
    money: bool = False
    charity: bool = False
    volunteers: bool = False
    year: int = 0
    language: str = "kk"
    sort: str = BY_NAME

    @property
    def is_narrowed(self) -> bool:
        """Whether any facet is chosen."""
        return bool(self.regions or self.forms or self.statuses or self.pins)

    @property
    def pins(self) -> dict[str, str]:
        """Facet → the SQL that it adds, for the facets of which an organisation may have several values."""
        year = _has("traits", 1 << year_bit(self.year)) if year_bit(self.year) else "false"
        found = {
            "sphere": _has("spheres", sum(1 << number for number in self.spheres)) if self.spheres else "",
            "sdg": _has("traits", sum(1 << number for number in self.sdgs)) if self.sdgs else "",
            "annual": {FILED: year, MISSING: f"NOT ({year})"}.get(self.annual, ""),
            **{name: _has("traits", 1 << bit) if getattr(self, name) else "" for name, bit in FLAGS.items()},
        }
        return {name: sql for name, sql in found.items() if sql}

    def mark(self) -> str:
        """A short digest: a cursor belongs to the choice that it was made for."""
        return hashlib.sha256(repr(tuple(vars(self).values())).encode("utf-8", "replace")).hexdigest()[:12]


@dataclass(frozen=True)
class Condition:
    """A piece of SQL on ``registry_searchentry AS entry`` with its parameters, and how it finds.

    ``word`` is set when it is the search for this one word, whose facets are counted ahead. ``most`` is about how
    many it finds at most, where that is known before it is asked; ``is_rare`` says that they are few for certain.
    """

    sql: str
    parameters: tuple[Any, ...] = ()
    kind: str = ALL
    word: str = ""
    most: int | None = None
    is_rare: bool = False


def _has(column: str, mask: int) -> str:
    """Any bit of ``mask``. For one bit an equation, which the planner takes for rare, as it mostly is."""
    is_one = mask & (mask - 1) == 0
    return f"entry.{column} & {mask} {f'= {mask}' if is_one else '<> 0'}"


def filtered(condition: Condition, choice: Choice) -> tuple[str, list[Any]]:
    """WHERE clause and parameters of a condition with the chosen facets."""
    where, parameters = [condition.sql], [*condition.parameters]
    for column, values in (
        ("region_code", choice.regions),
        ("legal_form", choice.forms),
        ("status", choice.statuses),
    ):
        if values:
            where.append(f"entry.{column} = ANY(%s)" if len(values) > 1 else f"entry.{column} = %s")
            parameters.append(list(values) if len(values) > 1 else values[0])
    return " AND ".join(f"({one})" for one in (*where, *choice.pins.values())), parameters


def matching(query: str, kind: str, word: str = "", most: int | None = None) -> Condition:
    """The entries that a tsquery finds."""
    return Condition("entry.words @@ %s::tsquery", (query,), kind, word, most)


def all_of(words: list[str], sign: str = "") -> str:
    """A tsquery for all words, the last of which may be only the beginning of one."""
    *whole, last = words
    return " & ".join([*(f"'{sign}{word}'" for word in whole), f"'{sign}{last}'{ending(last)}"])


def of_names(words: list[str]) -> tuple[str, str]:
    """Two tsqueries for a text: the whole name, and names that have its words.

    A text of legal forms alone may still be a name («КБ» ОФ): then one of its words is enough.
    """
    by_words = all_of(words) if core_places(words) else " | ".join(f"'{word}'" for word in words)
    return f"'{whole_name(words)}'", by_words


def one_word(word: str) -> str:
    """The tsquery of everything that the text ``word`` finds by name."""
    whole, by_words = of_names([word])
    return f"{whole} | ({by_words})"


def is_found_by(lexemes: list[str], word: str) -> bool:
    """Whether ``one_word(word)`` finds an entry of these lexemes."""
    if whole_name([word]) in lexemes or word in lexemes:
        return True
    is_beginning = bool(ending(word)) and bool(core_places([word]))
    return is_beginning and any(lexeme.startswith(word) for lexeme in lexemes)


def ending(word: str) -> str:
    """What makes a tsquery take ``word`` for a beginning; short ones are taken whole."""
    return ":*" if len(word) >= PREFIX_LENGTH else ""


def any_of_near(words: list[str], near: list[list[str]], nearest: int | None = None) -> str:
    """A tsquery for all words, each as typed or as one of its neighbours, or of so many nearest ones."""
    last = len(words) - 1
    ways = [
        [f"'{word}'{ending(word) if place == last else ''}", *(f"'{one}'" for one in near[place][:nearest])]
        for place, word in enumerate(words)
    ]
    return " & ".join(f"({' | '.join(way)})" for way in ways)


def cut(word: str) -> str:
    """As much of a word as the index keeps."""
    return word[:WORD_LENGTH]
