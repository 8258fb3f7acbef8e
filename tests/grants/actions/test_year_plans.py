"""The plan of a year: money by direction within the total, frozen once approved."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from grants.actions import year_plans
from grants.choices import PlanStatus
from grants.models import DirectionList, YearPlan
from grants.queries.plans import expected_by, last_plan, money_of
from registry.models import MonthlyIndex
from tests.builders import directions as build
from tests.builders.evaluation import officer_of
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved() -> DirectionList:
    return build.approved(directions=2)


def test_a_plan_is_in_mrp_and_in_tenge(approved: DirectionList) -> None:
    plan = build.planned(approved, 3_000, 0, total=Decimal(20_000_000))

    money = money_of(plan)

    assert [(line.multiple, line.amount) for line, _known in money.lines] == [(3_000, Decimal(12_975_000))]
    assert (money.planned, money.left) == (Decimal(12_975_000), Decimal(7_025_000))
    # Rule R25: twenty working days after 15 December 2025; 16 December, 1, 2 and 7 January are days off.
    assert money.expected_by == dt.date(2026, 1, 16)


def test_the_directions_stay_within_the_total(approved: DirectionList) -> None:
    with pytest.raises(Invalid) as refusal:
        build.planned(approved, 3_000, 3_000, total=Decimal("25949999.99"))
    exact = build.planned(approved, 3_000, 3_000, total=Decimal(25_950_000))

    assert [(fault.field, str(fault.message)) for fault in refusal.value.faults] == [
        ("total", "The directions come to 25,950,000\xa0₸, which is 0.01\xa0₸ more than the plan's total.")
    ]
    assert money_of(exact).left == 0
    assert YearPlan.objects.count() == 1


def test_an_approved_plan_is_frozen_and_replaced_by_the_next(approved: DirectionList) -> None:
    officer = build.officer_for(approved)
    plan = year_plans.approve(plan=build.planned(approved, 500, 600), by=officer)
    facts = {"total": Decimal(1), "budget_approved_on": dt.date(2026, 1, 1), "multiples": {}, "by": officer}

    with pytest.raises(Conflict):
        year_plans.edit(plan=plan, **facts)
    with pytest.raises(TransitionNotAllowed):
        year_plans.approve(plan=plan, by=officer)
    assert last_plan(approved)["total"] == Decimal(100_000_000)
    newer = build.planned(approved, 700, 600)
    with pytest.raises(Conflict):
        build.planned(approved, 700, 600)
    year_plans.edit(
        plan=newer,
        **facts | {"total": Decimal(90_000_000), "multiples": {approved.directions.first().pk: Decimal(800)}},
    )
    newer = year_plans.approve(plan=newer, by=officer)
    plan.refresh_from_db()

    assert (plan.status, newer.status) == (PlanStatus.REPLACED, PlanStatus.APPROVED)
    assert [line.multiple for line in newer.lines.all()] == [Decimal(800)]


def test_money_is_planned_for_an_approved_list_by_its_officers_with_a_known_mrp(approved: DirectionList) -> None:
    with pytest.raises(Conflict):
        build.planned(build.collecting(), 1)
    facts = {"total": Decimal(1), "budget_approved_on": dt.date(2026, 1, 1), "multiples": {}}
    with pytest.raises(NotPermitted):
        year_plans.create(found=approved, **facts, by=officer_of(BodyFactory()))
    empty = year_plans.create(found=approved, **facts, by=build.officer_for(approved))
    with pytest.raises(Invalid):
        year_plans.approve(plan=empty, by=build.officer_for(approved))
    empty.delete()
    MonthlyIndex.objects.all().delete()
    with pytest.raises(Invalid) as refusal:
        build.planned(approved, 1, 1)

    assert [fault.rule for fault in refusal.value.faults] == ["R22"]
    assert expected_by(dt.date(2000, 1, 1)) is None
    assert last_plan(approved) == {}
