"""Points for the agenda that members, organisations and citizens propose, and the answers."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from councils.actions import meetings
from councils.choices import AgendaKind, ProposerSide
from councils.models import Council, Meeting, Proposal
from councils.rules import councils, life
from councils.rules.formation import personal_faults
from councils.workflow import PROPOSAL
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, refuse
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from registry.models import Organisation

TOPIC = "councils.meetings"
TAKEN = Letter(
    TOPIC,
    gettext_noop("Your point № %(number)s is on the agenda"),
    gettext_noop("%(council)s has taken it onto the agenda of a meeting. %(answer)s"),
)
DECLINED = Letter(
    TOPIC,
    gettext_noop("Your point № %(number)s is declined"),
    gettext_noop("%(council)s gives this reason: %(answer)s"),
)


@transaction.atomic(durable=True)
def propose(
    *, council: Council, title: str, text: str, side: str, organisation: Organisation | None = None, by: Any
) -> Proposal:
    """Propose a point, as a member, for an organisation or as a citizen. Raises Invalid with every fault."""
    council = lock(Council, council.pk)
    for_ngo = organisation if side == ProposerSide.NGO else None
    refuse(life.proposal_faults(council, by, side, for_ngo, title, text))
    last = council.proposals.order_by("-number").first()
    proposal = Proposal.objects.create(
        council=council,
        number=last.number + 1 if last else 1,
        title=title.strip(),
        text=text.strip(),
        side=side,
        author=by,
        organisation=for_ngo,
        seat=life.seat_in(by, council) if side == ProposerSide.MEMBER else None,
        created_at=clock.now(),
    )
    record("councils.proposal.sent", proposal, by=by, changes={"side": side})
    return proposal


@transaction.atomic(durable=True)
def take(*, proposal: Proposal, meeting: Meeting | None, answer: str = "", by: Any) -> Proposal:
    """Put the point onto the agenda of ``meeting``, with who proposed it; the author is told. Raises Invalid."""
    proposal = _locked(proposal)
    councils.check_serves(by, proposal.council)
    step = PROPOSAL.step("take", proposal.status)
    refuse([*life.take_faults(proposal, meeting), *personal_faults(answer, "answer")])
    values = {"title": proposal.title, "kind": AgendaKind.QUESTION, "proposed_by": proposal.proposer}
    proposal.item = meetings.append_item(lock(Meeting, meeting.pk), values, by)  # type: ignore[union-attr]
    proposal.status, proposal.answered_at, proposal.answer = step.target, clock.now(), answer.strip()
    proposal.save(update_fields=["item", "status", "answered_at", "answer"])
    record(step.verb, proposal, by=by, changes={"meeting": meeting}, reason=proposal.answer)
    _tell(proposal, TAKEN)
    return proposal


@transaction.atomic(durable=True)
def decline(*, proposal: Proposal, answer: str, is_hidden: bool = False, by: Any) -> Proposal:
    """Decline with the reason that everybody reads; ``is_hidden``: its own words are not to be shown (insults, secrets)."""
    proposal = _locked(proposal)
    councils.check_serves(by, proposal.council)
    step = PROPOSAL.step("decline", proposal.status)
    faults = personal_faults(answer, "answer")
    if not answer.strip():
        faults.append(Fault(_("Give the reason. Everybody reads it."), "answer"))
    refuse(faults)
    proposal.status, proposal.answered_at = step.target, clock.now()
    proposal.answer, proposal.is_hidden = answer.strip(), is_hidden
    proposal.save(update_fields=["status", "answered_at", "answer", "is_hidden"])
    record(step.verb, proposal, by=by, changes={"hidden": is_hidden}, reason=proposal.answer)
    _tell(proposal, DECLINED)
    return proposal


@transaction.atomic(durable=True)
def withdraw(*, proposal: Proposal, by: Any) -> Proposal:
    """The author takes it back while nobody has answered."""
    proposal = _locked(proposal)
    life.check_is_author(by, proposal)
    step = PROPOSAL.step("withdraw", proposal.status)
    proposal.status = step.target
    proposal.save(update_fields=["status"])
    record(step.verb, proposal, by=by)
    return proposal


def _locked(proposal: Proposal) -> Proposal:
    council = lock(Council, proposal.council_id)
    proposal = lock(Proposal, proposal.pk)
    proposal.council = council
    return proposal


def _tell(proposal: Proposal, letter: Letter) -> None:
    context = {
        "number": proposal.number,
        "council": trilingual(proposal.council, "name"),
        "answer": proposal.answer,
    }
    notify(to=proposal.author, letter=letter, context=context, link=proposal.get_absolute_url())
