"""Inputs documents for tests of the pure engine: written by hand or made by Hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from evaluation.scoring.inputs import AGGREGATIONS, ENGINE_VERSION, FORMAT, TIE_RULES
from evaluation.scoring.numbers import text


def criterion(code: str, **values: Any) -> dict[str, Any]:
    """A criterion from 0 to 10 in whole steps."""
    plain = {"weight": "1.00", "minimum": "0.00", "maximum": "10.00", "step": "1.00", "pass_mark": None}
    return {"code": code, "title": {"kk": code, "ru": code, "en": code}, **plain, **values}


def document(entries: list[list[list[int]]], *, criteria: list[dict[str, Any]] | None = None, **rubric: Any) -> dict:
    """Entries 1, 2, … given as lists of sheets of marks (hundredths); experts are 1, 2, … in each entry."""
    criteria = criteria or [criterion("one"), criterion("two")]
    return {
        "format": FORMAT,
        "engine": ENGINE_VERSION,
        "round": 1,
        "rubric": {
            "code": "test",
            "version": 1,
            "aggregation": "mean",
            "tie_rule": "shared",
            "maximum_total": "20.00",
            "pass_mark": None,
            "criteria": criteria,
            **rubric,
        },
        "entries": [
            {
                "number": number,
                "reference": f"A-{number}",
                "sheets": [{"expert": expert, "marks": marks} for expert, marks in enumerate(sheets, start=1)],
            }
            for number, sheets in enumerate(entries, start=1)
        ],
    }


@st.composite
def documents(draw: st.DrawFn, *, min_entries: int = 0) -> dict[str, Any]:
    """Any sound inputs document: any scale, weights, aggregation and tie rule, with uneven panels."""
    count = draw(st.integers(1, 4))
    criteria, scales, highest = [], [], 0
    for index in range(count):
        minimum, step, steps = draw(st.integers(0, 300)), draw(st.integers(1, 250)), draw(st.integers(1, 20))
        maximum, weight = minimum + step * steps, draw(st.integers(1, 300))
        marks = st.integers(0, steps).map(lambda n, low=minimum, by=step: low + n * by)
        scales.append(marks)
        highest += weight * maximum
        criteria.append(
            criterion(
                f"c{index}",
                weight=text(weight),
                minimum=text(minimum),
                maximum=text(maximum),
                step=text(step),
                pass_mark=draw(st.none() | marks.map(text)),
            )
        )
    sheets = st.lists(st.tuples(*scales).map(list), max_size=6)
    return document(
        draw(st.lists(sheets, min_size=min_entries, max_size=8)),
        criteria=criteria,
        aggregation=draw(st.sampled_from(AGGREGATIONS)),
        tie_rule=draw(st.sampled_from(TIE_RULES)),
        maximum_total=text(highest // 100),
        pass_mark=draw(st.none() | st.integers(0, highest // 100).map(text)),
    )
