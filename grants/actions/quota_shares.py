"""The line of a call as the quotas of its ranking leave it. A step of the action that fills the commission's list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from evaluation.models import Run
from evaluation.queries import move_words
from foundation.core import presentation
from foundation.core.money import ZERO
from grants.models import Application
from grants.models.decisions import results_by_number
from grants.scoring.budget_line import Candidate, Share, by_quotas


def applied(
    shares: list[Share], candidates: Sequence[Candidate], applications: Mapping[int, Application], run: Run
) -> tuple[list[Share], dict[int, str]]:
    """``shares`` with the quotas, and the reason of each application that a quota has moved; both by its key.

    Without quotas the shares stay as they are.
    """
    selection = run.summary.get("selection")
    if selection is None:
        return shares, {}
    results = results_by_number(run)
    keys = {results[one.number].entry.number: key for key, one in applications.items() if one.number in results}
    moves = {keys[move["number"]]: move for move in selection["moves"] if move["number"] in keys}
    above = {keys[number] for number in selection["above"] if number in keys}
    amounts = {one.key: one.amount for one in candidates}
    reasons = {}
    for key, move in moves.items():
        result = results[applications[key].number]
        values = {"rank": result.rank, "total": presentation.figure(result.total or ZERO, 2)}
        place = _("Rank %(rank)s with %(total)s points.") % values
        reasons[key] = f"{place} {move_words(run.round.quotas, move)}."
    codes = {key: move["code"] for key, move in moves.items()}
    return by_quotas(shares, amounts, above, codes), reasons
