"""A few entries of a round side by side: what each says, section by section, and what it has reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.models import Entry, Result, Round, Run
from evaluation.visibility import shows_applicants
from registry.models import Organisation

FEWEST, MOST = 2, 4
# A longer list is chosen from by numbers.
LISTED = 300


@dataclass(frozen=True, slots=True)
class Column:
    """One entry. ``organisation`` is None while the round hides it; ``results`` in the order of ``Comparison.runs``."""

    entry: Entry
    organisation: Organisation | None
    results: list[Result | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One question with a cell for each entry: lines of text, [] where the entry does not say it."""

    label: str
    cells: list[list[str]]


@dataclass(frozen=True, slots=True)
class Block:
    heading: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``runs``: rankings that the reader may see, the experts' first. ``is_masked``: applicants are hidden."""

    columns: list[Column]
    blocks: list[Block]
    runs: list[Run]
    is_masked: bool


def comparable(round_: Round) -> list[Entry]:
    """Entries to choose from, without their texts; at most one more than are listed on a page."""
    return list(round_.entries.defer("content").order_by("number")[: LISTED + 1])


def comparison(round_: Round, numbers: Sequence[int], user: Any) -> Comparison:
    """Entries ``numbers`` of the round beside each other, in the order of their numbers."""
    entries = list(
        round_.entries.filter(number__in=numbers).select_related("organisation", "sphere").order_by("number")
    )
    runs = [run for stage in (round_.first_stage, round_) if stage and (run := _visible_run(stage, user))]
    found = Result.objects.filter(run__in=runs, entry__reference__in=[entry.reference for entry in entries])
    results = {(row.run_id, row.entry.reference): row for row in found.select_related("entry")}
    is_masked = not shows_applicants(round_)
    columns = [
        Column(
            entry=entry,
            organisation=None if is_masked else entry.organisation,
            results=[results.get((run.pk, entry.reference)) for run in runs],
        )
        for entry in entries
    ]
    return Comparison(columns, _blocks([entry.content for entry in entries]), runs, is_masked)


def _visible_run(round_: Round, user: Any) -> Run | None:
    runs = Run.objects.visible_to(user).light().computed().filter(round=round_).select_related("round__rubric")
    return runs.newest_first().first()


def _blocks(contents: Sequence[Sequence[dict[str, Any]]]) -> list[Block]:
    """Sections of the entries, matched by their headings, or by their order where the languages differ."""
    keyed = _matched([[block["heading"] for block in content] for content in contents])
    blocks = []
    for heading, places in keyed:
        chosen = [None if place is None else content[place] for content, place in zip(contents, places, strict=True)]
        blocks.append(Block(heading, _rows(chosen)))
    return blocks


def _matched(labels: Sequence[Sequence[str]]) -> list[tuple[str, list[int | None]]]:
    """(label, place in each list or None). By label; by place when the lists have no label in common but one length."""
    first = list(labels[0]) if labels else []
    if len({len(names) for names in labels}) == 1 and any(not set(first) & set(names) for names in labels[1:]):
        return [(name, [place] * len(labels)) for place, name in enumerate(first)]
    names = list(dict.fromkeys(name for listed in labels for name in listed))
    return [(name, [list(listed).index(name) if name in listed else None for listed in labels]) for name in names]


def _rows(blocks: Sequence[dict[str, Any] | None]) -> list[Row]:
    if any(block and "table" in block for block in blocks):
        return [Row("", [_lines(block["table"]) if block and "table" in block else [] for block in blocks])]
    listed = [block["rows"] if block else [] for block in blocks]
    matched = _matched([[label for label, _text in rows] for rows in listed])
    return [
        Row(label, [_text(rows, place) for rows, place in zip(listed, places, strict=True)])
        for label, places in matched
    ]


def _text(rows: Sequence[Sequence[str]], place: int | None) -> list[str]:
    return [] if place is None else [line for line in str(rows[place][1]).splitlines() if line.strip()]


def _lines(table: dict[str, Any]) -> list[str]:
    """A table as lines: each row with what it says, its parts divided by a dot."""
    return [" · ".join(str(text) for text in row if str(text).strip()) for row in table["rows"]]
