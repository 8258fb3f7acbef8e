"""Reports of heads: plan, questions of the public, answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import work_notices as notices
from councils.actions.work import is_late, locked, next_number, wait_until
from councils.models import Council, HeadQuestion, HeadReport
from councils.rules import terms
from councils.rules import voices as rules
from councils.rules.councils import check_serves
from councils.workflow import HEAD_QUESTION, HEAD_REPORT
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse
from foundation.documents import actions as documents
from registry.models import Body
from registry.rules.placing import NOWHERE, Typed, place_of

PLAN = ("topic", "head_name", "head_post", "held_at", "place", "questions_until")


@transaction.atomic(durable=True)
def plan(
    *, council: Council, body: Body, values: Mapping[str, Any], upload: UploadedFile | None = None, by: Any
) -> HeadReport:
    """Plan the report of the head of ``body``: ``PLAN``. Raises NotPermitted, or Invalid with every fault."""
    council = lock(Council, council.pk)
    check_serves(by, council)
    refuse(rules.plan_faults(values))
    report = HeadReport.objects.create(
        council=council,
        body=body,
        number=next_number(HeadReport, council),
        created_by=by,
        file=documents.store(upload=upload, by=by) if upload else None,
        **{name: values[name] for name in PLAN},
    )
    record("councils.head_report.planned", report, by=by, changes={"topic": report.topic, "held_at": report.held_at})
    return report


@transaction.atomic(durable=True)
def change(
    *, report: HeadReport, body: Body, values: Mapping[str, Any], upload: UploadedFile | None = None, by: Any
) -> HeadReport:
    """Change a plan that is not announced. Raises NotPermitted, Conflict or Invalid."""
    report = locked(report)
    rules.check_can_change(by, report)
    refuse(rules.plan_faults(values))
    report.body = body
    for name in PLAN:
        setattr(report, name, values[name])
    if upload:
        report.file = documents.store(upload=upload, by=by)
    report.save(update_fields=["body", "file", *PLAN])
    record("councils.head_report.changed", report, by=by, changes={"topic": report.topic, "held_at": report.held_at})
    return report


@transaction.atomic(durable=True)
def announce(*, report: HeadReport, by: Any) -> HeadReport:
    """Everybody may ask from now on. Raises NotPermitted, TransitionNotAllowed or Invalid."""
    report = locked(report)
    check_serves(by, report.council)
    step = HEAD_REPORT.step("announce", report.status)
    refuse(rules.announce_faults(report, clock.now()))
    report.status = step.target
    report.save(update_fields=["status"])
    record(step.verb, report, by=by, changes={"questions_until": report.questions_until})
    notices.tell_body(report, report.body, notices.HEAD_REPORT_ANNOUNCED)
    notices.tell_members(report, notices.HEAD_REPORT_ANNOUNCED)
    return report


@transaction.atomic(durable=True)
def hear(*, report: HeadReport, by: Any) -> HeadReport:
    """The head has reported: the term of the answers begins."""
    report = locked(report)
    check_serves(by, report.council)
    step = HEAD_REPORT.step("hear", report.status)
    report.status, report.heard_at = step.target, clock.now()
    report.answers_due_on = terms.day_by(terms.HEAD_REPORT, local_date(report.heard_at))
    turn = wait_until(report, report.answers_due_on)
    report.save(update_fields=["status", "heard_at", "answers_due_on", *turn])
    record(step.verb, report, by=by, changes={"answers_due_on": report.answers_due_on})
    notices.tell_body(report, report.body, notices.HEAD_REPORT_HEARD)
    return report


@transaction.atomic(durable=True)
def close(*, report: HeadReport, by: Any) -> HeadReport:
    """Every question has its answer or a reason why not. Raises NotPermitted, TransitionNotAllowed or Invalid."""
    report = locked(report)
    rules.check_answers(by, report.body)
    step = HEAD_REPORT.step("close", report.status)
    refuse(rules.close_faults(report))
    report.status, report.closed_at = step.target, clock.now()
    report.is_late = is_late(report, local_date(report.closed_at))
    report.save(update_fields=["status", "closed_at", "is_late", *wait_until(report, None)])
    record(step.verb, report, by=by, changes={"late": report.is_late})
    return report


@transaction.atomic(durable=True)
def cancel(*, report: HeadReport, reason: str, by: Any) -> HeadReport:
    """Give it up, with a reason. Raises NotPermitted or Invalid."""
    report = locked(report)
    check_serves(by, report.council)
    step = HEAD_REPORT.step("cancel", report.status)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    report.status, report.cancel_reason = step.target, reason.strip()
    report.save(update_fields=["status", "cancel_reason"])
    record(step.verb, report, by=by, reason=report.cancel_reason)
    return report


@transaction.atomic(durable=True)
def ask(*, report: HeadReport, text: str, where: Typed = NOWHERE, by: Any) -> HeadQuestion:
    """Ask the head something before the report, perhaps of a place. Raises Conflict, or Invalid (empty, or asked before)."""
    report = locked(report)
    rules.check_can_ask(report, local_date(clock.now()))
    if not text.strip():
        raise Invalid(Fault(_("Write your question."), "text"))
    if report.questions.filter(author=by, text=text.strip()).exists():
        raise Invalid(Fault(_("You have asked this already, in the same words."), "text"))
    place, faults = place_of(where)
    refuse(faults)
    last = report.questions.order_by("-number").first()
    question = HeadQuestion.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        author=by,
        text=text.strip(),
        asked_at=clock.now(),
        **asdict(place),
    )
    record("councils.head_question.asked", question, by=by)
    return question


@transaction.atomic(durable=True)
def moderate(*, question: HeadQuestion, step: str, reason: str, by: Any) -> HeadQuestion:
    """The secretariat publishes a question or («refuse») does not, with a reason; its author is told."""
    report, question = _locked(question)
    check_serves(by, report.council)
    return _settle(question, "refuse" if step == "refuse" else "publish", reason, by)


@transaction.atomic(durable=True)
def answer(*, question: HeadQuestion, step: str, text: str, by: Any) -> HeadQuestion:
    """The body answers a published question or («decline») says why not. Raises NotPermitted, Invalid."""
    report, question = _locked(question)
    rules.check_answers(by, report.body)
    return _settle(question, "decline" if step == "decline" else "answer", text, by)


def _settle(question: HeadQuestion, name: str, text: str, by: Any) -> HeadQuestion:
    step, words = HEAD_QUESTION.step(name, question.status), text.strip()
    if name != "publish" and not words:
        field = "reason" if name == "refuse" else "text"
        raise Invalid(Fault(_("Give the reasons. Everybody reads them."), field))
    question.status = step.target
    if name == "answer":
        question.answer, question.answered_at = words, clock.now()
    elif name != "publish":
        question.reason = words
    question.save(update_fields=["status", "answer", "answered_at", "reason"])
    record(step.verb, question, by=by, reason=question.reason)
    notices.tell_asked(question)
    return question


def _locked(question: HeadQuestion) -> tuple[HeadReport, HeadQuestion]:
    report = locked(question.report)
    held = lock(HeadQuestion, question.pk)
    held.report = report
    return report, held
