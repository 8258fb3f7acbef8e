"""Seating members. Steps: a council is formed by an act that is typed in, or by a competition; both end here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.choices import TermStatus
from councils.models import Council, Seat, Term
from councils.rules import councils as rules
from councils.workflow import TERM
from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, refuse


@dataclass(frozen=True, slots=True)
class Act:
    """The act of approval and the term that it sets."""

    decision_number: str
    decided_on: dt.date
    starts_on: dt.date
    ends_on: dt.date


def begin_term(council: Council, size: int, by: Any) -> Term:
    """The next composition, still to be formed. Raises Invalid for a size that the level does not allow (rule R50)."""
    refuse(rules.size_faults(council.level, size))
    newest = council.terms.order_by("-number").first()
    term = Term.objects.create(council=council, number=newest.number + 1 if newest else 1, size=size)
    record("councils.term.started", term, by=by, changes={"size": size})
    return term


def seat_composition(council: Council, term: Term, seats: Sequence[rules.NewSeat], act: Act, by: Any) -> list[Seat]:
    """Seat the members that an act has approved; the term before ends the day before this one begins.

    ``council`` and ``term`` are locked. Raises TransitionNotAllowed, or Invalid with all faults (rules R50–R56).
    """
    step = TERM.step("approve", term.status)
    faults = _act_faults(act)
    refuse([*faults, *rules.composition_faults(council.level, term.size, seats, act.starts_on)])
    sitting = council.terms.select_for_update().filter(status=TermStatus.SITTING).first()
    if sitting:
        end_sitting(sitting, act.starts_on - dt.timedelta(days=1), by, "")
    term.status, term.starts_on, term.ends_on = step.target, act.starts_on, act.ends_on
    term.decision_number, term.decided_on = act.decision_number.strip(), act.decided_on
    term.save(update_fields=["status", "starts_on", "ends_on", "decision_number", "decided_on"])
    made = Seat.objects.bulk_create(_seat(term, one, act.starts_on) for one in seats)
    decision = {"members": len(seats), "starts_on": act.starts_on, "ends_on": act.ends_on}
    record(step.verb, term, by=by, changes={**decision, "decision": term.decision_number})
    return made


def seat_later(council: Council, term: Term, seat: rules.NewSeat, started_on: dt.date, by: Any) -> Seat:
    """Seat one member of a composition that sits. Raises Conflict, or Invalid (rules R50, R52, R53, R56)."""
    if term.status != TermStatus.SITTING:
        raise Conflict(_("This composition does not sit."))
    faults = rules.composition_faults(council.level, term.size, [*_present(term), seat], started_on)
    refuse([fault for fault in faults if fault.rule != "R50" or term.seats.in_force().count() >= term.size])
    made = _seat(term, seat, started_on)
    made.save(force_insert=True)
    record("councils.seat.added", term, by=by, changes={"side": seat.side, "post": seat.post, "from": started_on})
    return made


def end_sitting(term: Term, last_day: dt.date, by: Any, reason: str) -> None:
    """End the work of a composition that is locked."""
    step = TERM.step("end", term.status)
    earliest = (term.starts_on or last_day) + dt.timedelta(days=1)
    before, term.ends_on = term.ends_on, max(min(term.ends_on or last_day, last_day), earliest)
    term.status = step.target
    term.save(update_fields=["status", "ends_on"])
    record(step.verb, term, by=by, changes={"ends_on": [before, term.ends_on]}, reason=reason)


def locked_term(council: Council, pk: int) -> Term:
    """The term, locked after its council."""
    term = lock(Term, pk)
    term.council = council
    return term


def _act_faults(act: Act) -> list[Fault]:
    found = []
    if act.ends_on <= act.starts_on:
        found.append(Fault(_("The term must end after it begins."), "ends_on", "R55"))
    if not act.decision_number.strip():
        found.append(Fault(_("Enter the number of the decision."), "decision_number"))
    return found


def _seat(term: Term, new: rules.NewSeat, started_on: dt.date) -> Seat:
    return Seat(
        term=term,
        full_name=new.full_name.strip(),
        side=new.side,
        organisation=new.organisation,
        occupation=new.occupation.strip(),
        is_public_servant=new.is_public_servant,
        post=new.post,
        started_on=started_on,
    )


def _present(term: Term) -> list[rules.NewSeat]:
    return [
        rules.NewSeat(one.full_name, one.side, one.organisation, one.occupation, one.is_public_servant, one.post)
        for one in term.seats.in_force().select_related("organisation")
    ]
