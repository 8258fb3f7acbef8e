"""The files of a contest in one archive: made once after the publication, by a job."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from evaluation import rules
from evaluation.models import Bundle, Run
from evaluation.queries.bundles import bundle_files
from evaluation.scoring.bundle import pack
from foundation.audit.record import record
from foundation.core import clock
from foundation.documents.actions import store_bytes
from foundation.documents.kinds import Kind

ZIP = Kind("zip", "ZIP", "application/zip", ("zip",))


@transaction.atomic(durable=True)
def make(*, run: Run, by: Any = None) -> Bundle:
    """Keep the bundle of a published run. One that is made stays as it is; a later run gets its own."""
    run = Run.objects.select_for_update(of=("self",)).select_related("round__rubric").get(pk=run.pk)
    rules.check_can_bundle(by, run)
    made = Bundle.objects.select_related("document").filter(run=run).first()
    if made is not None:
        return made
    content = pack(bundle_files(run))
    document = store_bytes(content=content, name=f"contest-{run.round_id}-ranking-{run.number}", kind=ZIP, by=by)
    bundle = Bundle.objects.create(run=run, document=document, created_at=clock.now())
    record("evaluation.bundle.made", bundle, by=by, changes={"sha256": document.sha256, "run": run.number})
    return bundle
