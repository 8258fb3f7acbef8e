"""What an application says as a whole: the text that is signed, and with its moment the document that is sent."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.esignature import Position, SignatureRefused, Signer
from foundation.core.errors import Fault, Invalid
from grants.choices import PartnerStatus
from grants.models import Application, Attachment, Partner
from grants.rules import sections
from registry.models import Organisation

FORMAT = "grants.application/2"
PURPOSE = "grants.application"


def statement(application: Application, files: list[Attachment]) -> dict[str, Any]:
    """Everything that the applicant says, as plain JSON; ``files`` are those that go with it."""
    said = {
        "format": FORMAT,
        "number": application.number,
        "version": next_number(application),
        "call": application.call.slug,
        "organisation": named(application.organisation),
        "language": application.language,
        "questions": application.call.questions,
        "sections": sections.canonical(sections.draft_of(application)),
        "partners": partners_said(application),
        "attachments": [
            {
                "title": file.title,
                "kind": file.kind,
                "name": file.document.name,
                "size": file.document.size,
                "sha256": file.document.sha256,
            }
            for file in files
        ],
    }
    plain: dict[str, Any] = json.loads(json.dumps(said))
    return plain


def next_number(application: Application) -> int:
    """The number of the version that would be sent now."""
    return application.versions.count() + 1


def files_of(application: Application) -> list[Attachment]:
    """The files that go with what is sent."""
    return list(application.attachments.filter(removed_at=None).select_related("document"))


def partners_said(application: Application) -> list[dict[str, Any]]:
    """Partners that are named and have consented, as a document names them."""
    agreed = application.partners.filter(status=PartnerStatus.AGREED)
    return [_partner(one) for one in agreed.select_related("organisation", "letter__document")]


def named(organisation: Organisation) -> dict[str, Any]:
    """An NGO as a document names it."""
    return {
        "bin": organisation.bin,
        "name_kk": organisation.name_kk,
        "name_ru": organisation.name_ru,
        "name_en": organisation.name_en,
    }


def _partner(partner: Partner) -> dict[str, Any]:
    who = named(partner.organisation) if partner.organisation else {"name": partner.name}
    consent = (
        {"letter_sha256": partner.letter.document.sha256}
        if partner.letter
        else {"consented_at": partner.answered_at.isoformat() if partner.answered_at else None}
    )
    return {**who, "kind": partner.kind, "contribution": partner.contribution, **consent}


def check_signed(said: dict[str, Any], document: str) -> None:
    """Refuse a signature over another text than ``said``: something was changed after the document was handed out."""
    if json.loads(document)["facts"] != said:
        message = _(
            "The application was changed after the document was made. Read the document again and sign it anew."
        )
        raise Invalid(Fault(message, field="signature"))


def check_signer(organisation: Organisation, signer: Signer) -> None:
    """The certificate is of the NGO (BIN), of one who may sign, and of the head (IIN) where the registry knows the head.

    Raises SignatureRefused or Invalid.
    """
    if signer.bin != organisation.bin:
        raise SignatureRefused("stranger")
    if signer.position == Position.EMPLOYEE:
        sentence = _("This certificate is of an employee without the right to sign. The head signs.")
        raise Invalid(Fault(sentence, field="signature"))
    if signer.position == Position.HEAD and organisation.head_iin and signer.iin != organisation.head_iin:
        sentence = _("The registry names another head than the certificate: the IIN in it is another one.")
        raise Invalid(Fault(sentence, field="signature"))
