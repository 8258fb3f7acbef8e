"""Carrying out the formal check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Invalid
from foundation.core.workflow import Transition
from grants.actions.applications import keep_answers
from grants.actions.notices import tell_checked
from grants.choices import CheckConclusion, EligibilityStage
from grants.models import Application, Call, FormalCheck, FormalCheckItem, SubmittedVersion
from grants.rules import checks as rules
from grants.rules.applications import eligibility_at_check


@transaction.atomic(durable=True)
def conclude(  # noqa: PLR0913 - all by keyword
    *,
    application: Application,
    version: int,
    answers: Sequence[rules.Answer],
    conclusion: str,
    reason: str = "",
    correct_until: dt.datetime | None = None,
    by: Any,
) -> FormalCheck:
    """Store the eight answers with their conclusion, all or nothing, and move the application accordingly.

    ``version`` is the number of the sent version that was looked at. Raises NotPermitted, TransitionNotAllowed,
    Conflict when another version was sent meanwhile, and Invalid with every fault (fields as in ``rules.faults``).
    """
    lock(Call, application.call_id)
    application = lock(Application, application.pk)
    rules.check_can_check(by, application)
    sent = _last_version(application, version)
    found = rules.faults(answers, conclusion, reason, correct_until)
    if conclusion == CheckConclusion.ADMIT:
        found += eligibility_at_check(application)
    if found:
        raise Invalid(*found)
    step = rules.check_conclusion(application, conclusion)
    until = correct_until if conclusion == CheckConclusion.RETURN else None
    # A reason that was typed before the conclusion became «admit» is not a reason of anything.
    reason = "" if conclusion == CheckConclusion.ADMIT else reason.strip()
    check = FormalCheck.objects.create(
        application=application,
        version=sent,
        number=application.checks.count() + 1,
        conclusion=conclusion,
        reason=reason,
        correct_until=until,
        checked_by=by,
        checked_at=clock.now(),
    )
    _store_answers(check, answers)
    keep_answers(application, EligibilityStage.CHECKED)
    _move(application, step, reason)
    changes = {"check": check.number, "version": sent.number, "no": [one.item for one in answers if not one.is_met]}
    record(step.verb, application, by=by, changes=changes | {"status": step.target}, reason=reason)
    tell_checked(check)
    return check


def _last_version(application: Application, number: int) -> SubmittedVersion:
    sent = application.versions.order_by("-number").first()
    if sent is None or sent.number != number:
        raise Conflict(_("The applicant has sent another version meanwhile. Look at it before you conclude."))
    return sent


def _store_answers(check: FormalCheck, answers: Sequence[rules.Answer]) -> None:
    FormalCheckItem.objects.bulk_create(
        FormalCheckItem(
            check_of=check,
            item=answer.item,
            is_met=answer.is_met,
            reason="" if answer.is_met else answer.reason.strip(),
        )
        for answer in answers
    )


def _move(application: Application, step: Transition, reason: str) -> None:
    application.status = step.target
    application.decision_reason = reason if step.name == "refuse" else ""
    application.save(update_fields=["status", "decision_reason"])
