"""Seats of organisations and people."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from councils.choices import Side, TermStatus
from councils.models import Council, Seat
from councils.scoring.roll import most_of_state
from foundation.core.text import localized
from registry.models import Organisation
from registry.queries.seats import CouncilSeat

SEATS_SHOWN = 20


def seats_of(organisation: Organisation) -> Iterator[CouncilSeat]:
    """The newest seats of ``organisation`` (one query)."""
    rows = Seat.objects.filter(organisation=organisation).exclude(term__status=TermStatus.FORMING)
    for seat in rows.select_related("term__council").order_by("-started_on", "-pk")[:SEATS_SHOWN]:
        is_over = seat.ended_on is not None or seat.term.status == TermStatus.ENDED
        yield CouncilSeat(
            localized(seat.term.council, "name"),
            seat.term.council.get_absolute_url(),
            seat.full_name,
            seat.get_post_display(),
            seat.started_on,
            (seat.ended_on or seat.term.ends_on) if is_over else None,
        )


def seats_now(council: Council) -> QuerySet[Seat]:
    """Members of now, with their organisations."""
    return Seat.objects.in_force().filter(term__council=council).select_related("term__council", "organisation")


def numbers(seats: list[Seat]) -> list[tuple[object, object]]:
    """The shares of a composition with their rule, line by line (rules R50–R53, R56)."""
    of_state = sum(seat.side == Side.STATE for seat in seats)
    return [
        (_("Members"), len(seats)),
        (_("From the state"), of_state),
        (_("At most a third may come from the state"), most_of_state(len(seats))),
        (_("From organisations and citizens"), len(seats) - of_state),
    ]
