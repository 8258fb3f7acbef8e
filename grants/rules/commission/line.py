"""Where the ranking draws the line, and when a list departs from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from evaluation.models import Result, Run
from foundation.core.errors import Fault
from foundation.core.money import ZERO
from grants.choices import CallKind, Departure, Outcome
from grants.models import Application, Call
from grants.rules import premiums
from grants.rules.commission.quota_line import by_quotas_of
from grants.scoring.budget_line import BELOW_LINE, SERVED, Candidate, Place, Share, share_out
from grants.scoring.next_fit import NextFit, next_fit
from grants.scoring.premiums import award

if TYPE_CHECKING:
    from grants.rules.decisions import Row

# What did not reach the pass mark is not below the line: it gets no grant whatever the commission says (rule R40).
BELOW = (*BELOW_LINE, Place.CAPPED, Place.OUTDONE)


def is_passing(result: Result | None) -> bool:
    """Whether the experts' marks let the application be funded at all; without a pass mark every scored one may."""
    return result is not None and result.rank is not None and result.is_passing is not False


def line_of(call: Call, applications: Sequence[Application], results: Mapping[str, Result], run: Run) -> list[Share]:
    """What the ranking ``run`` gives to each of ``applications``, best first: down to the budget line with the quotas of
    the call, or the best of a nomination.
    """
    if call.kind == CallKind.PREMIUM:
        contenders = premiums.contenders(applications, results)
        return award(contenders, call.amount_max, call.budget, is_shared=call.is_shared)
    candidates = _candidates(call, applications, results)
    return by_quotas_of(run, share_out(candidates, call.budget), candidates, applications, results)


def _candidates(call: Call, applications: Sequence[Application], results: Mapping[str, Result]) -> list[Candidate]:
    return [_candidate(call, one, results.get(one.number)) for one in applications]


def _candidate(call: Call, application: Application, result: Result | None) -> Candidate:
    amount = min(application.requested or ZERO, call.amount_max)
    rank = result.rank if result else None
    return Candidate(application.pk, rank, amount, is_passing(result) and amount > ZERO)


def departure(place: Place, outcome: str) -> str:
    """In which way ``outcome`` departs from the ranking; '' when it follows it."""
    if place in SERVED and outcome in (Outcome.RESERVE, Outcome.DECLINE):
        return Departure.PASSED_OVER
    if place in BELOW and outcome == Outcome.FUND:
        return Departure.RAISED
    return ""


def departures(
    call: Call, applications: Sequence[Application], results: Mapping[str, Result], run: Run, rows: Sequence[Row]
) -> dict[str, str]:
    """Departures of ``rows`` from the ranking by number; rows that follow it are left out."""
    numbers = {one.pk: one.number for one in applications}
    places = {numbers[share.key]: share.place for share in line_of(call, applications, results, run)}
    found = {row.number: departure(places[row.number], row.outcome) for row in rows if row.number in places}
    return {number: kind for number, kind in found.items() if kind}


def departure_faults(departing: Mapping[str, str], rows: Sequence[Row]) -> list[Fault]:
    """A reason is missing where the list departs from the ranking; it is published with the decision."""
    texts = {
        Departure.PASSED_OVER: _(
            "The ranking gives this application a grant. Say why the commission does not: everybody will read it."
        ),
        Departure.RAISED: _(
            "The ranking gives this application no grant. Say why the commission does: everybody will read it."
        ),
    }
    return [
        Fault(texts[Departure(departing[row.number])], f"{row.number}-departure")
        for row in rows
        if row.number in departing and not row.departure.strip()
    ]


def next_project(
    call: Call, applications: Sequence[Application], results: Mapping[str, Result], run: Run, rows: Sequence[Row]
) -> NextFit | None:
    """What the money that ``rows`` leave would do for the next of the ranking; None when nobody is next.

    Premiums have one amount, so nobody is next in them; nor is whom an «at most» of the call has passed over.
    """
    if call.kind == CallKind.PREMIUM:
        return None
    capped = {one.key for one in line_of(call, applications, results, run) if one.place is Place.CAPPED}
    numbers = {one.number: one.pk for one in applications}
    given = {numbers[row.number]: row.amount for row in rows if row.outcome == Outcome.FUND and row.number in numbers}
    candidates = [one for one in _candidates(call, applications, results) if one.key not in capped]
    return next_fit(candidates, given, budget=call.budget, least=call.amount_min)
