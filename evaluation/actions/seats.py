"""What an expert does about the own seat, and what an officer does about an expert with a conflict."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation import rules
from evaluation.actions.assignments import refill
from evaluation.actions.departures import leave
from evaluation.actions.panels import give_sheets
from evaluation.choices import RoundStatus
from evaluation.models import Round, Seat
from evaluation.workflow import SEAT
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid


@transaction.atomic(durable=True)
def accept(*, seat: Seat, statement: str, by: Any) -> Seat:
    """Sign the no-conflict statement in the words that were shown (rule R36). In an open round the sheets come at once.

    Raises Conflict when the data knows a tie (R35), when the seat is in reserve, and after the closing.
    """
    round_ = lock(Round, seat.round_id)
    seat = lock(Seat, seat.pk)
    seat.round = round_
    rules.check_can_accept(by, seat)
    step = SEAT.step("accept", seat.status)
    if not statement.strip():
        raise Invalid(Fault(_("The statement is empty."), field="statement", rule="R36"))
    seat.status, seat.statement, seat.signed_at = step.target, statement.strip(), clock.now()
    seat.save(update_fields=["status", "statement", "signed_at"])
    record(step.verb, seat, by=by, changes={"statement": seat.statement})
    if refill(round_, by=by) is None and round_.status in {RoundStatus.SCORING, RoundStatus.EXTRA}:
        give_sheets(round_, [seat])
    return seat


@transaction.atomic(durable=True)
def recuse(*, seat: Seat, reason: str, by: Any) -> Seat:
    """The expert leaves the round: all sheets become void with a trace, and the next of the reserve takes the seat.

    By the expert, or by an officer when a conflict is found later, also after the closing: then nobody takes the seat,
    and the ranking is computed again by a job. Raises Invalid without a reason.
    """
    round_ = lock(Round, seat.round_id)
    seat = lock(Seat, seat.pk)
    seat.round = round_
    rules.check_can_recuse(by, seat)
    SEAT.step("recuse", seat.status)
    if not reason.strip():
        raise Invalid(Fault(_("Say why the expert leaves the round."), field="reason", rule="R36"))
    return leave(seat, round_, reason=reason.strip(), by=by)
