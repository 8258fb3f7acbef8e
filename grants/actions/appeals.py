"""Appeals: sent by the head, taken and answered by a reviewer who had no part in what is appealed against."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from foundation.core.money import ZERO
from foundation.documents import actions as documents
from grants.actions import settlements
from grants.actions.notices import tell_appeal_answered, tell_appeal_sent
from grants.choices import AppealStatus, AppealSubject, ApplicationStatus
from grants.models import Appeal, Application, Call
from grants.rules import appeals as rules
from grants.rules import terms
from grants.workflow import APPEAL, APPLICATION

STEPS = {AppealStatus.GRANTED: "grant", AppealStatus.PARTLY: "grant_partly", AppealStatus.DECLINED: "decline"}


@transaction.atomic(durable=True)
def submit(*, application: Application, ground: str, text: str, upload: File[Any] | None = None, by: Any) -> Appeal:
    """Send an appeal; the money at stake is kept in the budget until it is answered.

    Raises NotPermitted, Conflict, DeadlinePassed, FileRefused, and Invalid with every fault.
    """
    application = _locked(application.pk)
    subject = rules.check_can_appeal(by, application)
    found = rules.faults(ground, text)
    if found:
        raise Invalid(*found)
    now, call = clock.now(), application.call
    appeal = Appeal.objects.create(
        application=application,
        number=Appeal.objects.filter(application__call=call).count() + 1,
        subject=subject,
        ground=ground,
        text=text.strip(),
        claim=rules.claim_of(application) if subject == AppealSubject.OUTCOME else ZERO,
        submitted_at=now,
        submitted_by=by,
        due_at=terms.until(now, call.review_days),
    )
    changes = {"appeal": appeal.number, "subject": subject, "ground": ground, "claim": appeal.claim}
    record("grants.appeal.submitted", application, by=by, changes=changes)
    if upload is not None:
        _keep(appeal, upload, by)
    tell_appeal_sent(appeal)
    return appeal


@transaction.atomic(durable=True)
def add_file(*, appeal: Appeal, upload: File[Any], by: Any) -> Appeal:
    """One more file, until a reviewer has begun."""
    appeal = _held(appeal)
    rules.check_can_add_file(by, appeal)
    if appeal.documents.count() >= rules.FILES_MAX:
        message = _("There can be %(most)s files at most.") % {"most": rules.FILES_MAX}
        raise Invalid(Fault(message, field="file"))
    _keep(appeal, upload, by)
    return appeal


@transaction.atomic(durable=True)
def take(*, appeal: Appeal, by: Any) -> Appeal:
    """A reviewer begins. Raises NotPermitted for whoever decided, Conflict when another has it."""
    appeal = _held(appeal)
    rules.check_can_review(by, appeal)
    step = APPEAL.step("take", appeal.status)
    appeal.status, appeal.reviewer = step.target, by
    appeal.save(update_fields=["status", "reviewer"])
    record(step.verb, appeal.application, by=by, changes={"appeal": appeal.number})
    return appeal


@transaction.atomic(durable=True)
def answer(
    *,
    appeal: Appeal,
    outcome: str,
    reason: str,
    amount: Decimal | None = None,
    total: Decimal | None = None,
    by: Any,
) -> Appeal:
    """The reviewer's word with its effect, all at once: the application moves, and the line is drawn anew.

    ``amount`` is the grant that is right for one that has a grant, ``total`` the points that are right for one that
    has none. The published ranking stays as it is; the effect stands beside it. Raises Invalid when the budget does
    not reach.
    """
    appeal = _held(appeal)
    rules.check_can_review(by, appeal)
    step = APPEAL.step(
        STEPS.get(AppealStatus(outcome), "decline") if outcome in AppealStatus.values else "decline", appeal.status
    )
    found = rules.decision_faults(appeal, outcome, reason, amount, total)
    if found:
        raise Invalid(*found)
    appeal.status, appeal.ended_at, appeal.reason = step.target, clock.now(), reason.strip()
    appeal.reviewer = by
    changes: dict[str, Any] = {"appeal": appeal.number}
    if step.name != "decline":
        changes |= _carry_out(appeal, amount, total, by)
    appeal.save(update_fields=["status", "ended_at", "reason", "reviewer", "corrected_total", "effect"])
    record(step.verb, appeal.application, by=by, changes=changes, reason=appeal.reason)
    tell_appeal_answered(appeal)
    return appeal


@transaction.atomic(durable=True)
def withdraw(*, appeal: Appeal, by: Any) -> Appeal:
    """The head takes the appeal back; its money is free again."""
    appeal = _held(appeal)
    rules.check_is_head(by, appeal.application.organisation)
    step = APPEAL.step("withdraw", appeal.status)
    appeal.status, appeal.ended_at = step.target, clock.now()
    appeal.save(update_fields=["status", "ended_at"])
    record(step.verb, appeal.application, by=by, changes={"appeal": appeal.number})
    return appeal


def _carry_out(appeal: Appeal, amount: Decimal | None, total: Decimal | None, by: Any) -> dict[str, Any]:
    application = appeal.application
    if appeal.subject == AppealSubject.CHECK:
        step = APPLICATION.step("reinstate", application.status)
        before, application.status, application.decision_reason = application.status, step.target, ""
        application.save(update_fields=["status", "decision_reason"])
        record(step.verb, application, by=by, changes={"status": [before, step.target]}, reason=appeal.reason)
        return {"status": [before, step.target]}
    if application.status == ApplicationStatus.FUNDED:
        return settlements.raise_amount(appeal=appeal, amount=amount or ZERO, by=by)
    appeal.corrected_total = total
    return settlements.draw_line_anew(appeal=appeal, by=by)


def _locked(pk: int) -> Application:
    """The application with its call, locked from the outside in."""
    call = lock(Call, Application.objects.get(pk=pk).call_id)
    application = lock(Application, pk)
    application.call = call
    return application


def _held(appeal: Appeal) -> Appeal:
    application = _locked(appeal.application_id)
    appeal = lock(Appeal, appeal.pk)
    appeal.application = application
    return appeal


def _keep(appeal: Appeal, upload: File[Any], by: Any) -> None:
    document = documents.store(upload=upload, by=by)
    appeal.documents.add(document)
    changes = {"appeal": appeal.number, "file": document.name, "sha256": document.sha256}
    record("grants.appeal.file_added", appeal.application, by=by, changes=changes)
