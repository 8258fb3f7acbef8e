"""An agreement on strategic partnership on paper: its parties, its text, who signed it, and the reports that were accepted."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.accounts.models import Signature
from foundation.core import presentation
from foundation.core.text import localized
from grants.models import PartnerAgreement, PartnerReport
from publishing.reports.blocks import Block, Facts, Paragraph, Printed, Section


def printed(agreement: PartnerAgreement, reports: Sequence[PartnerReport]) -> Printed:
    """``agreement``, read with its parties and signatures, in the language in force; it names no person."""
    call, values = agreement.application.call, {"number": agreement.number}
    sections = [
        Section(_("Parties and subject"), _parties(agreement)),
        Section(_("What the two do together"), _paragraphs(agreement.text)),
        Section(_("Signatures"), _signatures(agreement)),
        *[Section(_("Report about %(year)s") % {"year": one.year}, _report(one)) for one in reports],
    ]
    return Printed(
        title=_("Agreement on strategic partnership № %(number)s") % values,
        subtitle=localized(call, "title"),
        author=localized(call.body, "name"),
        language=presentation.language(),
        footer=_("Agreement № %(number)s") % values,
        notice=_("This is a demonstration: the organisations, people and texts are invented.")
        if call.is_invented
        else "",
        sections=sections,
    )


def _parties(agreement: PartnerAgreement) -> list[Block]:
    organisation, body = agreement.application.organisation, agreement.application.call.body
    facts = [
        (_("State body"), _named(localized(body, "name"), body.bin)),
        (_("Partner"), _named(localized(organisation, "name"), organisation.bin)),
        (_("Term"), f"{presentation.day(agreement.starts_on)} – {presentation.day(agreement.ends_on)}"),
        (_("State"), str(agreement.get_status_display())),
    ]
    if agreement.ended_on:
        facts.append((_("Ended"), presentation.day(agreement.ended_on)))
    if agreement.end_reason:
        facts.append((_("Reason"), agreement.end_reason))
    return [Facts(facts)]


def _named(name: str, number: str | None) -> str:
    return f"{name}, {_('BIN')} {number}" if number else name


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _signatures(agreement: PartnerAgreement) -> list[Block]:
    sides = ((_("Signed for the NGO"), agreement.ngo_signature), (_("Signed for the body"), agreement.body_signature))
    return [Facts([(label, _signed(signature)) for label, signature in sides])]


def _signed(signature: Signature | None) -> str:
    if signature is None:
        return "______________________________"
    values = {"moment": presentation.moment(signature.signed_at), "sha256": signature.sha256}
    return _("%(moment)s, SHA-256 of the signed document %(sha256)s") % values


def _report(report: PartnerReport) -> list[Block]:
    facts = [(_("Done"), report.done), (_("Results"), report.results), (_("Plans"), report.plans)]
    return [Facts([(label, text) for label, text in facts if text])]
