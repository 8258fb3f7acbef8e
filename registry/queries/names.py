"""Which organisations have a name: asked for many names at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from foundation.core.text import fold
from registry.models import Organisation
from registry.models.names import name_words, whole_name, without_form

NAMES = ("name_kk", "name_ru", "name_en")


def organisation_by_name(names: Iterable[str]) -> dict[str, list[Organisation]]:
    """Each name → the organisations that it can mean; only one alone is safe to take.

    The whole name in any language and alphabet counts. One that is the same with its legal form goes before those that
    share only the name proper; a name with another legal form is another organisation.
    """
    lexemes = {name: whole_name(without_form(words)) for name in set(names) if (words := name_words(name))}
    found: dict[str, list[Organisation]] = {name: [] for name in lexemes}
    pairs = _pairs(lexemes)
    candidates = Organisation.objects.select_related("region").in_bulk({pk for _name, pk in pairs})
    for name, pk in pairs:
        found[name].append(candidates[pk])
    return {name: _narrowed(name, listed) for name, listed in found.items()}


def _pairs(lexemes: dict[str, str]) -> list[tuple[str, int]]:
    if not lexemes:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.name, entry.organisation_id
            FROM unnest(%s::text[], %s::text[]) AS asked (name, lexeme)
            JOIN registry_searchentry AS entry ON entry.words @@ asked.lexeme::tsquery
            ORDER BY 1, 2
            """,
            [list(lexemes), [f"'{lexeme}'" for lexeme in lexemes.values()]],
        )
        return cursor.fetchall()


def _narrowed(name: str, candidates: list[Organisation]) -> list[Organisation]:
    wanted, words = fold(name), name_words(name)
    same = [one for one in candidates if wanted in {fold(getattr(one, field)) for field in NAMES}]
    if same:
        return same
    return candidates if without_form(words) == words else []
