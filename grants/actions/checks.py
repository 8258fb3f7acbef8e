"""Carrying out the formal check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.core.workflow import Transition
from grants.actions.applications import keep_answers
from grants.actions.notices import tell_checked, tell_sent_back
from grants.choices import CheckConclusion, EligibilityStage
from grants.models import Application, Call, FormalCheck, FormalCheckItem, SubmittedVersion
from grants.rules import checks as rules
from grants.rules import terms
from grants.rules.applications import eligibility_at_check
from grants.workflow import CHECK


@transaction.atomic(durable=True)
def conclude(
    *,
    application: Application,
    version: int,
    answers: Sequence[rules.Answer],
    conclusion: str,
    reason: str = "",
    by: Any,
) -> FormalCheck:
    """Store the eight answers with their conclusion, all or nothing. It counts once another officer confirms it.

    ``version`` is the number of the sent version that was looked at. Raises NotPermitted, TransitionNotAllowed,
    Conflict when another version was sent meanwhile or a conclusion waits, and Invalid with every fault (fields as in
    ``rules.faults``).
    """
    call = lock(Call, application.call_id)
    application = lock(Application, application.pk)
    application.call = call
    rules.check_can_check(by, application)
    sent = _last_version(application, version)
    found = rules.faults(answers, conclusion, reason)
    if conclusion == CheckConclusion.ADMIT:
        found += eligibility_at_check(application)
    if found:
        raise Invalid(*found)
    rules.check_conclusion(application, conclusion)
    check = FormalCheck.objects.create(
        application=application,
        version=sent,
        number=application.checks.count() + 1,
        conclusion=conclusion,
        # A reason that was typed before the conclusion became «admit» is not a reason of anything.
        reason="" if conclusion == CheckConclusion.ADMIT else reason.strip(),
        checked_by=by,
        checked_at=clock.now(),
    )
    _store_answers(check, answers)
    keep_answers(application, EligibilityStage.CHECKED)
    record("grants.check.proposed", application, by=by, changes=_told(check, answers), reason=check.reason)
    return check


@transaction.atomic(durable=True)
def confirm(*, check: FormalCheck, by: Any) -> FormalCheck:
    """The second officer agrees: the application moves, and the applicant reads the conclusion at once.

    A returned application gets the call's working days for its correction, counted from now. Raises NotPermitted for
    the officer who concluded, Conflict when the conclusion was answered already, TransitionNotAllowed.
    """
    check = _locked(check)
    rules.check_can_review(by, check)
    step, application, now = CHECK.step("confirm", check.stage), check.application, clock.now()
    moved = rules.check_conclusion(application, check.conclusion)
    check.stage, check.reviewed_by, check.reviewed_at = step.target, by, now
    if check.conclusion == CheckConclusion.RETURN:
        check.correct_until = terms.until(now, application.call.correction_days)
    check.save(update_fields=["stage", "reviewed_by", "reviewed_at", "correct_until"])
    _move(application, moved, check.reason)
    record(step.verb, application, by=by, changes={"check": check.number, "concluded_by": check.checked_by})
    unmet = list(check.items.filter(is_met=False).values_list("item", flat=True))
    changes = {"check": check.number, "version": check.version.number, "no": unmet, "status": moved.target}
    record(moved.verb, application, by=by, changes=changes, reason=check.reason)
    tell_checked(check)
    return check


@transaction.atomic(durable=True)
def send_back(*, check: FormalCheck, remark: str, by: Any) -> FormalCheck:
    """The second officer does not agree: the application waits for a new check, with the remark beside it."""
    check = _locked(check)
    rules.check_can_review(by, check)
    step = CHECK.step("send_back", check.stage)
    if not remark.strip():
        raise Invalid(Fault(_("Say what the first officer should look at."), "remark"))
    check.stage, check.reviewed_by, check.reviewed_at, check.remark = step.target, by, clock.now(), remark.strip()
    check.save(update_fields=["stage", "reviewed_by", "reviewed_at", "remark"])
    record(step.verb, check.application, by=by, changes={"check": check.number}, reason=check.remark)
    tell_sent_back(check)
    return check


def _locked(check: FormalCheck) -> FormalCheck:
    application = Application.objects.get(pk=check.application_id)
    call = lock(Call, application.call_id)
    application = lock(Application, application.pk)
    check = lock(FormalCheck, check.pk)
    application.call, check.application = call, application
    return check


def _told(check: FormalCheck, answers: Sequence[rules.Answer]) -> dict[str, Any]:
    return {
        "check": check.number,
        "version": check.version.number,
        "conclusion": check.conclusion,
        "no": [one.item for one in answers if not one.is_met],
    }


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
