"""What was changed in a record, and the card as it was on a day. For everybody."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.core import clock, presentation
from foundation.core.calendar import cut_off, local_date
from registry import queries
from registry.forms.record import DayForm
from registry.queries.former import former
from registry.views.found import record_of


@require_safe
def ngo_history(request: HttpRequest, **which: Any) -> HttpResponse:
    """Versions, the newest first; a day that is asked for leads to the card of that day."""
    organisation = record_of(**which)
    form = DayForm(request.GET if "day_0" in request.GET else None, today=local_date(clock.now()))
    if form.is_valid():
        return redirect(f"{organisation.get_history_url()}{form.cleaned_data['day']}/")
    before = request.GET.get("before", "")
    page = queries.history(organisation, int(before) if before.isdecimal() and len(before) < 19 else 0)
    return render(request, "registry/ngo_history.html", {"ngo": organisation, "history": page, "form": form})


@require_safe
def ngo_as_of(request: HttpRequest, day: dt.date, **which: Any) -> HttpResponse:
    """The card as it was at the end of ``day``, or just now when the day is not over."""
    organisation, now = record_of(**which), clock.now()
    if day > local_date(now):
        raise Http404(_("This day has not come yet."))
    moment = min(cut_off(day, dt.time.max), now)
    history_url = organisation.get_history_url()
    then = queries.past(organisation, moment)
    context = {"ngo": organisation, "day": presentation.day(day), "card": None, "history_url": history_url}
    if then is not None:
        context["card"] = queries.card(organisation, then, moment)
        context["former"] = former(organisation, moment)
    return render(request, "registry/ngo_as_of.html", context)
