"""Figures of social orders as a file. Columns are named once and never translated; codes stay codes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from foundation.core.cells import plain

COLUMNS = (
    *("year", "region", "sphere", "body", "budget", "origin"),
    *("orders", "planned", "contracted", "paid"),
)


def figures_csv(rows: Iterable[Sequence[str]]) -> str:
    """One line for each year, region, sphere, body, budget and origin; sums of lines are the page's sums."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return target.getvalue()
