"""The protocol of a sitting of a tender's commission on paper, as it was concluded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.text import localized
from publishing.reports.blocks import Block, Facts, Paragraph, Printed, Section, Table
from socialorder.models import Sitting
from socialorder.queries.sittings import shown


def printed(sitting: Sitting) -> Printed:
    """In the language in force."""
    tender, told = sitting.tender, shown(sitting)
    return Printed(
        title=_("Protocol of the sitting"),
        subtitle=localized(tender, "title"),
        author=str(tender.body),
        language=presentation.language(),
        footer=f"{tender.slug}, SHA-256 {sitting.sha256}",
        notice=_("This is a demonstration: the organisations, people and texts are invented.")
        if tender.body.is_invented
        else "",
        sections=[
            Section(_("Sitting of the commission"), [_facts(sitting, told), _members(told)]),
            *[Section(_heading(one), _lot(one)) for one in told["lots"]],
            *([Section(_("Signed by"), [_signed(sitting)])] if sitting.signatures.exists() else []),
        ],
    )


def _facts(sitting: Sitting, told: Mapping[str, Any]) -> Facts:
    concluded = presentation.moment(sitting.concluded_at) if sitting.concluded_at else ""
    return Facts(
        [
            (_("Begun"), presentation.moment(sitting.began_at)),
            (_("Concluded"), concluded),
            (_("Reason"), told["reason"]),
            (_("SHA-256 of the protocol"), sitting.sha256),
        ]
    )


def _members(told: Mapping[str, Any]) -> Table:
    rows = [
        [
            one["name"],
            _("chair") if one["is_chair"] else "",
            _("from outside") if one["is_outside"] else _("of the body"),
            _("present") if one["is_present"] else _("absent"),
        ]
        for one in told["members"]
    ]
    return Table([_("Member"), "", _("From where"), ""], rows, [3, 1, 2, 1], [])


def _heading(one: Mapping[str, Any]) -> str:
    said = {"number": one["number"], "title": localized(one["lot"].topic, "title")}
    return _("Lot %(number)s: %(title)s") % said


def _lot(one: Mapping[str, Any]) -> list[Block]:
    votes = one["votes"]
    blocks: list[Block] = []
    if one["standings"]:
        head = [_("Bidder"), _("BIN"), _("Price"), _("Together")]
        rows = [
            [each["organisation"], each["bin"], _tenge(each["price"]), _points(each["total"])]
            for each in one["standings"]
        ]
        blocks.append(Table(head, rows, [3, 0, 0, 0], [2, 3]))
    facts = [
        (_("Winner"), one["winner"] or _("nobody")),
        (_("Reserve"), one["reserve"] or _("nobody")),
        (
            _("Present"),
            _("%(present)s of %(members)s, the quorum is %(quorum)s")
            % {name: votes[name] for name in ("present", "members", "quorum")},
        ),
        (
            _("Votes"),
            _("%(in_favour)s for, %(against)s against, %(abstained)s abstained; %(majority)s are needed")
            % {name: votes[name] for name in ("in_favour", "against", "abstained", "majority")},
        ),
        (_("Did not vote because of a conflict of interest"), str(votes["barred"])),
    ]
    blocks.append(Facts(facts))
    if one["reason"]:
        lead = _("Another order than the points:") if one["is_departure"] else _("Reason") + ":"
        blocks.append(Paragraph(f"{lead} {one['reason']}"))
    return blocks


def _signed(sitting: Sitting) -> Table:
    rows = [
        [presentation.public_name(one.signer.full_name), presentation.moment(one.signature.signed_at)]
        for one in sitting.signatures.select_related("signer", "signature").order_by("pk")
    ]
    return Table([_("Member"), _("Signed")], rows, [2, 1], [])


def _tenge(price: Decimal | None) -> str:
    return "" if price is None else presentation.tenge(price)


def _points(total: Decimal | None) -> str:
    return "" if total is None else presentation.figure(total, 2)
