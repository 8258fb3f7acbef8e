"""What an officer sees of a survey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from monitoring.choices import Access, RemarkStatus
from monitoring.models import Arrival, Survey, Ticket
from monitoring.scoring import bursts
from monitoring.visibility import sees_results


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Unused tickets of one sheet; ``after`` is the number where the next sheet begins, 0 on the last."""

    tickets: list[Ticket]
    after: int


def unused_tickets(survey: Survey, after: str, size: int) -> TicketPage:
    """The next ``size`` unused tickets behind number ``after`` (what is no number begins anew)."""
    last = int(after) if after.isascii() and after.isdecimal() and len(after) < 7 else 0
    found = list(survey.tickets.filter(is_used=False, number__gt=last).order_by("number")[: size + 1])
    shown = found[:size]
    return TicketPage(shown, shown[-1].number if len(found) > size else 0)


def standing(survey: Survey, user: Any) -> dict[str, Any]:
    """Context of the officer's page."""
    batches = list(survey.batches.all())
    arrivals = list(survey.arrivals.all())
    tickets = list(survey.tickets.values_list("is_used", flat=True)) if survey.access == Access.TICKETS else []
    taken = sum(arrival.taken for arrival in arrivals)
    released = sum(batch.size for batch in batches)
    counted = sum(batch.size for batch in batches if not batch.excluded_at)
    remarks = survey.remarks.filter(~Q(batch=None)).order_by("status", "pk")
    return {
        "survey": survey,
        "batches": batches,
        "arrivals": arrivals[-48:],
        "refused": sum(arrival.refused for arrival in arrivals),
        "bursts": _bursts(arrivals),
        "tickets": {"issued": len(tickets), "used": sum(tickets)},
        "taken": taken,
        "released": released,
        "waiting": taken - released,
        "has_results": counted >= survey.shown_from and sees_results(user, survey),
        "remarks": list(remarks),
        "remarks_waiting": sum(remark.status == RemarkStatus.WAITING for remark in remarks),
    }


def _bursts(arrivals: list[Arrival]) -> list[bursts.Burst]:
    return bursts.bursts([(arrival.hour, arrival.taken) for arrival in arrivals])
