"""What a call for premiums must satisfy (rules R48, R49)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Fault
from grants.choices import CallKind
from grants.models.calls import Call
from registry.models import MonthlyIndex, RuleParameters


def faults(call: Call) -> Iterator[Fault]:
    """Nominations are named, the amount is one for all of them, and it is as high as the rules say."""
    if call.kind != CallKind.PREMIUM or call.pk is None:
        return
    nominations = call.spheres.count()
    if nominations == 0:
        yield Fault(_("Choose the nominations: each is a sphere of the law"), field="spheres", rule="R48")
    if call.amount_min != call.amount_max:
        yield Fault(_("A premium has one amount: enter the same twice"), field="amount_min", rule="R49")
    yield from _least_faults(call)
    if call.budget < nominations * call.amount_max:
        message = _("%(count)s nominations of %(amount)s do not fit into the budget")
        values = {"count": nominations, "amount": presentation.tenge(call.amount_max)}
        yield Fault(message % values, field="budget", rule="R49")


def _least_faults(call: Call) -> Iterator[Fault]:
    day = local_date(call.opens_at)
    parameters, index = RuleParameters.objects.on(day).get("grants.premium"), MonthlyIndex.objects.on(day)
    if parameters is None or index is None:
        return
    multiple = Decimal(parameters.values["mrp"])
    if call.amount_max < multiple * index.amount:
        message = _("A premium is at least %(multiple)s MRP: %(amount)s")
        values = {"multiple": presentation.figure(multiple), "amount": presentation.tenge(multiple * index.amount)}
        yield Fault(message % values, field="amount_max", rule="R49")
