"""How each figure came about, as data: ``[{"code", "params"}, …]``. The words are added where they are read.

Codes and their parameters (numbers are decimal texts unless they count something):

``sheet`` expert, total · ``no_sheets`` · ``mean`` sum, count, total · ``median`` totals, total · ``left_out`` highest,
lowest · ``too_few_to_trim`` count · ``passed`` / ``failed`` total, pass_mark · ``criterion_passed`` /
``criterion_failed`` criterion, mean, pass_mark · ``rank`` rank, of · ``tie_shared`` others (numbers of entries, at most
ten), count · ``tie_decided`` others, count, criterion (the first one in which they differ), mean · ``without_expert``
expert, total, rank (both None when nothing would be left) · ``rank_range`` best, worst, experts.

``quota`` move (reserved, freed, capped, displaced), quotas (their codes).

``rank`` is the last step of the computation of the rank itself; ``quota`` says on which side of the line the quotas put the
entry, and what follows it says how firm the rank is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

import numpy as np

from evaluation.scoring.engine import TRIM_FROM, EntryResult, Outcome, Sheets, kept_totals
from evaluation.scoring.firmness import LeftOut, left_out
from evaluation.scoring.inputs import MEDIAN, TRIMMED, RubricRule
from evaluation.scoring.numbers import exact_text, text

NAMED_IN_A_TIE = 10

Step = dict[str, Any]


def explain(outcome: Outcome) -> Iterator[tuple[EntryResult, list[Step]]]:
    """Each result of ``outcome`` with its steps, in the order of the results."""
    experts = _experts(outcome.sheets)
    variants = left_out(outcome) if outcome.summary["experts"] > 1 else None
    moves = {one["number"]: one for one in outcome.summary.get("selection", {}).get("moves", [])}
    for _total, group in groupby(outcome.results, key=lambda result: result.total):
        equal = list(group)
        tie = _Tie(outcome.rubric, equal)
        for result in equal:
            if result.total is None:
                yield result, [_step("no_sheets")]
                continue
            steps = _sheet_steps(experts[result.number], result)
            steps += _total_steps(outcome.rubric, result)
            steps += _pass_steps(outcome.rubric, result)
            steps += tie.steps(result)
            steps.append(_step("rank", rank=result.rank, of=outcome.summary["ranked"]))
            if result.number in moves:
                move = moves[result.number]
                steps.append(_step("quota", move=move["code"], quotas=move["quotas"]))
            if variants is not None:
                result.rank_range = variants.range_of(result.number)
                steps += _firmness_steps(experts[result.number], result, variants, outcome.summary["experts"])
            yield result, steps


def _experts(sheets: Sheets) -> dict[int, list[int]]:
    """Number of an entry → its experts, in the order of its sheets."""
    numbers, ends = sheets.experts.tolist(), np.cumsum(sheets.counts).tolist()
    starts = [0, *ends][:-1]
    entries = zip(sheets.numbers.tolist(), starts, ends, strict=True)
    return {number: numbers[start:end] for number, start, end in entries}


def _step(code: str, **params: Any) -> Step:
    return {"code": code, "params": params}


def _firmness_steps(experts: list[int], result: EntryResult, variants: LeftOut, panel: int) -> list[Step]:
    steps = [
        {
            "code": "without_expert",
            "params": {"expert": expert, "total": None if total is None else text(total), "rank": rank},
        }
        for expert, (total, rank) in sorted(
            zip(experts, variants.by_sheet(result.number), strict=True), key=lambda pair: pair[0]
        )
    ]
    best, worst = variants.range_of(result.number)
    return [*steps, _step("rank_range", best=best, worst=worst, experts=panel)]


def _sheet_steps(experts: list[int], result: EntryResult) -> list[Step]:
    return [
        {"code": "sheet", "params": {"expert": expert, "total": exact_text(total)}}
        for expert, total in sorted(zip(experts, result.sheet_totals, strict=True))
    ]


def _total_steps(rubric: RubricRule, result: EntryResult) -> list[Step]:
    totals, total = result.sheet_totals, text(result.total or 0)
    if rubric.aggregation == MEDIAN:
        return [_step("median", totals=[exact_text(item) for item in sorted(totals)], total=total)]
    steps = []
    if rubric.aggregation == TRIMMED and len(totals) >= TRIM_FROM:
        steps.append(_step("left_out", highest=exact_text(max(totals)), lowest=exact_text(min(totals))))
    elif rubric.aggregation == TRIMMED:
        steps.append(_step("too_few_to_trim", count=len(totals)))
    kept, count = kept_totals(rubric.aggregation, totals)
    steps.append(_step("mean", sum=exact_text(kept), count=count, total=total))
    return steps


def _pass_steps(rubric: RubricRule, result: EntryResult) -> list[Step]:
    total, steps = result.total or 0, []
    if rubric.pass_mark is not None:
        code = "passed" if total >= rubric.pass_mark else "failed"
        steps.append(_step(code, total=text(total), pass_mark=text(rubric.pass_mark)))
    for criterion, mean in zip(rubric.criteria, result.means, strict=True):
        if criterion.pass_mark is not None:
            code = "criterion_passed" if mean >= criterion.pass_mark else "criterion_failed"
            steps.append(_step(code, criterion=criterion.code, mean=text(mean), pass_mark=text(criterion.pass_mark)))
    return steps


class _Tie:
    """Entries with one and the same published total: which of them share a rank, and what parted the others.

    Groups can be large, so what is common to a group is found once and at most ten entries are named.
    """

    def __init__(self, rubric: RubricRule, equal: list[EntryResult]) -> None:
        self.rubric = rubric
        self.size = len(equal)
        self.by_rank = {
            rank: [result.number for result in group] for rank, group in groupby(equal, key=lambda result: result.rank)
        }
        self.named = [(result.rank, result.number) for result in equal]
        self.column = self._parting_column(equal) if len(self.by_rank) > 1 else None

    @staticmethod
    def _parting_column(equal: list[EntryResult]) -> int:
        """The first criterion in which the means of the group differ."""
        return next(
            index
            for index, means in enumerate(zip(*(item.means for item in equal), strict=True))
            if len(set(means)) > 1
        )

    def steps(self, result: EntryResult) -> list[Step]:
        steps = []
        sharing = self.by_rank[result.rank]
        if self.column is not None:
            others = (number for rank, number in self.named if rank != result.rank)
            steps.append(
                _step(
                    "tie_decided",
                    others=list(islice(others, NAMED_IN_A_TIE)),
                    count=self.size - len(sharing),
                    criterion=self.rubric.criteria[self.column].code,
                    mean=text(result.means[self.column]),
                )
            )
        if len(sharing) > 1:
            others = (number for number in sharing if number != result.number)
            steps.append(_step("tie_shared", others=list(islice(others, NAMED_IN_A_TIE)), count=len(sharing) - 1))
        return steps
