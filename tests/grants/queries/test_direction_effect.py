"""What is known of a direction from year to year."""

from __future__ import annotations

import pytest
import time_machine

from grants.choices import ApplicationStatus, CallStatus
from grants.models import Application, Call
from grants.queries.direction_effect import Known, known_of, known_years
from tests.builders import directions as build
from tests.builders.grants import application_at, call_at

pytestmark = pytest.mark.django_db


def test_only_decided_contests_tell_their_sums() -> None:
    found = build.approved(directions=2)
    first, second = found.directions.all()
    keys = (first.direction_id, second.direction_id)
    with time_machine.travel(build.AFTER, tick=False):
        call = call_at(direction=first, officer=build.officer_for(found))
        applications = [application_at(ApplicationStatus.DRAFT, call=call, is_filled=False) for _number in range(3)]
        for application, amount in zip(applications, (300_000, 500_000, None), strict=True):
            status = ApplicationStatus.FUNDED if amount else ApplicationStatus.DRAFT
            facts = {"status": status, "awarded": amount, "decision_reason": "Best", "submitted_at": build.AFTER}
            facts["submitted_by"] = build.officer_for(found)
            Application.objects.filter(pk=application.pk).update(**facts)

    assert known_of(keys, 2026) == {keys[0]: Known(2026), keys[1]: Known(2026)}
    Call.objects.filter(pk=call.pk).update(status=CallStatus.DECIDED, decided_at=build.AFTER)
    assert known_of(keys, 2026) == {keys[0]: Known(2026, 1, 2, 800_000), keys[1]: Known(2026)}
    assert known_of(keys, 2025)[keys[0]] == Known(2025)
    assert known_years(keys[0]) == {2026: Known(2026, 1, 2, 800_000)}
    assert Known(2026).effect is None
