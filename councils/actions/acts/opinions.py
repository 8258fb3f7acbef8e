"""The opinion of the council, and the moment when the body has answered everything."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from councils.actions import work_notices as notices
from councils.actions.work import is_late, locked, wait_until
from councils.models import DraftAct, Motion
from councils.rules import acts as rules
from councils.rules.councils import check_serves
from councils.rules.recommendations import due_on
from councils.workflow import ACT
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import refuse


@transaction.atomic(durable=True)
def decide(  # an opinion is these facts
    *, act: DraftAct, opinion: str, opinion_text: str, motion: Motion | None, own_rules: str, by: Any
) -> DraftAct:
    """Give the opinion, by a carried vote or a clause of the council's rules; the body's term begins (rule R61).

    Raises NotPermitted, TransitionNotAllowed, or Invalid with every fault.
    """
    act = locked(act)
    check_serves(by, act.council)
    step = ACT.step("decide", act.status)
    refuse(rules.opinion_faults(act, opinion, opinion_text, motion, own_rules))
    today = local_date(clock.now())
    act.status, act.opinion, act.opinion_text = step.target, opinion, opinion_text.strip()
    act.motion, act.own_rules, act.decided_at = motion, own_rules.strip(), clock.now()
    act.opinion_is_late, act.answer_due_on = is_late(act, today), due_on(today)
    wait_until(act, act.answer_due_on)
    act.save()
    changes = {"opinion": opinion, "late": act.opinion_is_late, "answer_due_on": act.answer_due_on}
    record(step.verb, act, by=by, changes=changes)
    notices.tell_body(act, act.body, notices.ACT_DECIDED)
    return act


@transaction.atomic(durable=True)
def finish_answers(*, act: DraftAct, by: Any) -> DraftAct:
    """Send the answers: every point and comment has one. Raises NotPermitted, TransitionNotAllowed or Invalid."""
    act = locked(act)
    rules.check_sends(by, act.body)
    step = ACT.step("answer", act.status)
    refuse(rules.finish_faults(act))
    act.status, act.answered_at = step.target, clock.now()
    act.answer_is_late = is_late(act, local_date(act.answered_at))
    act.save(update_fields=["status", "answered_at", "answer_is_late", *wait_until(act, None)])
    record(step.verb, act, by=by, changes={"late": act.answer_is_late})
    notices.tell_body(act, act.council.body, notices.ACT_ANSWERED)
    for remark in act.remarks.filter(hidden_at=None, author__isnull=False).select_related("author"):
        remark.act = act
        notices.tell_commented(remark, notices.REMARK_ANSWERED)
    return act
