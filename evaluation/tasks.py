"""Background work of the engine."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluation import queries
from evaluation.actions import assignments, bundles, conflicts, likenesses, reminders, runs
from evaluation.choices import RunStatus
from evaluation.models import Round, Run
from evaluation.scoring.engine import compute
from foundation.accounts.models import User
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


def _computed(run: Run, progress: jobs.Progress) -> Run:
    with _no_garbage_collection():
        if run.status == RunStatus.WAITING:
            progress.report(1, STAGES)
            # Read here and let go at once: the ranking needs the columns alone, and millions of marks are many megabytes.
            outcome = compute(queries.inputs_of(run))
            progress.report(2, STAGES)
            run = runs.store(run=run, outcome=outcome)
    return run


@jobs.handler("evaluation.compute_run", label=_("Computation of the ranking"))
def compute_run(progress: jobs.Progress, *, run_id: int) -> dict[str, Any]:
    """Compute a waiting run and store it in one action. Killed anywhere and started again, it completes once."""
    run = _computed(Run.objects.light().get(pk=run_id), progress)
    progress.report(STAGES, STAGES)
    return {"run": run.pk, "url": reverse("evaluation:run-detail", args=[run.pk]), **run.summary}


@jobs.handler("evaluation.renew_run", label=_("New ranking without the marks that became void"))
def renew_run(progress: jobs.Progress, *, round_id: int, reason: str) -> dict[str, Any]:
    """Compute what waits, then once more from the inputs as they are now, when these differ."""
    round_ = Round.objects.get(pk=round_id)
    for run in Run.objects.light().filter(round=round_, status=RunStatus.WAITING):
        _computed(run, progress)
    renewed = runs.renew(round=round_, reason=reason)
    return {"run": renewed.pk if renewed else None}


@jobs.handler("evaluation.propose_assignment", label=_("Assignment of entries to experts"))
def propose_assignment(progress: jobs.Progress, *, round_id: int, user_id: int) -> dict[str, Any]:
    """Work the assignment out and keep it as a proposal. Started again, it makes the same one."""
    round_, user = Round.objects.get(pk=round_id), User.objects.get(pk=user_id)
    progress.report(1, STAGES)
    document = assignments.work_out(round_)
    progress.report(2, STAGES)
    assignment = assignments.store_proposal(round=round_, document=document, by=user)
    progress.report(STAGES, STAGES)
    return {"assignment": assignment.pk, "url": reverse("evaluation:assignment-detail", args=[round_.pk])}


@shared_task(name="evaluation.sweep_ties", ignore_result=True)
def sweep_ties() -> None:
    """A tie that has come up since the draw takes the expert out, also when nobody opens a page."""
    rounds = Round.objects.filter(status__in=conflicts.RUNNING).exclude(runs__published_at__isnull=False)
    for round_ in rounds.order_by("pk"):
        conflicts.enforce(round=round_)


@shared_task(name="evaluation.remind_experts", ignore_result=True)
def remind_experts() -> None:
    """Experts hear in time that sheets are not sent."""
    reminders.remind()


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
