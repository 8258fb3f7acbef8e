"""The line of a call as the quotas of its ranking leave it, and whom a quota has moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from evaluation.models import Result, Run
from evaluation.queries import move_words
from foundation.core import presentation
from foundation.core.money import ZERO
from grants.models import Application
from grants.scoring.budget_line import Candidate, Share, by_quotas


def by_quotas_of(
    run: Run,
    shares: list[Share],
    candidates: Sequence[Candidate],
    applications: Sequence[Application],
    results: Mapping[str, Result],
) -> list[Share]:
    """``shares`` with the quotas of ``run``; without quotas they stay as they are."""
    selection = run.summary.get("selection")
    if selection is None:
        return shares
    keys = _keys(applications, results)
    moves = {keys[move["number"]]: move["code"] for move in selection["moves"] if move["number"] in keys}
    above = {keys[number] for number in selection["above"] if number in keys}
    return by_quotas(shares, {one.key: one.amount for one in candidates}, above, moves)


def moved_words(run: Run, applications: Sequence[Application], results: Mapping[str, Result]) -> dict[int, str]:
    """The reason of each application that a quota has moved, by its key.

    It names no rank: who reads all reasons but one would learn the rank of the one that is not for this member.
    """
    selection = run.summary.get("selection")
    if selection is None:
        return {}
    keys = _keys(applications, results)
    totals = {one.pk: results[one.number].total or ZERO for one in applications if one.number in results}
    return {key: _words(run, totals[key], move) for move in selection["moves"] if (key := keys.get(move["number"]))}


def _keys(applications: Sequence[Application], results: Mapping[str, Result]) -> dict[int, int]:
    """Number of an entry → key of its application."""
    return {results[one.number].entry.number: one.pk for one in applications if one.number in results}


def _words(run: Run, total: Any, move: Any) -> str:
    points = _("%(total)s points.") % {"total": presentation.figure(total, 2)}
    return f"{points} {move_words(run.round.quotas, move)}."
