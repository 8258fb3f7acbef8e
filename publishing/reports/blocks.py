"""What a printed document consists of: sections of text, facts, lists and tables. Words only; looks are elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Paragraph:
    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Facts:
    """Pairs of label and value."""

    rows: Sequence[tuple[str, str]]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Items:
    items: Sequence[str]
    kind: Literal["items"] = "items"


@dataclass(frozen=True)
class Table:
    """``widths`` are shares of the line, 0 for as narrow as possible; ``numbers`` are the columns set to the right."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    numbers: Sequence[int] = ()
    kind: Literal["table"] = "table"

    def __post_init__(self) -> None:
        if {len(row) for row in self.rows} - {len(self.head)} or len(self.widths) != len(self.head):
            raise ValueError("every row of a table has as many cells as its head")


@dataclass(frozen=True)
class Plan:
    """Steps as bars over ``months``: (step, its months in words, begin, length), both in percent."""

    rows: Sequence[tuple[str, str, float, float]]
    months: int
    kind: Literal["plan"] = "plan"


Block = Paragraph | Facts | Items | Table | Plan


@dataclass(frozen=True)
class Section:
    heading: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Printed:
    """A whole document. ``notice`` is a box under the title, '' for none; ``language`` is kk, ru or en."""

    title: str
    subtitle: str
    author: str
    language: str
    footer: str
    sections: Sequence[Section] = field(default_factory=list)
    notice: str = ""

    def as_data(self) -> dict[str, Any]:
        return asdict(self)
