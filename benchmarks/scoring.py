"""A ranking of 100,000 entries × 5 sheets × 10 criteria, beside one SQL aggregate over sheets with stored totals."""

from __future__ import annotations

import random
from typing import Any

from django.db import connection

from benchmarks.figures import Figure, in_turn
from evaluation.scoring.engine import compute
from evaluation.scoring.inputs import ENGINE_VERSION, FORMAT

ENTRIES, SHEETS, CRITERIA = 100_000, 5, 10
REPEATS = 5
HOLD = 3.0

FILL = """
CREATE TEMPORARY TABLE bench_sheet AS
SELECT n AS entry, marks, total FROM (
    SELECT n, array_agg((random() * 10)::int * 100) AS marks, sum((random() * 10)::int * 10000)::bigint AS total
    FROM generate_series(1, %s) n, generate_series(1, %s) sheet, generate_series(1, %s) criterion GROUP BY n, sheet
) made;
ANALYZE bench_sheet;
"""
AGGREGATE = """
SELECT entry, mean, rank() OVER (ORDER BY mean DESC) FROM (
    SELECT entry, round(avg(total) / 10000, 2) AS mean FROM bench_sheet GROUP BY entry
) totals
"""


def inputs() -> dict[str, Any]:
    """A round as the engine takes it, with marks by chance from a fixed seed."""
    chance = random.Random(1)
    criteria = [
        {"code": f"c{n}", "title": {}, "weight": "1.00", "minimum": "0.00", "maximum": "10.00", "step": "1.00"}
        | {"pass_mark": None}
        for n in range(CRITERIA)
    ]
    rubric = {"code": "bench", "version": 1, "aggregation": "mean", "tie_rule": "shared", "maximum_total": "100.00"}
    sheets = [
        [
            {"expert": expert, "marks": [chance.randrange(0, 1001, 100) for _ in range(CRITERIA)]}
            for expert in range(1, SHEETS + 1)
        ]
        for _ in range(ENTRIES)
    ]
    return {
        "format": FORMAT,
        "engine": ENGINE_VERSION,
        "round": 1,
        "rubric": rubric | {"pass_mark": "60.00", "criteria": criteria},
        "entries": [{"number": at, "reference": f"A-{at}", "sheets": rows} for at, rows in enumerate(sheets, 1)],
    }


def run() -> list[Figure]:
    document = inputs()

    def aggregate() -> None:
        with connection.cursor() as cursor:
            cursor.execute(AGGREGATE)
            cursor.fetchall()

    with connection.cursor() as cursor:
        cursor.execute(FILL, [ENTRIES, SHEETS, CRITERIA])
    ours, limit = in_turn(lambda: compute(document), aggregate, times=REPEATS)
    return [Figure("ranking of 100,000 × 5 × 10", ours.p50, limit.p50, HOLD, beside="one SQL aggregate over sheets")]
