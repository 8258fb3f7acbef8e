"""The facts of the home page."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core import clock, presentation
from foundation.core.calendar import local_date
from grants.choices import ApplicationStatus, CallStatus
from grants.models import Application, Call
from grants.queries.calls import open_calls
from grants.queries.directions import discussed_now
from registry import queries as registry
from registry.choices import OrganisationStatus
from socialorder.queries.tenders import open_now

FIGURES_KEY, FIGURES_SECONDS = "home.figures", 60
DECISIONS_SHOWN = 5


def facts() -> dict[str, Any]:
    """``calls`` and ``tenders`` open now, ``discussions`` of directions that run, ``figures`` as (value, label, address), ``decisions``: decided calls, newest first."""
    decided = Call.objects.filter(status=CallStatus.DECIDED).order_by("-decided_at", "-pk")
    return {
        "calls": open_calls(clock.now()),
        "tenders": open_now(clock.now()),
        "discussions": discussed_now(local_date(clock.now())),
        "figures": _figures(),
        "decisions": list(decided[:DECISIONS_SHOWN]),
    }


def _figures() -> list[tuple[Any, Any, str]]:
    """Key figures; what is zero is left out. The counts are at most a minute old."""
    counts: dict[str, Any] = cache.get_or_set(FIGURES_KEY, _counts, FIGURES_SECONDS) or {}
    past = f"{reverse('grants:call-list')}?show=past"
    figures = [
        (counts["ngos"], _("active NGOs"), f"{reverse('registry:ngo-list')}?status={OrganisationStatus.ACTIVE}"),
        (counts["scored"], _("applications decided, each with its reasons"), past),
        (counts["grants"], _("grants awarded"), past),
        (counts["awarded"] and presentation.tenge(counts["awarded"]), _("awarded in all"), past),
    ]
    return [figure for figure in figures if figure[0]]


def _counts() -> dict[str, Any]:
    """Counts whose cost does not grow with the registry: its own are kept ready in the cube of facets."""
    decided = Application.objects.filter(call__status=CallStatus.DECIDED)
    # What an NGO gives on from its grant is a grant more, and no more money of the state.
    own = Sum("awarded", filter=Q(call__regranting=None))
    funded = decided.filter(status=ApplicationStatus.FUNDED).aggregate(count=Count("pk"), sum=own)
    ended = (
        ApplicationStatus.FUNDED,
        ApplicationStatus.RESERVE,
        ApplicationStatus.DECLINED,
        ApplicationStatus.FORGONE,
        ApplicationStatus.NOT_ADMITTED,
    )
    return {
        "ngos": registry.active_total(),
        "scored": decided.filter(status__in=ended).count(),
        "grants": funded["count"],
        "awarded": funded["sum"],
    }
