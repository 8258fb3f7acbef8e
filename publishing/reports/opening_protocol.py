"""The protocol of an opening of bids on paper, as it was made: prices and digests, no points of later."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.text import localized
from publishing.reports.blocks import Block, Facts, Paragraph, Printed, Section, Table
from socialorder.models import Lot, Opening
from socialorder.queries.protocols import Line, lots_of


def printed(opening: Opening) -> Printed:
    """In the language in force."""
    tender = opening.tender
    return Printed(
        title=_("Protocol of the opening"),
        subtitle=localized(tender, "title"),
        author=str(tender.body),
        language=presentation.language(),
        footer=f"{tender.slug}, SHA-256 {opening.sha256}",
        notice=_("This is a demonstration: the organisations, people and texts are invented.")
        if tender.body.is_invented
        else "",
        sections=[
            Section(_("Opened"), [_facts(opening)]),
            *[Section(_heading(one.lot), _bids(one.lines)) for one in lots_of(opening)],
        ],
    )


def _facts(opening: Opening) -> Facts:
    tender = opening.tender
    return Facts(
        [
            (_("Opened"), presentation.moment(opening.opened_at, with_zone=True)),
            (_("Bids were taken until"), presentation.moment(tender.closes_at, with_zone=True)),
            (_("By the holders of the shares"), ", ".join(map(str, opening.holders))),
            (_("SHA-256 of the protocol"), opening.sha256),
        ]
    )


def _heading(lot: Lot) -> str:
    said = {"number": lot.number, "title": localized(lot.topic, "title"), "sum": presentation.tenge(lot.amount)}
    return _("Lot %(number)s: %(title)s (%(sum)s)") % said


def _bids(lines: list[Line]) -> list[Block]:
    if not lines:
        return [Paragraph(_("No bid came for this lot."))]
    head = [_("Bidder"), _("BIN"), _("Sealed on"), _("Price")]
    rows = [[line.organisation, line.bin, _moment(line.sealed_at), _price(line.price)] for line in lines]
    return [Table(head, rows, [3, 0, 0, 0], [3])]


def _moment(moment: dt.datetime) -> str:
    return presentation.moment(moment)


def _price(price: Decimal | None) -> Any:
    return presentation.tenge(price) if price is not None else _("could not be opened")
