"""Past awards, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from grants.models import PastAward

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One keyset page; ``next`` is what ``after`` of the following one is, '' on the last."""

    awards: Sequence[PastAward]
    next: str


def history_page(*, text: str = "", after: str = "") -> Page:
    """Awards whose organisation or programme holds ``text``; a broken ``after`` starts from the beginning."""
    rows = PastAward.objects.select_related("organisation", "batch")
    if text:
        rows = rows.filter(Q(organisation_name__icontains=text) | Q(programme__icontains=text) | Q(bin=text))
    last = PastAward.objects.filter(pk=int(after)).first() if after.isdecimal() and len(after) < 18 else None
    if last:
        rows = rows.filter(Q(decided_on__lt=last.decided_on) | Q(decided_on=last.decided_on, pk__gt=last.pk))
    found = list(rows.order_by("-decided_on", "pk")[: PAGE + 1])
    return Page(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else "")
