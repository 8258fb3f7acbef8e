"""Proposals of directions: sent by people and NGOs, each answered by the body."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.core.text import fold
from grants.actions import direction_notices as notices
from grants.actions import moderating
from grants.choices import ProposalStatus
from grants.models import DirectionList, DirectionProposal, ListedDirection
from grants.rules import directions as rules
from grants.workflow import DIRECTION_PROPOSAL
from registry.models import Organisation

FACTS = ("language", "title", "problem", "people", "effect", "sphere", "region")
# So much of the problem is compared with other proposals.
COMPARED = 600


def folded_text(title: str, problem: str) -> str:
    """What two proposals are compared by."""
    return fold(f"{title} {problem[:COMPARED]}")


@transaction.atomic(durable=True)
def submit(
    *, found: DirectionList, organisation: Organisation | None, values: Mapping[str, Any], by: Any
) -> DirectionProposal:
    """Propose a direction. Raises NotPermitted, Conflict, DeadlinePassed, or Invalid for the same text again."""
    found, now = lock(DirectionList, found.pk), clock.now()
    rules.check_speaks_for(by, organisation)
    rules.check_takes_proposals(found, now)
    fingerprint = hashlib.sha256(fold(f"{values['title']} {values['problem']}").encode()).hexdigest()
    mine = DirectionProposal.objects.filter(list=found, author=by, fingerprint=fingerprint)
    if mine.exclude(status=ProposalStatus.WITHDRAWN).exists():
        raise Invalid(Fault(_("You have proposed this already, in the same words."), "title"))
    proposal = DirectionProposal.objects.create(
        list=found,
        author=by,
        organisation=organisation,
        folded=folded_text(values["title"], values["problem"]),
        fingerprint=fingerprint,
        sent_at=now,
        **{name: values[name] for name in FACTS},
    )
    changes = {"list": [None, found.pk], "organisation": ["", organisation.bin if organisation else ""]}
    record("grants.direction_proposal.submitted", proposal, by=by, changes=changes)
    return proposal


@transaction.atomic(durable=True)
def take(*, proposal: DirectionProposal, into: ListedDirection, answer: str, by: Any) -> DirectionProposal:
    """Gather the proposal into a direction of its list. Raises NotPermitted, Conflict or TransitionNotAllowed."""
    proposal = _held(proposal, by)
    if into.list_id != proposal.list_id:
        raise Conflict(_("This direction belongs to another list."))
    proposal.taken_into = into
    changes = {"direction": ["", into.direction.code]}
    return _answered(proposal, "take", answer, by, changes)


@transaction.atomic(durable=True)
def decline(*, proposal: DirectionProposal, answer: str, by: Any) -> DirectionProposal:
    """Do not take the proposal, saying why. Raises Invalid, NotPermitted, Conflict or TransitionNotAllowed."""
    proposal = _held(proposal, by)
    if not answer.strip():
        raise Invalid(Fault(_("Say why it is not taken: its author and everybody else read it."), "answer"))
    return _answered(proposal, "decline", answer, by, {})


@transaction.atomic(durable=True)
def reconsider(*, proposal: DirectionProposal, reason: str, by: Any) -> DirectionProposal:
    """Take the answer back, to give another one. Raises Invalid, NotPermitted, Conflict or TransitionNotAllowed."""
    proposal = _held(proposal, by)
    step = DIRECTION_PROPOSAL.step("reconsider", proposal.status)
    if not reason.strip():
        raise Invalid(Fault(_("Say why the answer is taken back."), "answer"))
    before = {"status": [proposal.status, step.target], "answer": [proposal.answer, ""]}
    proposal.status, proposal.taken_into = step.target, None
    proposal.answer, proposal.answered_at, proposal.answered_by = "", None, None
    proposal.save()
    record(step.verb, proposal, by=by, changes=before, reason=reason.strip())
    return proposal


def _held(proposal: DirectionProposal, by: Any) -> DirectionProposal:
    """The list first, then the proposal; an officer's business while the list can change."""
    rules.check_can_change(by, lock(DirectionList, proposal.list_id))
    return lock(DirectionProposal, proposal.pk)


def _answered(
    proposal: DirectionProposal, name: str, answer: str, by: Any, changes: Mapping[str, Any]
) -> DirectionProposal:
    step = DIRECTION_PROPOSAL.step(name, proposal.status)
    before, proposal.status = proposal.status, step.target
    proposal.answer, proposal.answered_at, proposal.answered_by = answer.strip(), clock.now(), by
    proposal.save()
    record(step.verb, proposal, by=by, changes={"status": [before, step.target], **changes}, reason=proposal.answer)
    notices.tell_answered(proposal)
    return proposal


@transaction.atomic(durable=True)
def withdraw(*, proposal: DirectionProposal, by: Any) -> DirectionProposal:
    """Take an own proposal back before it is answered. Raises NotPermitted or TransitionNotAllowed."""
    lock(DirectionList, proposal.list_id)
    proposal = lock(DirectionProposal, proposal.pk)
    rules.check_can_withdraw(by, proposal)
    step = DIRECTION_PROPOSAL.step("withdraw", proposal.status)
    before, proposal.status = proposal.status, step.target
    proposal.save(update_fields=["status"])
    record(step.verb, proposal, by=by, changes={"status": [before, step.target]})
    return proposal


@transaction.atomic(durable=True)
def hide(*, proposal: DirectionProposal, reason: str, by: Any) -> DirectionProposal:
    """Hide a proposal from the public. Raises Invalid, NotPermitted or Conflict."""
    rules.check_can_run(by, proposal.list.body)
    proposal = lock(DirectionProposal, proposal.pk)
    moderating.hide_text(proposal, "grants.direction_proposal.hidden", reason=reason, by=by)
    return proposal


@transaction.atomic(durable=True)
def show(*, proposal: DirectionProposal, reason: str, by: Any) -> DirectionProposal:
    """Show a hidden proposal again. Raises NotPermitted or Conflict."""
    rules.check_can_run(by, proposal.list.body)
    proposal = lock(DirectionProposal, proposal.pk)
    moderating.show_text(proposal, "grants.direction_proposal.shown", reason=reason, by=by)
    return proposal
