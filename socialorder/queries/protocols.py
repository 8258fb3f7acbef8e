"""The protocol of an opening as a page shows it, and flags line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.text import localized_value
from socialorder.choices import BidStatus, FlagRule
from socialorder.models import Bid, Flag, Lot, Opening
from socialorder.scoring.prices import price_points


@dataclass(frozen=True)
class Line:
    """One bid of the protocol: what was found in it, the points of its price, and where it stands now."""

    number: int
    bin: str
    organisation: str
    sealed_at: dt.datetime
    price: Decimal | None
    points: Decimal | None
    bid: Bid | None

    @property
    def is_readable(self) -> bool:
        return self.price is not None


@dataclass(frozen=True)
class LotLines:
    lot: Lot
    lowest: Decimal | None
    lines: list[Line]


def lots_of(opening: Opening) -> list[LotLines]:
    """Each lot with its bids, the lowest price first; a lot without bids is there too."""
    tender = opening.tender
    most = Decimal(tender.price_points)
    now = {bid.pk: bid for bid in Bid.objects.opened().filter(lot__tender=tender)}
    found = []
    for lot in Lot.objects.with_topic().filter(tender=tender):
        rows = [row for row in opening.protocol["bids"] if row["lot"] == lot.number]
        prices = {row["bid"]: Decimal(row["price"]) for row in rows if row["price"]}
        taking = [price for pk, price in prices.items() if pk in now and now[pk].status != BidStatus.REFUSED]
        lowest = min(taking, default=None)
        lines = [_line(row, prices.get(row["bid"]), lowest, most, now.get(row["bid"])) for row in rows]
        found.append(
            LotLines(lot, lowest, sorted(lines, key=lambda one: (one.price is None, one.price or 0, one.number)))
        )
    return found


def _line(row: dict[str, Any], price: Decimal | None, lowest: Decimal | None, most: Decimal, bid: Bid | None) -> Line:
    takes_part = bid is not None and bid.status not in (BidStatus.REFUSED, BidStatus.UNREADABLE)
    points = price_points(price, lowest, most) if price and lowest and takes_part else None
    named = {f"name_{code}": text for code, text in row["organisation"].items()}
    sealed_at = dt.datetime.fromisoformat(row["sealed_at"])
    return Line(row["bid"], row["bin"], localized_value(named, "name"), sealed_at, price, points, bid)


def flag_lines(flag: Flag) -> list[tuple[str, str]]:
    """Inputs of a flag and the rule, for ``explanation``."""
    return _LINES[FlagRule(flag.rule)](flag.inputs)


def _tenge(text: str) -> str:
    return presentation.tenge(Decimal(text))


def _low_price(inputs: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Price of the bid"), _tenge(inputs["price"])),
        (_("Sum of the lot"), _tenge(inputs["lot"])),
        (_("Price in percent of the lot"), f"{inputs['percent']} %"),
        (_("Rule: a question is asked below"), f"{inputs['limit']} %"),
    ]


def _below_others(inputs: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Price of the bid"), _tenge(inputs["price"])),
        (_("Middle price of the other bids"), f"{_tenge(inputs['middle'])} ({inputs['others']})"),
        (_("Price in percent of it"), f"{inputs['percent']} %"),
        (_("Rule: a question is asked below"), f"{inputs['limit']} %"),
    ]


def _capacity(inputs: dict[str, Any]) -> list[tuple[str, str]]:
    staff = _("not known") if inputs["staff"] is None else f"{inputs['staff']} ({inputs['year']})"
    return [
        (_("Social orders that run now"), str(inputs["running"])),
        (_("In how many regions"), str(inputs["regions"])),
        (_("Employees, by the annual information"), staff),
        (_("Rule: a question is asked above so many orders for each employee"), str(inputs["limit"])),
    ]


def _same_people(inputs: dict[str, Any]) -> list[tuple[str, str]]:
    names = {
        "head": _("the head"),
        "founders": _("a founder"),
        "address": _("the address"),
        "phone": _("the telephone"),
        "email": _("the e-mail"),
    }
    return [
        (_("What both bidders have in the registry"), ", ".join(names[one] for one in inputs["shared"])),
        (_("Rule: a question is asked when two bidders of a tender share any of these"), ""),
    ]


def _same_file(inputs: dict[str, Any]) -> list[tuple[str, str]]:
    names = "; ".join(f"{mine} = {theirs}" for mine, theirs in inputs["files"])
    return [(_("Files with the same bytes"), names), (_("Rule: no two bidders send the same file"), "")]


def _same_text(inputs: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Common wording of the two bids"), f"{inputs['percent']} %"),
        (_("Rule: a question is asked from so much on"), f"{inputs['limit']} %"),
    ]


_LINES: dict[FlagRule, Callable[[dict[str, Any]], list[tuple[str, str]]]] = {
    FlagRule.LOW_PRICE: _low_price,
    FlagRule.BELOW_OTHERS: _below_others,
    FlagRule.CAPACITY: _capacity,
    FlagRule.SAME_PEOPLE: _same_people,
    FlagRule.SAME_FILE: _same_file,
    FlagRule.SAME_TEXT: _same_text,
}
