"""Both sides sign a text of a contract, in either order; the second signature brings it into force."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.accounts.esignature import Position, SignatureRefused
from foundation.accounts.esignature.requests import Examined, accept
from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from socialorder.actions.contracts import changing, ledger, notices
from socialorder.actions.contracts.contracts import locked, move
from socialorder.choices import ChangeStatus, Side
from socialorder.models import Contract, ContractSignature, ContractVersion
from socialorder.rules.contracts import contracts as rules
from socialorder.workflow import CONTRACT

PURPOSE = "socialorder.contract"


def bin_of(contract: Contract, side: str) -> str:
    """The BIN that the certificate of ``side`` must have; '' when the body's is not known."""
    return str((contract.organisation.bin if side == Side.NGO else contract.body.bin) or "")


def subject_of(version: ContractVersion, side: str) -> str:
    """What a signature is for: this text, this side."""
    return f"{version.contract.number}/{version.number}/{side}"


def facts_of(version: ContractVersion, side: str) -> dict[str, Any]:
    """What is signed: the canonical document with its SHA-256."""
    return {"side": str(side), "sha256": version.digest, "document": version.document}


@transaction.atomic(durable=True)
def sign(*, version: ContractVersion, side: str, examined: Examined, by: User) -> ContractSignature:
    """Sign for ``side``. With the second signature the text comes into force.

    Raises NotPermitted, Conflict (signed already, called off, too late, barred) or SignatureRefused.
    """
    contract, version = _open(version)
    rules.check_can_sign(by, contract, side, local_date(clock.now()))
    if version.signatures.filter(side=side).exists():
        raise Conflict(_("This side has signed already."))
    check_certificate(contract, side, examined)
    kept = accept(examined=examined, purpose=PURPOSE, subject=subject_of(version, side), by=by)
    signature = ContractSignature.objects.create(
        version=version, side=side, signature=kept, signed_at=clock.now(), signed_by=by
    )
    changes = {"side": side, "version": version.number, "sha256": version.digest}
    record("socialorder.contract.signed", contract, by=by, changes=changes)
    _settle(contract, version, by)
    return signature


def check_certificate(contract: Contract, side: str, examined: Examined) -> None:
    """The certificate is of this side, and for the supplier of somebody with the right to sign."""
    wanted = bin_of(contract, side)
    if wanted and examined.signer.bin != wanted:
        raise SignatureRefused("stranger")
    if side == Side.NGO and examined.signer.position == Position.EMPLOYEE:
        sentence = _("This certificate is of an employee without the right to sign. The head signs.")
        raise Invalid(Fault(sentence, "signature"))


def _open(version: ContractVersion) -> tuple[Contract, ContractVersion]:
    """The contract, then the version, which must wait for signatures."""
    contract = locked(version.contract)
    held = lock(ContractVersion, version.pk)
    held.contract = contract
    if held.effective_at:
        raise Conflict(_("Both sides have signed this text already."))
    if held.void_at:
        raise Conflict(_("The signing of this text was called off. Look at the newest one."))
    return contract, held


def _settle(contract: Contract, version: ContractVersion, by: User) -> None:
    """When both have signed, the text comes into force."""
    if version.signatures.count() < len(Side.values):
        return
    version.effective_at = clock.now()
    version.save(update_fields=["effective_at"])
    amendment = getattr(version, "amendment", None)
    if amendment is not None:
        if amendment.status == ChangeStatus.SIGNING:
            changing.conclude(amendment, contract, by)
        return
    step = CONTRACT.step("conclude", contract.status)
    contract.concluded_at = version.effective_at
    contract = move(contract, step, by, sha256=version.digest)
    ledger.enter(contract=contract, by=by)
    notices.tell(contract, notices.IN_FORCE, f"{contract.pk}.in_force", notices.everybody(contract))
