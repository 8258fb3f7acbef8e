"""Lists of questions, groups of answers and remarks through the API."""

from __future__ import annotations

from typing import Any

import pytest

from monitoring.models import Batch, Remark, Template
from tests.builders import api
from tests.builders import monitoring as build
from tests.builders.api_walk import done, read, refused

pytestmark = pytest.mark.django_db
TITLES = {"title_kk": "Сауал", "title_ru": "Опрос", "title_en": "Survey"}
TEXTS = {"text_kk": "Қалай?", "text_ru": "Как?", "text_en": "How?"}
SCALE = TEXTS | {"kind": "scale", "is_required": True, "is_satisfaction": True}


def _fields(system: Any, address: str, sent: dict[str, Any]) -> list[str]:
    return [one["field"] for one in done(system, address, sent, status=422)["errors"]]


def test_a_list_is_written_and_continued() -> None:
    body = api.akimat()
    own, foreign = api.system_of(body), api.system_of(api.akimat("other-akimat", "100000000"))
    choice = TEXTS | {"kind": "choice", "options": "Иә | Да | Yes\nЖоқ | Нет | No"}
    sent = TITLES | {"body": body.code, "kind": "survey", "questions": [SCALE, choice]}

    assert _fields(own, "question-lists/", sent | {"questions": [SCALE, choice | {"options": "Иә"}]}) == [
        "questions.1.options", "questions.1.options",
    ]  # fmt: skip
    assert _fields(own, "question-lists/", sent | {"questions": []}) == ["questions"]
    assert _fields(own, "question-lists/", sent | {"questions": [SCALE | {"text_kk": " "}]}) == ["questions.0.text_kk"]
    assert _fields(foreign, "question-lists/", sent) == ["body"]
    made = done(own, "question-lists/", sent, status=201)
    template = Template.objects.get(body=body)
    assert [(one["code"], one["kind"]) for one in made["questions"]] == [("q1", "scale"), ("q2", "choice")]
    assert made["questions"][1]["options"][1] == {"code": "o2", "kk": "Жоқ", "ru": "Нет", "en": "No"}

    at = f"question-lists/{template.pk}/"
    assert refused(foreign, f"{at}make-version/", {"title_en": "Other"})[0] == 404
    following = done(own, f"{at}make-version/", {"title_en": "Other"})
    assert (following["version"], following["title_en"], following["questions"]) == (2, "Other", made["questions"])
    assert refused(own, f"{at}make-version/", {"title_en": "Again"}) == (409, "conflict")
    portals = Template.objects.filter(body=None).first()
    whole = api.system_of(api.BodyFactory())
    if portals is not None:
        assert refused(whole, f"question-lists/{portals.pk}/make-version/", {}) == (403, "not_permitted")


def test_a_group_is_left_out_and_remarks_are_judged() -> None:
    work = build.followed()
    survey = build.answered(build.opened(work), [5, 4, 5, 4, 3, 5])
    build.surveys.close(survey=survey, by=work.officer)
    own, foreign = api.system_of(work.subject.body), api.system_of(api.akimat())
    group = Batch.objects.filter(survey=survey).first()
    assert group is not None
    remark = Remark.objects.create(survey=survey, batch=group, question="words", text="Good work")
    kept = Remark.objects.create(survey=survey, question="words", text="Not let out yet")

    (row,) = read(own, f"survey-groups/?survey={survey.pk}")["results"]
    assert (row["size"], row["excluded_at"]) == (group.size, None)
    assert refused(foreign, f"survey-groups/{group.pk}/exclude/", {"reason": "Same hand."})[0] == 404
    assert refused(own, f"survey-groups/{group.pk}/exclude/", {}) == (422, "invalid")
    told = done(own, f"survey-groups/{group.pk}/exclude/", {"reason": "Same hand."})
    assert told["exclusion_reason"] == Batch.objects.get(pk=group.pk).exclusion_reason == "Same hand."
    assert refused(own, f"survey-groups/{group.pk}/exclude/", {"reason": "Again."}) == (409, "conflict")

    assert str(kept.pk) not in [one["id"] for one in read(own, "survey-remarks/")["results"]]
    assert refused(own, f"survey-remarks/{kept.pk}/publish/")[0] == 404
    at = f"survey-remarks/{remark.pk}/"
    assert done(own, f"{at}publish/")["status"] == "published"
    assert refused(own, f"{at}hide/") == (422, "invalid")
    assert done(own, f"{at}hide/", {"reason": "Rude."})["reason"] == Remark.objects.get(pk=remark.pk).reason == "Rude."
    assert read(foreign, "survey-remarks/")["results"] == []
