"""When applicants are asked for their answers, and when the commission need not wait for them any more."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluation.models import Round
from evaluation.rules import answers as rules
from foundation.core import clock, presentation
from foundation.core.errors import Conflict, Fault
from grants.choices import CallStatus
from grants.models import Call
from grants.rules.checks import check_is_officer


def check_can_ask(user: Any, call: Call) -> Round:
    """The round, for an officer of the operator, while the call is with the experts and their ranking is computed."""
    check_is_officer(user, call)
    if call.status != CallStatus.SCORING or call.round is None:
        raise Conflict(_("Applicants are asked after the experts and before the commission."))
    rules.check_can_ask(user, call.round)
    return call.round


def answer_faults(call: Call) -> list[Fault]:
    """What keeps a call with answers from the commission: applicants were not asked, or still have time."""
    if not call.answer_days or call.round is None:
        return []
    until = call.round.answers_until
    if until is None:
        return [Fault(_("Applicants have not been asked for their answers, which the call has announced."))]
    if clock.now() <= until:
        moment = presentation.moment(until, with_zone=True)
        return [Fault(_("Applicants may answer their marks until %(moment)s.") % {"moment": moment})]
    return []
