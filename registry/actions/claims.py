"""Claiming an NGO: by a signature with its BIN, at once; or by a letter that an officer checks."""

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
from registry.actions import memberships, notices
from registry.choices import ClaimStatus, ClaimWay, Role
from registry.models import Claim, Membership, Organisation
from registry.rules import people
from registry.workflow import CLAIM

PURPOSE = "registry.claim"
LETTERS = (PDF, JPEG, PNG)


@transaction.atomic(durable=True)
def confirm(*, organisation: Organisation, examined: Examined, by: User) -> Claim:
    """Make ``by`` the head at once: the certificate has the organisation's BIN.

    An open claim by letter becomes this one. Raises NotPermitted, Conflict or SignatureRefused.
    """
    organisation = lock(Organisation, organisation.pk)
    people.check_can_claim(by, organisation)
    if examined.signer.bin != organisation.bin:
        raise SignatureRefused("stranger")
    if examined.signer.position == Position.EMPLOYEE:
        sentence = _("This certificate is of an employee without the right to sign. The head signs, or send a letter.")
        raise Invalid(Fault(sentence, "signature"))
    signature = accept(examined=examined, purpose=PURPOSE, subject=str(organisation.bin), by=by)
    claim = _open(organisation, by) or Claim(organisation=organisation, user=by, made_at=clock.now())
    is_new = claim.pk is None
    step = CLAIM.step("confirm", claim.status)
    claim.way, claim.signature = ClaimWay.SIGNATURE, signature
    _settle(claim, step.target, by)
    if is_new:
        record("registry.claim.submitted", claim, by=by, changes={"way": ["", ClaimWay.SIGNATURE]})
    record(step.verb, claim, by=by, changes={"status": [ClaimStatus.SUBMITTED, step.target]})
    _make_head(claim, by, _("The organisation was claimed by electronic signature."))
    return claim


@transaction.atomic(durable=True)
def submit(*, organisation: Organisation, explanation: str, letter: File[Any], by: User) -> Claim:
    """Ask an officer to check a letter; the head, if there is one, is told.

    Raises NotPermitted, Conflict (open already) or Invalid (also for a file that is not taken).
    """
    organisation = lock(Organisation, organisation.pk)
    people.check_can_claim(by, organisation)
    if _open(organisation, by):
        raise Conflict(_("You have claimed this organisation already. An officer checks your letter."))
    if not explanation.strip():
        raise Invalid(Fault(_("Write who you are in the organisation."), "explanation"))
    document = documents.store(upload=letter, by=by, accept=LETTERS)
    claim = Claim.objects.create(
        organisation=organisation,
        user=by,
        way=ClaimWay.LETTER,
        explanation=explanation.strip(),
        document=document,
        made_at=clock.now(),
    )
    record("registry.claim.submitted", claim, by=by, changes={"way": ["", ClaimWay.LETTER]})
    notices.claimed(claim)
    return claim


@transaction.atomic(durable=True)
def grant(*, claim: Claim, by: User, reason: str = "") -> Claim:
    """Find the letter right: the claimant becomes the head, and the old one is replaced with a trace.

    Raises NotPermitted or TransitionNotAllowed.
    """
    claim = _locked(claim)
    people.check_can_decide_claim(by, claim)
    step = CLAIM.step("grant", claim.status)
    claim.reason = reason.strip()
    _settle(claim, step.target, by)
    record(step.verb, claim, by=by, changes={"status": [ClaimStatus.SUBMITTED, step.target]}, reason=claim.reason)
    _make_head(claim, by, claim.reason or _("The claim of the organisation was granted."))
    notices.decided(claim, notices.GRANTED)
    return claim


@transaction.atomic(durable=True)
def decline(*, claim: Claim, reason: str, by: User) -> Claim:
    """Refuse a claim, saying why. Raises NotPermitted, Invalid or TransitionNotAllowed."""
    claim = _locked(claim)
    people.check_can_decide_claim(by, claim)
    step = CLAIM.step("decline", claim.status)
    if not reason.strip():
        raise Invalid(Fault(_("Say why the claim is declined: the person reads it."), "reason"))
    claim.reason = reason.strip()
    _settle(claim, step.target, by)
    record(step.verb, claim, by=by, changes={"status": [ClaimStatus.SUBMITTED, step.target]}, reason=claim.reason)
    notices.decided(claim, notices.DECLINED)
    return claim


@transaction.atomic(durable=True)
def withdraw(*, claim: Claim, by: User) -> Claim:
    """Take an own claim back. Raises NotPermitted or TransitionNotAllowed."""
    claim = _locked(claim)
    people.check_can_withdraw_claim(by, claim)
    step = CLAIM.step("withdraw", claim.status)
    _settle(claim, step.target, by)
    record(step.verb, claim, by=by, changes={"status": [ClaimStatus.SUBMITTED, step.target]})
    return claim


def _open(organisation: Organisation, user: User) -> Claim | None:
    return Claim.objects.open().filter(organisation=organisation, user=user).first()


def _locked(claim: Claim) -> Claim:
    """The organisation first: whoever changes its head locks it."""
    lock(Organisation, claim.organisation_id)
    return lock(Claim, claim.pk)


def _settle(claim: Claim, status: str, by: User) -> None:
    claim.status, claim.decided_at, claim.decided_by = status, clock.now(), by
    claim.save()


def _make_head(claim: Claim, by: User, reason: Any) -> Membership:
    return memberships.give(user=claim.user, role=Role.NGO_HEAD, place=claim.organisation, by=by, reason=str(reason))
