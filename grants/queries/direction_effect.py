"""What is known of a direction from year to year: contests, grants, money, and the effect once it is evaluated.

Years are joined by the code of the direction. An effect is shown only when somebody has evaluated it (rule R47).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from foundation.core.money import ZERO
from grants.choices import ApplicationStatus, CallStatus
from grants.models import Call


@dataclass(frozen=True)
class Known:
    """Of one direction in one year. ``effect`` is None while nobody has evaluated it: that is said, not guessed."""

    year: int
    calls: int = 0
    grants: int = 0
    amount: Decimal = ZERO
    effect: str | None = None


def known_of(directions: Iterable[int], year: int) -> dict[int, Known]:
    """Key of a direction → what is known of it in ``year``; one query."""
    wanted = list(directions)
    return {pk: years.get(year, Known(year)) for pk, years in _known(wanted).items()}


def known_years(direction: int) -> dict[int, Known]:
    """Year → what is known of one direction in it, for years in which there was a contest."""
    return _known([direction])[direction]


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
