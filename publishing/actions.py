"""Asking for reports, keeping what was made, removing what has had its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import jobs
from foundation.core.db import lock
from foundation.documents.actions import remove
from foundation.documents.models import Document
from grants.models import Call
from publishing import rules
from publishing.choices import PASSING, ReportKind
from publishing.models import Dump, Report
from publishing.opendata.dumps import Written
from publishing.queries import KINDS_OF_SUBJECT, subject_key

KEPT_FOR = dt.timedelta(days=7)
SWEEP_BATCH = 100


@transaction.atomic(durable=True)
def request(*, call: Call | None, kind: str, language: str, by: User, query: str = "") -> Report:
    """Have a report of ``call`` (None: of the registry, as far as the search ``query`` finds it) made. While the same
    one is in work for the same person, that one is returned with its job.

    Raises NotPermitted, Conflict while the call is not decided, ValueError for a kind that the subject has not.
    """
    if call is not None:
        call = lock(Call, call.pk)
    values = {"kind": kind, "language": language, **subject_key(call, query)}
    if ReportKind(kind) not in KINDS_OF_SUBJECT[values["subject_type"]]:
        raise ValueError(f"{values['subject_type']} has no report {kind}")
    rules.check_can_request(by, call)
    report, _ = Report.objects.select_for_update(of=("self",)).get_or_create(
        **values, requested_by=by, document=None, defaults={"created_at": timezone.now(), "query": query}
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
    if report.kind in PASSING:
        report.expires_at = report.made_at + KEPT_FOR
    report.save(update_fields=["document", "digest", "made_at", "expires_at"])
    changes = {"sha256": report.document.sha256, "digest": digest}
    record("publishing.report.made", report, by=report.requested_by, changes=changes)
    return report


@transaction.atomic(durable=True)
def expire(*, now: dt.datetime) -> int:
    """Remove reports whose time is over at ``now``, with their files. Returns how many; a rest is left for the next time."""
    over = Report.objects.select_for_update(of=("self",), skip_locked=True).filter(
        expires_at__lte=now, document__isnull=False
    )
    reports = list(over.select_related("document").order_by("expires_at")[:SWEEP_BATCH])
    for report in reports:
        record("publishing.report.expired", report, changes={"digest": [report.digest, ""]})
        document = cast("Document", report.document)
        report.delete()
        remove(document=document, by=None)
    return len(reports)


@transaction.atomic(durable=True)
def put_in_force(*, name: str, written: Written, made_at: dt.datetime) -> Dump:
    """From now on ``name`` is the file that was ``written`` of data of ``made_at``. The same bytes again say when alone."""
    dump, is_new = Dump.objects.select_for_update().get_or_create(
        name=name,
        defaults={"stored": written.stored, "sha256": written.sha256, "size": written.size, "made_at": made_at},
    )
    before = "" if is_new else dump.sha256
    dump.stored, dump.sha256, dump.size, dump.made_at = written.stored, written.sha256, written.size, made_at
    dump.save()
    if before != dump.sha256:
        record("publishing.dump.made", dump, changes={"sha256": [before, dump.sha256], "size": dump.size})
    return dump


@transaction.atomic(durable=True)
def want_dumps() -> jobs.Job:
    """Have the files of open data made, unless that is under way."""
    return jobs.enqueue("publishing.make_dumps", key="publishing.dumps")
