"""Both stages of a selection side by side (rule R39)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evaluation.models import Entry, Result, Round, Run


@dataclass(frozen=True, slots=True)
class StageRow:
    """One entry with its result by the experts and by the commission; None where it has none."""

    entry: Entry
    first: Result | None
    second: Result | None


@dataclass(frozen=True, slots=True)
class Stages:
    """Two rounds with the rankings that the reader may see; a ranking is None until then."""

    first: Round
    second: Round
    first_run: Run | None
    second_run: Run | None
    rows: list[StageRow]


def stages_of(user: Any, second: Round) -> Stages:
    """The experts' round and the commission's, as far as ``user`` may see their rankings."""
    first = second.first_stage
    if first is None:
        raise ValueError(f"round {second.pk} is no second stage")
    first_run, second_run = _visible_run(user, first), _visible_run(user, second)
    by_experts, by_commission = _results(first_run), _results(second_run)
    entries = {result.entry.number: result.entry for result in (*by_commission.values(), *by_experts.values())}
    rows = [StageRow(entry, by_experts.get(number), by_commission.get(number)) for number, entry in entries.items()]
    return Stages(first, second, first_run, second_run, sorted(rows, key=_place))


def _visible_run(user: Any, round_: Round) -> Run | None:
    return Run.objects.visible_to(user).light().computed().filter(round=round_).newest_first().first()


def _results(run: Run | None) -> dict[int, Result]:
    return {result.entry.number: result for result in run.results.select_related("entry")} if run else {}


def _place(row: StageRow) -> tuple[float, float, int]:
    ranks = [result.rank if result and result.rank else float("inf") for result in (row.second, row.first)]
    return ranks[0], ranks[1], row.entry.number
