"""Applicants answer their own marks between the end of scoring and the decision."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.models import Answer, Entry, Round
from evaluation.rules import answers as rules
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import add_working_days, cut_off, local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from registry.queries import working_day_overrides

END_OF_DAY = dt.time(23, 59)


def ask(*, round: Round, by: Any) -> Round:  # noqa: A002 - the word of the domain
    """A step of another room's action: applicants may answer until the end of the last of the announced working days."""
    round_ = lock(Round, round.pk)
    rules.check_can_ask(by, round_)
    last = add_working_days(local_date(clock.now()), round_.answer_days, working_day_overrides())
    round_.answers_until = cut_off(last, END_OF_DAY)
    round_.save(update_fields=["answers_until"])
    record("evaluation.answers.asked", round_, by=by, changes={"answers_until": round_.answers_until})
    return round_


@transaction.atomic(durable=True)
def answer(*, entry: Entry, text: str, by: Any) -> Answer:
    """Keep the applicant's one answer. Raises NotPermitted, DeadlinePassed, Conflict for a second one, Invalid."""
    round_ = lock(Round, entry.round_id)
    entry.round = round_
    rules.check_can_answer(by, entry)
    text = text.strip()
    if not text:
        raise Invalid(Fault(_("Write your answer."), field="text"))
    if len(text) > Answer.LONGEST:
        message = _("The answer can have %(most)d characters at most.") % {"most": Answer.LONGEST}
        raise Invalid(Fault(message, field="text"))
    kept = Answer.objects.create(entry=entry, text=text, sent_at=clock.now(), sent_by=by)
    record("evaluation.answer.sent", kept, by=by, changes={"entry": entry.reference})
    return kept
