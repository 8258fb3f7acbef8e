"""Awards of a file that the ledger may know already from another source, under another reference."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from foundation.core.text import fold
from registry.models import Funding, Organisation
from registry.queries.names import NAMES

WITHIN = dt.timedelta(days=366)
# Shorter words («of», «для», «мен») make no two titles alike.
SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Told:
    """An award as a file tells it; ``organisation`` is the key, the BIN or a name, as far as the file names it."""

    line: int
    organisation: str
    kind: str
    title: str
    amount: Decimal
    decided_on: dt.date
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """A line of a file and the row of the ledger that may be the same award."""

    line: int
    known: Funding


def alike(told: Iterable[Told]) -> list[Alike]:
    """Rows of the ledger with the same organisation, kind and amount, decided within a year under a similar title.

    A suspicion for an officer, never a verdict. One query, whatever the number of lines.
    """
    listed = list(told)
    rows = Funding.objects.filter(annulled_at=None, amount__in={one.amount for one in listed})
    known: dict[tuple[str, Decimal], list[Funding]] = defaultdict(list)
    for row in rows.select_related("organisation", "payer").order_by("pk"):
        known[row.kind, row.amount].append(row)
    return [
        Alike(one.line, row)
        for one in listed
        for row in known[one.kind, one.amount]
        if row.reference != one.reference and _is_alike(one, row)
    ]


def similar(one: str, other: str) -> bool:
    """Whether at least half of the words of the shorter title are in the other; a title without words is like none."""
    first, second = ({word for word in fold(text).split() if len(word) >= SHORTEST_WORD} for text in (one, other))
    fewer = min(len(first), len(second))
    return fewer > 0 and 2 * len(first & second) >= fewer


def _is_alike(told: Told, row: Funding) -> bool:
    days = abs(told.decided_on - row.decided_on)
    if days > WITHIN or told.organisation not in _ways(row.organisation):
        return False
    return not days or similar(told.title, row.title)


def _ways(organisation: Organisation) -> set[str]:
    """How a file may name it."""
    names = {fold(getattr(organisation, name)) for name in NAMES}
    return (names | {str(organisation.pk), organisation.bin or ""}) - {""}
