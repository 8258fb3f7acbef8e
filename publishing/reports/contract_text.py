"""The text of a contract of a social order on paper: the canonical document in words of the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.text import localized_value
from publishing.reports.blocks import Block, Facts, Paragraph, Printed, Section, Table
from socialorder.choices import PartKind, Side
from socialorder.models import Contract, ContractSignature, ContractVersion

Document = Mapping[str, Any]


def printed(contract: Contract, version: ContractVersion, signatures: Sequence[ContractSignature]) -> Printed:
    """The contract, or the amendment that ``version`` is, in the language in force."""
    said = version.document
    values = {"number": said["number"], "text": said["version"]}
    return Printed(
        title=_("Contract of a social order № %(number)s") % values,
        subtitle=localized_value(said["topic"], "title"),
        author=str(contract.body),
        language=presentation.language(),
        footer=_("Contract № %(number)s, text %(text)s") % values,
        notice=_("This is a demonstration: the organisations, people and texts are invented.")
        if contract.body.is_invented
        else "",
        sections=[
            Section(_("Parties and subject"), [_parties(said)]),
            Section(_("What is ordered"), [_topic(said)]),
            Section(_("Specification"), [_specification(said)]),
            Section(_("Indicators"), [_indicators(said)]),
            Section(_("Stages"), [_stages(said)]),
            Section(_("Budget"), [_lines(said)]),
            Section(_("Duties"), _duties()),
            Section(_("Signatures"), [_signatures(version, signatures)]),
        ],
    )


def _parties(said: Document) -> Facts:
    facts = [
        (_("Customer"), _named(said["customer"])),
        (_("Supplier"), _named(said["supplier"])),
        (_("Tender"), f"{localized_value(said['tender'], 'title')}, {_('Lot')} {said['tender']['lot']}"),
        (_("Bid"), f"№ {said['bid']['number']}, SHA-256 {said['bid']['sha256']}"),
        (_("Price"), _sum(said["amount"])),
        (_("Term"), f"{_day(said['starts_on'])} – {_day(said['ends_on'])}"),
    ]
    change = said["amendment"]
    if change:
        facts.append((_("Amendment № %(number)s, reason") % {"number": change["number"]}, str(change["reason"])))
    return Facts(facts)


def _named(party: Document) -> str:
    name = localized_value(party, "name")
    return f"{name}, {_('BIN')} {party['bin']}" if party["bin"] else name


def _topic(said: Document) -> Facts:
    labels = {"goal": _("Goal"), "people": _("For whom"), "result": _("What must be different afterwards")}
    return Facts([(label, localized_value(said["topic"], name)) for name, label in labels.items()])


def _specification(said: Document) -> Facts:
    rows = [(part["kind"], {"text_kk": part["kk"], "text_ru": part["ru"]}) for part in said["specification"]]
    return Facts([(str(PartKind(kind).label), localized_value(words, "text")) for kind, words in rows])


def _indicators(said: Document) -> Table:
    rows = [
        [localized_value(one, "name"), one["unit"], _figure(one["baseline"]), _figure(one["target"])]
        for one in said["indicators"]
    ]
    return Table([_("What is counted"), _("Unit"), _("Before"), _("Plan")], rows, [4, 2, 0, 0], [2, 3])


def _stages(said: Document) -> Table:
    rows = [[str(one["number"]), one["title"], _day(one["due_on"]), _sum(one["amount"])] for one in said["stages"]]
    rows.append(["", _("Together"), "", _sum(said["amount"])])
    return Table(["№", _("What is done"), _("Until"), _("Sum")], rows, [0, 5, 2, 2], [3])


def _lines(said: Document) -> Table:
    rows = [[str(one["number"]), one["name"], _sum(one["amount"])] for one in said["lines"]]
    rows.append(["", _("Together"), _sum(said["amount"])])
    return Table(["№", _("Budget line"), _("Sum")], rows, [0, 5, 2], [2])


def _duties() -> list[Block]:
    texts = [
        _("The supplier does the work by the specification and hands over each stage by an acceptance act, in time."),
        _(
            "An act says what was done, the figure of every indicator and what was spent on every budget line, with files"
            " that show it. Both sides sign it electronically."
        ),
        _(
            "The customer accepts an act, returns it with remarks or refuses it with a reason; it pays what it accepted."
        ),
        _("The customer may impose penalties by the clauses of the contract, with a reason, and withdraw them."),
        _(
            "Either side may ask to change the term, the stages, the budget or the targets. A change is in force when both"
            " have signed it; the sum is never above that of the lot, the term never longer than 36 months."
        ),
        _("The contract ends when every stage is accepted, or when it is terminated with a reason."),
    ]
    return [Paragraph(f"{number}. {text}") for number, text in enumerate(texts, 1)]


def _signatures(version: ContractVersion, signatures: Sequence[ContractSignature]) -> Facts:
    facts = [(_("SHA-256 of the canonical document"), version.digest)]
    by_side = {one.side: one for one in signatures}
    for side in Side:
        one = by_side.get(side)
        text = "______________________________"
        if one is not None:
            kept = one.signature
            values = {"name": kept.name, "serial": kept.serial, "moment": presentation.moment(one.signed_at)}
            text = _("%(name)s, certificate %(serial)s, %(moment)s") % values
        facts.append((str(side.label), text))
    return Facts(facts)


def _figure(text: str) -> str:
    return presentation.figure(Decimal(text))


def _sum(text: str) -> str:
    return presentation.tenge(Decimal(text))


def _day(text: str | None) -> str:
    return presentation.day(dt.date.fromisoformat(text)) if text else "–"
