"""Sums of indicators over projects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from grants.choices import ApplicationStatus
from grants.models import Application
from grants.queries.indicators import promised
from registry.models import Indicator
from tests.builders.grants import application_at, call_at

pytestmark = pytest.mark.django_db


def row(**changes: str) -> dict[str, str]:
    return {"indicator": "", "name": "", "unit": "", "baseline": "0", "target": "10", "evidence": "Lists"} | changes


def test_indicators_of_the_catalogue_are_added_up_over_funded_projects_alone(django_assert_num_queries: Any) -> None:
    names = {f"{kind}_{code}": f"{kind} {code}" for kind in ("name", "unit") for code in ("kk", "ru", "en")}
    for code in ("PEOPLE-ALL", "TRAININGS"):
        Indicator.objects.create(code=code, **names)
    call = call_at()
    typed = [
        [row(indicator="PEOPLE-ALL", target="300"), row(name="Trees", unit="pieces", target="7")],
        [row(indicator="PEOPLE-ALL", baseline="5", target="20,5"), row(indicator="TRAININGS")],
        [row(indicator="PEOPLE-ALL", target="1000")],
    ]
    sent = [application_at(call=call, indicators={"rows": rows}) for rows in typed]
    funded = Application.objects.filter(pk__in=[one.pk for one in sent[:2]])
    funded.update(status=ApplicationStatus.FUNDED, awarded=Decimal(100_000))

    with django_assert_num_queries(2):
        found = promised(call)

    assert [(one.indicator.code, one.projects, one.baseline, one.target) for one in found] == [
        ("PEOPLE-ALL", 2, Decimal("5.00"), Decimal("320.50")),
        ("TRAININGS", 1, Decimal("0.00"), Decimal("10.00")),
    ]
