"""Public pages of a call besides its own: versions side by side, and its dates for calendar programs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.core import clock
from foundation.core.ics import CONTENT_TYPE, calendar
from foundation.core.text import localized
from grants.queries import calendars, call_versions
from grants.views.calls import visible_call


@require_safe
def call_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A version of the call beside the one before it: what changed and why, and everything that stayed."""
    call = visible_call(request, slug)
    versions = call_versions.versions_of(call)
    by_number = {version.number: version for version in versions}
    if number not in by_number:
        raise Http404
    after = by_number[number]
    before = by_number.get(number - 1, after)
    rows = call_versions.compared(before, after)
    context = {"call": call, "versions": versions, "before": before, "after": after, "rows": rows}
    return render(request, "grants/call_version.html", context | {"changed": [row for row in rows if row.is_changed]})


@require_safe
def call_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of one call as a calendar file."""
    call = visible_call(request, slug)
    if call.announced_at is None:
        raise Http404
    return _file(localized(call, "title"), calendars.events([calendars.with_version(call)]), f"{call.slug}.ics")


@require_safe
def calendar_of_calls(request: HttpRequest) -> HttpResponse:
    """The address that a calendar program subscribes to: every call that takes applications or will."""
    now = clock.now()
    return _file(_("Calls for NGOs"), calendars.events(calendars.calls_in_calendar(now)), "calls.ics")


def _file(name: str, events: list[calendars.CalendarEvent], file: str) -> HttpResponse:
    answer = HttpResponse(calendar(name, events, stamp=clock.now()), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{file}"'
    return answer
