"""Documents that leave the engine: inputs of a ranking, data of a draw."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import connection

from evaluation.models import Criterion, PanelTerms, Round, Rubric, Run, ScoreSheet
from evaluation.queries.assignments import main_places
from evaluation.scoring.draw import joined, reading_digest
from evaluation.scoring.inputs import ENGINE_VERSION, FORMAT, Inputs

LANGUAGES = ("kk", "ru", "en")


def rubric_document(rubric: Rubric, criteria: Iterable[Criterion]) -> dict[str, Any]:
    """The rubric part of an inputs document (see ``evaluation.scoring.inputs``)."""
    return {
        "code": rubric.code,
        "version": rubric.version,
        "aggregation": str(rubric.aggregation),
        "tie_rule": str(rubric.tie_rule),
        "maximum_total": _text(rubric.maximum_total),
        "pass_mark": _text(rubric.pass_mark),
        "criteria": [
            {
                "code": item.code,
                "title": {language: getattr(item, f"title_{language}") for language in LANGUAGES},
                "weight": _text(item.weight),
                "minimum": _text(item.minimum),
                "maximum": _text(item.maximum),
                "step": _text(item.step),
                "pass_mark": _text(item.pass_mark),
            }
            for item in criteria
        ],
    }


def _text(value: Decimal | int | None) -> str | None:
    return None if value is None else f"{Decimal(value):.2f}"


def inputs_document(round_: Round) -> Inputs:
    """Everything from which the ranking of ``round_`` follows now: only submitted sheets of experts who still sit."""
    sheets: dict[int, list[dict[str, Any]]] = defaultdict(list)
    counting = ScoreSheet.objects.counting().filter(entry__round=round_)
    for number, expert, marks in counting.order_by("entry__number", "seat__number").values_list(
        "entry__number", "seat__number", "marks"
    ):
        sheets[number].append({"expert": expert, "marks": marks})
    document: Inputs = {
        "format": FORMAT,
        "engine": ENGINE_VERSION,
        "round": round_.pk,
        "rubric": rubric_document(round_.rubric, round_.rubric.criteria.all()),
        "entries": [
            {"number": number, "reference": reference, "sheets": sheets[number]}
            for number, reference in round_.entries.order_by("number").values_list("number", "reference")
        ],
    }
    return document | _quotas(round_, document["entries"]) if round_.quotas else document


def _quotas(round_: Round, entries: list[dict[str, Any]]) -> dict[str, Any]:
    """The quotas of the round, and what its entries are asked by them; only where there are any."""
    facts = {row[0]: row[1:] for row in round_.entries.values_list("number", "amount", "groups")}
    return {
        "quotas": {"budget": _text(round_.budget), "rules": round_.quotas},
        "entries": [
            entry | {"amount": _text(facts[entry["number"]][0]), "groups": facts[entry["number"]][1]}
            for entry in entries
        ],
    }


def inputs_of_entry(run: Run, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """(rubric, entry) of a run's inputs, picked out by the database: the whole can be many megabytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inputs -> 'rubric', jsonb_path_query_first(inputs, '$.entries[*] ? (@.number == $n)', %s::jsonb)"
            " FROM evaluation_run WHERE id = %s",
            [f'{{"n": {int(number)}}}', run.pk],
        )
        row = cursor.fetchone()
    return json.loads(row[0]), json.loads(row[1])


def entry_document(run: Run, number: int) -> Inputs:
    """The part of a run's inputs from which the total of one entry follows; the programs read it like the whole."""
    rubric, entry = inputs_of_entry(run, number)
    return {
        "format": FORMAT,
        "engine": run.engine_version,
        "round": run.round_id,
        "rubric": rubric,
        "entries": [entry],
    }


def draw_document(round_: Round) -> dict[str, Any]:
    """What anybody needs to repeat the draw with ``docs/verify/draw.py``; experts are their public numbers."""
    seats = list(round_.seats.order_by("place").values_list("place", "expert__number"))
    terms = PanelTerms.objects.filter(round=round_).first() or PanelTerms()
    places = min(main_places(round_), len(seats))
    document = {
        "round": round_.pk,
        "seed_digest": round_.seed_digest,
        "seed": round_.seed,
        "public_source": terms.public_source,
        "public_value": terms.public_value,
        "pool": round_.draw_pool,
        "main_seats": round_.main_seats,
        "reserve_seats": round_.reserve_seats,
        "main": [number for place, number in seats if place <= places],
        "reserve": [number for place, number in seats if place > places],
    }
    if terms.by_direction and round_.seed:
        document |= {"directions": round_.draw_pool, "pool": _joined_pools(round_)}
    if round_.seed:
        entries = list(round_.entries.order_by("number").values_list("number", flat=True))
        seed = joined(round_.seed, terms.public_value)
        document |= {"entries": entries, "reading_digest": reading_digest(seed, entries, places=places)}
    return document


def _joined_pools(round_: Round) -> list[int]:
    return sorted({number for item in round_.draw_pool for number in item["pool"]})
