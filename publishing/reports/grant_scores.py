"""The score table of a decided call: one row per application, with the means that its total comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from foundation.core.text import localized
from grants.queries.results import CallResults, Refusal, Standing
from publishing.reports.xlsx import Column, Sheet


def sheets(results: CallResults) -> list[Sheet]:
    """The ranking, the criteria, and what the formal check did not admit."""
    return [
        Sheet(_("Ranking"), _ranking_columns(results), _ranking(results)),
        Sheet(_("Criteria"), _criteria_columns(), _criteria(results)),
        Sheet(_("Not admitted"), _refusal_columns(), _refusals(results)),
    ]


def count(results: CallResults) -> int:
    """Rows of all sheets."""
    return len(results.standings) + len(results.criteria) + len(results.refusals)


def _ranking_columns(results: CallResults) -> list[Column]:
    return [
        Column(_("Rank"), "number", 8),
        Column(_("Application"), width=16),
        Column(_("BIN"), width=14),
        Column(_("Organisation"), width=36),
        Column(_("Region"), width=22),
        Column(_("Project"), width=40),
        Column(_("Asked for"), "money", 16),
        *(Column(localized(criterion, "title"), "decimal", 14) for criterion in results.criteria),
        Column(_("Total"), "decimal", 10),
        Column(_("Highest minus lowest sheet"), "decimal", 12),
        Column(_("Score sheets"), "number", 9),
        Column(_("Decision"), width=18),
        Column(_("Awarded"), "money", 16),
        Column(_("Reason"), width=60),
    ]


def _ranking(results: CallResults) -> Iterator[tuple[Any, ...]]:
    for standing in results.standings:
        yield _ranking_row(standing, len(results.criteria))


def _ranking_row(standing: Standing, criteria: int) -> tuple[Any, ...]:
    application, result = standing.application, standing.result
    means = [*standing.means, *[None] * (criteria - len(standing.means))]
    return (
        result.rank if result else None,
        application.number,
        application.organisation.bin or "",
        str(application.organisation),
        str(application.organisation.region),
        application.title,
        application.requested,
        *means,
        result.total if result else None,
        result.spread if result else None,
        result.sheets if result else 0,
        str(application.get_status_display()),
        application.awarded,
        application.decision_reason,
    )


def _criteria_columns() -> list[Column]:
    return [
        Column(_("Criterion"), width=50),
        Column(_("Weight"), "decimal", 10),
        Column(_("Lowest mark"), "decimal", 10),
        Column(_("Highest mark"), "decimal", 10),
        Column(_("Step of marks"), "decimal", 10),
        Column(_("Pass mark"), "decimal", 10),
    ]


def _criteria(results: CallResults) -> Iterator[tuple[Any, ...]]:
    for criterion in results.criteria:
        yield (
            localized(criterion, "title"),
            criterion.weight,
            criterion.minimum,
            criterion.maximum,
            criterion.step,
            criterion.pass_mark,
        )


def _refusal_columns() -> list[Column]:
    return [
        Column(_("Application"), width=16),
        Column(_("BIN"), width=14),
        Column(_("Organisation"), width=36),
        Column(_("Project"), width=40),
        Column(_("What was not met"), width=40),
        Column(_("Reason"), width=60),
    ]


def _refusals(results: CallResults) -> Iterator[tuple[Any, ...]]:
    for refusal in results.refusals:
        yield _refusal_row(refusal)


def _refusal_row(refusal: Refusal) -> tuple[Any, ...]:
    application = refusal.application
    return (
        application.number,
        application.organisation.bin or "",
        str(application.organisation),
        application.title,
        "; ".join(str(item.get_item_display()) for item in refusal.unmet),
        "; ".join(item.reason for item in refusal.unmet),
    )
