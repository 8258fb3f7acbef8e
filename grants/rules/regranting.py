"""What an NGO that re-grants may give on: the part of its grant that was set aside, and no more (domain facts 4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.errors import Conflict, Fault
from foundation.core.money import ZERO
from grants.choices import ApplicationStatus, CallKind, CallStatus
from grants.models import Application, Call, Regranting
from grants.rules.checks import check_is_officer

RULE = "4.3"


def check_can_set(user: Any, application: Application) -> None:
    """An officer of the body that gave the grant, while the grant stands. Raises NotPermitted or Conflict."""
    if application.status != ApplicationStatus.FUNDED:
        raise Conflict(_("Only a grant that was awarded can have a part for small grants."))
    check_is_officer(user, application.call)
    if application.call.kind in (CallKind.SMALL, CallKind.PREMIUM):
        raise Conflict(_("Small grants and premiums are not given on."))


def amount_faults(application: Application, amount: Decimal, standing: Regranting | None) -> list[Fault]:
    """What is wrong with the part that is to be set aside."""
    awarded = application.awarded or ZERO
    if not ZERO < amount <= awarded:
        message = _("The part must be more than zero and at most the grant itself: %(awarded)s")
        return [Fault(message % {"awarded": presentation.tenge(awarded)}, "amount", RULE)]
    if standing is not None and amount < given(standing):
        message = _("Calls for %(given)s have been announced from it already, so it cannot be less")
        return [Fault(message % {"given": presentation.tenge(given(standing))}, "amount", RULE)]
    return []


def given(regranting: Regranting, besides: Call | None = None) -> Decimal:
    """What announced calls take of the part: the budget, and of a decided call what it awarded."""
    calls = regranting.calls.exclude(status__in=(CallStatus.DRAFT, CallStatus.CANCELLED))
    if besides is not None:
        calls = calls.exclude(pk=besides.pk)
    running = calls.exclude(status=CallStatus.DECIDED).aggregate(total=Sum("budget"))["total"] or ZERO
    decided = calls.filter(status=CallStatus.DECIDED).aggregate(total=Sum("applications__awarded"))["total"] or ZERO
    return Decimal(running + decided)


def faults(call: Call) -> Iterator[Fault]:
    """A call of an NGO gives small grants from a part of its own grant, and their sum stays within it."""
    if call.operator.organisation_id is None:
        if call.regranting_id is not None:
            yield Fault(_("Only an NGO that re-grants gives from a part of its grant"), field="regranting", rule=RULE)
        return
    if call.kind != CallKind.SMALL:
        yield Fault(_("An NGO gives small grants only"), field="kind", rule=RULE)
    if call.regranting is None or call.regranting.body_id != call.operator_id:
        yield Fault(_("Choose the grant from which the small grants are given"), field="regranting", rule=RULE)
        return
    left = call.regranting.amount - given(call.regranting, besides=call)
    if call.budget > left:
        message = _("%(left)s is left of the part of the grant that was set aside")
        yield Fault(message % {"left": presentation.tenge(max(left, ZERO))}, field="budget", rule=RULE)
