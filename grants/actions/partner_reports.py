"""Yearly reports of partners: sent by the NGO, accepted or returned with a remark by an officer."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.actions import partner_notices as notices
from grants.models import PartnerAgreement, PartnerReport
from grants.rules import partnership as rules
from grants.workflow.partnership import PARTNER_REPORT


@transaction.atomic(durable=True)
def submit(*, agreement: PartnerAgreement, year: int, done: str, results: str, plans: str, by: Any) -> PartnerReport:
    """The report about a year of the agreement. Raises Invalid, NotPermitted or Conflict."""
    agreement, now = lock(PartnerAgreement, agreement.pk), clock.now()
    rules.check_can_report(by, agreement)
    if year not in rules.years_of(agreement, local_date(now)):
        raise Invalid(Fault(_("This year does not belong to the agreement, or has not come yet."), "year"))
    if agreement.reports.filter(year=year).exists():
        raise Conflict(_("The report about this year has been sent already."))
    report = PartnerReport.objects.create(
        agreement=agreement, year=year, done=done, results=results, plans=plans, sent_at=now, sent_by=by
    )
    record("grants.partner_report.submitted", report, by=by, changes={"year": [None, year]})
    return report


@transaction.atomic(durable=True)
def resubmit(*, report: PartnerReport, done: str, results: str, plans: str, by: Any) -> PartnerReport:
    """Send the corrected report. Raises NotPermitted, Conflict or TransitionNotAllowed."""
    report = lock(PartnerReport, report.pk)
    rules.check_can_report(by, report.agreement)
    step = PARTNER_REPORT.step("resubmit", report.status)
    report.done, report.results, report.plans = done, results, plans
    report.status, report.sent_at, report.sent_by = step.target, clock.now(), by
    report.save()
    record(step.verb, report, by=by, changes={"status": step.target})
    return report


@transaction.atomic(durable=True)
def give_back(*, report: PartnerReport, remark: str, by: Any) -> PartnerReport:
    """Return it with a remark. Raises Invalid, NotPermitted or TransitionNotAllowed."""
    if not remark.strip():
        raise Invalid(Fault(_("Say what is to be corrected."), "remark"))
    return _decide(report, "return", remark, by)


@transaction.atomic(durable=True)
def accept(*, report: PartnerReport, remark: str = "", by: Any) -> PartnerReport:
    """Accept it; from now on everybody reads it. Raises NotPermitted or TransitionNotAllowed."""
    return _decide(report, "accept", remark, by)


def _decide(report: PartnerReport, name: str, remark: str, by: Any) -> PartnerReport:
    report = lock(PartnerReport, report.pk)
    rules.check_can_run(by, report.agreement.application.call.body)
    step = PARTNER_REPORT.step(name, report.status)
    report.status, report.remark = step.target, remark.strip()
    report.decided_at, report.decided_by = clock.now(), by
    report.save()
    record(step.verb, report, by=by, changes={"status": step.target}, reason=report.remark)
    notices.tell_read(report)
    return report
