"""Evaluations of results: what a council reads, what came out, and where it is shown again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from evaluation.choices import SheetStatus
from evaluation.models import Run, ScoreSheet
from foundation.core import presentation
from foundation.core.text import localized_value
from socialorder.choices import ActStatus
from socialorder.models import Act, Contract, Review, Topic
from socialorder.queries.contracts import indicator_rows, position_of
from socialorder.scoring.results import band, outcome

HUNDRED = Decimal(100)
SHOWN = 10


def content_of(contract: Contract) -> list[dict[str, Any]]:
    """What the council reads: the goal, what was agreed and what accepted acts say of it."""
    topic, money = contract.lot.topic, position_of(contract)
    acts = Act.objects.filter(stage__contract=contract, status=ActStatus.ACCEPTED).select_related("stage")
    done = [[f"{act.stage}", act.done] for act in acts.order_by("stage__number")]
    counted = [
        [f"{row.indicator}, {row.indicator.unit}", *(presentation.figure(n) for n in (row.indicator.target, row.fact))]
        for row in indicator_rows(contract)
    ]
    sums = [
        [_("Sum of the contract"), presentation.tenge(contract.amount)],
        [_("Accepted"), presentation.tenge(money.accepted)],
        [_("Paid"), presentation.tenge(money.paid)],
    ]
    goal = [[_("Goal"), topic.goal_ru], [_("What must be different afterwards"), topic.result_ru]]
    head = [_("What is counted"), _("Plan"), _("In accepted acts")]
    return [
        {"heading": _("Goal in the tender documents"), "rows": goal},
        {"heading": _("What was done by accepted acts"), "rows": done},
        {"heading": _("Indicators, plan and fact"), "table": {"head": head, "rows": counted}},
        {"heading": _("Money"), "rows": sums},
    ]


def figures(run: Run, bands: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Raw marks of every expert, sums and means, as plain data with the digest of the computed ranking."""
    criteria = list(run.round.rubric.criteria.order_by("position"))
    sheets = ScoreSheet.objects.filter(entry__round=run.round, status=SheetStatus.SUBMITTED).order_by("seat__number")
    given = [(sheet.seat.number, [Decimal(mark) / HUNDRED for mark in sheet.marks]) for sheet in _with_seats(sheets)]
    found = outcome([marks for _number, marks in given])
    return {
        "experts": [number for number, _marks in given],
        "criteria": [
            {
                **{f"title_{code}": getattr(criterion, f"title_{code}") for code in ("kk", "ru", "en")},
                "raw": [_text(mark) for mark in marks.raw],
                "sum": _text(marks.sum),
                "mean": _text(marks.mean),
            }
            for criterion, marks in zip(criteria, found.criteria, strict=True)
        ],
        "sum": _text(found.sum),
        "most": _text(found.experts * sum((one.maximum for one in criteria), Decimal(0))),
        "of_expert": _text(found.of_expert),
        "mean": _text(found.mean),
        "band": dict(band(found.mean, bands)),
        "outcome_digest": run.outcome_digest,
    }


def _with_seats(sheets: Any) -> Iterable[ScoreSheet]:
    return sheets.select_related("seat")  # type: ignore[no-any-return]


def _text(value: Decimal) -> str:
    return f"{value:.2f}"


def document(review: Review) -> dict[str, Any]:
    """What the digest is of."""
    return {
        "contract": review.contract.number,
        "stage": review.stage,
        "figures": review.figures,
        "conclusion": {"kk": review.conclusion_kk, "ru": review.conclusion_ru},
    }


@dataclass(frozen=True)
class Row:
    """A criterion as its page shows it."""

    title: str
    raw: list[Decimal]
    sum: Decimal
    mean: Decimal


def rows_of(review: Review) -> list[Row]:
    """Criteria in the reader's language; empty before the conclusion."""
    return [
        Row(
            localized_value(one, "title"),
            [Decimal(mark) for mark in one["raw"]],
            Decimal(one["sum"]),
            Decimal(one["mean"]),
        )
        for one in review.figures.get("criteria", ())
    ]


def totals_of(review: Review) -> dict[str, Decimal]:
    """Sum, highest possible sum, sum of one expert on the average, mean mark."""
    return {name: Decimal(review.figures[name]) for name in ("sum", "most", "of_expert", "mean") if review.figures}


@dataclass(frozen=True)
class Found:
    """A published evaluation where it is shown beside something else."""

    review: Review
    mean: Decimal
    words: str


def words_of(review: Review) -> str:
    """The words of the mean mark in the reader's language."""
    return localized_value({f"word_{code}": text for code, text in review.band.items()}, "word")


def _found(review: Review) -> Found:
    return Found(review, Decimal(review.figures["mean"]), words_of(review))


def of_contract(contract: Contract, user: Any) -> list[tuple[Review, dict[str, Decimal]]]:
    """Evaluations that the person may read with their totals, the first one first; those that are published have some."""
    found = Review.objects.visible_to(user).filter(contract=contract).order_by("begun_at")
    return [(one, totals_of(one) if one.is_public else {}) for one in found]


def before(topic: Topic) -> tuple[str, list[Found]]:
    """What came of the same topic of earlier years, and what makes it the same: «topic», «standard» or «sphere»."""
    earlier = (
        _published().filter(contract__lot__topic__plan__body=topic.plan.body_id).exclude(contract__lot__topic=topic)
    )
    earlier = earlier.filter(contract__lot__topic__plan__year__lt=topic.plan.year)
    ways = [("topic", Q(contract__lot__topic=topic.continues_id) if topic.continues_id else None)]
    standard = Q(contract__lot__topic__standard__code=topic.standard.code) if topic.standard else None
    ways += [("standard", standard), ("sphere", Q(contract__lot__topic__sphere=topic.sphere_id))]
    for name, condition in ways:
        if condition is not None and (found := list(earlier.filter(condition)[:SHOWN])):
            return name, [_found(one) for one in found]
    return "", []


def of_continued(topics: Iterable[Topic]) -> dict[int, Found]:
    """Topic → the newest evaluation of the topic that it continues; one query."""
    by_earlier: dict[int, list[int]] = defaultdict(list)
    for topic in topics:
        if topic.continues_id:
            by_earlier[topic.continues_id].append(topic.pk)
    found: dict[int, Found] = {}
    for review in _published().filter(contract__lot__topic__in=by_earlier):
        for pk in by_earlier[review.contract.lot.topic_id]:
            found.setdefault(pk, _found(review))
    return found


def with_before(topics: list[Topic]) -> list[Topic]:
    """Topics with ``before``: the newest evaluation of what each goes on with, or None."""
    found = of_continued(topics)
    for topic in topics:
        topic.before = found.get(topic.pk)  # type: ignore[attr-defined]  # for the page
    return topics


def _published() -> Any:
    shown = Review.objects.published().select_related("contract__lot__topic__plan__body", "contract__bid__organisation")
    return shown.order_by("-published_at", "-pk")
