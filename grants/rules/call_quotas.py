"""What is wrong with the quotas of a call, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluation.choices import QuotaBound, QuotaUnit
from evaluation.models import Entry, Run
from evaluation.queries import quota_words
from evaluation.scoring.numbers import hundredths
from evaluation.scoring.quotas import read_quotas
from foundation.core import presentation
from foundation.core.errors import Fault
from foundation.core.money import ZERO
from grants.choices import CallKind
from grants.models import Call
from grants.models.quotas import Quota, kinds_of
from grants.scoring.appeals import Quotas

QUOTAS_MAX, AWARDS_MAX, WHOLE = 20, 1000, 100


def quota_faults(call: Call, quotas: Sequence[Quota]) -> list[Fault]:
    """``Fault.field`` is the control of the form: ``rows-<index>-<name>``, or ``rows`` for the whole."""
    if not quotas:
        return []
    found = list(_whole_faults(call, quotas))
    known = {(of, value) for _name, groups in kinds_of(call) for of, value, _words in groups}
    for index, quota in enumerate(quotas):
        faults = [*_group_faults(quota, known), *_figure_faults(quota), *_clashes(quotas[:index], quota)]
        found += [Fault(message, field=f"rows-{index}-{name}") for name, message in faults]
    return found


def announcement_faults(call: Call) -> Iterator[Fault]:
    """The same for a call that is about to be announced or amended: an answer that a quota names may be gone."""
    if quota_faults(call, call.quotas):
        yield Fault(_("The quotas do not fit the call any more: look at them again"), field="quotas", rule="R40")


def list_faults(call: Call, run: Run, granted: Mapping[str, Decimal]) -> Iterator[Fault]:
    """Quotas that a list of grants (number of the application → tenge) breaks: any «at most», and an «at least» that the
    ranking can reach."""
    selection = run.summary.get("selection")
    if selection is None:
        return
    budget, reachable = hundredths(call.budget), {one["code"] for one in selection["quotas"] if one["is_kept"]}
    groups = groups_by_number(call)
    for rule, quota in zip(run.round.quotas, read_quotas(run.round.quotas), strict=True):
        amounts = [amount for number, amount in granted.items() if quota.holds(groups.get(number, {}))]
        figures = (len(amounts), hundredths(sum(amounts, ZERO)), budget)
        is_short = quota.bound == QuotaBound.AT_LEAST and quota.code in reachable and not quota.reached(*figures)
        if is_short or (quota.bound == QuotaBound.AT_MOST and quota.exceeded(*figures)):
            values = {
                "quota": quota_words(rule),
                "awards": len(amounts),
                "amount": presentation.tenge(sum(amounts, ZERO)),
            }
            text = _(
                "The list breaks a quota that was announced. %(quota)s; grants of the list: %(awards)s for %(amount)s."
            )
            yield Fault(text % values, rule="R40")


def groups_by_number(call: Call) -> dict[str, dict[str, list[str]]]:
    """Number of an application → the groups to which it belongs, as they were when the experts got it."""
    return dict(Entry.objects.filter(round=call.round_id).values_list("reference", "groups"))


def in_force(call: Call) -> Quotas | None:
    """The quotas of an announced call with the groups of its applications; None where it has none."""
    if call.round is None or not call.round.quotas:
        return None
    return Quotas(read_quotas(call.round.quotas), groups_by_number(call))


def _whole_faults(call: Call, quotas: Sequence[Quota]) -> Iterator[Fault]:
    if call.kind == CallKind.PREMIUM:
        message = _("Premiums are given by nomination: a call for them has no quotas")
        yield Fault(message, field="rows")
    if len(quotas) > QUOTAS_MAX:
        yield Fault(_("There can be %(most)s quotas at most") % {"most": QUOTAS_MAX}, field="rows")
    kinds = {quota["of"] for quota in quotas}
    if any(_reserved(quotas, of) > WHOLE for of in kinds):
        yield Fault(_("Reserved shares of the budget come to more than 100 per cent"), field="rows")


def _reserved(quotas: Sequence[Quota], of: str) -> int:
    """Per cent of the budget that is reserved for groups that exclude each other."""
    shares = [
        one for one in quotas if (one["of"], one["bound"], one["unit"]) == (of, QuotaBound.AT_LEAST, QuotaUnit.PERCENT)
    ]
    return sum(int(one["figure"] or 0) for one in shares)


def _group_faults(quota: Quota, known: set[tuple[str, str]]) -> Iterator[tuple[str, Any]]:
    if not quota["values"] or any((quota["of"], value) not in known for value in quota["values"]):
        yield "group", _("Choose the group")


def _figure_faults(quota: Quota) -> Iterator[tuple[str, Any]]:
    if quota["bound"] not in QuotaBound.values:
        yield "bound", _("Choose «at least» or «at most»")
    if quota["unit"] not in QuotaUnit.values:
        yield "unit", _("Choose what is counted")
    most = WHOLE if quota["unit"] == QuotaUnit.PERCENT else AWARDS_MAX
    figure = quota["figure"]
    if not isinstance(figure, int) or not (quota["bound"] == QuotaBound.AT_LEAST) <= figure <= most:
        yield "figure", _("Enter a whole number up to %(most)s; «at least» needs 1 or more") % {"most": most}


def _clashes(earlier: Sequence[Quota], quota: Quota) -> Iterator[tuple[str, Any]]:
    """Two quotas of one group in one unit: not twice the same bound, and the least not above the most."""
    for other in earlier:
        if (other["of"], other["unit"], set(other["values"])) != (quota["of"], quota["unit"], set(quota["values"])):
            continue
        if other["bound"] == quota["bound"]:
            yield "group", _("This group has such a quota already")
        elif _least(other, quota) > _most(other, quota):
            yield "figure", _("«At least» is above «at most» for the same group")


def _least(*pair: Quota) -> int:
    return next(int(one["figure"] or 0) for one in pair if one["bound"] == QuotaBound.AT_LEAST)


def _most(*pair: Quota) -> int:
    return next(int(one["figure"] or 0) for one in pair if one["bound"] != QuotaBound.AT_LEAST)
