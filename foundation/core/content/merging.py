"""Joining what two authors have typed in one section: what only one of them changed is taken, the rest is asked.

Three texts are compared: ``base``, from which both began, ``mine`` and ``theirs``. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from foundation.core.content.items import Kind, Part, Typed, filled_rows
from foundation.core.errors import Text

ROWS = "rows"
MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class Clash:
    """A field (or the rows as a whole) that both have changed, each in another way."""

    control: str
    label: Text
    mine: Any
    theirs: Any
    can_keep_both: bool


@dataclass
class Merged:
    """``typed`` is the joined text, with mine where nobody has chosen yet; ``taken`` are controls changed by the other.

    ``is_reshaped``: the form has other rows or boxes than before.
    """

    typed: dict[str, Any]
    taken: dict[str, str] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    is_reshaped: bool = False


@dataclass(frozen=True)
class _Join:
    """One comparison; ``chosen`` says for a control whose text is kept."""

    base: Typed | None
    chosen: Mapping[str, str]
    merged: Merged

    def text(self, control: str, label: Text, texts: tuple[str | None, str, str], *, is_long: bool) -> str:
        base, mine, theirs = texts
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            self.merged.taken[control] = theirs
            return theirs
        choice = self.chosen.get(control, "")
        if choice == THEIRS:
            return theirs
        if choice == BOTH and is_long:
            return f"{theirs}\n{mine}".strip()
        if choice != MINE:
            self.merged.clashes.append(Clash(control, label, mine, theirs, can_keep_both=is_long))
        return mine


def merge(
    part: Part, base: Typed | None, mine: Typed, theirs: Typed, chosen: Mapping[str, str] | None = None
) -> Merged:
    """Join ``mine`` with ``theirs``. Without ``base`` every difference is asked.

    ``chosen``: by control, «mine», «theirs» or «both» (one text below the other; rows of both).
    """
    merged = Merged({})
    join = _Join(base, chosen or {}, merged)
    for item in part.items:
        texts = (_known(base, item.name), mine.get(item.name) or "", theirs.get(item.name) or "")
        merged.typed[item.name] = join.text(item.name, item.label, texts, is_long=item.kind is Kind.TEXT)
        # A page cannot be brought up to date in its boxes as it can in a line of text.
        if item.kind in (Kind.SEVERAL, Kind.CONFIRM) and item.name in merged.taken:
            merged.is_reshaped = True
    if part.rows:
        merged.typed[ROWS] = _rows(part, join, [list(filled_rows(one)) for one in (base or {}, mine, theirs)])
    return merged


def _known(base: Typed | None, name: str) -> str | None:
    return None if base is None else base.get(name) or ""


def _rows(part: Part, join: _Join, listed: list[list[Typed]]) -> list[Typed]:
    base, mine, theirs = listed
    if mine == theirs or (join.base is not None and theirs == base):
        return mine
    if join.base is not None and mine == base:
        join.merged.is_reshaped = len(theirs) != len(mine)
        join.merged.taken |= dict(_texts(part, theirs))
        return theirs
    if join.base is not None and len(mine) >= len(base) <= len(theirs):
        return _row_by_row(part, join, listed)
    return _whole_rows(part, join, mine, theirs)


def _texts(part: Part, rows: list[Typed]) -> Iterator[tuple[str, str]]:
    for index, row in enumerate(rows):
        for item in part.row_items:
            yield f"{ROWS}-{index}-{item.name}", row.get(item.name) or ""


def _row_by_row(part: Part, join: _Join, listed: list[list[Typed]]) -> list[Typed]:
    """Rows that all three have are joined field by field; rows that either has added come behind them."""
    base, mine, theirs = listed
    found: list[Typed] = []
    for index, row in enumerate(base):
        joined = {}
        for item in part.row_items:
            name = item.name
            texts = (row.get(name) or "", mine[index].get(name) or "", theirs[index].get(name) or "")
            label = f"{part.rows.row_label if part.rows else ''} {index + 1}: {item.label}"
            is_long = item.kind is Kind.TEXT
            joined[name] = join.text(f"{ROWS}-{index}-{name}", label, texts, is_long=is_long)
        found.append(joined)
    added = theirs[len(base) :]
    join.merged.is_reshaped = bool(added)
    return found + added + [row for row in mine[len(base) :] if row not in added]


def _whole_rows(part: Part, join: _Join, mine: list[Typed], theirs: list[Typed]) -> list[Typed]:
    """Rows were taken away or put in between: which is which cannot be told, so the rows are chosen as a whole."""
    join.merged.is_reshaped = True
    choice = join.chosen.get(ROWS, "")
    if choice == THEIRS:
        return theirs
    if choice == BOTH:
        return theirs + [row for row in mine if row not in theirs]
    if choice != MINE:
        label = part.rows.legend if part.rows else ""
        join.merged.clashes.append(Clash(ROWS, label, mine, theirs, can_keep_both=True))
    return mine
