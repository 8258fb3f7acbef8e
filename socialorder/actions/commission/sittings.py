"""A sitting: begun with a proposal for each lot, voted on, concluded with its protocol, signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from evaluation.scoring.canonical import digest
from foundation.accounts.esignature.requests import Examined, accept
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse
from socialorder.actions.bids.deciding import settle
from socialorder.actions.commission import notices
from socialorder.actions.commission.members import note_known
from socialorder.models import LotProposal, LotVote, MemberConflict, Sitting, SittingSeat, SittingSignature, Tender
from socialorder.queries.outcome import Choice, outcomes
from socialorder.queries.sittings import PURPOSE, protocol_of, signing_subject
from socialorder.rules import commission as rules
from socialorder.rules import deciding
from socialorder.rules.offices import check_serves, text_faults
from socialorder.workflow import SITTING, TENDER


@transaction.atomic(durable=True)
def begin(*, tender: Tender, present: set[int], choices: Mapping[int, Choice], by: Any) -> Sitting:
    """Call the roll and put a proposal for each lot to the vote. ``present``: ids of members.

    Raises NotPermitted, Conflict, or Invalid: no quorum, undeclared members, lots that are not ready, missing reasons.
    """
    tender = lock(Tender, tender.pk)
    check_serves(by, tender.body)
    TENDER.step("decide", tender.status)
    members = list(tender.members.select_related("person"))
    if not members:
        raise Invalid(Fault(_("No commission is named.")))
    found = outcomes(tender)
    refuse([*rules.begin_faults(members, present), *deciding.decision_faults(found, choices)])
    if tender.sittings.filter(status=SITTING.initial).exists():
        raise Invalid(Fault(_("A sitting runs already.")))
    last = tender.sittings.aggregate(last=Max("number"))["last"] or 0
    sitting = Sitting.objects.create(tender=tender, number=last + 1, began_at=clock.now(), began_by=by)
    note_known(tender, members)
    for member in members:
        SittingSeat.objects.create(sitting=sitting, member=member, is_present=member.pk in present)
    for outcome in found:
        choice = choices[outcome.lot.number]
        LotProposal.objects.create(
            sitting=sitting,
            lot=outcome.lot,
            winner=choice.winner,
            reserve=choice.reserve,
            reason=choice.reason.strip(),
            is_departure=choice.differs(outcome.by_points),
        )
    record("socialorder.sitting.begun", sitting, by=by, changes={"present": len(present), "lots": len(found)})
    notices.tell_begun(sitting)
    return sitting


@transaction.atomic(durable=True)
def vote(*, sitting: Sitting, votes: Mapping[int, tuple[str, str]], by: Any) -> None:
    """A member's votes: number of a lot → choice and remark; they can be changed until the sitting is concluded."""
    sitting = _held(sitting)
    member = rules.check_can_vote(by, sitting)
    proposals = {one.lot.number: one for one in sitting.proposals.select_related("lot")}
    mine = MemberConflict.objects.filter(member=member, lot__tender=sitting.tender)
    barred = set(mine.values_list("lot__number", flat=True))
    refuse(rules.vote_faults(votes, barred))
    for number, (choice, remark) in votes.items():
        given = {"choice": choice, "remark": remark.strip(), "voted_at": clock.now()}
        LotVote.objects.update_or_create(proposal=proposals[number], member=member, defaults=given)
    record("socialorder.sitting.voted", sitting, by=by, changes={"lots": len(votes)})


@transaction.atomic(durable=True)
def conclude(*, sitting: Sitting, reason: str, by: Any) -> Sitting:
    """Keep the protocol, and carry out what was voted. Raises Invalid when a lot is not carried."""
    sitting = _held(sitting)
    tender = sitting.tender
    check_serves(by, tender.body)
    step = SITTING.step("conclude", sitting.status)
    proposals = list(sitting.proposals.select_related("lot", "winner", "reserve").prefetch_related("votes"))
    rolls = {one.lot: rules.roll_of(one) for one in proposals}
    choices = {one.lot.number: Choice(one.lot.number, one.winner, one.reserve, one.reason) for one in proposals}
    found = outcomes(tender)
    refuse(
        [
            *rules.conclusion_faults(rolls),
            *deciding.decision_faults(found, choices),
            *text_faults(reason, _("Give the reason."), "reason", 2000),
        ]
    )
    settle(tender, found, choices, reason.strip(), by)
    sitting.status, sitting.concluded_at = step.target, clock.now()
    sitting.protocol = protocol_of(sitting, found, proposals, rolls, reason.strip())
    sitting.sha256 = digest(sitting.protocol)
    sitting.save()
    record(step.verb, sitting, by=by, changes={"sha256": sitting.sha256}, reason=reason.strip())
    notices.tell_concluded(sitting)
    return sitting


@transaction.atomic(durable=True)
def dissolve(*, sitting: Sitting, reason: str, by: Any) -> Sitting:
    """End it without a decision: a proposal is to be changed, or a member has a conflict after all."""
    sitting = _held(sitting)
    check_serves(by, sitting.tender.body)
    step = SITTING.step("dissolve", sitting.status)
    refuse(text_faults(reason, _("Give the reason."), "reason", 2000))
    sitting.status = step.target
    sitting.save(update_fields=["status"])
    record(step.verb, sitting, by=by, reason=reason.strip())
    return sitting


@transaction.atomic(durable=True)
def sign(*, sitting: Sitting, examined: Examined, by: Any) -> SittingSignature:
    """The e-signature of a member who was there. Raises NotPermitted, Conflict, Invalid or SignatureRefused."""
    sitting = lock(Sitting, sitting.pk)
    rules.check_can_sign(by, sitting)
    signature = accept(examined=examined, purpose=PURPOSE, subject=signing_subject(sitting), by=by)
    signed = SittingSignature.objects.create(sitting=sitting, signer=by, signature=signature)
    record("socialorder.sitting.signed", sitting, by=by, changes={"sha256": signature.sha256})
    return signed


def _held(sitting: Sitting) -> Sitting:
    tender = lock(Tender, sitting.tender_id)
    held = lock(Sitting, sitting.pk)
    held.tender = tender
    return held
