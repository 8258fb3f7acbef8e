"""What is known of a direction from year to year: contests, grants, money, and the effect once it is evaluated.

Years are joined by the code of the direction. An effect is shown only when somebody has evaluated it (rule R47).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from foundation.core.money import ZERO
from foundation.core.presentation import figure
from grants.choices import ApplicationStatus, CallStatus
from grants.models import Agreement, Call, Effect
from grants.models.agreements import SIGNED
from grants.queries.effects import conclusions, mean_of
from grants.queries.totals import of_the_state, position, with_sums
from grants.scoring.balances import Position, together

NOTHING = Position()


@dataclass(frozen=True)
class Known:
    """Of one direction in one year: what was awarded, and what became of it in signed agreements.

    ``position`` is the money of those agreements: agreed, really paid, spent and accepted, returned. ``effect`` is None
    while nobody has evaluated it: that is said, not guessed.
    """

    year: int
    calls: int = 0
    grants: int = 0
    amount: Decimal = ZERO
    agreements: int = 0
    position: Position = NOTHING
    effect: str | None = None


def known_of(directions: Iterable[int], year: int) -> dict[int, Known]:
    """Key of a direction → what is known of it in ``year``; three queries at most."""
    wanted = list(directions)
    found = {pk: years.get(year, Known(year)) for pk, years in _known(wanted).items()}
    return {pk: known for (pk, _year), known in _with_effects({(pk, year): one for pk, one in found.items()}).items()}


def known_years(direction: int) -> dict[int, Known]:
    """Year → what is known of one direction in it, for years in which there was a contest."""
    found = {(direction, year): known for year, known in _known([direction])[direction].items()}
    return {year: known for (_direction, year), known in _with_effects(found).items()}


def _with_effects(found: dict[tuple[int, int], Known]) -> dict[tuple[int, int], Known]:
    """The same with what officers have concluded, in the language in force; one query."""
    approved = conclusions({pk for pk, _year in found})
    return {
        key: replace(known, effect=_words(approved[key])) if key in approved else known for key, known in found.items()
    }


def _words(effect: Effect) -> str:
    """The conclusion, with how many projects and how content people were."""
    figures: dict[str, Any] = effect.figures or {}
    mean = mean_of(figures["marks"])
    parts = [
        effect.get_conclusion_display(),
        _("projects evaluated: %(count)d") % {"count": len(figures["projects"])},
    ]
    if mean is not None:
        parts.append(_("satisfaction %(mean)s of 5") % {"mean": figure(mean, 2)})
    return "; ".join(parts)


def _known(directions: list[int]) -> dict[int, dict[int, Known]]:
    """Of decided contests alone: before the decision is published nobody reads its sums here."""
    funded = Q(applications__status=ApplicationStatus.FUNDED)
    rows = (
        Call.objects.filter(direction__direction__in=directions, status=CallStatus.DECIDED)
        .order_by()
        .values("direction__direction", "direction__list__year")
        .annotate(
            contests=Count("pk", distinct=True),
            grants=Count("applications", filter=funded),
            amount=Sum("applications__awarded", filter=funded),
        )
    )
    found: dict[int, dict[int, Known]] = {pk: {} for pk in directions}
    listed = list(rows)
    agreed = _agreed(directions) if listed else {}
    for row in listed:
        pk, year = row["direction__direction"], row["direction__list__year"]
        money = agreed.get((pk, year), [])
        awarded = row["amount"] or ZERO
        found[pk][year] = Known(year, row["contests"], row["grants"], awarded, len(money), together(money))
    return found


def _agreed(directions: list[int]) -> dict[tuple[int, int], list[Position]]:
    """(Direction, year) → the money of each signed agreement; what NGOs give on is in their own agreements already."""
    signed = Agreement.objects.filter(status__in=SIGNED, application__call__direction__direction__in=directions)
    rows = with_sums(of_the_state(signed)).annotate(
        of=F("application__call__direction__direction"), year=F("application__call__direction__list__year")
    )
    found: dict[tuple[int, int], list[Position]] = {}
    for one in rows.only("amount"):
        found.setdefault((one.of, one.year), []).append(position(one))
    return found
