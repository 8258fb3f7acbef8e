"""What two texts of a long form say differently, in the reader's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext

from foundation.core import presentation
from foundation.core.content.items import LISTED, NUMERIC, Choices, Item, Kind, Part

Document = Mapping[str, Any]


def shown(item: Item, value: Any, choices: Choices) -> str:
    """A value of a canonical document in words; what could not be read stays as it was typed."""
    if value in (None, ""):
        return "–"
    if item.kind in LISTED:
        names = {str(code): str(label) for code, label in choices[item.choices]}
        codes = item.shown_as(value) if item.kind is Kind.SEVERAL else [str(value)]
        return "; ".join(names.get(code, code) for code in codes)
    if item.kind is Kind.CONFIRM:
        return gettext("Yes")
    if item.kind is Kind.DATE:
        return _day(str(value))
    return _figure(item, value) if item.kind in NUMERIC else str(value)


def _figure(item: Item, value: Any) -> str:
    amount = decimal(value)
    if amount is None:
        return str(value)
    return presentation.tenge(amount) if item.kind is Kind.MONEY else presentation.figure(amount)


def _day(text: str) -> str:
    try:
        return presentation.day(dt.date.fromisoformat(text))
    except ValueError:
        return text


def decimal(value: Any) -> Decimal | None:
    """``value`` as a number; None when it is none."""
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return None


@dataclass(frozen=True)
class Change:
    """A field that two versions say differently. ``pieces``: («same» | «gone» | «new», text) in reading order."""

    section: str
    label: str
    pieces: list[tuple[str, str]]

    @property
    def new(self) -> str:
        """The later text as a whole."""
        return " ".join(text for mark, text in self.pieces if mark != "gone")


def differences(part: Part, theirs: Document, mine: Document, choices: Choices) -> list[Change]:
    """What is stored (``theirs``) against what was typed on a page that began before (``mine``), field by field."""
    section = str(part.label)
    found = list(field_changes(section, part.items, without_empty(mine), without_empty(theirs), choices))
    return found + list(row_changes(part, mine.get("rows", []), theirs.get("rows", []), choices))


def without_empty(values: Document) -> Document:
    return {name: value for name, value in values.items() if value}


def field_changes(
    section: str, items: tuple[Item, ...], before: Document, after: Document, choices: Choices, prefix: str = ""
) -> Iterator[Change]:
    for item in items:
        if before.get(item.name) != after.get(item.name):
            texts = [shown(item, values.get(item.name), choices) for values in (before, after)]
            yield Change(section, f"{prefix}{item.label}", pieces(*texts))


def row_changes(part: Part, before: list[Document], after: list[Document], choices: Choices) -> Iterator[Change]:
    """Rows are matched by what they say, so that one row put in front does not change all the others."""
    if not part.rows:
        return
    keys = [
        [tuple(sorted((key, str(value)) for key, value in row.items())) for row in rows] for rows in (before, after)
    ]
    for tag, first, last, start, end in SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = max(last - first, end - start)
        for step in range(pairs):
            old = before[first + step] if first + step < last else {}
            new = after[start + step] if start + step < end else {}
            number = (start if new else first) + step + 1
            prefix = f"{part.rows.row_label} {number}: "
            yield from field_changes(str(part.label), part.rows.items, old, new, choices, prefix)


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    """Word by word what stayed, what is gone and what is new."""
    words = [before.split(" "), after.split(" ")]
    pieces: list[tuple[str, str]] = []
    for tag, first, last, start, end in SequenceMatcher(a=words[0], b=words[1], autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", " ".join(words[0][first:last])))
            continue
        if last > first:
            pieces.append(("gone", " ".join(words[0][first:last])))
        if end > start:
            pieces.append(("new", " ".join(words[1][start:end])))
    return pieces
