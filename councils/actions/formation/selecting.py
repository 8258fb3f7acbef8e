"""Checks, the public list, the vote of the working group, the order that approves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import composing, followers
from councils.actions.formation import notices
from councils.actions.formation.competitions import locked
from councils.choices import KNOWN, CandidateStatus, FormationKind
from councils.models import Candidate, CandidateCheck, Formation, GroupVote, Seat
from councils.queries.formation_votes import Counted, barred_pairs, counted
from councils.rules import candidates as rules
from councils.rules import councils
from councils.rules import formation as formation_rules
from councils.rules.councils import NewSeat
from councils.workflow import CANDIDACY, FORMATION
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, refuse


@transaction.atomic(durable=True)
def check(*, candidate: Candidate, answers: rules.Answers, by: Any) -> Candidate:
    """Enter the result of each criterion: code → (met, reason that everybody reads); the portal adds what it knows.

    Raises NotPermitted, Conflict, or Invalid with every fault.
    """
    formation = locked(candidate.formation)
    candidate = lock(Candidate, candidate.pk)
    candidate.formation = formation
    formation_rules.check_checks(by, formation)
    if candidate.status != CandidateStatus.SUBMITTED:
        raise Conflict(_("Only a candidacy that was sent is checked."))
    refuse(rules.answer_faults(candidate, answers))
    changes = {}
    for criterion in rules.criteria_of(candidate):
        is_known = criterion in KNOWN
        is_met, reason = rules.known_answer(candidate, criterion) if is_known else answers[criterion]
        values = {"is_met": is_met, "reason": reason.strip(), "by_portal": is_known}
        values |= {"made_at": clock.now(), "made_by": None if is_known else by}
        CandidateCheck.objects.update_or_create(candidate=candidate, criterion=criterion, defaults=values)
        changes[criterion] = is_met
    record("councils.candidate.checked", candidate, by=by, changes=changes)
    return candidate


@transaction.atomic(durable=True)
def publish_list(*, formation: Formation, by: Any) -> Formation:
    """Publish who is admitted and why, and open the vote. Raises NotPermitted, TransitionNotAllowed, Invalid."""
    formation = locked(formation)
    councils.check_serves(by, formation.council)
    step = FORMATION.step("publish_list", formation.status)
    sent = formation.candidates.select_for_update(of=("self",)).filter(status=CandidateStatus.SUBMITTED)
    candidates = list(sent.select_related("user", "organisation").prefetch_related("checks"))
    for one in candidates:
        one.formation = formation
    refuse(rules.list_faults(candidates))
    for one in candidates:
        _judge(one, by)
    formation.status, formation.listed_at = step.target, clock.now()
    formation.save(update_fields=["status", "listed_at"])
    admitted = sum(one.status == CandidateStatus.ADMITTED for one in candidates)
    record(step.verb, formation, by=by, changes={"sent": len(candidates), "admitted": admitted})
    notices.tell_group(formation)
    notices.tell_followers(formation, followers.LISTED, f"listed.{formation.listed_at.isoformat()}")
    return formation


def _judge(candidate: Candidate, by: Any) -> None:
    unmet = [check for check in candidate.checks.all() if not check.is_met]
    step = CANDIDACY.step("refuse" if unmet else "admit", candidate.status)
    candidate.status = step.target
    candidate.save(update_fields=["status"])
    record(step.verb, candidate, by=by, reason="; ".join(f"{one.criterion}: {one.reason}" for one in unmet))
    notices.tell_candidate(candidate, notices.REFUSED if unmet else notices.ADMITTED)


@transaction.atomic(durable=True)
def vote(*, formation: Formation, choices: Mapping[int, str], by: Any) -> Formation:
    """A member of the working group votes on every candidate: id → choice. It can be changed until it is counted.

    Raises NotPermitted, Conflict, Invalid where a vote is missing. Votes on somebody to whom the member is tied are left out.
    """
    formation = locked(formation)
    formation_rules.check_in_group(by, formation)
    rules.check_can_vote(formation)
    member = formation.group.get(user=by)
    candidates = list(formation.candidates.filter(status=CandidateStatus.ADMITTED))
    barred = barred_pairs(formation)
    refuse(rules.vote_faults(candidates, choices, member, barred))
    for one in candidates:
        if (member.pk, one.pk) not in barred:
            values = {"choice": choices[one.pk]}
            GroupVote.objects.update_or_create(member=member, candidate=one, defaults=values)
    record("councils.candidate.voted", formation, by=by, changes={"candidates": len(candidates)})
    return formation


@transaction.atomic(durable=True)
def count(*, formation: Formation, by: Any) -> Formation:
    """Count the votes and say who is elected. Raises Invalid without enough voters, or when the last seat is tied."""
    formation = locked(formation)
    councils.check_serves(by, formation.council)
    step = FORMATION.step("count", formation.status)
    result = counted(formation)
    refuse(_count_faults(result))
    for one in result.candidates:
        _decide(one, result, by)
    formation.status, formation.voted_at = step.target, clock.now()
    formation.group_size, formation.group_voted = result.group, result.voted
    formation.save(update_fields=["status", "voted_at", "group_size", "group_voted"])
    changes = {"elected": len(result.selection.elected), "voted": result.voted, "group": result.group}
    record(step.verb, formation, by=by, changes=changes)
    return formation


def _count_faults(result: Counted) -> list[Fault]:
    found = []
    if result.voted < result.quorum:
        values = {"voted": result.voted, "group": result.group, "quorum": result.quorum}
        text = _("%(voted)s of %(group)s members of the working group have voted; at least %(quorum)s must.")
        found.append(Fault(text % values))
    if result.selection.tied:
        numbers = ", ".join(str(one.number) for one in result.candidates if one.pk in result.selection.tied)
        text = _(
            "Candidates № %(numbers)s have the same votes for the last seats: the working group votes on them again."
        )
        found.append(Fault(text % {"numbers": numbers}))
    return found


def _decide(candidate: Candidate, result: Counted, by: Any) -> None:
    ballot = result.ballots[candidate.pk]
    is_elected = candidate.pk in result.selection.elected
    step = CANDIDACY.step("elect" if is_elected else "pass_over", candidate.status)
    candidate.status = step.target
    candidate.in_favour, candidate.against = ballot.in_favour, ballot.against
    candidate.abstained, candidate.barred = ballot.abstained, ballot.barred
    candidate.save(update_fields=["status", "in_favour", "against", "abstained", "barred"])
    changes = {"in_favour": ballot.in_favour, "against": ballot.against, "abstained": ballot.abstained}
    record(step.verb, candidate, by=by, changes=changes)
    notices.tell_candidate(candidate, notices.COUNTED)


@transaction.atomic(durable=True)
def approve(*, formation: Formation, act: composing.Act, delegates: Sequence[NewSeat], by: Any) -> Formation:
    """The order: seat the elected and those whom the state names. In a by-election ``act.starts_on`` is their first day.

    Raises NotPermitted, TransitionNotAllowed, Invalid with all faults (rules R50–R56).
    """
    formation = locked(formation)
    council = formation.council
    councils.check_serves(by, council)
    step = FORMATION.step("approve", formation.status)
    elected = list(
        formation.candidates.select_for_update(of=("self",))
        .filter(status=CandidateStatus.ELECTED)
        .select_related("organisation", "user")
        .order_by("number")
    )
    refuse(_delegate_faults(formation, delegates, elected, act))
    seats = [_seat_of(one) for one in elected]
    term = composing.locked_term(council, formation.term_id)
    if formation.kind == FormationKind.RENEWAL:
        made = composing.seat_composition(council, term, [*seats, *delegates], act, by)
    else:
        made = [composing.seat_later(council, term, one, act.starts_on, by) for one in seats]
    for one, seat in zip(elected, made, strict=False):
        _link(one, seat, act)
    formation.status, formation.approved_at = step.target, clock.now()
    formation.order_number, formation.decided_on = act.decision_number.strip(), act.decided_on
    formation.save(update_fields=["status", "approved_at", "order_number", "decided_on"])
    record(step.verb, formation, by=by, changes={"order": formation.order_number, "members": len(made)})
    notices.tell_followers(formation, followers.COMPOSED, "approved")
    return formation


def _delegate_faults(
    formation: Formation, delegates: Sequence[NewSeat], elected: Sequence[Candidate], act: composing.Act
) -> list[Fault]:
    found = []
    if len(delegates) > formation.state_places:
        values = {"named": len(delegates), "places": formation.state_places}
        found.append(Fault(_("%(named)s people from the state are named for %(places)s seats.") % values, rule="R52"))
    if not elected and not delegates:
        found.append(Fault(_("Nobody is elected: cancel this competition and start another one.")))
    if not act.decision_number.strip():
        found.append(Fault(_("Enter the number of the decision."), "decision_number"))
    return found


def _seat_of(candidate: Candidate) -> NewSeat:
    return NewSeat(
        candidate.full_name,
        candidate.side,
        candidate.organisation,
        candidate.occupation,
        candidate.is_public_servant,
    )


def _link(candidate: Candidate, seat: Seat, act: composing.Act) -> None:
    """The seat is the candidate's, with the account: invitations and votes reach the new member at once."""
    seat.user, candidate.seat = candidate.user, seat
    seat.save(update_fields=["user"])
    candidate.save(update_fields=["seat"])
    notices.tell_candidate(candidate, notices.SEATED, act.decision_number)
