"""What the entry of an organisation is made of: words of its names, and the facts that facets and orders ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from registry.choices import ANNUAL_FILED
from registry.models import Organisation, SearchEntry
from registry.models.names import WORD_LENGTH, name_words, sort_key, whole_name, without_form
from registry.models.search import CHARITY, FIRST_YEAR, FIRST_YEAR_BIT, LAST_BIT, MONEY, VOLUNTEERS

NAMES = ("name_kk", "name_ru", "name_en")
SHORT_NAMES = ("short_name_kk", "short_name_ru", "short_name_en")
SORT_ORDER = {"sort_kk": ("name_kk", "name_ru", "name_en"), "sort_ru": ("name_ru", "name_kk", "name_en")}
SORT_ORDER |= {"sort_en": ("name_en", "name_ru", "name_kk")}
FACT_COLUMNS = ("traits", "registered_day", "received")

_FILED = ", ".join(f"'{status}'" for status in ANNUAL_FILED)
_LAST_YEAR = FIRST_YEAR + LAST_BIT - FIRST_YEAR_BIT
# One row for each organisation: ``pk``, whether it is found at all, and the columns that no text gives.
FACTS = f"""
SELECT organisation.id AS pk, organisation.merged_into_id IS NULL AS is_found,
    coalesce((SELECT bit_or(1::bigint << number) FROM unnest(organisation.sdgs) AS number), 0)
    | CASE WHEN organisation.is_charity THEN 1::bigint << {CHARITY} ELSE 0 END
    | CASE WHEN organisation.has_volunteers THEN 1::bigint << {VOLUNTEERS} ELSE 0 END
    | CASE WHEN paid.organisation_id IS NOT NULL THEN 1::bigint << {MONEY} ELSE 0 END
    | coalesce(filed.years, 0) AS traits,
    coalesce(organisation.registered_on - date '0001-01-01' + 1, 0) AS registered_day,
    coalesce(paid.tiyn, 0) AS received
FROM registry_organisation AS organisation
LEFT JOIN (
    SELECT organisation_id, bit_or(1::bigint << (year - {FIRST_YEAR - FIRST_YEAR_BIT})) AS years
    FROM registry_annualinformation
    WHERE status IN ({_FILED}) AND year BETWEEN {FIRST_YEAR} AND {_LAST_YEAR} GROUP BY organisation_id
) AS filed ON filed.organisation_id = organisation.id
LEFT JOIN (
    SELECT organisation_id, least(coalesce(sum(amount) FILTER (WHERE out_of_id IS NULL), 0) * 100, 9e18)::bigint AS tiyn
    FROM registry_funding WHERE annulled_at IS NULL GROUP BY organisation_id
) AS paid ON paid.organisation_id = organisation.id
"""  # noqa: S608  made of constants alone


def searchable(names: Mapping[str, str], text: str = "", short_names: Iterable[str] = ()) -> dict[str, str]:
    """Columns ``words``, ``names`` and the sort keys for names by field, a free text and short names."""
    words: set[str] = set()
    proper: list[str] = []
    for name in (*(names[field] for field in NAMES), *short_names):
        found = name_words(name) if name else []
        if found:
            words.update(word[:WORD_LENGTH] for word in found)
            proper.append(" ".join(without_form(found)))
    lexemes = sorted(words) + [whole_name(name.split()) for name in dict.fromkeys(proper)]
    lexemes += sorted({f"~{word[:WORD_LENGTH]}" for word in name_words(text)} if text else ())
    keys = {
        column: sort_key(next((names[field] for field in order if names[field]), ""))
        for column, order in SORT_ORDER.items()
    }
    # The skeleton has letters and digits alone, so nothing in it has to be escaped.
    return {"words": " ".join(f"'{lexeme}'" for lexeme in lexemes), "names": " | ".join(dict.fromkeys(proper)), **keys}


def mask_of(spheres: Iterable[int]) -> int:
    """Sphere numbers as a bit mask: bit n is sphere n."""
    return sum(1 << number for number in set(spheres))


def text_columns(organisation: Organisation) -> dict[str, str]:
    """What the texts of an organisation give."""
    return searchable(
        {field: getattr(organisation, field) for field in NAMES},
        f"{organisation.charter_goals} {organisation.description}",
        [getattr(organisation, field) for field in SHORT_NAMES],
    )


def entry_of(organisation: Organisation) -> SearchEntry:
    """The entry of an organisation but for the columns of ``FACTS``."""
    return SearchEntry(
        organisation=organisation,
        region_code=organisation.region_id,
        legal_form=organisation.legal_form,
        status=organisation.status,
        spheres=mask_of(sphere.pk for sphere in organisation.spheres.all()),
        **text_columns(organisation),
    )


def add_facts(entry: SearchEntry) -> None:
    """Fill in the columns of ``FACTS``."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(FACT_COLUMNS)} FROM ({FACTS}) AS facts WHERE pk = %s",  # noqa: S608
            [entry.pk],
        )
        row = cursor.fetchone()
    for column, value in zip(FACT_COLUMNS, row, strict=True):
        setattr(entry, column, value)


def add_all_facts() -> None:
    """Fill in the columns of ``FACTS`` for every entry, in one statement."""
    columns = ", ".join(f"{column} = facts.{column}" for column in FACT_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE registry_searchentry AS entry SET {columns} FROM ({FACTS}) AS facts "  # noqa: S608
            "WHERE facts.pk = entry.organisation_id"
        )
