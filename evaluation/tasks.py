"""Background work of the engine."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from evaluation.actions import runs
from evaluation.choices import RunStatus
from evaluation.models import Run
from evaluation.scoring.engine import compute
from foundation.core import jobs

STAGES = 3


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Millions of numbers without a cycle among them: looking for cycles would take most of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@jobs.handler("evaluation.compute_run", label=_("Computation of the ranking"))
def compute_run(progress: jobs.Progress, *, run_id: int) -> dict[str, Any]:
    """Compute a waiting run and store it in one action. Killed anywhere and started again, it completes once."""
    with _no_garbage_collection():
        run = Run.objects.get(pk=run_id)
        if run.status == RunStatus.WAITING:
            progress.report(1, STAGES)
            outcome = compute(run.inputs)
            progress.report(2, STAGES)
            run = runs.store(run=run, outcome=outcome)
    progress.report(STAGES, STAGES)
    with translation.override(run.requested_by.language):
        return {"run": run.pk, "url": reverse("evaluation:run-detail", args=[run.pk]), **run.summary}
