"""The text of an agreement on paper: the canonical document in words of the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.content.changes import shown
from foundation.core.content.items import NUMERIC, Part
from grants.choices import ReportType, Side
from grants.models import Agreement, AgreementSignature, AgreementVersion
from grants.models.agreement_content import CONTENT_PARTS
from grants.models.content import choices_of
from publishing.reports.blocks import Block, Facts, Paragraph, Printed, Section, Table

Document = Mapping[str, Any]


def printed(agreement: Agreement, version: AgreementVersion, signatures: Sequence[AgreementSignature]) -> Printed:
    """The agreement, or the amendment that ``version`` is, in the language in force."""
    said, call = version.document, agreement.application.call
    values = {"number": said["number"], "text": said["version"]}
    return Printed(
        title=_("Agreement on a grant № %(number)s") % values,
        subtitle=str(said["title"]),
        author=str(call.operator),
        language=presentation.language(),
        footer=_("Agreement № %(number)s, text %(text)s") % values,
        notice=_("This is a demonstration: the organisations, people and texts are invented.")
        if call.is_invented
        else "",
        sections=[
            Section(_("Parties and subject"), _parties(said)),
            Section(_("Duties"), _duties(said)),
            *[Section(str(part.label), [_rows(part, said, agreement)]) for part in CONTENT_PARTS.values()],
            Section(_("Tranches"), [_tranches(said)]),
            Section(_("Reports"), [_reports(said)]),
            Section(_("Signatures"), _signatures(version, signatures)),
        ],
    )


def _parties(said: Document) -> list[Block]:
    facts = [
        (_("The body"), _named(said["body"])),
        (_("The NGO"), _named(said["ngo"])),
        (_("Call"), str(said["call"][f"title_{presentation.language()}"] or said["call"]["title_ru"])),
        (_("Application"), f"{said['application']['number']}, SHA-256 {said['application']['sha256']}"),
        (_("Sum"), presentation.tenge(Decimal(said["amount"]))),
        (_("Term"), f"{_day(said['starts_on'])} – {_day(said['ends_on'])}"),
    ]
    if said["amendment"]:
        change = said["amendment"]
        facts.append((_("Amendment № %(number)s, reason") % {"number": change["number"]}, str(change["reason"])))
    return [Facts(facts)]


def _named(party: Document) -> str:
    name = party.get(f"name_{presentation.language()}") or party.get("name_ru") or party.get("name_kk")
    return f"{name}, {_('BIN')} {party['bin']}" if party["bin"] else str(name)


def _duties(said: Document) -> list[Block]:
    conditions = said["conditions"]
    texts = [
        _(
            "The body pays the sum in the tranches below; the NGO spends it on the project by the budget below and no other."
        ),
        _(
            "The NGO reports in the terms below on what was done, on every indicator and on every expense with its paper."
        ),
        _(
            "A budget line may be exceeded by %(line)s %% within the sum; beyond that, and to change the term, the plan, the"
            " indicators or the team, the sides sign an amendment. The sum is never raised by an amendment."
        )
        % {"line": presentation.figure(Decimal(conditions["line_deviation"]).normalize())},
        _("What is not accounted for or not accepted is returned to the body, also when the agreement is terminated."),
    ]
    if conditions["gates_tranches"]:
        texts.append(_("Each tranche after the first is paid when the report before it is accepted."))
    if conditions["signs_reports"]:
        texts.append(_("Reports are signed electronically by the head of the NGO."))
    return [Paragraph(f"{number}. {text}") for number, text in enumerate(texts, 1)]


def _rows(part: Part, said: Document, agreement: Agreement) -> Table:
    choices, items = choices_of(agreement.application.call), part.row_items
    rows = said["sections"].get(part.name, {}).get("rows", [])
    return Table(
        [str(item.label) for item in items],
        [[shown(item, row.get(item.name), choices) for item in items] for row in rows],
        widths=[1 if item.kind in NUMERIC else 2 for item in items],
        numbers=[index for index, item in enumerate(items) if item.kind in NUMERIC],
    )


def _tranches(said: Document) -> Table:
    rows = [
        [
            str(one["number"]),
            presentation.tenge(Decimal(one["amount"])),
            _day(one["due_on"]),
            str(one["condition"] or "–"),
        ]
        for one in said["tranches"]
    ]
    total = presentation.tenge(sum((Decimal(one["amount"]) for one in said["tranches"]), Decimal(0)))
    rows.append([_("Together"), total, "", ""])
    return Table(["№", _("Sum"), _("Planned for"), _("Condition")], rows, widths=(1, 2, 2, 4), numbers=(1,))


def _reports(said: Document) -> Table:
    rows = [
        [
            str(one["number"]),
            str(ReportType(one["kind"]).label),
            f"{_day(one['starts_on'])} – {_day(one['ends_on'])}",
            _day(one["due_on"]),
        ]
        for one in said["reports"]
    ]
    return Table(["№", _("Report"), _("Period"), _("To be sent until")], rows, widths=(0, 2, 4, 2))


def _signatures(version: AgreementVersion, signatures: Sequence[AgreementSignature]) -> list[Block]:
    facts = [(_("SHA-256 of the canonical document"), version.digest)]
    by_side = {one.side: one for one in signatures}
    for side in Side:
        one = by_side.get(side)
        if one is None or not one.is_valid:
            facts.append((str(side.label), "______________________________"))
        elif one.signature is not None:
            kept = one.signature
            text = _("%(name)s, certificate %(serial)s, %(moment)s")
            values = {"name": kept.name, "serial": kept.serial, "moment": presentation.moment(one.signed_at)}
            facts.append((str(side.label), text % values))
        else:
            facts.append((str(side.label), _("Signed on paper, %(day)s") % {"day": presentation.day(one.signed_at)}))
    return [Facts(facts)]


def _day(text: str | None) -> str:
    return presentation.day(dt.date.fromisoformat(text)) if text else "–"
