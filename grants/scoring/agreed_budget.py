"""The budget that is agreed: what each line costs the grant, and how lines follow each other through amendments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from foundation.core.money import ZERO, tenge
from grants.scoring import estimate

ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """``amount`` is paid by the grant, ``own`` by the NGO, ``other`` by another source; tenge."""

    name: str
    kind: str
    amount: Decimal
    own: Decimal
    other: Decimal = ZERO


def agreed_lines(rows: Iterable[Mapping[str, Any]]) -> list[AgreedLine]:
    """Lines of canonical budget rows: quantity × price of one, less what the NGO and other sources pay."""
    found = []
    for row in rows:
        cost = tenge(_number(row.get("quantity")) * _number(row.get("unit_cost")))
        own, other = tenge(_number(row.get("own"))), tenge(_number(row.get("other")))
        name, kind = str(row.get("name") or ""), str(row.get("kind") or "")
        found.append(AgreedLine(name, kind, cost - own - other, own, other))
    return found


def totals(lines: Iterable[AgreedLine]) -> estimate.Totals:
    """Sums of ``lines``, as those of an application are made."""
    return estimate.totals(
        estimate.Line(one.amount + one.own + one.other, one.own, one.kind == ADMIN, one.other) for one in lines
    )


def placed(names: Sequence[str], known: Sequence[tuple[int, str]]) -> list[int]:
    """The number of each of ``names``: that of the ``known`` (number, name) line of the same name, else a new one.

    Lines of one name are matched in their order, so that expenses stay with the line that they were made on.
    """
    free = list(known)
    next_number = max((number for number, _name in known), default=0) + 1
    found = []
    for name in names:
        match = next((one for one in free if one[1].casefold() == name.casefold()), None)
        if match:
            free.remove(match)
            found.append(match[0])
        else:
            found.append(next_number)
            next_number += 1
    return found


def _number(value: Any) -> Decimal:
    try:
        return Decimal(str(value)) if value not in (None, "") else ZERO
    except InvalidOperation:
        return ZERO
