"""Joining a recommendation or a control to the call, grant or order that it speaks about."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from councils.actions import references as actions
from councils.forms.work import JoinForm
from councils.queries.references import entered_at, name_of
from councils.rules.councils import check_serves
from councils.views.control import control_of
from councils.views.councils import READ_AND_WRITE
from councils.views.recommendations import recommendation_of
from councils.views.stepping import Asked, ask
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.forms import ReasonForm
from registry.queries.references import references_of

FINDERS: dict[str, Callable[..., actions.Thing]] = {"recommendation": recommendation_of, "control": control_of}


def served_thing(request: HttpRequest, slug: str, of: str, number: int) -> actions.Thing:
    """The recommendation or control, for the secretariat of its council; NotPermitted for everybody else."""
    if of not in FINDERS:
        raise Http404
    thing = FINDERS[of](request, slug, number)
    check_serves(request.user, thing.council)
    return thing


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def reference_join(request: HttpRequest, slug: str, of: str, number: int) -> HttpResponse:
    """Look for a call, a grant or an order, and join it."""
    thing = served_thing(request, slug, of, number)
    words = (request.POST.get("words") or request.GET.get("q", ""))[:100]
    form = JoinForm(typed.posted(request), words=words)
    more = {"words": words, "lines": references_of(*name_of(thing)), "of": of, "number": number}
    asked = Asked(thing.council, form, _("Join to a call, grant or order"), thing.get_absolute_url(), thing, more=more)
    return ask(
        request,
        asked,
        lambda **given: actions.join(thing=thing, by=request.user, **given),
        _("They point at one another now."),
    )


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def reference_part(request: HttpRequest, slug: str, of: str, number: int, pk: int) -> HttpResponse:
    """Take a reference back, with the reason."""
    thing = served_thing(request, slug, of, number)
    row = get_object_or_404(entered_at(thing), pk=pk)
    asked = Asked(
        thing.council,
        ReasonForm(typed.posted(request), needed=False),
        _("Take the reference back"),
        thing.get_absolute_url(),
        thing,
    )
    return ask(
        request,
        asked,
        lambda **given: actions.part(thing=thing, reference=row, by=request.user, **given),
        _("The changes are saved."),
    )
