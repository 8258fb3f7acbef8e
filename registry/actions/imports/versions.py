"""Versions of what a load changes: one statement for the whole set, before the rows themselves are written."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from foundation.core import clock
from registry.actions import versions
from registry.actions.imports.values import NAMES
from registry.choices import VersionKind
from registry.models.imports import OrganisationImport

# The numbers of a mask of spheres as JSON, sorted.
_NUMBERS = "to_jsonb(ARRAY(SELECT n FROM generate_series(1, 62) AS n WHERE {0} & (1::bigint << n) <> 0 ORDER BY n))"


def keep(columns: dict[str, str], load: OrganisationImport) -> None:
    """For each staged row that changes: what it changes, old and new. ``columns``: heading → column of the registry.

    Rows that are new get none: that they came by a file is told by there being no version before.
    """
    who = versions.actor(load.requested_by)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO registry_organisationversion
                (organisation_id, at, kind, actor_kind, actor_name, body_id, load_id, reason, changes)
            SELECT staged.pk, %s, %s, %s, %s, %s, %s, '', {_changes(columns)}
            FROM staged JOIN registry_organisation AS organisation ON organisation.id = staged.pk
            LEFT JOIN registry_searchentry AS entry ON entry.organisation_id = staged.pk
            WHERE staged.deed = 'changed' ORDER BY staged.pk
            """,  # noqa: S608  names of our own columns
            [
                clock.now(),
                VersionKind.IMPORTED,
                who["actor_kind"],
                who.get("actor_name", ""),
                who["body"].pk if "body" in who else None,
                load.pk,
            ],
        )


def shown(columns: dict[str, str], most: int) -> list[dict[str, Any]]:
    """The first ``most`` staged rows that change something: line, bin, names and ``{field: [old, new]}``."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT staged.line, staged.bin, staged.name_kk, staged.name_ru, staged.name_en, {_changes(columns)}
            FROM (SELECT * FROM staged WHERE deed = 'changed' ORDER BY line LIMIT %s) AS staged
            JOIN registry_organisation AS organisation ON organisation.id = staged.pk
            LEFT JOIN registry_searchentry AS entry ON entry.organisation_id = staged.pk
            ORDER BY staged.line
            """,  # noqa: S608  names of our own columns
            [most],
        )
        return [_row(*row, changes=json.loads(changes)) for *row, changes in cursor.fetchall()]


def shown_new(most: int) -> list[dict[str, Any]]:
    """The first ``most`` staged rows that the registry does not know."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT line, bin, name_kk, name_ru, name_en FROM staged WHERE deed = 'new' ORDER BY line LIMIT %s", [most]
        )
        return [_row(*row) for row in cursor.fetchall()]


def _row(line: int, number: str | None, *names: str, **more: Any) -> dict[str, Any]:
    return {"line": line, "bin": number or "", **dict(zip(NAMES, names, strict=True)), **more}


def _changes(columns: dict[str, str]) -> str:
    """SQL for ``{field: [old, new]}`` of the columns that differ."""
    pairs = [
        _differing(name, f"organisation.{column}", f"staged.{name}", f"organisation.{column}", f"staged.{name}")
        for name, column in columns.items()
    ]
    old, new = "coalesce(entry.spheres, 0)", "staged.spheres"
    pairs.append(_differing("spheres", old, new, _NUMBERS.format(old), _NUMBERS.format(new)))
    if "region" in columns:
        pairs.append(_differing("kato", "organisation.kato", KATO, "organisation.kato", KATO))
    return " || ".join(pairs)


def _differing(name: str, old: str, new: str, shown_old: str, shown_new: str) -> str:
    return (
        f"CASE WHEN {old} IS DISTINCT FROM {new} "
        f"THEN jsonb_build_object('{name}', jsonb_build_array({shown_old}, {shown_new})) ELSE '{{}}'::jsonb END"
    )


# A code of another region would be wrong (rule R07): when the file moves an organisation, the code is unknown again.
KATO = "CASE WHEN left(organisation.kato, 2) = left(staged.region, 2) THEN organisation.kato ELSE '' END"
