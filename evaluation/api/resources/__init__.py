"""What the evaluation engine gives through the API: address → resource. Marks and conflicts are people's own."""

from __future__ import annotations

from evaluation.api.resources import likenesses, panels, rankings, rounds, rubrics
from foundation.api.resources import Resource

RESOURCES: list[tuple[str, type[Resource]]] = [
    ("rubrics", rubrics.Rubrics),
    ("rounds", rounds.Rounds),
    ("round-seats", panels.Seats),
    ("assignments", panels.Assignments),
    ("score-sheets", panels.Sheets),
    ("likenesses", likenesses.Likenesses),
    ("mark-answers", likenesses.Answers),
    ("rankings", rankings.Rankings),
    ("ranking-results", rankings.Results),
]
