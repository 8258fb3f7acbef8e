"""Rounds and rankings through the API: what the rules let, nothing before the publication."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from evaluation.actions import bundles
from evaluation.api.resources import RESOURCES
from evaluation.models import Answer, Assignment, Likeness
from tests.builders import api, decisions
from tests.builders import evaluation as build
from tests.builders.api_walk import Eyes, read, walk
from tests.factories.evaluation import RubricFactory

pytestmark = pytest.mark.django_db
LIST: dict[str, Any] = {
    name: [] for name in ("pairs", "loads", "shortages", "relaxations", "translated", "other_sphere")
}


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

    call = contest.fresh()
    first, second, *_rest = call.round.entries.all()
    pair = Likeness.objects.create(entry=second, other=first, share=900)
    answer = Answer.objects.create(entry=first, text="We disagree.", sent_at=timezone.now(), sent_by=contest.officer)
    listed = Assignment.objects.create(round=call.round, number=1, document=LIST, digest="0" * 64)
    open_panel = build.scoring(body=contest.operator, officer=contest.officer, entries=3)
    sheets = [build.submit(open_panel, open_panel.seats[0], entry, [700, 600]).pk for entry in open_panel.entries]

    walk(RESOURCES, {
        "round-seats": [one.pk for one in call.round.seats.all()],
        "assignments": [listed.pk],
        "score-sheets": sheets,
        "likenesses": [pair.pk],
        "mark-answers": [answer.pk],
        "rubrics": [RubricFactory(body=contest.operator).pk, contest.call.rubric_id],
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
    assert read(eyes.own, f"mark-answers/{answer.pk}/")["text"] == "We disagree."
    assert eyes.visitor.get(f"/api/v1/rankings/{run.pk}/archive/").status_code == 404  # not packed yet
    bundles.make(run=run)
    archive = eyes.visitor.get(f"/api/v1/rankings/{run.pk}/archive/")
    assert (archive.status_code, b"".join(archive.streaming_content)[:2]) == (200, b"PK")
    assert read(eyes.visitor, f"rankings/{run.pk}/quality/")["outliers"] is None  # for those who discuss the judging
    assert "marks" not in eyes.own.get("/api/v1/ranking-results/").content.decode()
