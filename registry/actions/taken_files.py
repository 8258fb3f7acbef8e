"""Files of officers: received, looked at on a page, wanted, and taken in by a worker, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.record import record
from foundation.core import clock, jobs
from foundation.core.db import lock
from foundation.core.errors import Conflict
from foundation.core.models import Job
from foundation.documents import actions as documents
from foundation.documents import kinds
from foundation.documents.models import Document
from registry.actions.sheets import awards, suppliers
from registry.choices import FileContent
from registry.models import TakenFile
from registry.rules.oversight import check_can_oversee

MAX_BYTES = 5 * 1024 * 1024
Parsed = awards.Awards | suppliers.Suppliers


@transaction.atomic(durable=True)
def receive(*, upload: File[Any], by: Any) -> Document:
    """Keep the file until it is looked at. Raises NotPermitted or FileRefused."""
    check_can_oversee(by)
    return documents.store(upload=upload, by=by, accept=(kinds.CSV, kinds.XLSX), limit=MAX_BYTES)


def look(document: Document, what: str) -> Parsed:
    """What the file says and what is wrong with it; nothing is changed."""
    with document.file.open("rb") as stream:
        content = stream.read()
    parse: Callable[[bytes, str], Parsed] = awards.parse if what == FileContent.AWARDS else suppliers.parse
    return parse(content, document.content_type)


@transaction.atomic(durable=True)
def want(*, document: Document, what: str, by: Any) -> Job:
    """Have the file taken in by a worker. The same bytes are taken once: Conflict for a file that was taken already."""
    check_can_oversee(by)
    file, is_new = TakenFile.objects.get_or_create(
        what=what, digest=document.sha256, defaults={"document": document, "wanted_by": by}
    )
    file = lock(TakenFile, file.pk)
    if file.taken_at:
        raise Conflict(_("This file has been taken in already."))
    if is_new:
        record("registry.file.wanted", file, by=by, changes={"what": what, "sha256": document.sha256})
    return jobs.enqueue("registry.take_file", owner=by, key=f"registry.take_file.{file.pk}", file_id=file.pk)


@transaction.atomic(durable=True)
def take(*, file: TakenFile) -> TakenFile:
    """Take every row in, all in this one transaction; a file that was taken is left alone.

    The file is read anew: what has changed in the registry since it was looked at may be a fault now, and then nothing
    is taken: Conflict with the first of them.
    """
    file = lock(TakenFile, file.pk)
    if file.taken_at:
        return file
    parsed = look(file.document, file.what)
    if parsed.faults:
        fault = parsed.faults[0]
        text = _("Line %(line)s, %(column)s: %(reason)s Nothing of the file was taken in.")
        raise Conflict(text % {"line": fault.line, "column": fault.column or "–", "reason": fault.message})
    if isinstance(parsed, awards.Awards):
        file.row_count = awards.take(parsed, by=file.wanted_by)
    else:
        file.row_count = suppliers.take(parsed, file, by=file.wanted_by)
    file.taken_at = clock.now()
    file.save(update_fields=["row_count", "taken_at"])
    record("registry.file.taken", file, by=file.wanted_by, changes={"rows": file.row_count, "sha256": file.digest})
    return file
