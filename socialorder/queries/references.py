"""Contracts as other rooms may point at them: public ones alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.queries.references import Shown, Source
from socialorder.models import Contract

CONTRACT = "socialorder.contract"
FOUND = 5


def _contracts(contracts: Iterable[Contract]) -> Iterator[Shown]:
    for one in contracts:
        title = f"{one.number} {one.title}"
        yield Shown(CONTRACT, one.number, _("Social order"), title, one.get_absolute_url(), one.get_status_display())


def _found(words: str) -> Iterator[Shown]:
    named = Q(number=words)
    for code in ("kk", "ru", "en"):
        named |= Q(**{f"lot__topic__title_{code}__icontains": words})
    return _contracts(Contract.objects.public().with_parties().filter(named).order_by("-pk")[:FOUND])


SOURCES = (
    Source(
        CONTRACT,
        lambda keys: _contracts(Contract.objects.public().with_parties().filter(number__in=keys)),
        _found,
        is_money=True,
    ),
)
