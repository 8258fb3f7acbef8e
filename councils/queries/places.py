"""What was said of places: of a draft act, before a report of a head, in a public control."""

from __future__ import annotations

from collections.abc import Iterable

from councils.models import ControlFact, HeadQuestion
from councils.queries.acts import ActSight
from registry.queries.pointmap import PointMap, Said, point_map

WORDS = 160


def map_of_act(sight: ActSight) -> PointMap | None:
    """Comments with a place; hidden ones are not on the map."""
    lines = [sight.whole, *sight.articles]
    remarks = [one for line in lines for one in line.remarks if one.hidden_at is None]
    return point_map(Said(str(one.number), one.text[:WORDS], f"#remark-{one.number}", one) for one in remarks)


def map_of_questions(questions: Iterable[HeadQuestion]) -> PointMap | None:
    """Questions with a place, as far as the reader reads them."""
    return point_map(Said(str(one.number), one.text[:WORDS], f"#question-{one.number}", one) for one in questions)


def map_of_facts(facts: Iterable[ControlFact]) -> PointMap | None:
    """Facts with a place."""
    return point_map(Said(str(one.position), one.text[:WORDS], f"#fact-{one.position}", one) for one in facts)
