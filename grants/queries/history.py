"""Past awards, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from foundation.core.calendar import local_date
from foundation.core.text import localized
from grants.choices import ApplicationStatus
from grants.models import Application, PastAward
from registry.models import Organisation

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One keyset page; ``next`` is what ``after`` of the following one is, '' on the last."""

    awards: Sequence[PastAward]
    next: str


def fitting(rows: QuerySet[PastAward], text: str) -> QuerySet[PastAward]:
    """Those of ``rows`` whose organisation or programme holds ``text``, or whose BIN it is."""
    if not text:
        return rows
    return rows.filter(Q(organisation_name__icontains=text) | Q(programme__icontains=text) | Q(bin=text))


def history_page(*, text: str = "", after: str = "") -> Page:
    """Awards whose organisation or programme holds ``text``; a broken ``after`` starts from the beginning."""
    rows = fitting(PastAward.objects.select_related("organisation", "batch"), text)
    last = PastAward.objects.filter(pk=int(after)).first() if after.isdecimal() and len(after) < 18 else None
    if last:
        rows = rows.filter(Q(decided_on__lt=last.decided_on) | Q(decided_on=last.decided_on, pk__gt=last.pk))
    found = list(rows.order_by("-decided_on", "pk")[: PAGE + 1])
    return Page(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else "")


@dataclass(frozen=True, slots=True)
class Grant:
    """Money that an organisation got before: through a call of the portal (``source`` is the body) or known from a
    published source."""

    programme: str
    amount: Decimal
    decided_on: dt.date
    source: str


def earlier_grants(organisation: Organisation) -> list[Grant]:
    """Every grant of ``organisation`` that the portal knows, of all bodies, newest first."""
    funded = Application.objects.filter(organisation=organisation, status=ApplicationStatus.FUNDED)
    found = [
        Grant(
            localized(one.call, "title"),
            one.awarded,
            local_date(one.call.decided_at),
            localized(one.call.operator, "name"),
        )
        for one in funded.select_related("call__operator")
        if one.awarded is not None and one.call.decided_at is not None
    ]
    found += [
        Grant(award.programme, award.amount, award.decided_on, award.source)
        for award in PastAward.objects.filter(organisation=organisation)
    ]
    return sorted(found, key=lambda grant: grant.decided_on, reverse=True)
