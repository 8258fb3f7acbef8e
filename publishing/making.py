"""Making a report: read, write to a scratch file, keep. Called by a worker."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.core.calendar import local_date
from foundation.core.errors import Conflict
from foundation.documents import kinds
from foundation.documents.actions import store_path
from foundation.documents.kinds import Kind
from foundation.documents.models import Document
from grants.queries.results import CallResults, call_results
from publishing import actions
from publishing.choices import ReportKind
from publishing.models import Dump, Report
from publishing.opendata import datasets, dumps
from publishing.queries import call_of
from publishing.reports import delimited, grant_protocol, grant_scores, pdf, registry_list, xlsx

# A reader who has looked at the row opens the file within this time.
KEPT_ASIDE = dt.timedelta(hours=1)
Done = Callable[[int, int], None]
Build = Callable[[Report, Path, Done], str]


def make(report: Report, done: Done) -> Report:
    """Make the file of ``report`` unless it is made already; ``done`` is told how many of how many parts are ready."""
    if report.document_id:
        return report
    with translation.override(report.language):
        kind, build = BUILDERS[ReportKind(report.kind)]
        with tempfile.TemporaryDirectory(prefix="report-") as folder:
            path = Path(folder, f"report.{kind.endings[0]}")
            digest = build(report, path, done)
            return actions.finish(report=report, digest=digest, keep=partial(_keep, path, kind, report))


def make_dumps(done: Done) -> int:
    """Write every file of open data anew and put each in force; returns how many. Files of earlier nights go."""
    for count, file in enumerate(datasets.FILES.values()):
        done(count, len(datasets.FILES))
        made_at = timezone.now()
        written = dumps.write(file.name, file.pieces(made_at))
        actions.put_in_force(name=file.name, written=written, made_at=made_at)
    dumps.sweep(set(Dump.objects.values_list("stored", flat=True)), timezone.now() - KEPT_ASIDE)
    done(len(datasets.FILES), len(datasets.FILES))
    return len(datasets.FILES)


def _keep(path: Path, kind: Kind, report: Report) -> Document:
    return store_path(path=path, name=_name(report), kind=kind, by=report.requested_by)


def _name(report: Report) -> str:
    call = call_of(report)
    return f"{report.get_kind_display()} {call.slug if call else local_date(report.created_at).isoformat()}"


def _results(report: Report) -> CallResults:
    call = call_of(report)
    results = call_results(call) if call else None
    if results is None:
        raise Conflict(_("Reports are made when the call is decided."))
    return results


def _protocol(report: Report, path: Path, done: Done) -> str:
    done(0, 3)
    results = _results(report)
    done(1, 3)
    document = grant_protocol.printed(results)
    done(2, 3)
    path.write_bytes(pdf.render(document, moment=report.created_at))
    done(3, 3)
    return pdf.digest(document)


def _scores(report: Report, path: Path, done: Done) -> str:
    results = _results(report)
    total = grant_scores.count(results)
    digest = xlsx.write(path, grant_scores.sheets(results), done=lambda count: done(count, total))
    done(total, total)
    return digest


def _registry(report: Report, path: Path, done: Done) -> str:
    found, total = registry_list.found(QueryDict(report.query))
    digest = xlsx.write(path, registry_list.sheets(found), done=lambda count: done(count, total))
    done(total, total)
    return digest


def _registry_csv(report: Report, path: Path, done: Done) -> str:
    found, total = registry_list.found(QueryDict(report.query))
    with path.open("wb") as target:
        digest = delimited.write(target, registry_list.sheets(found)[0], done=lambda count: done(count, total))
    done(total, total)
    return digest


BUILDERS: dict[ReportKind, tuple[Kind, Build]] = {
    ReportKind.GRANT_PROTOCOL: (kinds.PDF, _protocol),
    ReportKind.GRANT_SCORES: (kinds.XLSX, _scores),
    ReportKind.REGISTRY: (kinds.XLSX, _registry),
    ReportKind.REGISTRY_CSV: (kinds.CSV, _registry_csv),
}
