"""Computed rankings, and how one figure in them came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet

from evaluation.models import Criterion, Result, Round, Rubric, Run, ScoreSheet
from evaluation.queries.documents import inputs_of_entry
from evaluation.scoring.inputs import read_rubric
from evaluation.scoring.numbers import decimal_of, exact_text

PAGE = 100


def latest_run(round_: Round) -> Run | None:
    """The newest computed ranking of the round, without its inputs; None when there is none."""
    return Run.objects.light().computed().filter(round=round_).newest_first().first()


def runs_for(user: Any, round_: Round) -> list[Any]:
    """Every ranking of the round, the newest first, each with ``is_visible``: whether ``user`` may read it."""
    seen = Run.objects.visible_to(user).filter(round=round_).order_by().values("pk")
    return list(Run.objects.light().filter(round=round_).annotate(is_visible=Q(pk__in=seen)).newest_first())


def ranking(run: Run) -> QuerySet[Result]:
    """Results with their entries and organisations: by rank, then number; entries without a rank last."""
    return run.results.select_related("entry__organisation").order_by(F("rank").asc(nulls_last=True), "entry__number")


def ranking_after(run: Run, place: str) -> list[Result]:
    """At most ``PAGE`` + 1 results behind ``place``, which is «rank-number» of the last one seen; '' is the beginning.

    Keyset: as fast on the last page as on the first. A place that nobody has written is the beginning.
    """
    rank, _separator, number = place.partition("-")
    results = ranking(run)
    if number.isdecimal():
        behind = Q(rank=None, entry__number__gt=int(number))
        if rank.isdecimal():
            behind = Q(rank__gt=int(rank)) | Q(rank=int(rank), entry__number__gt=int(number)) | Q(rank=None)
        results = results.filter(behind)
    return list(results[: PAGE + 1])


def place_of(result: Result) -> str:
    """Where a page that begins behind ``result`` begins (see ``ranking_after``)."""
    return f"{result.rank or ''}-{result.entry.number}"


def has_pass_marks(rubric: Rubric, criteria: Sequence[Criterion]) -> bool:
    """Whether there is anything to reach: a pass mark of the total or of a criterion."""
    return rubric.pass_mark is not None or any(item.pass_mark is not None for item in criteria)


def result_documents(run: Run) -> list[dict[str, Any]]:
    """The stored results in the form whose digest is published (see ``evaluation.scoring.engine``)."""
    return [
        {
            "number": row.entry.number,
            "sheets": row.sheets,
            "total": None if row.total is None else str(row.total),
            "spread": None if row.spread is None else str(row.spread),
            "criterion_means": row.criterion_means,
            "is_passing": row.is_passing,
            "rank": row.rank,
        }
        for row in ranking(run)
    ]


def results_document(run: Run) -> dict[str, Any]:
    """The published results, to compare with what the stand-alone program computes."""
    return {"engine": run.engine_version, "results": result_documents(run), "summary": run.summary}


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """One criterion of an entry: ``marks`` and ``reasons`` in the order of the experts."""

    criterion: Criterion
    experts: list[int]
    marks: list[Decimal]
    reasons: list[str]
    mean: Decimal

    @property
    def by_expert(self) -> list[tuple[int, Decimal, str]]:
        """(number of the expert, mark, reason)."""
        return list(zip(self.experts, self.marks, self.reasons, strict=True))


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything from which an entry's place follows. ``experts`` are numbers of seats; ``sheet_totals`` exact texts."""

    run: Run
    result: Result
    rubric: dict[str, Any]
    experts: list[int]
    rows: list[MarkedRow]
    sheet_totals: list[str]

    @property
    def has_reasons(self) -> bool:
        return any(reason for row in self.rows for reason in row.reasons)


def explanation(run: Run, number: int) -> Explanation:
    """How entry ``number`` got its place; the marks come from the frozen inputs. Raises Result.DoesNotExist."""
    result = run.results.select_related("entry").get(entry__number=number)
    rubric, entry = inputs_of_entry(run, number)
    sheets = sorted(entry["sheets"], key=lambda sheet: sheet["expert"])
    reasons = _reasons(result.entry_id, [sheet["expert"] for sheet in sheets])
    criteria = list(run.round.rubric.criteria.all())
    rule = read_rubric(rubric)
    return Explanation(
        run=run,
        result=result,
        rubric=rubric,
        experts=[sheet["expert"] for sheet in sheets],
        rows=[_row(index, item, sheets, reasons, result) for index, item in enumerate(criteria)] if sheets else [],
        sheet_totals=[exact_text(rule.sheet_total(sheet["marks"])) for sheet in sheets],
    )


def _reasons(entry_id: int, experts: Sequence[int]) -> dict[int, dict[str, str]]:
    sheets = ScoreSheet.objects.filter(entry=entry_id, seat__number__in=experts)
    return dict(sheets.values_list("seat__number", "comments"))


def _row(
    index: int, criterion: Criterion, sheets: list[dict[str, Any]], reasons: dict[int, dict[str, str]], result: Result
) -> MarkedRow:
    return MarkedRow(
        criterion=criterion,
        experts=[sheet["expert"] for sheet in sheets],
        marks=[decimal_of(sheet["marks"][index]) for sheet in sheets],
        reasons=[reasons.get(sheet["expert"], {}).get(criterion.code, "") for sheet in sheets],
        mean=Decimal(result.criterion_means[index]),
    )
