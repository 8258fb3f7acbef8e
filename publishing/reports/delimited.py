"""CSV of any length in constant memory, that a spreadsheet opens as it is and computes nothing of."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from typing import IO, Any

from foundation.core.cells import plain
from publishing.reports.xlsx import REPORT_EVERY, Sheet

MARK = "\ufeff"


class _Line:
    """What ``csv`` writes to: keeps the last line."""

    text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def lines(sheet: Sheet) -> Iterator[bytes]:
    """The head and then each row, in UTF-8 with a mark that makes spreadsheets read it so."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow([column.title for column in sheet.columns])
    yield (MARK + line.text).encode()
    for row in sheet.rows:
        writer.writerow([safe(value) for value in row])
        yield line.text.encode()


def safe(value: Any) -> str:
    """A cell as text; one that would be computed gets an apostrophe before it."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    return plain(text) if isinstance(value, str) else text


def write(target: IO[bytes], sheet: Sheet, *, done: Callable[[int], None] | None = None) -> str:
    """Write ``sheet``; returns the SHA-256 of what was written. ``done`` is told now and then how many rows are."""
    found = hashlib.sha256()
    for count, line in enumerate(lines(sheet)):
        target.write(line)
        found.update(line)
        if done and count and count % REPORT_EVERY == 0:
            done(count)
    return found.hexdigest()
