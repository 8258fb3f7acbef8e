"""Monitoring through the API: results as the pages show them, never an answer."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from monitoring.actions import surveys
from monitoring.api.resources import RESOURCES
from monitoring.models import Batch, Remark, Subject, Visit
from registry.models import Body
from tests.builders import api
from tests.builders import monitoring as build
from tests.builders.api_walk import Eyes, done, read, refused, walk
from tests.factories.monitoring import SubjectFactory
from tests.factories.registry import RegionFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 1)


def _eyes(body: Body) -> Eyes:
    Body.objects.filter(pk=body.pk).update(region=RegionFactory(code="710000000"))
    body.refresh_from_db()
    other = api.akimat("other-akimat", "100000000")
    return Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["registry:read"]), Client())


def test_every_resource_is_read_refused_and_cheap() -> None:
    work = build.followed()
    subjects = [work.subject, *(SubjectFactory(body=work.subject.body) for _n in range(2))]
    closed = build.answered(build.opened(work), [5, 5, 4, 4, 3, 5])
    closed = surveys.close(survey=closed, by=work.officer)
    taken = [closed, build.opened(work), build.planned(work)]
    visited = [build.reported(work), build.reported(work), build.visit(work)]
    found = [finding.pk for visit in visited for finding in visit.findings.all()]
    eyes = _eyes(work.subject.body)
    groups = [
        Batch.objects.create(survey=taken[1], number=number, size=5, released_on=TODAY) for number in range(7, 10)
    ]
    remarks = [
        Remark.objects.create(survey=taken[1], batch=groups[0], question="words", text="Good") for _n in range(3)
    ]

    walk(RESOURCES, {
        "survey-groups": [one.pk for one in groups],
        "survey-remarks": [one.pk for one in remarks],
        "question-lists": [closed.template_id],
        "followed": [one.pk for one in subjects],
        "surveys": [one.pk for one in taken],
        "visits": [one.pk for one in visited],
        "visit-findings": found,
    }, eyes)  # fmt: skip

    results = read(eyes.visitor, f"surveys/{closed.pk}/")["results"]
    assert (results["total"], results["is_shown"]) == (6, True)
    assert read(eyes.visitor, f"surveys/{taken[1].pk}/")["results"] is None
    text = eyes.own.get("/api/v1/surveys/").content.decode()
    assert all(one.token not in text for one in taken)
    assert eyes.visitor.get(f"/api/v1/surveys/{taken[2].pk}/").status_code == 404
    assert eyes.visitor.get(f"/api/v1/visits/{visited[2].pk}/").status_code == 404


def test_a_system_plans_a_visit_and_reports_it() -> None:
    work = build.followed()
    template = build.visit(work).template
    eyes = _eyes(work.subject.body)
    day = timezone.localdate()
    plan = {"template": template.pk, "planned_on": day.isoformat(), "place": "Hall", "is_announced": True}

    past = {**plan, "planned_on": (day - dt.timedelta(days=9)).isoformat()}
    assert refused(eyes.own, f"followed/{work.subject.pk}/plan-visit/", past) == (422, "invalid")
    visit = done(eyes.own, f"followed/{work.subject.pk}/plan-visit/", plan)
    answers = [{"question": code, "value": given[0], "note": given[1]} for code, given in build.sheet().answers.items()]
    sheet = {"key": str(uuid.uuid4()), "done_on": day.isoformat(), "answers": answers, "conclusion": "good"}
    sheet |= {"summary": "Call +7 701 234 56 78", "conclusion": build.sheet().conclusion}
    sheet["findings"] = [{"text": "Mend the ramp", "due_on": (day + dt.timedelta(days=20)).isoformat()}]
    reported = done(eyes.own, f"visits/{visit['id']}/report/", sheet)
    assert (reported["status"], reported["summary"]) == ("done", "Call +7 701 234 56 78")
    assert "234 56 78" not in read(eyes.visitor, f"visits/{visit['id']}/")["summary"]
    assert done(eyes.own, f"visits/{visit['id']}/report/", sheet)["findings"] == reported["findings"]  # sent twice
    other = {**sheet, "key": str(uuid.uuid4())}
    assert refused(eyes.own, f"visits/{visit['id']}/report/", other) == (409, "conflict")
    finding = f"visit-findings/{reported['findings'][0]['id']}"
    assert refused(eyes.own, f"{finding}/return/", {"text": "Not yet"})[0] == 409
    assert done(eyes.own, f"{finding}/settle/", {"text": "Seen"})["moves"][0]["text"] == "Seen"
    assert (Subject.objects.count(), Visit.objects.filter(status="done").count()) == (1, 1)
