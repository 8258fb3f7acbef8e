"""Lists of priority directions in each state, reached by the real actions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import time_machine

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import ALMATY, local_date
from grants.actions import direction_lists, direction_proposals, listed_directions, year_plans
from grants.choices import ListStatus
from grants.models import DirectionList, DirectionProposal, ListedDirection, YearPlan
from registry.choices import Certainty, Role
from registry.models import Body, Membership, MonthlyIndex, RuleParameters
from registry.queries import parameters
from tests.builders.evaluation import officer_of
from tests.builders.files import pdf, upload
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, SphereFactory

YEAR = 2026
# A Monday without holidays around it: ten working days end on Monday, 7 December 2026.
OPENED = dt.datetime(2026, 11, 23, 10, 0, tzinfo=ALMATY)
LAST_DAY = dt.date(2026, 12, 7)
AFTER = dt.datetime(2026, 12, 8, 9, 0, tzinfo=ALMATY)
INDEX = Decimal(4325)
VALUES = {
    parameters.DISCUSSION: {"working_days": 10},
    parameters.PLAN: {"working_days": 20},
    parameters.REQUIRED: {"required": True},
    parameters.ALIKE: {"similarity": "0.45"},
}


def with_parameters() -> None:
    """The rows of the reference tables that lists of directions ask for."""
    for code, values in VALUES.items():
        if not RuleParameters.objects.filter(code=code).exists():
            row = {"key": f"{code}-test", "values": values, "source": "A source", "certainty": Certainty.PRESS}
            RuleParameters.objects.create(code=code, valid_from=dt.date(2016, 1, 1), **row)
    MonthlyIndex.objects.get_or_create(
        valid_from=dt.date(YEAR, 1, 1), defaults={"amount": INDEX, "source": "A source", "certainty": Certainty.PRESS}
    )


def words(**changes: Any) -> dict[str, Any]:
    """A direction in the words of a list."""
    base = {
        "title_kk": "Таза өзендер",
        "title_ru": "Чистые реки",
        "title_en": "Clean rivers",
        "goal_kk": "Жағалау таза",
        "goal_ru": "Берега чисты",
        "goal_en": "The banks are clean",
        "sphere": SphereFactory(),
        "region": None,
    }
    return base | changes


def typed(**changes: Any) -> dict[str, Any]:
    """A proposal as somebody types it."""
    base = {
        "language": "ru",
        "title": "Clean the banks of the river",
        "problem": "Forty tonnes of litter were counted in spring.",
        "people": "Families of the left bank",
        "effect": "Children bathe again.",
        "sphere": SphereFactory(),
        "region": None,
    }
    return base | changes


def officer_for(found: DirectionList) -> User:
    return Membership.objects.filter(body=found.body, role=Role.OFFICER).order_by("pk")[0].user


def listed(found: DirectionList, **changes: Any) -> ListedDirection:
    """One direction more."""
    by = officer_for(found)
    return listed_directions.add(found=found, direction=changes.pop("direction", None), values=words(**changes), by=by)


def proposed(found: DirectionList, by: User | None = None, **changes: Any) -> DirectionProposal:
    """A proposal of somebody."""
    by = by or UserFactory(full_name="Сынақбай Ерсабыр")
    organisation = changes.pop("organisation", None)
    return direction_proposals.submit(found=found, organisation=organisation, values=typed(**changes), by=by)


def collecting(body: Body | None = None, *, year: int = YEAR, directions: int = 1) -> DirectionList:
    """A list that takes proposals, with directions in it."""
    with_parameters()
    officer = officer_of(body or BodyFactory())
    body = Membership.objects.get(user=officer).body
    until = local_date(clock.now()) + dt.timedelta(days=30)
    found = direction_lists.create(body=body, year=year, proposals_until=until, by=officer)
    for _number in range(directions):
        listed(found)
    return found


def discussed(found: DirectionList, last_day: dt.date = LAST_DAY) -> DirectionList:
    """The discussion is opened at the moment of the clock."""
    return direction_lists.open_discussion(found=found, last_day=last_day, by=officer_for(found))


def discussing(body: Body | None = None, *, directions: int = 1) -> DirectionList:
    """A list whose discussion was opened on ``OPENED``, for as long as the rule asks."""
    with time_machine.travel(OPENED, tick=False):
        return discussed(collecting(body, directions=directions))


def order_of(found: DirectionList, on: dt.date | None = None) -> DirectionList:
    """The order of the moment of the clock."""
    on = on or local_date(clock.now())
    return direction_lists.approve(
        found=found, number="15-n", order_on=on, order=upload(pdf(), "order.pdf"), by=officer_for(found)
    )


def approved(body: Body | None = None, *, directions: int = 1) -> DirectionList:
    """An approved list of 2026."""
    found = discussing(body, directions=directions)
    with time_machine.travel(AFTER, tick=False):
        return order_of(found)


def planned(found: DirectionList, *multiples: int, total: Decimal = Decimal(100_000_000)) -> YearPlan:
    """A draft of the plan with so many MRP for each direction in turn."""
    keys = found.directions.values_list("pk", flat=True)
    given = {pk: Decimal(multiple) for pk, multiple in zip(keys, multiples, strict=True)}
    return year_plans.create(
        found=found,
        total=total,
        budget_approved_on=dt.date(2025, 12, 15),
        multiples=given,
        by=officer_for(found),
    )


def list_at(status: str) -> DirectionList:
    """A list in the named state."""
    makers = {ListStatus.COLLECTING: collecting, ListStatus.DISCUSSING: discussing, ListStatus.APPROVED: approved}
    return makers[ListStatus(status)]()
