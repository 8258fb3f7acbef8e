"""The public registry as CSV: the database writes it, piece by piece, so that any length costs the same memory.

Columns are named as in the schema of the data page and never translated; codes stay codes. Each piece is a reading of
its own, so no transaction stays open while a slow reader takes a million rows.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.db import connection

from registry.models import Sphere

CHUNK = 20_000
# A name that a spreadsheet would take for a formula gets an apostrophe before it.
_SAFE = "CASE WHEN left({0}, 1) IN ('=', '+', '-', '@', E'\\t', E'\\r') THEN '''' || {0} ELSE {0} END AS {1}"
COLUMNS = (
    "o.bin",
    *(_SAFE.format(f"o.{name}", name) for name in ("name_kk", "name_ru", "name_en")),
    "o.legal_form",
    "o.region_id AS region",
    "o.status",
    "{spheres} AS spheres",
    "o.registered_on",
    _SAFE.format("o.address", "address"),
    "o.website",
    "o.is_invented",
)
SOURCE = "registry_organisation o LEFT JOIN registry_searchentry s ON s.organisation_id = o.id"


def select() -> str:
    """The SELECT of all columns, without WHERE."""
    numbers = Sphere.objects.order_by("number").values_list("number", flat=True)
    # Numbers of our own reference table; bit n of the mask is sphere n.
    cases = ", ".join(f"CASE WHEN s.spheres >> {number} & 1 = 1 THEN '{number}' END" for number in numbers)
    spheres = f"concat_ws(';', {cases})" if cases else "''"
    return f"SELECT {', '.join(COLUMNS).format(spheres=spheres)} FROM {SOURCE}"  # noqa: S608  no word of a user's


def stream() -> Iterator[bytes]:
    """CSV with a head, by number of the row; RFC 4180 in UTF-8."""
    query, last, is_first = select(), 0, True
    while (upto := _upto(last)) is not None:
        yield _copy(
            f"{query} WHERE o.merged_into_id IS NULL AND o.id > {last} AND o.id <= {upto} ORDER BY o.id",
            with_head=is_first,
        )
        last, is_first = upto, False
    if is_first:
        yield _copy(f"{query} WHERE false", with_head=True)


def _upto(last: int) -> int | None:
    """The key of the last row of the next piece; None when there is no row behind ``last``."""
    with connection.cursor() as cursor:
        piece = "SELECT id FROM registry_organisation WHERE id > %s ORDER BY id LIMIT %s"
        cursor.execute(f"SELECT max(id) FROM ({piece}) AS piece", [last, CHUNK])  # noqa: S608
        return cursor.fetchone()[0]


def _copy(query: str, *, with_head: bool) -> bytes:
    target = io.BytesIO()
    with connection.cursor() as cursor:
        head = "true" if with_head else "false"
        cursor.cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER {head})", target)
    return target.getvalue()
