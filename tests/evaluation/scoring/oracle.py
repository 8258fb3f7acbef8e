"""The rules of the engine told a second time, in fractions and without cleverness."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import median
from typing import Any


def rounded(value: Fraction) -> str:
    hundredths = math.floor(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def results(inputs: dict[str, Any], grain: str = "0.01") -> dict[int, dict[str, Any]]:
    """Ranks are given on totals rounded half up to ``grain`` points; "" leaves them exact."""
    rubric = inputs["rubric"]
    found = {entry["number"]: _one(rubric, entry, grain) for entry in inputs["entries"]}
    for result in found.values():
        if result["total"] is not None:
            result["rank"] = 1 + sum(_ahead(rubric, other, result) for other in found.values())
    return {number: {key: result[key] for key in result if key != "standing"} for number, result in found.items()}


def _one(rubric: dict[str, Any], entry: dict[str, Any], grain: str) -> dict[str, Any]:
    sheets = [[Fraction(mark) / 100 for mark in sheet["marks"]] for sheet in entry["sheets"]]
    if not sheets:
        return {"total": None, "spread": None, "means": [], "passing": None, "rank": None}
    weights = [Fraction(item["weight"]) for item in rubric["criteria"]]
    totals = [sum((w * m for w, m in zip(weights, marks, strict=True)), Fraction(0)) for marks in sheets]
    means = [rounded(sum(column) / len(column)) for column in zip(*sheets, strict=True)]
    exact = _aggregate(rubric["aggregation"], totals)
    total = rounded(exact)
    passing = rubric["pass_mark"] is None or Fraction(total) >= Fraction(rubric["pass_mark"])
    for item, mean in zip(rubric["criteria"], means, strict=True):
        passing = passing and (item["pass_mark"] is None or Fraction(mean) >= Fraction(item["pass_mark"]))
    standing = math.floor(exact / Fraction(grain) + Fraction(1, 2)) * Fraction(grain) if grain else exact
    return {
        "total": total,
        "standing": standing,
        "spread": rounded(max(totals) - min(totals)),
        "means": means,
        "passing": passing,
        "rank": None,
    }


def _aggregate(rule: str, totals: list[Fraction]) -> Fraction:
    if rule == "median":
        return median(totals)
    if rule == "trimmed" and len(totals) >= 3:
        totals = sorted(totals)[1:-1]
    return sum(totals) / len(totals)


def _ahead(rubric: dict[str, Any], other: dict[str, Any], result: dict[str, Any]) -> bool:
    if other["total"] is None:
        return False
    keys = [[item["standing"]] for item in (other, result)]
    if rubric["tie_rule"] == "first_criterion":
        for key, item in zip(keys, (other, result), strict=True):
            key.extend(Fraction(mean) for mean in item["means"])
    return keys[0] > keys[1]
