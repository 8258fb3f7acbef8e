"""Dates of calls as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.ics import CalendarEvent
from foundation.core.text import localized
from foundation.notifications.wording import address
from grants.choices import CallStatus
from grants.models import Call
from grants.queries.phase_terms import CHECK, SCORING, expected_ends
from registry.queries import working_day_overrides

MOST = 500


def calls_in_calendar(now: dt.datetime) -> list[Call]:
    """Every call that takes applications or will: for the address that calendar programs ask again and again."""
    calls = Call.objects.filter(status=CallStatus.ANNOUNCED, closes_at__gte=now)
    return list(calls.select_related("operator").annotate(version=Count("versions")).order_by("closes_at", "pk")[:MOST])


def with_version(call: Call) -> Any:
    """``call`` with the number of its versions, by which a calendar program knows that a date is newer."""
    return Call.objects.select_related("operator").annotate(version=Count("versions")).get(pk=call.pk)


def events(calls: Iterable[Any]) -> list[CalendarEvent]:
    """What happens when in ``calls``, in the language in force; expected phases say that they are expected."""
    overrides = working_day_overrides()
    return [event for call in calls for event in _events(call, overrides)]


def _events(call: Any, overrides: Any) -> Iterator[CalendarEvent]:
    title = localized(call, "title")
    yield _event(call, "opens", call.opens_at, _("Opens: %(call)s") % {"call": title})
    if call.asked_until != call.closes_at:
        yield _event(call, "questions", call.asked_until, _("Last moment for questions: %(call)s") % {"call": title})
    yield _event(call, "closes", call.closes_at, _("Last moment for applications: %(call)s") % {"call": title})
    ends = expected_ends(call, overrides)
    if CHECK in ends:
        yield _event(call, "checked", ends[CHECK], _("Formal check expected to be over: %(call)s") % {"call": title})
    if SCORING in ends:
        said = _("Expert evaluation expected to be over: %(call)s")
        yield _event(call, "scored", ends[SCORING], said % {"call": title})


def _event(call: Any, what: str, starts: dt.datetime | dt.date, summary: str) -> CalendarEvent:
    text = _("%(operator)s. Budget: %(budget)s. The portal's page has the latest dates.")
    return CalendarEvent(
        uid=f"{call.slug}-{what}@civil-portal",
        starts=starts,
        summary=summary,
        description=text % {"operator": localized(call.operator, "name"), "budget": presentation.tenge(call.budget)},
        url=address(call.get_absolute_url()),
        changed_at=call.announced_at,
        sequence=call.version,
        is_cancelled=call.status == CallStatus.CANCELLED,
    )
