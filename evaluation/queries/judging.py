"""Reads for the pages that say how a panel judged and how firm a ranking is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.core.cache import cache

from evaluation.choices import SheetStatus
from evaluation.models import Entry, Result, Round, Run, ScoreSheet
from evaluation.scoring.inputs import Inputs
from evaluation.scoring.line import Line
from evaluation.scoring.numbers import hundredths
from evaluation.scoring.quality import Quality, assess

# Larger rounds would keep a page waiting for seconds: 15,000 is a year of the whole country with five experts.
SHEETS_AT_MOST = 15_000
KEPT_SECONDS = 3600
# Nobody reads an application in less.
QUICK = dt.timedelta(seconds=60)
CHANGES_SHOWN = 100


def entries_of(round_: Round) -> dict[int, Entry]:
    """Entries by number, without their texts."""
    return {entry.number: entry for entry in round_.entries.defer("content")}


def line_of(round_: Round, places: int | None, budget: Decimal | None) -> Line:
    """The line at so many places, or where the money ends; amounts are what the entries ask for."""
    if budget is None:
        return Line(places=places)
    asked = round_.entries.exclude(amount=None).values_list("number", "amount")
    return Line(
        places=places,
        budget=hundredths(budget),
        amounts={number: hundredths(sum_) for number, sum_ in asked if sum_ is not None},
    )


DEFAULT_LINE = 10


def usual_line(run: Run) -> dict[str, Any]:
    """Where the line of a ranking is when nobody says: the money of the contest where it is known, else ten places."""
    if run.round.budget is not None and has_amounts(run.round):
        return {"line": None, "budget": run.round.budget}
    return {"line": DEFAULT_LINE, "budget": None}


def line_asked(run: Run, values: Mapping[str, Any]) -> Line:
    """The line that a form asks for, or the usual one."""
    return line_of(run.round, values.get("line"), values.get("budget"))


def has_amounts(round_: Round) -> bool:
    """Whether every entry says how much it asks for, so that money can draw the line."""
    return not round_.entries.filter(amount=None).exists()


def assessment(run: Run, line: Line, *, is_usual: bool) -> Quality | None:
    """How the panel of ``run`` judged; None for a huge round.

    A run never changes, so what is found for the usual line is kept for a while. Other lines are anybody's question, and
    would fill the memory.
    """
    if run.summary["sheets"] > SHEETS_AT_MOST:
        return None
    if not is_usual:
        return assess(inputs_of(run), line=line)
    amounts = sorted((line.amounts or {}).items())
    key = f"evaluation.quality:{run.pk}:{run.inputs_digest}:{line.places}:{line.budget}:{hash(tuple(amounts))}"
    return cache.get_or_set(key, lambda: assess(inputs_of(run), line=line), KEPT_SECONDS)


def inputs_of(run: Run) -> Inputs:
    """The frozen inputs, read when they are needed."""
    return Run.objects.values_list("inputs", flat=True).get(pk=run.pk)


def quick_sheets(run: Run) -> dict[int, int]:
    """Number of an expert → sheets that were sent within a minute of the same expert's sheet before."""
    sent: dict[int, list[dt.datetime]] = defaultdict(list)
    rows = ScoreSheet.objects.filter(entry__round=run.round_id, status=SheetStatus.SUBMITTED)
    for number, moment in rows.order_by("submitted_at").values_list("seat__number", "submitted_at"):
        if moment is not None:
            sent[number].append(moment)
    return {
        number: sum(1 for before, after in pairwise(moments) if after - before < QUICK)
        for number, moments in sent.items()
    }


@dataclass(frozen=True, slots=True)
class Change:
    """One entry whose result is another one than in the ranking before."""

    entry: Entry
    before: Result | None
    after: Result | None


@dataclass(frozen=True, slots=True)
class Rerun:
    """What a ranking replaces: ``changes`` are at most a hundred of ``count``; ``experts`` who are no longer counted."""

    previous: Run
    count: int
    changes: list[Change]
    experts: list[int]


def rerun_of(run: Run, user: Any) -> Rerun | None:
    """What ``run`` replaces and what is different, for who may see the earlier ranking; None for others and a first one."""
    earlier = Run.objects.visible_to(user).computed().light().filter(round=run.round_id, number__lt=run.number)
    previous = earlier.newest_first().first()
    if previous is None:
        return None
    rows = {item.pk: {r.entry_id: r for r in Result.objects.filter(run=item)} for item in (previous, run)}
    before, after = rows[previous.pk], rows[run.pk]
    changed = [pk for pk in {*before, *after} if _figures(before.get(pk)) != _figures(after.get(pk))]
    changed.sort(key=lambda pk: _place(after.get(pk)))
    entries = Entry.objects.defer("content").in_bulk(changed[:CHANGES_SHOWN])
    return Rerun(
        previous=previous,
        count=len(changed),
        changes=[Change(entries[pk], before.get(pk), after.get(pk)) for pk in changed[:CHANGES_SHOWN]],
        experts=sorted(_experts(previous) - _experts(run)),
    )


def _figures(result: Result | None) -> tuple[Any, ...]:
    return () if result is None else (result.total, result.rank, result.is_passing, result.sheets)


def _place(result: Result | None) -> tuple[bool, int, int]:
    if result is None or result.rank is None:
        return True, 0, result.entry_id if result else 0
    return False, result.rank, result.entry_id


def _experts(run: Run) -> set[int]:
    return {sheet["expert"] for entry in inputs_of(run)["entries"] for sheet in entry["sheets"]}
