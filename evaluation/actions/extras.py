"""One more expert where marks diverge: the independent marks end, their spread is compared with the threshold that the
contest announced, and the reserve of the draw scores the entries over it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation import queries
from evaluation.actions import panel_notices
from evaluation.actions.assignments import keep
from evaluation.actions.panels import give_sheets
from evaluation.actions.rounds import check_no_ties, early_fault, held_sheets, is_early
from evaluation.choices import SeatKind, SeatStatus
from evaluation.models import Assignment, Round, Seat
from evaluation.queries import Divergence
from evaluation.rules import extras as rules
from evaluation.rules.conflicts import barred_pairs, terms_of
from evaluation.scoring.assignment import Problem, solve
from evaluation.scoring.assignment_document import written
from evaluation.workflow import ROUND
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid


@transaction.atomic(durable=True)
def compare(*, round: Round, by: Any, reason: str = "") -> Round:  # noqa: A002 - the word of the domain
    """End the independent marks: from now on officers without a tie see which entries are over the threshold.

    Drafts stay drafts. Raises Invalid without a ``reason`` while there is time and somebody has not finished.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_compare(by, round_)
    step = ROUND.step("compare", round_.status)
    check_no_ties(round_)
    sheets, drafts = held_sheets(round_)
    if drafts and is_early(round_.scoring_until) and not reason.strip():
        raise Invalid(early_fault(drafts))
    round_.status = step.target
    round_.save(update_fields=["status"])
    record(step.verb, round_, by=by, changes={"sheets": sheets, "not_submitted": drafts}, reason=reason.strip())
    return round_


@transaction.atomic(durable=True)
def call(*, round: Round, extra_until: dt.datetime, reason: str, by: Any) -> Assignment:  # noqa: A002
    """Give each entry over the threshold that has none one more expert of the reserve, until ``extra_until``.

    Who scores which entry is worked out like any assignment (ADR 19), so anybody can repeat it: nobody with a tie, loads
    even, the seed decides between equals. Who is called signs the statement first. Raises Invalid without a reason or
    for a moment that is over, and Conflict when no entry needs an expert or nobody of the reserve may score any of them.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_call_extra(by, round_)
    wanted = [one for one in queries.divergent(round_) if not one.experts]
    _check(wanted, extra_until, reason)
    problem = _problem(round_, wanted)
    plan = solve(problem)
    if not plan.pairs:
        raise Conflict(
            _("Nobody of the reserve may score these entries: ties, languages or limits keep all of them away.")
        )
    document = written(problem, plan) | {
        "threshold": f"{round_.extra_over:.2f}",
        "spreads": [[one.entry.number, f"{one.spread:.2f}"] for one in wanted],
    }
    assignment = keep(round_, document, by=by, is_extra=True, reason=reason.strip(), accepted_at=clock.now())
    round_.extra_until = extra_until
    round_.save(update_fields=["extra_until"])
    changes = {"number": assignment.number, "digest": assignment.digest, "entries": len(plan.pairs)}
    record("evaluation.extra.called", assignment, by=by, changes=changes, reason=assignment.reason)
    _seat(round_, {seat for _entry, seat in plan.pairs}, by=by)
    return assignment


def _check(wanted: list[Divergence], extra_until: dt.datetime, reason: str) -> None:
    if not wanted:
        raise Conflict(_("No entry is over the threshold without one more expert."))
    faults = []
    if extra_until <= clock.now():
        faults.append(Fault(_("The end of their scoring must be in the future."), "extra_until", "R38"))
    if not reason.strip():
        faults.append(Fault(_("Say why one more expert is called. Everybody can read it later."), "reason"))
    if faults:
        raise Invalid(*faults)


def _problem(round_: Round, wanted: list[Divergence]) -> Problem:
    """The entries over the threshold, one expert each, from the reserve; what was given to it before is carried."""
    seats = queries.reserve_seats(round_)
    whole = queries.assignment_problem(round_, terms_of(round_), seats=seats, barred=barred_pairs(round_, seats))
    numbers = {one.entry.number for one in wanted}
    given = {(entry, seat) for seat, entries in queries.extra_entries(round_).items() for entry in entries}
    carried = Counter(seat for entry, seat in given if entry not in numbers)
    return replace(
        whole,
        cases=[case for case in whole.cases if case.number in numbers],
        terms=replace(whole.terms, per_entry=1),
        # who was called for an entry and has left it is not called for it again
        barred=frozenset(pair for pair in whole.barred | given if pair[0] in numbers),
        carried=dict(carried),
    )


def _seat(round_: Round, numbers: set[int], *, by: Any) -> None:
    """Those of the reserve take a seat and are asked to sign; who has signed gets the sheets at once."""
    seats = list(round_.seats.filter(number__in=numbers).select_related("expert__user").order_by("number"))
    for seat in seats:
        seat.round = round_
        if seat.kind == SeatKind.RESERVE:
            _promote(seat, by=by)
    give_sheets(round_, [seat for seat in seats if seat.status == SeatStatus.ACCEPTED])
    for seat in seats:
        panel_notices.tell_called(seat)


def _promote(seat: Seat, *, by: Any) -> None:
    seat.kind = SeatKind.EXTRA
    seat.save(update_fields=["kind"])
    record("evaluation.seat.promoted", seat, by=by, changes={"kind": [SeatKind.RESERVE, SeatKind.EXTRA]})
