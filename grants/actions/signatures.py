"""Signing an agreement or an amendment: electronically, or on paper with a scan that an officer confirms."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.accounts.esignature import Position, SignatureRefused
from foundation.accounts.esignature.requests import Examined, accept
from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.documents import actions as documents
from foundation.documents.kinds import JPEG, PDF, PNG
from grants.actions import agreement_notices, amending, ledger
from grants.actions.agreements import locked, said
from grants.choices import AgreementStatus, AmendmentStatus, Side, SignatureWay
from grants.models import Agreement, AgreementSignature, AgreementVersion
from grants.rules import agreements as rules
from grants.workflow import AGREEMENT

PURPOSE = "grants.agreement"
SCANS = (PDF, JPEG, PNG)


def bin_of(agreement: Agreement, side: str) -> str:
    """The BIN that the certificate of ``side`` must have; '' when the body's is not known."""
    application = agreement.application
    return str((application.organisation.bin if side == Side.NGO else application.call.operator.bin) or "")


def subject_of(version: AgreementVersion, side: str) -> str:
    """What a signature is for: this text, this side."""
    return f"{version.agreement.number}/{version.number}/{side}"


def facts_of(version: AgreementVersion, side: str) -> dict[str, Any]:
    """What is signed: the canonical document with its SHA-256."""
    return {"side": str(side), "sha256": version.digest, "document": version.document}


@transaction.atomic(durable=True)
def sign(*, version: AgreementVersion, side: str, examined: Examined, by: User) -> AgreementSignature:
    """Sign for ``side``. With the second signature the text comes into force.

    Raises NotPermitted, Conflict (signed already, called off) or SignatureRefused.
    """
    agreement, version = _open(version)
    rules.check_can_sign(by, agreement, side)
    _check_free(version, side)
    wanted = bin_of(agreement, side)
    if wanted and examined.signer.bin != wanted:
        raise SignatureRefused("stranger")
    if side == Side.NGO and examined.signer.position == Position.EMPLOYEE:
        sentence = _("This certificate is of an employee without the right to sign. The head signs.")
        raise Invalid(Fault(sentence, "signature"))
    kept = accept(examined=examined, purpose=PURPOSE, subject=subject_of(version, side), by=by)
    signature = AgreementSignature.objects.create(
        version=version,
        side=side,
        way=SignatureWay.ELECTRONIC,
        signature=kept,
        signed_at=kept.signed_at,
        signed_by=by,
        confirmed_at=kept.signed_at,
    )
    changes = {"side": side, "version": version.number, "sha256": version.digest}
    record("grants.agreement.signed", agreement, by=by, changes=changes)
    _settle(agreement, version, by)
    return signature


@transaction.atomic(durable=True)
def add_scan(*, version: AgreementVersion, side: str, upload: File[Any], by: User) -> AgreementSignature:
    """A scan of the paper that ``side`` has signed; it counts when an officer other than its sender confirms it.

    Raises NotPermitted, Conflict or FileRefused.
    """
    agreement, version = _open(version)
    rules.check_can_send_scan(by, agreement, side)
    _check_free(version, side)
    scan = documents.store(upload=upload, by=by, accept=SCANS)
    signature = AgreementSignature.objects.create(
        version=version, side=side, way=SignatureWay.PAPER, scan=scan, signed_at=clock.now(), signed_by=by
    )
    changes = {"side": side, "version": version.number, "sha256": scan.sha256}
    record("grants.agreement.scan_added", agreement, by=by, changes=changes)
    return signature


@transaction.atomic(durable=True)
def confirm_scan(*, signature: AgreementSignature, by: User) -> AgreementSignature:
    """The paper is what was approved and is signed: the scan counts from now. Raises NotPermitted or Conflict."""
    agreement, version = _open(signature.version)
    signature = lock(AgreementSignature, signature.pk)
    rules.check_can_confirm_scan(by, signature, agreement)
    signature.confirmed_at, signature.confirmed_by = clock.now(), by
    signature.save(update_fields=["confirmed_at", "confirmed_by"])
    changes = {"side": signature.side, "version": version.number}
    record("grants.agreement.scan_confirmed", agreement, by=by, changes=changes)
    _settle(agreement, version, by)
    return signature


@transaction.atomic(durable=True)
def refuse_scan(*, signature: AgreementSignature, reason: str, by: User) -> None:
    """The scan cannot be taken: it is removed, and another one can be sent. Raises NotPermitted, Conflict or Invalid."""
    agreement, version = _open(signature.version)
    signature = lock(AgreementSignature, signature.pk)
    rules.check_can_confirm_scan(by, signature, agreement)
    text, scan = said(reason), signature.scan
    changes = {"side": signature.side, "version": version.number}
    record("grants.agreement.scan_refused", agreement, by=by, changes=changes, reason=text)
    signature.delete()
    if scan is not None:
        documents.remove(document=scan, by=by, reason=text)


def _open(version: AgreementVersion) -> tuple[Agreement, AgreementVersion]:
    """The agreement, then the version, which must wait for signatures."""
    agreement = locked(version.agreement)
    held = lock(AgreementVersion, version.pk)
    held.agreement = agreement
    if held.effective_at:
        raise Conflict(_("Both sides have signed this text already."))
    if held.void_at:
        raise Conflict(_("The signing of this text was called off. Look at the newest one."))
    return agreement, held


def _check_free(version: AgreementVersion, side: str) -> None:
    if version.signatures.filter(side=side).exists():
        raise Conflict(_("This side has signed already, or its scan waits for an officer."))


def _settle(agreement: Agreement, version: AgreementVersion, by: User) -> None:
    """When both signatures count, the text comes into force."""
    if version.signatures.filter(confirmed_at__isnull=False).count() < len(Side.values):
        return
    version.effective_at = clock.now()
    version.save(update_fields=["effective_at"])
    amendment = getattr(version, "amendment", None)
    if amendment is not None and amendment.status == AmendmentStatus.APPROVED:
        amending.conclude(amendment, agreement, by)
        return
    step = AGREEMENT.step("conclude", agreement.status)
    agreement.status, agreement.concluded_at = step.target, version.effective_at
    agreement.save(update_fields=["status", "concluded_at"])
    changes = {"status": [AgreementStatus.SIGNING.value, step.target], "sha256": version.digest}
    record(step.verb, agreement, by=by, changes=changes)
    ledger.enter_agreement(agreement=agreement, by=by)
    key = f"grants.agreement.{version.pk}.in_force"
    people = [*agreement_notices.writers_of(agreement), *agreement_notices.officers_of(agreement)]
    agreement_notices.tell(agreement, agreement_notices.IN_FORCE, key, people=people)
