"""Background work of the engine."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from evaluation import queries
from evaluation.actions import bundles, likenesses, runs
from evaluation.choices import RunStatus
from evaluation.models import Round, Run
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


@jobs.handler("evaluation.bundle_run", label=_("Files of the contest"))
def bundle_run(progress: jobs.Progress, *, run_id: int) -> dict[str, Any]:
    """Bundle what is needed to repeat the contest. Started again, it finds the bundle made."""
    run = Run.objects.select_related("round__rubric").get(pk=run_id)
    bundle = bundles.make(run=run)
    progress.report(1, 1)
    return {"url": reverse("evaluation:run-detail", args=[run.pk]), "sha256": bundle.document.sha256}


@jobs.handler("evaluation.find_likenesses", label=_("Search for copies"))
def find_likenesses(progress: jobs.Progress, *, round_id: int) -> dict[str, Any]:
    """Compare the entries of a round with those of this and of earlier rounds; what is compared is made once."""
    round_ = Round.objects.get(pk=round_id)
    progress.report(0, STAGES)
    for made in queries.sketches_to_make(round_):
        likenesses.keep_sketches(made)
    progress.report(1, STAGES)
    found = queries.find(round_)
    progress.report(2, STAGES)
    count = likenesses.keep(round=round_, found=found)
    progress.report(STAGES, STAGES)
    return {"url": reverse("evaluation:likeness-list", args=[round_.pk]), "found": count}
