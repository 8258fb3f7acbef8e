"""What the page of a council shows beside its meetings: competitions, commissions, following, plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from councils.choices import FORMATION_OVER
from councils.models import Commission, Council, Formation, Term
from councils.queries.life import commissions_of, follows
from councils.queries.years import years_of
from councils.scoring.terms import renewal_due_on


@dataclass(frozen=True)
class Life:
    """``running`` is the competition under way, as far as the reader may see it; ``due_on``: when forming starts (R54)."""

    running: Formation | None
    formations: list[Formation]
    commissions: list[Commission]
    follows: bool
    years: list[tuple[int, bool, bool]]
    due_on: Any


def life(council: Council, term: Term | None, user: Any) -> Life:
    """At most six queries, whatever there is."""
    formations = list(Formation.objects.visible_to(user).filter(council=council).order_by("-number")[:5])
    return Life(
        running=next((one for one in formations if one.status not in FORMATION_OVER), None),
        formations=formations,
        commissions=commissions_of(term),
        follows=follows(user, council),
        years=years_of(council, user)[:5],
        due_on=renewal_due_on(term.ends_on) if term and term.ends_on else None,
    )
