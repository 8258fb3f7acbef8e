"""Planning a visit and taking what comes back from it, from a phone that had no network for hours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.documents import actions as documents
from foundation.documents.kinds import JPEG, PNG
from foundation.documents.refusals import FileRefused
from monitoring.actions import visit_notices as notices
from monitoring.models import Finding, Subject, Visit, VisitPhoto, VisitReport
from monitoring.rules import visits as rules
from monitoring.workflow import VISIT


@transaction.atomic(durable=True)
def plan(*, subject: Subject, facts: Mapping[str, Any], by: Any) -> Visit:
    """Plan a visit by ``by``; ``facts`` are fields of Visit."""
    rules.check_can_plan_visit(by, subject)
    faults = rules.plan_faults(facts["planned_on"])
    if faults:
        raise Invalid(*faults)
    visit = Visit.objects.create(subject=subject, visitor=by, created_by=by, created_at=clock.now(), **facts)
    record("monitoring.visit.planned", visit, by=by, changes={"planned_on": visit.planned_on})
    if visit.is_announced:
        notices.tell_planned(visit)
    return visit


@transaction.atomic(durable=True)
def report(*, visit: Visit, sheet: rules.Sheet, by: Any) -> Visit:
    """Take what the visitor found; all or nothing. The same sheet sent again changes nothing and is no fault.

    Raises NotPermitted, Conflict when another sheet was taken meanwhile, and Invalid with every fault.
    """
    visit = lock(Visit, visit.pk)
    digest = digest_of(sheet)
    if _is_known(visit, sheet, digest):
        return visit
    if sheet.reason.strip():
        rules.check_can_correct(by, visit)
    else:
        rules.check_can_report(by, visit)
    faults = rules.sheet_faults(sheet, visit, visit.template.questions.all())
    if faults:
        raise Invalid(*faults)
    step = VISIT.step("correct" if sheet.reason.strip() else "report", visit.status)
    sent = _keep(visit, sheet, digest, by)
    _keep_photos(sent, sheet, by)
    visit.status = step.target
    _fill(visit, sheet)
    _add_findings(visit, sheet)
    record(step.verb, visit, by=by, changes={"report": sent.number, "conclusion": visit.conclusion}, reason=sent.reason)
    notices.tell_reported(visit, sent.number)
    return visit


def _is_known(visit: Visit, sheet: rules.Sheet, digest: str) -> bool:
    """Whether this very sheet was taken already; Conflict when its key came with another text."""
    before = VisitReport.objects.filter(key=sheet.key).first()
    if before is None:
        return False
    if before.visit_id != visit.pk or before.digest != digest:
        raise Conflict(_("This form was sent already with another text. Open the visit and correct the report."))
    return True


def digest_of(sheet: rules.Sheet) -> str:
    """SHA-256 of what was typed and of the bytes of the photographs."""
    found = hashlib.sha256(json.dumps(_content(sheet), sort_keys=True, ensure_ascii=False).encode())
    for question, upload in sheet.photos:
        found.update(question.encode())
        upload.seek(0)
        for chunk in upload.chunks():
            found.update(chunk)
    return found.hexdigest()


def _content(sheet: rules.Sheet) -> dict[str, Any]:
    return {
        "done_on": sheet.done_on.isoformat() if sheet.done_on else "",
        "answers": {code: {"value": value, "note": note} for code, (value, note) in sheet.answers.items()},
        "conclusion": sheet.conclusion,
        "summary": sheet.summary.strip(),
        "findings": [[text.strip(), due_on.isoformat() if due_on else ""] for text, due_on in sheet.findings],
        "has_consent": sheet.has_consent,
    }


def _keep(visit: Visit, sheet: rules.Sheet, digest: str, by: Any) -> VisitReport:
    number = visit.reports.count() + 1
    return VisitReport.objects.create(
        visit=visit,
        number=number,
        key=sheet.key,
        digest=digest,
        content=_content(sheet),
        reason=sheet.reason.strip(),
        sent_at=clock.now(),
        sent_by=by,
    )


def _keep_photos(sent: VisitReport, sheet: rules.Sheet, by: Any) -> None:
    for question, upload in sheet.photos:
        try:
            document = documents.store(upload=upload, by=by, accept=(JPEG, PNG))
        except FileRefused as refusal:
            raise refusal.at(f"p-{question}") from refusal
        VisitPhoto.objects.create(report=sent, question=question, document=document)


def _fill(visit: Visit, sheet: rules.Sheet) -> None:
    content = _content(sheet)
    visit.done_on, visit.conclusion, visit.summary = sheet.done_on, sheet.conclusion, content["summary"]
    visit.answers = content["answers"]
    visit.reported_at = visit.reported_at or clock.now()
    visit.save(update_fields=["status", "done_on", "conclusion", "summary", "answers", "reported_at"])


def _add_findings(visit: Visit, sheet: rules.Sheet) -> None:
    last = visit.findings.aggregate(last=Max("position"))["last"] or 0
    named = [(text.strip(), due_on) for text, due_on in sheet.findings if text.strip() and due_on]
    Finding.objects.bulk_create(
        Finding(visit=visit, position=last + place, text=text, due_on=due_on)
        for place, (text, due_on) in enumerate(named, 1)
    )


@transaction.atomic(durable=True)
def cancel(*, visit: Visit, reason: str, by: Any) -> Visit:
    """Give a planned visit up, with a reason."""
    visit = lock(Visit, visit.pk)
    rules.check_can_cancel_visit(by, visit)
    step = VISIT.step("cancel", visit.status)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    visit.status, visit.cancel_reason = step.target, reason.strip()
    visit.save(update_fields=["status", "cancel_reason"])
    record(step.verb, visit, by=by, reason=visit.cancel_reason)
    if visit.is_announced:
        notices.tell_cancelled(visit)
    return visit
