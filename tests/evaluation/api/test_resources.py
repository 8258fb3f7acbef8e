"""Rounds and rankings through the API: what the rules let, nothing before the publication."""

from __future__ import annotations

import pytest
from django.test import Client

from evaluation.api.resources import RESOURCES
from tests.builders import api, decisions
from tests.builders.api_walk import Eyes, read, walk

pytestmark = pytest.mark.django_db


def test_rankings_are_told_when_the_rules_let_them() -> None:
    deciding = decisions.deciding()
    contest = decisions.decided()
    eyes = Eyes(
        api.system_of(contest.operator),
        api.system_of(deciding.operator),
        api.system_of(contest.operator, ["registry:read"]),
        Client(),
    )
    run, hidden = contest.meeting.run, deciding.fresh().round.runs.get()

    walk(RESOURCES, {
        "rubrics": [contest.call.rubric_id],
        "rounds": [contest.call.round_id],
        "rankings": [run.pk],
        "ranking-results": [one.pk for one in run.results.all()],
    }, eyes)  # fmt: skip

    assert [one["id"] for one in read(eyes.visitor, "rankings/")["results"]] == [run.pk]
    for nobody in (eyes.visitor, eyes.own):
        assert nobody.get(f"/api/v1/rankings/{hidden.pk}/").status_code == 404
        assert read(nobody, f"ranking-results/?ranking={hidden.pk}")["results"] == []
    assert read(eyes.foreign, f"rankings/{hidden.pk}/")["published_at"] is None
    assert eyes.foreign.get(f"/api/v1/rounds/{contest.call.round_id}/").status_code == 404
    assert "marks" not in eyes.own.get("/api/v1/ranking-results/").content.decode()
