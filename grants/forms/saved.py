"""Calls as a list whose searches can be saved: those that are open or come."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.searches.lists import Asked, Listed, of_form
from grants.forms.catalogue import FilterForm
from grants.models import Call


def _understood(data: QueryDict) -> Asked:
    return of_form(FilterForm(data))


def _hits(user: Any, data: QueryDict) -> Any:
    now = clock.now()
    announced = Call.objects.visible_to(user).public()
    coming = (announced.open_at(now) | announced.coming_at(now)).values("pk")
    return Call.objects.filter(FilterForm(data).wanted().condition(now), pk__in=coming)


def _visible(user: Any) -> Any:
    return Call.objects.visible_to(user)


CALLS = Listed(
    code="calls",
    label=_("Calls"),
    route="grants:call-list",
    understood=_understood,
    hits=_hits,
    visible=_visible,
    title=str,
)
