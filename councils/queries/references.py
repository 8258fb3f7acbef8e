"""Recommendations and controls as other rooms may point at them: public ones alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from councils.choices import RecommendationStatus
from councils.choices.control import ControlStatus
from councils.models import Control, Recommendation
from foundation.core.text import localized
from registry.models import Reference
from registry.queries.references import Shown, Source

RECOMMENDATION, CONTROL = "councils.recommendation", "councils.control"
TITLE = 120


def name_of(thing: Recommendation | Control) -> tuple[str, int]:
    """Kind and key of ``thing`` in the registry of references."""
    return (RECOMMENDATION if isinstance(thing, Recommendation) else CONTROL, thing.pk)


def entered_at(thing: Recommendation | Control) -> QuerySet[Reference]:
    """References that the council has entered and not taken back."""
    kind, key = name_of(thing)
    return Reference.objects.filter(source_kind=kind, source_key=str(key), ended_at=None)


def _recommendations(keys: Iterable[str]) -> Iterator[Shown]:
    rows = Recommendation.objects.filter(pk__in=list(keys)).exclude(status=RecommendationStatus.DRAFT)
    for one in rows.select_related("council"):
        title = f"№ {one.number}, {localized(one.council, 'name')}: {one.text[:TITLE]}"
        state = one.get_status_display()
        yield Shown(RECOMMENDATION, str(one.pk), _("Recommendation"), title, one.get_absolute_url(), state)


def _controls(keys: Iterable[str]) -> Iterator[Shown]:
    rows = Control.objects.filter(pk__in=list(keys)).exclude(status=ControlStatus.DRAFT)
    for one in rows.select_related("council"):
        title = f"{one.title} ({localized(one.council, 'name')})"
        state = one.get_status_display()
        yield Shown(CONTROL, str(one.pk), one.get_form_display(), title, one.get_absolute_url(), state)


def _nothing(words: str) -> Iterable[Shown]:
    """Nobody points at these from another room yet: a council begins."""
    return ()


SOURCES = (
    Source(RECOMMENDATION, _recommendations, _nothing),
    Source(CONTROL, _controls, _nothing),
)
