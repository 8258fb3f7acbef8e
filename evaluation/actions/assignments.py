"""Who scores what: proposed by a worker, accepted by an officer, mended when an expert leaves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation import queries, rules
from evaluation.actions import panel_notices
from evaluation.actions.panels import give_sheets
from evaluation.choices import RoundStatus, SeatStatus, SheetStatus
from evaluation.models import Assignment, Round, ScoreSheet
from evaluation.rules.conflicts import barred_pairs, terms_of
from evaluation.scoring.assignment import Pair, Plan, Problem, solve
from evaluation.scoring.assignment_document import Document, pairs_of, written
from evaluation.scoring.canonical import digest
from foundation.audit.record import record
from foundation.core import clock, jobs
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.core.models import Job


@transaction.atomic(durable=True)
def propose(*, round: Round, by: Any) -> Job:  # noqa: A002 - the word of the domain
    """Want an assignment worked out; its job ends with a proposal to look at. Every sitting expert must have signed."""
    round_ = lock(Round, round.pk)
    rules.check_can_assign(by, round_)
    key = f"evaluation.assign:{round_.pk}"
    return jobs.enqueue("evaluation.propose_assignment", owner=by, key=key, round_id=round_.pk, user_id=by.pk)


def work_out(round_: Round) -> Document:
    """The best assignment of the round as it is now, as a document. Reads only: it can take seconds."""
    problem = _problem(round_)
    return written(problem, solve(problem))


def _problem(round_: Round) -> Problem:
    seats = queries.assignable_seats(round_)
    return queries.assignment_problem(round_, terms_of(round_), seats=seats, barred=barred_pairs(round_, seats))


@transaction.atomic(durable=True)
def store_proposal(*, round: Round, document: Document, by: Any) -> Assignment:  # noqa: A002
    """Keep what was worked out as the proposal of the round; an older proposal is thrown away."""
    round_ = lock(Round, round.pk)
    rules.check_can_assign(by, round_)
    Assignment.objects.filter(round=round_, accepted_at=None).delete()
    assignment = keep(round_, document, by=by)
    changes = {"number": assignment.number, "digest": assignment.digest, "short": len(document["shortages"])}
    record("evaluation.assignment.proposed", assignment, by=by, changes=changes)
    return assignment


def keep(round_: Round, document: Document, *, by: Any, **values: Any) -> Assignment:
    """A step: the next list of the round, with its digest."""
    last = round_.assignments.order_by("-number").values_list("number", flat=True).first()
    return Assignment.objects.create(
        round=round_,
        number=(last or 0) + 1,
        document=document,
        digest=digest(document),
        created_by=by,
        created_at=clock.now(),
        **values,
    )


@transaction.atomic(durable=True)
def accept(*, assignment: Assignment, by: Any, reason: str = "") -> Assignment:
    """Put a proposal in force: from the opening on each expert gets the sheets of the own entries.

    Raises Conflict when something has changed since it was worked out (a tie, a seat, the terms), and Invalid without a
    ``reason`` when some entries get fewer experts than wanted.
    """
    round_ = lock(Round, assignment.round_id)
    assignment = lock(Assignment, assignment.pk)
    rules.check_can_assign(by, round_)
    if assignment.accepted_at is not None:
        raise Conflict(_("This assignment has been accepted already."))
    if _facts(written(_problem(round_), Plan(pairs=[], loads={}))) != _facts(assignment.document):
        raise Conflict(_("Experts, conflicts or terms have changed since this was worked out. Make a new proposal."))
    short = len(assignment.document["shortages"])
    if short and not reason.strip():
        message = ngettext(
            "%(count)d entry has fewer experts than wanted. Say why it stays so.",
            "%(count)d entries have fewer experts than wanted. Say why it stays so.",
            short,
        )
        raise Invalid(Fault(message % {"count": short}, field="reason"))
    assignment.reason, assignment.accepted_at = reason.strip(), clock.now()
    assignment.save(update_fields=["reason", "accepted_at"])
    changes = {"number": assignment.number, "digest": assignment.digest, "short": short}
    record("evaluation.assignment.accepted", assignment, by=by, changes=changes, reason=assignment.reason)
    return assignment


def _facts(document: Document) -> list[Any]:
    return [document[name] for name in ("seed", "terms", "entries", "experts", "barred")]


def refill(round_: Round, *, by: Any) -> Assignment | None:
    """A step: entries that have lost an expert get another, so that loads stay even; what is given stays as it is.

    The new list replaces the old one at once, and the sheets come with it. None when there is no assignment, when
    nothing is to be mended, or while an expert who has taken a seat has not signed yet.
    """
    current = queries.accepted_assignment(round_) if round_.experts_per_entry else None
    if current is None or round_.status not in {RoundStatus.ASSEMBLING, RoundStatus.SCORING}:
        return None
    if round_.seats.sitting().exclude(status=SeatStatus.ACCEPTED).exists():
        return None
    old, whole = pairs_of(current.document), _problem(round_)
    kept = _kept(round_, old, whole)
    problem = _partial(whole, kept)
    plan = solve(problem)
    pairs = sorted(kept | set(plan.pairs))
    if pairs == old:
        return None
    document = written(problem, plan, pairs=pairs)
    reason = _("An expert was replaced.")
    assignment = keep(round_, document, by=by, reason=reason, accepted_at=clock.now())
    changes = {"number": assignment.number, "digest": assignment.digest, "added": len(set(pairs) - set(old))}
    record("evaluation.assignment.mended", assignment, by=by, changes=changes, reason=reason)
    _give(round_, {seat for _entry, seat in set(pairs) - set(old)})
    if plan.shortages:
        panel_notices.tell_short(round_, count=len(plan.shortages))
    return assignment


def _kept(round_: Round, old: list[Pair], problem: Problem) -> set[Pair]:
    """What of the list in force still holds: the expert sits, may score the entry, and the sheet is not void."""
    sitting = {reader.number for reader in problem.readers}
    void = ScoreSheet.objects.filter(entry__round=round_, status=SheetStatus.VOID)
    gone = problem.barred | set(void.values_list("entry__number", "seat__number"))
    return {pair for pair in old if pair[1] in sitting and pair not in gone}


def _partial(problem: Problem, kept: set[Pair]) -> Problem:
    """The problem of the entries that lack an expert alone: all others count as what the experts carry already."""
    held = Counter(case for case, _reader in kept)
    short = [case for case in problem.cases if held[case.number] < problem.terms.per_entry]
    numbers = {case.number for case in short}
    carried = Counter(reader for case, reader in kept if case not in numbers)
    barred = frozenset(pair for pair in problem.barred if pair[0] in numbers)
    still = frozenset(pair for pair in kept if pair[0] in numbers)
    return replace(problem, cases=short, barred=barred, kept=still, carried=dict(carried))


def _give(round_: Round, numbers: set[int]) -> None:
    if round_.status == RoundStatus.SCORING:
        give_sheets(round_, list(round_.seats.filter(number__in=numbers).select_related("expert")))
