"""What is known of a direction from year to year: contests, grants, money, and the effect once it is evaluated.

Years are joined by the code of the direction. An effect is shown only when somebody has evaluated it (rule R47).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from foundation.core.money import ZERO
from foundation.core.presentation import figure
from grants.choices import ApplicationStatus, CallStatus
from grants.models import Call, Effect
from grants.queries.effects import conclusions, mean_of


@dataclass(frozen=True)
class Known:
    """Of one direction in one year. ``effect`` is None while nobody has evaluated it: that is said, not guessed."""

    year: int
    calls: int = 0
    grants: int = 0
    amount: Decimal = ZERO
    effect: str | None = None


def known_of(directions: Iterable[int], year: int) -> dict[int, Known]:
    """Key of a direction → what is known of it in ``year``; two queries."""
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
    for row in rows:
        year = row["direction__list__year"]
        found[row["direction__direction"]][year] = Known(year, row["contests"], row["grants"], row["amount"] or ZERO)
    return found
