"""What an applicant reads of its own marks before the decision, and what it answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluation.models import Answer, Criterion, Entry, Result, Round, ScoreSheet
from evaluation.queries.rankings import latest_run
from evaluation.visibility import masked


@dataclass(frozen=True, slots=True)
class OwnMark:
    """One criterion: mean mark, and the experts' reasons as (number, text) where the rubric shows them."""

    criterion: Criterion
    mean: Decimal
    reasons: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """An entry as its applicant sees it before the decision: no total, no rank, nothing of others.

    ``marks`` is empty when no sheet was submitted. ``answer``: what was sent, or None.
    """

    entry: Entry
    marks: list[OwnMark]
    until: dt.datetime | None
    answer: Answer | None


def asked_entry(round_: Round | None, reference: str) -> Entry | None:
    """The entry with this reference, when its applicant has been asked; else None."""
    if round_ is None or round_.answers_until is None:
        return None
    return Entry.objects.select_related("round__rubric").filter(round=round_, reference=reference).first()


def own_marks(entry: Entry) -> OwnMarks:
    """What the applicant of ``entry`` may read; the caller has asked the rule. From the newest ranking."""
    round_ = entry.round
    run = latest_run(round_)
    result = Result.objects.filter(run=run, entry=entry).first() if run else None
    criteria = list(round_.rubric.criteria.all())
    sheets = _reasons(entry) if round_.rubric.shows_comments else []
    marks = (
        [
            OwnMark(item, mean, [(number, masked(said[item.code])) for number, said in sheets if said.get(item.code)])
            for item, mean in zip(criteria, result.means, strict=True)
        ]
        if result and result.means
        else []
    )
    return OwnMarks(entry, marks, round_.answers_until, Answer.objects.filter(entry=entry).first())


def _reasons(entry: Entry) -> list[tuple[int, dict[str, str]]]:
    sheets = ScoreSheet.objects.counting().filter(entry=entry).order_by("seat__number")
    return list(sheets.values_list("seat__number", "comments"))


def answers_by_reference(round_: Round | None, user: Any) -> dict[str, Answer]:
    """Reference of an entry → what its applicant answered, as far as ``user`` may read it."""
    if round_ is None or round_.answers_until is None:
        return {}
    rows: Iterable[Answer] = Answer.objects.visible_to(user).filter(entry__round=round_).select_related("entry")
    return {row.entry.reference: row for row in rows}


def answer_to(entry: Entry, round_: Round, user: Any) -> Answer | None:
    """The answer of the applicant of an entry of ``round_``, also in the second stage, as far as ``user`` may read it."""
    round_ = round_.first_stage or round_
    if round_.answers_until is None:
        return None
    return Answer.objects.visible_to(user).filter(entry__round=round_, entry__reference=entry.reference).first()
