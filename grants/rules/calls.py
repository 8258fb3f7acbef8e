"""Who may run a call, when it takes applications, and what must be in order before it is announced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted, Text
from grants.choices import ApplicationStatus, CallKind, CallStatus
from grants.models.calls import Call
from grants.models.content import LANGUAGE_NAMES
from grants.rules import call_quotas, premiums, regranting, windows
from grants.rules.directions import direction_faults
from registry.choices import Role
from registry.models import Body, MonthlyIndex
from registry.rules import eligibility, roles

OVER = (CallStatus.DECIDED, CallStatus.CANCELLED)
PROJECT_MONTHS_MAX = 36
# Months and multiples of MRP of each type (law № 36-III, article 6-1; rule R21). None: no upper bound in the law.
TERMS = {CallKind.SHORT: (3, 12), CallKind.MEDIUM: (12, 24), CallKind.LONG: (24, 36)}
MULTIPLES: dict[str, tuple[int, int | None]] = {
    CallKind.SHORT: (500, 3_000),
    CallKind.MEDIUM: (3_000, 10_000),
    CallKind.LONG: (10_000, None),
}


def check_can_create(user: Any, operator: Body) -> None:
    """Officers of the body that runs the call. Raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER, body=operator):
        raise NotPermitted(_("Only an officer of the body that runs the call can prepare it."))


def check_can_edit(user: Any, call: Call) -> None:
    """Officers, while the call is being prepared; raises NotPermitted or Conflict."""
    check_can_create(user, call.operator)
    if call.status != CallStatus.DRAFT:
        raise Conflict(_("The call has been announced: its conditions are frozen and cannot be changed."))


def check_can_repeat(user: Any, call: Call) -> None:
    """Officers, once the call is over and nobody has won (rule R43); raises NotPermitted or Conflict."""
    check_can_create(user, call.operator)
    if call.status not in OVER:
        raise Conflict(_("A call can be repeated once it is decided or cancelled."))
    if call.applications.filter(status=ApplicationStatus.FUNDED).exists():
        raise Conflict(_("This call has a winner, so it is not repeated. You can copy it for a new one."))


def repeat_of(call: Call) -> Call | None:
    """The repeat that was made of ``call``; one that was cancelled does not count."""
    if call.status not in OVER:
        return None
    return call.repeated_by.exclude(status=CallStatus.CANCELLED).order_by("pk").first()


def schedule_faults(call: Call, moment: dt.datetime, now: dt.datetime) -> list[Fault]:
    """Everything that would stand in the way of announcing ``call`` by itself at ``moment``."""
    if moment <= now:
        return [Fault(_("Choose a moment that lies ahead"), field="moment")]
    return announcement_faults(call, moment)


def eligibility_rules(call: Call) -> list[eligibility.Rule]:
    """The rules of the call in their order, for showing them in plain words; a code that is gone is left out."""
    return [eligibility.RULES[rule["code"]] for rule in call.eligibility if rule["code"] in eligibility.RULES]


def is_open(call: Call, now: dt.datetime) -> bool:
    """Whether applications are taken at ``now``; the last moment of the window counts (rule R27)."""
    return call.status == CallStatus.ANNOUNCED and call.opens_at <= now <= call.closes_at


def check_window(call: Call, now: dt.datetime) -> None:
    """Raises DeadlinePassed when ``now`` is after the window, and Conflict when it is before it or the call is off."""
    if call.status == CallStatus.CANCELLED:
        raise Conflict(_("The call has been cancelled, so no applications are taken."))
    if call.status == CallStatus.DRAFT or now < call.opens_at:
        raise Conflict(_("Applications are taken from %(moment)s.") % {"moment": _moment(call.opens_at)})
    if not is_open(call, now):
        message = _("The deadline was %(deadline)s. The portal's clock showed %(now)s, so this was not taken.") % {
            "deadline": _moment(call.closes_at),
            "now": presentation.local(now).strftime("%H:%M:%S"),
        }
        raise DeadlinePassed(message)


def _moment(value: dt.datetime) -> str:
    return presentation.moment(value, with_zone=True)


def announcement_faults(call: Call, now: dt.datetime) -> list[Fault]:
    """Everything that stands in the way of announcing ``call``; ``Fault.field`` is a field of its form."""
    return [
        *_window_faults(call, now),
        *_language_faults(call),
        *direction_faults(call),
        *_rule_faults(call),
        *_type_faults(call),
        *windows.faults(call),
        *premiums.faults(call),
        *call_quotas.announcement_faults(call),
        *_threshold_faults(call),
        *regranting.faults(call),
    ]


def _window_faults(call: Call, now: dt.datetime) -> Iterator[Fault]:
    if call.closes_at <= now:
        yield Fault(_("The last moment for applications is in the past"), field="closes_at", rule="R27")


def _language_faults(call: Call) -> Iterator[Fault]:
    if not call.languages or set(call.languages) - set(LANGUAGE_NAMES):
        yield Fault(_("Choose Kazakh, Russian or both"), field="languages", rule="R28")


def _rule_faults(call: Call) -> Iterator[Fault]:
    if any(rule["code"] not in eligibility.RULES for rule in call.eligibility):
        yield Fault(
            _("One of the eligibility rules is not known any more: choose the rules again"), field="eligibility"
        )


def _threshold_faults(call: Call) -> Iterator[Fault]:
    """Sheets can be as far apart as the highest total at most: a threshold there would never call anybody."""
    highest = call.rubric.maximum_total
    if call.extra_over is not None and call.extra_over >= highest:
        message = _("Two score sheets can be %(points)s points apart at most: enter a smaller number") % {
            "points": presentation.figure(highest, 2)
        }
        yield Fault(message, field="extra_over")


def _type_faults(call: Call) -> Iterator[Fault]:
    """The term and the amounts fit the type of grant, by the MRP of the day the window opens (rules R15, R21, R22)."""
    if call.months_max > PROJECT_MONTHS_MAX:
        yield Fault(_("A project can take 36 months at most"), field="months_max", rule="R15")
    if call.kind not in TERMS:
        return
    yield from _term_faults(call)
    index = MonthlyIndex.objects.on(local_date(call.opens_at))
    if index is None:
        yield Fault(
            _("The MRP of the year is not in the reference tables, so the amounts cannot be checked"), rule="R22"
        )
        return
    yield from _amount_faults(call, index.amount)


def _term_faults(call: Call) -> Iterator[Fault]:
    least, most = TERMS[CallKind(call.kind)]
    if call.months_min < least or call.months_max > most:
        message = _("Grants of this type take from %(least)s to %(most)s months") % {"least": least, "most": most}
        field = "months_min" if call.months_min < least else "months_max"
        yield Fault(message, field=field, rule="R21")


def _amount_faults(call: Call, index: Decimal) -> Iterator[Fault]:
    least, most = MULTIPLES[call.kind]
    if call.amount_min < least * index:
        yield Fault(_at_least(least, index), field="amount_min", rule="R21")
    if most is not None and call.amount_max > most * index:
        message = _("Grants of this type are %(multiple)s MRP at most: %(amount)s") % {
            "multiple": presentation.figure(most),
            "amount": presentation.tenge(most * index),
        }
        yield Fault(message, field="amount_max", rule="R21")


def _at_least(least: int, index: Decimal) -> Text:
    return _("Grants of this type are at least %(multiple)s MRP: %(amount)s") % {
        "multiple": presentation.figure(least),
        "amount": presentation.tenge(least * index),
    }
