"""Loading the registry from a file: asked for by an officer, carried out by a worker.

Rows with a fault are left out and told with line, column and reason; all others go in together or not at all. The same
file a second time changes nothing.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction
from django.utils.translation import gettext as _

from foundation.audit.record import record
from foundation.core import clock, jobs
from foundation.core.db import lock
from foundation.core.errors import Conflict
from foundation.documents import actions as documents
from foundation.documents import kinds
from foundation.documents.models import Document
from registry.actions.imports import upsert
from registry.actions.imports.reading import SHOWN_FAULTS, Read, Report, read, write_fault
from registry.models.imports import OrganisationImport
from registry.rules import roles

MAX_BYTES = 1024 * 1024 * 1024
# A workbook of a million rows unpacks to about so much.
UNPACKED_MAX_BYTES = 3 * 1024 * 1024 * 1024
ACCEPTED = (kinds.CSV, kinds.XLSX, kinds.JSON)
# So many of the new and of the changed rows are shown on the page of the load.
SHOWN_CHANGES = 50
# One load at a time: an advisory lock, any constant that nobody else uses.
IMPORT_LOCK = 491_002


@transaction.atomic(durable=True)
def request(*, upload: File[Any], is_dry_run: bool, only_region: str = "", by: Any) -> OrganisationImport:
    """Keep the file and want it loaded; with ``only_region`` rows of other regions are refused one by one.

    ``by`` None is the portal itself. Raises NotPermitted or FileRefused.
    """
    if by is not None:
        roles.check_can_import_organisations(by)
    document = documents.store(
        upload=upload, by=by, accept=ACCEPTED, limit=MAX_BYTES, unpacked_limit=UNPACKED_MAX_BYTES
    )
    return _want(document, is_dry_run, by, only_region)


@transaction.atomic(durable=True)
def request_path(*, path: Path, is_dry_run: bool = False, by: Any = None) -> OrganisationImport:
    """The same for a file that lies on this machine already. Raises NotPermitted."""
    if by is not None:
        roles.check_can_import_organisations(by)
    document = documents.store_path(path=path, name=path.name, kind=kinds.CSV, by=by)
    return _want(document, is_dry_run, by)


@transaction.atomic(durable=True)
def carry_out(*, check: OrganisationImport, by: Any) -> OrganisationImport:
    """Want the file of a finished check loaded. Raises NotPermitted or Conflict."""
    roles.check_can_import_organisations(by)
    check = lock(OrganisationImport, check.pk)
    if not (check.is_dry_run and check.finished_at):
        raise Conflict(_("Only a file whose check is finished can be loaded."))
    return _want(check.document, False, by, check.only_region)


def _want(document: Document, is_dry_run: bool, by: Any, only_region: str = "") -> OrganisationImport:
    load = OrganisationImport.objects.create(
        document=document, is_dry_run=is_dry_run, only_region=only_region, requested_by=by
    )
    load.job_id = jobs.enqueue("registry.import_organisations", owner=by, import_id=load.pk).pk
    load.save(update_fields=["job_id"])
    record("registry.import.requested", load, by=by, changes={"sha256": document.sha256, "is_dry_run": is_dry_run})
    return load


def run(*, load: OrganisationImport, report: Report) -> OrganisationImport:
    """Carry out a load; one that is finished is left alone, so a repeat after a crash does no harm.

    What was checked before a crash lies beside the documents, and a repeat goes on from there.

    Raises Conflict with a sentence when the file as a whole cannot be read.
    """
    if load.finished_at:
        return load
    folder = Path(settings.MEDIA_ROOT, "imports", str(load.pk))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        load = _apply(load, read(Path(load.document.file.path), folder, report))
    except Conflict:
        shutil.rmtree(folder)
        raise
    shutil.rmtree(folder)
    return load


@transaction.atomic(durable=True)
def _apply(load: OrganisationImport, found: Read) -> OrganisationImport:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
    load = lock(OrganisationImport, load.pk)
    if load.finished_at:
        return load
    upsert.stage(found.rows_path, found.columns)
    _tell_doubles(found, upsert.take_out_doubles())
    if load.only_region:
        _tell_foreign(found, upsert.take_out_foreign(load.only_region))
    counts = upsert.compare(found.columns)
    shown = upsert.shown(found.columns, SHOWN_CHANGES)
    if not load.is_dry_run and counts["new"] + counts["changed"]:
        upsert.carry_out(found.columns, load)
    made = [] if load.is_dry_run else upsert.made()
    upsert.clear()
    load.outcome = {
        "rows": found.rows,
        **counts,
        **shown,
        "refused": found.refused,
        "encoding": found.encoding,
        "ignored_columns": found.ignored,
        "first_faults": found.first_faults,
        "made": made,
    }
    load.errors = _keep_faults(load, found)
    load.finished_at = clock.now()
    load.save(update_fields=["outcome", "errors", "finished_at"])
    _tell(load, found, counts)
    return load


def _tell_doubles(found: Read, doubles: list[tuple[int, str, int]]) -> None:
    with found.faults_path.open("a", encoding="utf-8", newline="") as file:
        faults = csv.writer(file, lineterminator="\r\n")
        for line, number, first_line in doubles:
            reason = _("The same organisation is in line %(line)s already.") % {"line": first_line}
            found.refused += 1
            write_fault(faults, line, "bin", number, reason)
            if len(found.first_faults) < SHOWN_FAULTS:
                found.first_faults.append({"line": line, "column": "bin", "value": number, "reason": reason})


def _tell_foreign(found: Read, foreign: list[tuple[int, str, str]]) -> None:
    with found.faults_path.open("a", encoding="utf-8", newline="") as file:
        faults = csv.writer(file, lineterminator="\r\n")
        for line, _number, region in foreign:
            reason = _("This organisation is of another region than the key of the system.")
            found.refused += 1
            write_fault(faults, line, "region", region, reason)
            if len(found.first_faults) < SHOWN_FAULTS:
                found.first_faults.append({"line": line, "column": "region", "value": region, "reason": reason})


def _keep_faults(load: OrganisationImport, found: Read) -> Document | None:
    if not found.refused:
        return None
    name = _("Rows that were not taken.csv")
    return documents.store_path(path=found.faults_path, name=name, kind=kinds.CSV, by=load.requested_by)


def _tell(load: OrganisationImport, found: Read, counts: dict[str, int]) -> None:
    if load.is_dry_run:
        return
    changes = {**counts, "rows": found.rows, "refused": found.refused, "sha256": load.document.sha256}
    record("registry.organisations.imported", load, by=load.requested_by, changes=changes)
