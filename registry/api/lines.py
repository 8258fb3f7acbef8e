"""JSON Lines as the CSV that the import of the registry reads: line n of the one is line n + 1 of the other."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault, Invalid

FAULTS_SHOWN = 20
COLUMNS_MAX = 60
LINE_MAX = 1024 * 1024


@contextmanager
def as_table(upload: Any) -> Iterator[Any]:
    """The file that was sent, as a table: JSON Lines become CSV on the way, others stay what they are. Raises Invalid."""
    if not str(upload.name).endswith((".jsonl", ".ndjson")):
        yield upload
        return
    with tempfile.TemporaryDirectory(prefix="api-import-") as folder:
        path = Path(folder) / "rows.csv"
        to_csv(upload, path)
        with path.open("rb") as rows:
            yield File(rows, name="rows.csv")


def to_csv(source: IO[bytes], target: Path) -> None:
    """Write ``source`` as CSV, in constant memory. Raises Invalid with the lines that are no objects of plain values."""
    names, faults = _names(source)
    if faults:
        raise Invalid(*faults)
    source.seek(0)
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(names)
        for raw in source:
            row = _object(raw)
            rows.writerow([_cell(row.get(name)) for name in names] if row else [""] * len(names))


def _names(source: IO[bytes]) -> tuple[list[str], list[Fault]]:
    names: dict[str, None] = {}
    faults: list[Fault] = []
    for number, raw in enumerate(source, start=1):
        row = _object(raw)
        if row is None or len(names) > COLUMNS_MAX:
            faults.append(
                Fault(_("Line %(line)s is no JSON object of plain values.") % {"line": number}, f"file.{number}")
            )
        names |= dict.fromkeys(row or ())
        if len(faults) == FAULTS_SHOWN:
            break
    return list(names), faults


def _object(raw: bytes) -> dict[str, Any] | None:
    """The object of a line; empty for an empty line, None for what is none."""
    if not raw.strip():
        return {}
    try:
        row = json.loads(raw) if len(raw) <= LINE_MAX else None
    except (ValueError, RecursionError):
        return None
    is_good = isinstance(row, dict) and all(_is_plain(value) for value in row.values())
    return row if is_good else None


def _is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str | int) for one in value)
    return value is None or isinstance(value, str | int | float)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(map(str, value))
    # A line of the file stays a line, so that faults are told where they are.
    return " ".join(str(value).replace("\0", "").encode("utf-8", "replace").decode().splitlines())
