"""The verdict of due diligence: one pure function of the lines of the checklist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

CLEAR, LOOK, BARRED = "clear", "look", "barred"
# From the mildest to the gravest.
VERDICTS = (CLEAR, LOOK, BARRED)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist, in the language of the moment.

    ``fact`` is what is known, from ``source``, as of ``on``; ``rule`` says why it counts so and ``certainty`` how sure that
    is; ``remedy`` and ``url`` say what to do about it and where.
    """

    code: str
    title: str
    outcome: str
    fact: str
    source: str
    on: dt.date | None
    rule: str
    certainty: str
    remedy: str = ""
    url: str = ""

    def plain(self) -> dict[str, Any]:
        """The line as JSON."""
        return asdict(self) | {"on": self.on.isoformat() if self.on else ""}


def verdict(lines: Iterable[Line]) -> str:
    """The gravest outcome of all lines; clear when there is none."""
    return max((line.outcome for line in lines), key=VERDICTS.index, default=CLEAR)
