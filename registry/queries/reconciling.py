"""Matching other people's lists of organisations against the registry: by BIN, by name, by what else the list knows.

What is found is ordered by a score from 0 to 100 that is made of the features told beside it: how near the names are
(100 when the words are the same, in any order and alphabet, without the legal form), less a share for everything else
in the list that contradicts the record. Only one sure candidate is called a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db import connection
from django.db.models import Q

from foundation.core import presentation
from foundation.core.text import fold
from registry.models import Organisation
from registry.models.names import core_places, name_words, without_form
from registry.queries.conditions import Choice
from registry.queries.search import search
from registry.visibility import public_row

PREFIX = "KZ-BIN-"
UNNUMBERED = "KZ-PORTAL-"
NAMES = tuple(f"{kind}_{code}" for kind in ("name", "short_name") for code in ("kk", "ru", "en"))
CANDIDATES = 25
SURE = 95.0
# What a contradiction takes away from the score.
COST_OF_NUMBER, COST_OF_FORM, COST_OF_OTHER = 60.0, 3.0, 15.0
_DIGITS = re.compile(r"(?:KZ-BIN-)?(\d{12})", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """One line of somebody's list. ``values`` maps a property of the registry to the texts that would agree."""

    text: str = ""
    forms: tuple[str, ...] = ()
    is_form_strict: bool = False
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limit: int = 5


@dataclass(frozen=True)
class Candidate:
    organisation: Organisation
    score: float
    is_match: bool
    features: dict[str, float | bool]


def identifier(organisation: Organisation) -> str:
    """As org-id.guide names it, ``KZ-BIN-`` and twelve digits; a record without a BIN is known by its key alone."""
    return f"{PREFIX}{organisation.bin}" if organisation.bin else f"{UNNUMBERED}{organisation.pk}"


def by_identifiers(identifiers: Iterable[str]) -> dict[str, Organisation]:
    """The organisations that are known by these identifiers, each under the identifier that was asked for."""
    asked = [one.strip() for one in identifiers]
    numbers = {match[1]: one for one in asked if (match := _DIGITS.fullmatch(one))}
    keys = {rest: one for one in asked if (rest := _key_of(one))}
    rows = Organisation.objects.with_card().filter(Q(bin__in=numbers) | Q(pk__in=keys, bin=None))
    found = {numbers[row.bin] if row.bin else keys[row.pk]: row for row in rows}
    replaced = [row.merged_into_id for row in found.values() if row.merged_into_id]
    successors = Organisation.objects.with_card().in_bulk(replaced) if replaced else {}
    return {one: successors.get(row.merged_into_id, row) for one, row in found.items()}


def _key_of(text: str) -> int:
    rest = text.removeprefix(UNNUMBERED)
    # A key is a bigint; longer digits name nothing.
    return int(rest) if rest != text and rest.isascii() and rest.isdigit() and len(rest) < 19 else 0


def candidates(wanted: Wanted) -> list[Candidate]:
    """The best records for one line, best first, at most ``limit``; empty when nothing is near."""
    rated = [_rated(row, wanted) for row in _found(wanted)]
    rated.sort(key=lambda pair: (-pair[0], pair[2].pk))
    sure = [score for score, _, _ in rated if score >= SURE]
    return [
        Candidate(row, score, score >= SURE and len(sure) == 1, features)
        for score, features, row in rated[: max(wanted.limit, 0)]
    ]


def _found(wanted: Wanted) -> list[Organisation]:
    numbers = [match[1] for text in (wanted.text, *wanted.values.get("bin", ())) if (match := _number(text))]
    numbered = list({row.pk: row for row in by_identifiers(numbers).values()}.values()) if numbers else []
    known = {row.pk for row in numbered}
    named = Organisation.objects.with_card().in_bulk([pk for pk in _named(wanted.text) if pk not in known])
    found = [*numbered, *named.values()]
    return [row for row in found if row.legal_form in wanted.forms] if wanted.is_form_strict else found


def _number(text: str) -> re.Match[str] | None:
    return _DIGITS.fullmatch("".join(text.split()))


def _named(text: str) -> list[int]:
    text = text.replace("\x00", " ")[:500]
    if not fold(text) or _number(text):
        return []
    found = search(Choice(text=text, language=presentation.language()), size=CANDIDATES).lines
    return [row.pk for row in found] or _alike(text)


def _alike(text: str) -> list[int]:
    """Names that share a long part with the text: the list may add a town or leave out a word."""
    words = " ".join(without_form(name_words(text)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organisation_id FROM registry_searchentry WHERE %s <%% names "
            "ORDER BY word_similarity(%s, names) DESC, organisation_id LIMIT %s",
            [words, words, CANDIDATES],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _rated(row: Organisation, wanted: Wanted) -> tuple[float, dict[str, float | bool], Organisation]:
    features: dict[str, float | bool] = {}
    number = _number(wanted.text)
    if number:
        features["bin"] = row.bin == number[1]
        score = 100.0 if features["bin"] else 0.0
    elif wanted.text:
        features["name_similarity"] = round(similarity(wanted.text, row), 4)
        score = 100.0 * features["name_similarity"] - _cost_of_form(wanted.text, row, features)
    else:
        score = 100.0
    if wanted.forms:
        features["type"] = row.legal_form in wanted.forms
        score -= 0.0 if features["type"] else COST_OF_OTHER
    told = public_row(row) | {"region": [row.region_id, row.region.name_kk, row.region.name_ru, row.region.name_en]}
    for name, values in wanted.values.items():
        held = _held(told, name)
        if held:  # a record that does not say it neither agrees nor contradicts
            features[name] = any(fold(one) in held for one in values)
            score -= 0.0 if features[name] else (COST_OF_NUMBER if name == "bin" else COST_OF_OTHER)
    return max(0.0, round(score, 2)), features, row


def similarity(text: str, row: Organisation) -> float:
    """How near ``text`` is to the nearest name of the record, 0 to 1; legal forms and the order of words don't count."""
    return max((_near(text, name) for name in (getattr(row, one) for one in NAMES) if name), default=0.0)


def _near(one: str, other: str) -> float:
    first, second = without_form(name_words(one)), without_form(name_words(other))
    if sorted(first) == sorted(second):
        return 1.0
    ordered = SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False).ratio()
    sorted_ = SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second)), autojunk=False).ratio()
    return min(max(ordered, sorted_), 0.99)


def _cost_of_form(text: str, row: Organisation, features: dict[str, float | bool]) -> float:
    """A list that says the form says which of two namesakes is meant; one that says none contradicts nothing."""
    form = _form_words(text)
    if not form:
        return 0.0
    features["legal_form_words"] = any(form == _form_words(getattr(row, name)) for name in NAMES if getattr(row, name))
    return 0.0 if features["legal_form_words"] else COST_OF_FORM


def _form_words(name: str) -> list[str]:
    words = name_words(name)
    core = set(core_places(words))
    return sorted(word for place, word in enumerate(words) if place not in core) if core else []


def _held(told: Mapping[str, Any], name: str) -> set[str]:
    """What the public row says under ``name``, folded, as texts are compared; founders are known by their names."""
    value = told.get(name)
    listed = value if isinstance(value, list) else [value]
    texts = [one["name"] if isinstance(one, dict) else one for one in listed]
    return {fold(str(one)) for one in texts if one not in (None, "")}
