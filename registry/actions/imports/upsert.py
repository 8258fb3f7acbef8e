"""From the checked rows to the registry: one COPY and a few statements over whole sets, whatever the size.

Every statement below is made of constants of this module and of ``values``; no text of a file is ever part of one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import connection

from registry.actions import search
from registry.actions.imports import versions
from registry.actions.imports.reading import SEARCH_COLUMNS
from registry.actions.imports.values import NAMES, OPTIONAL, REQUIRED
from registry.models.imports import OrganisationImport

TYPES = {"line": "integer", "bin": 'varchar(12) COLLATE "C"', "registered_on": "date", "spheres": "bigint"}
TYPES |= {"is_invented": "boolean", "words": "tsvector"}
# Heading → column of registry_organisation; spheres are rows of their own.
COLUMNS = {name: "region_id" if name == "region" else name for name in (*REQUIRED, *OPTIONAL) if name != "spheres"}
# What a new organisation has in columns that no file fills.
EMPTY = ("charter_goals", "description", "head_iin", "private_phone", "private_address")
SPHERES_MAX = 62


def stage(path: Path, headings: list[str]) -> None:
    """Copy the checked rows into the temporary table ``staged`` of this transaction."""
    copied = ["line", *headings, *SEARCH_COLUMNS]
    defined = ", ".join(f"{name} {TYPES.get(name, 'text')}" for name in copied)
    with connection.cursor() as cursor, path.open("rb") as file:
        # The rows of the registry stand still meanwhile; everybody can read them.
        cursor.execute("LOCK TABLE registry_organisation IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(f"CREATE TEMP TABLE staged ({defined}, pk bigint, deed text) ON COMMIT DROP")
        cursor.cursor.copy_expert(f"COPY staged ({', '.join(copied)}) FROM STDIN", file)
        cursor.execute("ANALYZE staged")


def clear() -> None:
    """Drop the staging table, so that the next load of the same transaction (in tests) finds none."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE staged")


def take_out_doubles() -> list[tuple[int, str, int]]:
    """Drop rows that repeat an earlier one of the file; gives (line, BIN or '', line of the first)."""
    known_by = ", ".join(("bin", *(f"CASE WHEN bin IS NULL THEN {name} END" for name in (*NAMES, "region"))))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            DELETE FROM staged USING (
                SELECT line, first_value(line) OVER same AS first_line, row_number() OVER same AS place
                FROM staged WINDOW same AS (PARTITION BY {known_by} ORDER BY line)
            ) AS numbered
            WHERE numbered.place > 1 AND numbered.line = staged.line
            RETURNING staged.line, coalesce(staged.bin, ''), numbered.first_line
            """  # noqa: S608
        )
        return sorted(cursor.fetchall())


def take_out_foreign(region: str) -> list[tuple[int, str, str]]:
    """Drop rows of other regions, and of organisations that are in another region now; gives (line, BIN or '', region)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM staged WHERE region <> %s OR EXISTS (
                SELECT FROM registry_organisation AS organisation
                WHERE organisation.bin = staged.bin AND organisation.region_id <> %s
            )
            RETURNING line, coalesce(bin, ''), region
            """,
            [region, region],
        )
        return sorted(cursor.fetchall())


def made() -> list[int]:
    """The first and the last id of new organisations; all between them are new too. Nothing when there are none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(pk), max(pk) FROM staged WHERE deed = 'new'")
        first, last = cursor.fetchone()
        return [] if first is None else [first, last]


def compare(headings: list[str]) -> dict[str, int]:
    """Find out for each staged row whether it is new, changed or the same; counts by that."""
    columns = [name for name in headings if name in COLUMNS]
    new = ", ".join(f"staged.{name}" for name in columns)
    old = ", ".join(f"organisation.{COLUMNS[name]}" for name in columns)
    same_names = " AND ".join(f"organisation.{name} = staged.{name}" for name in NAMES)
    deed = (
        f"CASE WHEN ROW({new}) IS DISTINCT FROM ROW({old}) "
        "OR organisation.merged_into_id IS NULL AND entry.spheres IS DISTINCT FROM staged.spheres "
        "THEN 'changed' ELSE 'same' END"
    )
    with connection.cursor() as cursor:
        for match in (
            "organisation.bin = staged.bin",
            f"staged.bin IS NULL AND organisation.bin IS NULL AND organisation.region_id = staged.region AND {same_names}",
        ):
            cursor.execute(
                f"UPDATE staged SET pk = organisation.id, deed = {deed} FROM registry_organisation AS organisation "  # noqa: S608
                f"LEFT JOIN registry_searchentry AS entry ON entry.organisation_id = organisation.id WHERE {match}"
            )
        cursor.execute("UPDATE staged SET deed = 'new' WHERE deed IS NULL")
        cursor.execute("SELECT deed, count(*) FROM staged GROUP BY deed")
        return {"new": 0, "changed": 0, "same": 0} | dict(cursor.fetchall())


