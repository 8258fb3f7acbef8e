"""How long calls usually take applications: observed, not law (rules R26, R27, R48)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from foundation.core.calendar import ALMATY, cut_off, local_date
from foundation.core.errors import Fault
from grants.choices import CallKind
from grants.models.calls import Call
from registry.models import RuleParameters

GRANTS = (CallKind.SHORT, CallKind.MEDIUM, CallKind.LONG)
OPENING, CUT_OFF, DAYS = dt.time(9), dt.time(18, 30), 20


@dataclass(frozen=True)
class Usual:
    """What is usual on a day. ``days`` None: nothing is known. ``first`` and ``last``: month and day of premiums."""

    days: int | None = None
    long_days: int | None = None
    cut_off: dt.time = CUT_OFF
    days_left: int = 0
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    enquiry_days: int = 3


def usual(on: dt.date) -> Usual:
    """The parameters that are in force on ``on``; where the reference tables have none, nothing is asked."""
    rows = RuleParameters.objects.on(on)
    values: dict[str, Mapping[str, Any]] = {
        code: rows[code].values if code in rows else {}
        for code in ("grants.window", "grants.amendment", "grants.premium_window")
    }
    window, premium = values["grants.window"], values["grants.premium_window"]
    return Usual(
        days=window.get("days"),
        long_days=window.get("long_days"),
        cut_off=dt.time.fromisoformat(window.get("cut_off", "18:30")),
        days_left=values["grants.amendment"].get("days_left", 0),
        first=_month_day(premium.get("first")),
        last=_month_day(premium.get("last")),
        enquiry_days=window.get("enquiry_days", 3),
    )


def _month_day(text: str | None) -> tuple[int, int] | None:
    if not text:
        return None
    month, _dash, day = text.partition("-")
    return int(month), int(day)


def proposed(kind: str, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The window that the form of a new call starts with: from tomorrow, or the premiums' season that comes next."""
    today = local_date(now)
    known = usual(today)
    if kind == CallKind.PREMIUM and known.first and known.last:
        year = today.year if dt.date(today.year, *known.first) > today else today.year + 1
        return cut_off(dt.date(year, *known.first), OPENING), cut_off(dt.date(year, *known.last), known.cut_off)
    days = (known.long_days if kind == CallKind.LONG else known.days) or DAYS
    first = today + dt.timedelta(days=1)
    return cut_off(first, OPENING), cut_off(first + dt.timedelta(days=days), known.cut_off)


def faults(call: Call) -> Iterator[Fault]:
    """A window that differs from what is usual needs a reason that everybody reads; nobody is forbidden anything."""
    if call.window_reason.strip():
        return
    known = usual(local_date(call.opens_at))
    if call.kind in GRANTS:
        yield from _length_faults(call, known.long_days if call.kind == CallKind.LONG else known.days)
    if call.kind == CallKind.PREMIUM and known.first and known.last:
        yield from _season_faults(call, known.first, known.last)


def _length_faults(call: Call, least: int | None) -> Iterator[Fault]:
    days = length(call)
    if least is None or days >= least:
        return
    message = ngettext_lazy(
        "Applications are taken for %(days)s day; contests seen until now took them for %(least)s. Say why it is shorter",
        "Applications are taken for %(days)s days; contests seen until now took them for %(least)s. Say why it is shorter",
        days,
    )
    yield Fault(message % {"days": days, "least": least}, field="window_reason", rule="R26")


def length(call: Call) -> int:
    """Days of the window, by the calendar of Almaty."""
    return (local_date(call.closes_at) - local_date(call.opens_at)).days


def _season_faults(call: Call, first: tuple[int, int], last: tuple[int, int]) -> Iterator[Fault]:
    opens, closes = call.opens_at.astimezone(ALMATY), call.closes_at.astimezone(ALMATY)
    if (opens.month, opens.day) < first or (closes.month, closes.day) > last or opens.year != closes.year:
        message = _(
            "Premiums were awarded by applications from %(first)s to %(last)s until now. Say why it is another time"
        )
        values = {"first": f"{first[1]:02d}.{first[0]:02d}", "last": f"{last[1]:02d}.{last[0]:02d}"}
        yield Fault(message % values, field="window_reason", rule="R48")
