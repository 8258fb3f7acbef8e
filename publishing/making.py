"""Making a report: read, write to a scratch file, keep. Called by a worker."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from foundation.core.errors import Conflict
from foundation.documents import kinds
from foundation.documents.actions import store_path
from foundation.documents.kinds import Kind
from foundation.documents.models import Document
from grants.queries.results import CallResults, call_results
from publishing import actions
from publishing.choices import ReportKind
from publishing.models import Report
from publishing.queries import call_of
from publishing.reports import grant_protocol, grant_scores, pdf, xlsx

Done = Callable[[int, int], None]
Build = Callable[[Report, CallResults, Path, Done], str]


def make(report: Report, done: Done) -> Report:
    """Make the file of ``report`` unless it is made already; ``done`` is told how many of how many parts are ready."""
    if report.document_id:
        return report
    with translation.override(report.language):
        results = _results(report)
        kind, build = BUILDERS[ReportKind(report.kind)]
        with tempfile.TemporaryDirectory(prefix="report-") as folder:
            path = Path(folder, f"report.{kind.endings[0]}")
            digest = build(report, results, path, done)
            keep = partial(_keep, path, f"{report.get_kind_display()} {results.call.slug}", kind, report)
            return actions.finish(report=report, digest=digest, keep=keep)


def _results(report: Report) -> CallResults:
    call = call_of(report)
    results = call_results(call) if call else None
    if results is None:
        raise Conflict(_("Reports are made when the call is decided."))
    return results


def _keep(path: Path, name: str, kind: Kind, report: Report) -> Document:
    return store_path(path=path, name=name, kind=kind, by=report.requested_by)


def _protocol(report: Report, results: CallResults, path: Path, done: Done) -> str:
    done(1, 3)
    seats = list(results.meeting.attendees.select_related("member"))
    document = grant_protocol.printed(results, seats)
    done(2, 3)
    path.write_bytes(pdf.render(document, moment=report.created_at))
    done(3, 3)
    return pdf.digest(document)


def _scores(report: Report, results: CallResults, path: Path, done: Done) -> str:
    total = grant_scores.count(results)
    digest = xlsx.write(path, grant_scores.sheets(results), done=lambda count: done(count, total))
    done(total, total)
    return digest


BUILDERS: dict[ReportKind, tuple[Kind, Build]] = {
    ReportKind.GRANT_PROTOCOL: (kinds.PDF, _protocol),
    ReportKind.GRANT_SCORES: (kinds.XLSX, _scores),
}