def shown(headings: list[str], most: int) -> dict[str, list[dict[str, Any]]]:
    """The first rows that are new and the first that change something, with what they change."""
    columns = {name: COLUMNS[name] for name in headings if name in COLUMNS}
    return {"first_new": versions.shown_new(most), "first_changed": versions.shown(columns, most)}


def carry_out(headings: list[str], load: OrganisationImport) -> None:
    """Write what ``compare`` found new or changed, with versions of what changed and everything that search reads."""
    columns = [name for name in headings if name in COLUMNS]
    versions.keep({name: COLUMNS[name] for name in columns}, load)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM staged WHERE deed = 'same'")
        cursor.execute(
            "UPDATE registry_organisation AS organisation SET "  # noqa: S608
            f"{', '.join(f'{COLUMNS[name]} = staged.{name}' for name in columns)}, kato = {versions.KATO}, updated_at = now() "
            "FROM staged WHERE staged.deed = 'changed' AND staged.pk = organisation.id"
        )
        cursor.execute(
            "UPDATE staged SET pk = nextval(pg_get_serial_sequence('registry_organisation', 'id')) WHERE deed = 'new'"
        )
        _insert_organisations(cursor, columns)
        _replace_spheres(cursor)
        _replace_entries(cursor)
        search.rewrite(_with_short_names(cursor))
    search.learn("SELECT words FROM staged")
    search.count_facets()
    search.tidy()


def _insert_organisations(cursor: object, columns: list[str]) -> None:
    absent = [name for name in OPTIONAL if name not in columns]
    names = ["id", *(COLUMNS[name] for name in columns), *absent, *EMPTY, "created_at", "updated_at"]
    values = ["pk", *columns, *("false" if name == "is_invented" else "''" for name in absent), *(["''"] * len(EMPTY))]
    cursor.execute(  # type: ignore[attr-defined]
        f"INSERT INTO registry_organisation ({', '.join(names)}) SELECT {', '.join(values)}, now(), now() "  # noqa: S608
        "FROM staged WHERE deed = 'new' ORDER BY pk"
    )


def _replace_spheres(cursor: object) -> None:
    cursor.execute(  # type: ignore[attr-defined]
        "DELETE FROM registry_organisation_spheres AS held USING staged "
        "WHERE staged.deed = 'changed' AND staged.pk = held.organisation_id"
    )
    cursor.execute(  # type: ignore[attr-defined]
        """
        INSERT INTO registry_organisation_spheres (organisation_id, sphere_id)
        SELECT pk, number FROM staged, LATERAL generate_series(1, %s) AS number
        WHERE spheres & (1::bigint << number) <> 0 ORDER BY pk
        """,
        [SPHERES_MAX],
    )


def _replace_entries(cursor: object) -> None:
    """New search entries; the words of the description, which no file has, are taken over from the old ones."""
    cursor.execute(  # type: ignore[attr-defined]
        """
        UPDATE staged SET words = staged.words || array_to_tsvector(ARRAY(
            SELECT lexeme FROM unnest(tsvector_to_array(entry.words)) AS lexeme WHERE lexeme LIKE '~%%'
        ))
        FROM registry_searchentry AS entry WHERE staged.deed = 'changed' AND entry.organisation_id = staged.pk
        """
    )
    cursor.execute(  # type: ignore[attr-defined]
        "DELETE FROM registry_searchentry AS entry USING staged "
        "WHERE staged.deed = 'changed' AND entry.organisation_id = staged.pk"
    )
    columns, facts = ", ".join(SEARCH_COLUMNS), ", ".join(search.FACT_COLUMNS)
    # Records that were merged into others are not found.
    cursor.execute(  # type: ignore[attr-defined]
        f"INSERT INTO registry_searchentry (organisation_id, {columns}, region_code, legal_form, status, spheres, {facts}) "  # noqa: S608
        f"SELECT staged.pk, {columns}, region, legal_form, status, spheres, {facts} "
        f"FROM staged JOIN ({search.FACTS}) AS facts ON facts.pk = staged.pk WHERE facts.is_found ORDER BY staged.pk"
    )


def _with_short_names(cursor: object) -> list[int]:
    """Written organisations that have short names: no file brings these, so their words come from the rows."""
    any_of = " OR ".join(f"organisation.{name} <> ''" for name in search.SHORT_NAMES)
    cursor.execute(  # type: ignore[attr-defined]
        f"SELECT pk FROM staged JOIN registry_organisation AS organisation ON organisation.id = pk WHERE {any_of}"  # noqa: S608
    )
    return [pk for (pk,) in cursor.fetchall()]  # type: ignore[attr-defined]
