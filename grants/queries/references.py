"""Calls and grants as other rooms may point at them: public ones alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.text import localized
from grants.models import Agreement, Call
from registry.queries.references import Shown, Source

CALL, AGREEMENT = "grants.call", "grants.agreement"
FOUND = 5


def _calls(calls: Iterable[Call]) -> Iterator[Shown]:
    for call in calls:
        yield Shown(
            CALL, call.slug, _("Call"), localized(call, "title"), call.get_absolute_url(), call.get_status_display()
        )


def _agreements(agreements: Iterable[Agreement]) -> Iterator[Shown]:
    for one in agreements:
        url = reverse("grants:project-detail", args=[one.number])
        yield Shown(AGREEMENT, one.number, _("Grant"), f"{one.number} {one.title}", url, one.get_status_display())


def _calls_found(words: str) -> Iterator[Shown]:
    named = Q(slug=words)
    for code in ("kk", "ru", "en"):
        named |= Q(**{f"title_{code}__icontains": words})
    return _calls(Call.objects.public().filter(named).order_by("-announced_at", "-pk")[:FOUND])


def _agreements_found(words: str) -> Iterator[Shown]:
    named = Q(number=words) | Q(title__icontains=words)
    return _agreements(Agreement.objects.public().filter(named).order_by("-pk")[:FOUND])


SOURCES = (
    Source(CALL, lambda keys: _calls(Call.objects.public().filter(slug__in=keys)), _calls_found, is_money=True),
    Source(
        AGREEMENT,
        lambda keys: _agreements(Agreement.objects.public().filter(number__in=keys)),
        _agreements_found,
        is_money=True,
    ),
)
