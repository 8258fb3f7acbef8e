"""What the evaluation engine gives through the API: address → resource. Marks and conflicts are people's own."""

from __future__ import annotations

from evaluation.api.resources import rankings, rounds
from foundation.api.resources import Resource

RESOURCES: list[tuple[str, type[Resource]]] = [
    ("rubrics", rounds.Rubrics),
    ("rounds", rounds.Rounds),
    ("rankings", rankings.Rankings),
    ("ranking-results", rankings.Results),
]
