"""Rankings: asked for, computed in a worker, published by another room's decision, and checked by anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation import queries, rules
from evaluation.choices import RunStatus
from evaluation.models import Result, Round, Run, Verdict
from evaluation.scoring.canonical import digest
from evaluation.scoring.engine import EntryResult, Outcome, compute
from evaluation.scoring.explanation import Step, explain
from evaluation.scoring.inputs import ENGINE_VERSION
from evaluation.scoring.numbers import decimal_of, text
from foundation.audit.record import record
from foundation.core import clock, jobs
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from foundation.core.models import Job

ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Decided:
    """What another room decides about the entry with this reference. ``amount`` is tenge, None without an award."""

    reference: str
    is_awarded: bool
    amount: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """What another room did not admit to this contest, and why; ``unmet`` maps a requirement to its reason."""

    reference: str
    title: str
    reason: str
    unmet: dict[str, str] = field(default_factory=dict)


@transaction.atomic(durable=True)
def request(*, round: Round, by: Any, reason: str = "") -> tuple[Run, Job]:  # noqa: A002 - the word of the domain
    """Freeze a copy of the round's inputs and want its ranking computed. While one is waiting, that one is returned.

    A second ranking of the same round needs a ``reason``: Invalid otherwise; the new one supersedes the old, which stays.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_request_run(by, round_)
    latest = Run.objects.light().filter(round=round_).newest_first().first()
    if latest is None or latest.status == RunStatus.COMPUTED:
        if latest is not None and not reason.strip():
            raise Invalid(Fault(_("Say why the ranking is computed again."), field="reason"))
        latest = _freeze(round_, number=latest.number + 1 if latest else 1, reason=reason.strip(), by=by)
    job = jobs.enqueue("evaluation.compute_run", owner=by, key=f"evaluation.run:{latest.pk}", run_id=latest.pk)
    return latest, job


@transaction.atomic(durable=True)
def renew(*, round: Round, reason: str) -> Run | None:  # noqa: A002 - the word of the domain
    """Freeze the inputs anew for whoever asked for the last ranking, when they differ from those of that ranking.

    For the portal itself, after marks have become void. None when no ranking is computed or nothing has changed.
    """
    round_ = lock(Round, round.pk)
    latest = Run.objects.light().filter(round=round_).newest_first().select_related("requested_by").first()
    if latest is None or latest.status != RunStatus.COMPUTED:
        return None
    if digest(queries.inputs_document(round_)) == latest.inputs_digest:
        return None
    run = _freeze(round_, number=latest.number + 1, reason=reason, by=latest.requested_by)
    owner, key = latest.requested_by, f"evaluation.run:{run.pk}"
    jobs.enqueue("evaluation.compute_run", owner=owner, key=key, run_id=run.pk)
    return run


def _freeze(round_: Round, *, number: int, reason: str, by: Any) -> Run:
    inputs = queries.inputs_document(round_)
    run = Run.objects.create(
        round=round_,
        number=number,
        reason=reason,
        engine_version=ENGINE_VERSION,
        inputs=inputs,
        inputs_digest=digest(inputs),
        requested_by=by,
        created_at=clock.now(),
    )
    record("evaluation.run.requested", run, by=by, changes={"inputs_digest": run.inputs_digest}, reason=reason)
    return run


@transaction.atomic(durable=True)
def store(*, run: Run, outcome: Outcome, by: Any = None) -> Run:
    """Keep what was computed from the run's inputs: results, summary, digest. A run that is stored stays as it is."""
    run = _locked(run)
    if run.status == RunStatus.COMPUTED:
        return run
    numbers = dict(run.round.entries.values_list("number", "pk"))
    Result.objects.copy_in(
        {"run_id": run.pk, "entry_id": numbers[result.number]} | _figures(result, steps)
        for result, steps in explain(outcome)
    )
    run.status, run.computed_at = RunStatus.COMPUTED, clock.now()
    run.summary, run.outcome_digest = outcome.summary, outcome.digest()
    run.save(update_fields=["status", "computed_at", "summary", "outcome_digest"])
    figures = {name: value for name, value in outcome.summary.items() if name != "selection"}
    record("evaluation.run.computed", run, by=by, changes={"outcome_digest": run.outcome_digest, **figures})
    return run


def _figures(result: EntryResult, steps: list[Step]) -> dict[str, Any]:
    """What is kept of a result, by the names of its fields."""
    best, worst = result.rank_range or (None, None)
    return {
        "sheets": len(result.sheet_totals),
        "total": None if result.total is None else decimal_of(result.total),
        "spread": None if result.spread is None else decimal_of(result.spread),
        "rank": result.rank,
        "rank_best": best,
        "rank_worst": worst,
        "is_passing": result.is_passing,
        "criterion_means": [text(mean) for mean in result.means],
        "steps": steps,
    }


def publish(*, run: Run, by: Any, verdicts: Iterable[Decided] = (), refused: Iterable[Refused] = ()) -> Run:
    """A step: from now on everybody may see the ranking and every mark in it. Published once, it stays published.

    ``verdicts`` are what the other room decides on the strength of it, ``refused`` who did not get as far. The files of the contest are bundled by a job.
    """
    run = _locked(run)
    rules.check_can_publish(by, run)
    if run.published_at is None:
        run.published_at, run.admission = clock.now(), [asdict(item) for item in refused]
        run.save(update_fields=["published_at", "admission"])
        _keep_verdicts(run, verdicts)
        record("evaluation.run.published", run, by=by, changes={"outcome_digest": run.outcome_digest})
        jobs.enqueue("evaluation.bundle_run", key=f"evaluation.bundle:{run.pk}", run_id=run.pk)
    return run


def _keep_verdicts(run: Run, verdicts: Iterable[Decided]) -> None:
    entries = dict(run.round.entries.values_list("reference", "pk"))
    Verdict.objects.bulk_create(
        Verdict(
            run=run,
            entry_id=entries[item.reference],
            is_awarded=item.is_awarded,
            amount=item.amount,
            reason=item.reason,
        )
        for item in verdicts
    )


def _locked(run: Run) -> Run:
    """The row held, without reading its inputs again."""
    return Run.objects.light().select_for_update(of=("self",)).get(pk=run.pk)


def verify(*, run: Run) -> list[str]:
    """Compute ``run`` again from its stored inputs and tell every difference; [] when there is none. Writes nothing."""
    if run.status != RunStatus.COMPUTED:
        return ["the ranking has not been computed yet"]
    if run.engine_version != ENGINE_VERSION:
        return [f"computed by engine {run.engine_version}, this is engine {ENGINE_VERSION}"]
    outcome = compute(run.inputs)
    differences = []
    if digest(run.inputs) != run.inputs_digest:
        differences.append("the inputs do not have the digest that was recorded")
    if outcome.digest() != run.outcome_digest:
        differences.append("the outcome does not have the digest that was recorded")
    if outcome.summary != run.summary:
        differences.append("the summary differs")
    return differences + list(_differing_rows(run, outcome))


def _differing_rows(run: Run, outcome: Outcome) -> Iterator[str]:
    stored = {row.entry.number: row for row in run.results.select_related("entry").iterator(ROWS_AT_ONCE)}
    for result, steps in explain(outcome):
        row = stored.pop(result.number, None)
        if row is None:
            yield f"entry {result.number}: no result is stored"
            continue
        for name, value in _figures(result, steps).items():
            if getattr(row, name) != value:
                yield f"entry {result.number}: {name} is {getattr(row, name)}, computed again {value}"
    yield from (f"entry {number}: a result is stored that does not follow" for number in stored)
