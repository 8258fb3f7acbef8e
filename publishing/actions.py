"""Asking for reports and keeping what was made."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import jobs
from foundation.core.db import lock
from foundation.documents.models import Document
from grants.models import Call
from publishing import rules
from publishing.models import Report
from publishing.queries import subject_type


@transaction.atomic(durable=True)
def request(*, call: Call, kind: str, language: str, by: User) -> Report:
    """Have a report made. While the same one is in work for the same person, that one is returned with its job.

    Raises NotPermitted, and Conflict while the call is not decided.
    """
    call = lock(Call, call.pk)
    rules.check_can_request(by, call)
    values = {"kind": kind, "subject_type": subject_type(call), "subject_id": str(call.pk), "language": language}
    report, _ = Report.objects.select_for_update(of=("self",)).get_or_create(
        **values, requested_by=by, document=None, defaults={"created_at": timezone.now()}
    )
    before = report.job_id
    report.job = jobs.enqueue("publishing.make_report", owner=by, key=f"report-{report.pk}", report_id=str(report.pk))
    report.save(update_fields=["job"])
    if report.job_id != before:
        record("publishing.report.requested", report, by=by, changes=values)
    return report


@transaction.atomic(durable=True)
def finish(*, report: Report, digest: str, keep: Callable[[], Document]) -> Report:
    """Keep what was made; ``keep`` stores the file in this transaction. A second time changes nothing."""
    report = lock(Report, report.pk)
    if report.document_id:
        return report
    report.document, report.digest, report.made_at = keep(), digest, timezone.now()
    report.save(update_fields=["document", "digest", "made_at"])
    changes = {"sha256": report.document.sha256, "digest": digest}
    record("publishing.report.made", report, by=report.requested_by, changes=changes)
    return report
