"""The exchange about what has to be mended."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from monitoring.actions import visit_notices as notices
from monitoring.models import Finding, FindingMove, Visit
from monitoring.rules import visits as rules
from monitoring.workflow import FINDING

SOON = dt.timedelta(days=3)


@transaction.atomic(durable=True)
def answer(*, finding: Finding, text: str, by: Any) -> Finding:
    """The organisation says what it has done."""
    finding = _held(finding)
    rules.check_can_answer_finding(by, finding)
    _move(finding, "answer", text, by)
    notices.tell_answered(finding)
    return finding


@transaction.atomic(durable=True)
def judge(*, finding: Finding, step: str, text: str, by: Any) -> Finding:
    """An officer returns an answer (``return``) or settles the finding (``settle``), saying why."""
    finding = _held(finding)
    rules.check_can_judge_finding(by, finding, step)
    _move(finding, step, text, by)
    notices.tell_judged(finding, step, text.strip())
    return finding


def _held(finding: Finding) -> Finding:
    lock(Visit, finding.visit_id)
    return lock(Finding, finding.pk)


def _move(finding: Finding, name: str, text: str, by: Any) -> None:
    step = FINDING.step(name, finding.status)
    if not text.strip():
        raise Invalid(Fault(_("Write what the other side has to know."), "text"))
    before, finding.status = finding.status, step.target
    finding.save(update_fields=["status"])
    FindingMove.objects.create(finding=finding, step=name, text=text.strip(), made_at=clock.now(), made_by=by)
    changes = {"finding": finding.position, "status": [before, step.target]}
    record(step.verb, finding.visit, by=by, changes=changes)


@transaction.atomic(durable=True)
def remind() -> int:
    """Tell organisations of findings that are due soon and both sides of those that are overdue, once each.

    Returns how many findings were told of.
    """
    today = local_date(clock.now())
    due = Finding.objects.due_before(today + SOON).select_related("visit__subject")
    for finding in due:
        notices.tell_due(finding, is_overdue=finding.is_overdue(today))
    return len(due)
