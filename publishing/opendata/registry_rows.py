"""The public registry as CSV and as JSON Lines: the database writes it, piece by piece, so that any length costs the same
memory.

Columns are named as in the dictionary and never translated; codes stay codes. Each piece is a reading of its own, so no
transaction stays open while a slow reader takes a million rows.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from django.db import connection

from foundation.core.screening import IIN_LENGTH, without_iin
from publishing.opendata.declared import column
from registry.models import Organisation, Sphere

CHUNK = 20_000
# A name that a spreadsheet would take for a formula gets an apostrophe before it.
_SAFE = "CASE WHEN left({0}, 1) IN ('=', '+', '-', '@', E'\\t', E'\\r') THEN '''' || {0} ELSE {0} END AS {1}"
TEXTS = ("name_kk", "name_ru", "name_en", "address")
IN_CSV = (
    *("bin", "name_kk", "name_ru", "name_en", "legal_form", "region", "status", "spheres", "registered_on"),
    *("address", "website", "is_invented"),
)
IN_LINES = (
    *("bin", "name_kk", "name_ru", "name_en", "short_name_kk", "short_name_ru", "short_name_en", "legal_form"),
    *("region", "kato", "status", "spheres", "sdgs", "languages", "is_charity", "has_volunteers", "registered_on"),
    *("address", "website", "is_invented"),
)
SOURCE = "registry_organisation o LEFT JOIN registry_searchentry s ON s.organisation_id = o.id"
AS_CSV = "COPY ({0}) TO STDOUT WITH (FORMAT csv, HEADER {1})"
# JSON has no such signs in it, so each object stands as it is on a line of its own.
AS_LINES = "COPY (SELECT row_to_json(found) FROM ({0}) AS found) TO STDOUT WITH (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')"
# Digits become one sign, and what may stand between the digits of a number goes: then a number is seen at once.
_DIGITS = bytes(0x30 if 0x30 <= code <= 0x39 else 0x78 for code in range(256))
_BETWEEN = " \t.-\u00a0–".encode()
_NUMBER = b"0" * IIN_LENGTH


def select() -> str:
    """The SELECT of all columns of the CSV, without WHERE."""
    numbers = list(Sphere.objects.order_by("number").values_list("number", flat=True))
    # Numbers of our own reference table; bit n of the mask is sphere n.
    cases = ", ".join(f"CASE WHEN s.spheres >> {number} & 1 = 1 THEN '{number}' END" for number in numbers)
    spheres = f"concat_ws(';', {cases})" if cases else "''"
    return _select(IN_CSV, spheres, is_safe=True)


def _select_lines() -> str:
    numbers = list(Sphere.objects.order_by("number").values_list("number", flat=True))
    cases = ", ".join(f"CASE WHEN s.spheres >> {number} & 1 = 1 THEN {number} END" for number in numbers)
    spheres = f"array_remove(ARRAY[{cases}], NULL)" if cases else "ARRAY[]::integer[]"
    return _select(IN_LINES, spheres, is_safe=False)


def _select(names: tuple[str, ...], spheres: str, *, is_safe: bool) -> str:
    parts = [_part(name, spheres, is_safe=is_safe) for name in names]
    return f"SELECT {', '.join(parts)} FROM {SOURCE}"  # noqa: S608  no word of a user's


def _part(name: str, spheres: str, *, is_safe: bool) -> str:
    if name == "spheres":
        return f"{spheres} AS spheres"
    source = f"o.{column(Organisation, name)}"
    return _SAFE.format(source, name) if is_safe and name in TEXTS else f"{source} AS {name}"


def csv() -> Iterator[bytes]:
    """CSV with a head, by number of the row; RFC 4180 in UTF-8."""
    query, is_first = select(), True
    for where, bins in _pieces():
        yield _clean(_copy(AS_CSV.format(f"{query} {where}", "true" if is_first else "false")), bins)
        is_first = False
    if is_first:
        yield _copy(AS_CSV.format(f"{query} WHERE false", "true"))


def lines() -> Iterator[bytes]:
    """A JSON object on each line."""
    query = _select_lines()
    for where, bins in _pieces():
        yield _clean(_copy(AS_LINES.format(f"{query} {where}")), bins)


def _pieces() -> Iterator[tuple[str, int]]:
    """Which rows are read together, and how many of them have a BIN."""
    last = 0
    while (found := _upto(last)) is not None:
        upto, bins = found
        yield f"WHERE o.merged_into_id IS NULL AND o.id > {last} AND o.id <= {upto} ORDER BY o.id", bins
        last = upto


def _upto(last: int) -> tuple[int, int] | None:
    """The key of the last row of the next piece and its BINs; None when there is no row behind ``last``."""
    with connection.cursor() as cursor:
        piece = "SELECT id, bin, merged_into_id FROM registry_organisation WHERE id > %s ORDER BY id LIMIT %s"
        counted = "count(bin) FILTER (WHERE merged_into_id IS NULL)"
        cursor.execute(f"SELECT max(id), {counted} FROM ({piece}) AS piece", [last, CHUNK])  # noqa: S608
        upto, bins = cursor.fetchone()
        return None if upto is None else (upto, bins)


def _clean(piece: bytes, bins: int) -> bytes:
    """Without numbers of people. To look for one takes long, and nearly always there is none: that is seen by counting."""
    if piece.translate(_DIGITS, _BETWEEN).count(_NUMBER) == bins:
        return piece
    return without_iin(piece.decode()).encode()


def _copy(query: str) -> bytes:
    target = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(query, target)
    return target.getvalue()


WRITTEN: dict[str, Callable[[], Iterator[bytes]]] = {"csv": csv, "jsonl": lines}
