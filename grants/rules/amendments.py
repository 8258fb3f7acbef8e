"""What an announced call may still change, and what everybody gets for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, DeadlinePassed, Fault
from grants.choices import CallStatus
from grants.models import Call
from grants.rules import windows
from grants.rules.call_questions import question_faults
from grants.rules.calls import announcement_faults, check_can_create

# The kind, the rubric, the experts and how they score were frozen by the announcement (rule R40).
AMENDABLE = (
    *("title_kk", "title_ru", "title_en", "summary_kk", "summary_ru", "summary_en"),
    *("closes_at", "enquiries_until", "budget", "amount_min", "amount_max", "months_min", "months_max"),
    *("spheres", "languages", "eligibility", "questions", "applications_max", "allows_return"),
    *("note_kk", "note_ru", "note_en"),
)
# An application that was sent under the old words stays good under the new ones, so limits may only become wider.
_RISING, _FALLING = ("amount_max", "months_max"), ("amount_min", "months_min")
LONGEST = 2000


def check_can_amend(user: Any, call: Call, now: dt.datetime) -> None:
    """Officers, from the announcement until the window closes. Raises NotPermitted, Conflict or DeadlinePassed."""
    check_can_create(user, call.operator)
    if call.status == CallStatus.DRAFT:
        raise Conflict(_("The call has not been announced: simply change it."))
    if call.status != CallStatus.ANNOUNCED:
        raise Conflict(_("The call takes no applications any more, so it cannot be amended."))
    if now > call.closes_at:
        raise DeadlinePassed(_("The window has closed, so the call cannot be amended any more."))


def check_is_newest(call: Call, version: int) -> None:
    """Raises Conflict when somebody has amended the call since the form was opened."""
    newest = call.versions.order_by("-number").values_list("number", flat=True).first()
    if newest != version:
        raise Conflict(
            _(
                "A colleague has amended this call meanwhile. What you typed is below; compare it with the newest version."
            ),
            code="stale",
        )


def faults(
    call: Call, changes: Mapping[str, Any], closed_at: dt.datetime, reason: str, now: dt.datetime
) -> list[Fault]:
    """Everything that stands in the way of the amendment; ``changes`` are [old, new] by the name of the field."""
    found = [*_reason_faults(reason), *_window_faults(call, closed_at, now), *_narrowing(changes)]
    if "questions" in changes:
        found += question_faults(call.questions)
    if call.enquiries_until and call.enquiries_until > call.closes_at:
        found.append(Fault(_("Questions cannot be taken longer than applications"), field="enquiries_until"))
    return found + announcement_faults(call, now)


def _reason_faults(reason: str) -> Iterator[Fault]:
    if not reason.strip():
        yield Fault(_("Say why the call is changed. The reason is published."), field="reason")
    elif len(reason) > LONGEST:
        yield Fault(_("Shorten the reason to %(limit)s characters") % {"limit": LONGEST}, field="reason")


def _window_faults(call: Call, closed_at: dt.datetime, now: dt.datetime) -> Iterator[Fault]:
    if call.closes_at <= closed_at:
        message = _("A change gives everybody more time: set a last moment later than %(moment)s")
        values = {"moment": presentation.moment(closed_at, with_zone=True)}
        yield Fault(message % values, field="closes_at", rule="R26")
        return
    least = windows.usual(local_date(now)).days_left
    if call.closes_at < now + dt.timedelta(days=least):
        message = ngettext_lazy(
            "At least %(days)s day must be left after a change",
            "At least %(days)s days must be left after a change",
            least,
        )
        yield Fault(message % {"days": least}, field="closes_at", rule="R26")


def _narrowing(changes: Mapping[str, Any]) -> Iterator[Fault]:
    message = _("This would shut out applications that have been sent: it can only become wider")
    for name in (*_RISING, *_FALLING):
        old, new = changes.get(name, (0, 0))
        if (new < old) if name in _RISING else (new > old):
            yield Fault(message, field=name)
    for name in ("spheres", "languages"):
        old, new = changes.get(name, ([], []))
        # No sphere at all stands for all of them.
        if (old and new and set(old) - set(new)) or (new and not old and name == "spheres" and name in changes):
            yield Fault(message, field=name)
    old, new = changes.get("eligibility", ([], []))
    if any(rule not in old for rule in new):
        yield Fault(message, field="rules")
    old, new = changes.get("applications_max", (None, None))
    if new is not None and (old is None or new < old):
        yield Fault(message, field="applications_max")
