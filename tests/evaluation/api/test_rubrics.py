"""Rubrics through the API: written whole, refused at the field, frozen, and continued in a next version."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from evaluation.models import Rubric
from tests.builders import api
from tests.builders.api_walk import done, read, refused
from tests.factories.evaluation import RubricFactory

pytestmark = pytest.mark.django_db
TITLES = {"title_kk": "Сапа", "title_ru": "Качество", "title_en": "Quality"}


def _criterion(**changes: Any) -> dict[str, Any]:
    scale = {"weight": "1.00", "minimum": "0.00", "maximum": "10.00", "step": "1.00"}
    return TITLES | scale | {"comment_rule": "never", "mark_texts_en": "10 – all is there"} | changes


def _rubric(body: Any, *criteria: dict[str, Any], **changes: Any) -> dict[str, Any]:
    kind = {"weighting": "points", "aggregation": "mean", "tie_rule": "shared", "maximum_total": "20.00"}
    return TITLES | kind | {"body": body.code, "criteria": list(criteria)} | changes


def test_a_rubric_is_written_changed_and_continued() -> None:
    body = api.akimat()
    own = api.system_of(body)
    sent = _rubric(body, _criterion(), _criterion(code="need", comment_rule="below", comment_below="5.00"))

    made = done(own, "rubrics/", sent, status=201)
    rubric = Rubric.objects.get()
    assert [item.code for item in rubric.criteria.all()] == ["quality", "need"]
    assert (made["body"], made["maximum_total"], made["allowed_actions"]) == (
        body.code, "20.00", ["make-version", "change"],
    )  # fmt: skip
    assert made["criteria"][0]["mark_texts_en"] == {"10.00": "all is there"}

    at = f"rubrics/{rubric.pk}/"
    changed = done(own, at, {"pass_mark": "12.00"}, "patch")
    assert (changed["pass_mark"], [item["code"] for item in changed["criteria"]]) == ("12.00", ["quality", "need"])
    assert changed["criteria"] == made["criteria"]
    Rubric.objects.filter(pk=rubric.pk).update(frozen_at=timezone.now())
    assert refused(own, at, {"pass_mark": "13.00"}, "patch") == (409, "conflict")
    following = done(own, f"{at}make-version/", {"pass_mark": "13.00"})
    assert (following["version"], following["code"], following["pass_mark"]) == (2, rubric.code, "13.00")
    assert Rubric.objects.get(version=1).pass_mark == 12


def test_what_is_wrong_is_said_at_its_place() -> None:
    body, other = api.akimat(), api.akimat("other-akimat", "100000000")
    own = api.system_of(body)

    def fields(sent: dict[str, Any]) -> list[str]:
        return sorted({one["field"] for one in done(own, "rubrics/", sent, status=422)["errors"]})

    assert fields(_rubric(body, _criterion(), _criterion(maximum="0.00"))) == ["criteria.1.maximum"]
    assert fields(_rubric(body, _criterion(mark_texts_kk="nothing"), _criterion())) == ["criteria.0.mark_texts_kk"]
    assert fields(_rubric(body, _criterion(), _criterion(step="3.00"))) == ["criteria.1"]
    assert fields(_rubric(body, _criterion(), maximum_total="99.00")) == ["maximum_total"]
    assert fields(_rubric(body, _criterion(weight="33.50"), weighting="percent")) == ["criteria.0.weight"]
    assert fields(_rubric(body, *[_criterion() for _n in range(21)])) == ["criteria"]
    assert fields(_rubric(other, _criterion())) == ["body"]
    assert Rubric.objects.count() == 0


def test_rubrics_of_nobody_and_of_others_are_not_changed() -> None:
    body = api.akimat()
    own = api.system_of(body)
    nobodys, foreign = RubricFactory(), RubricFactory(body=api.akimat("other-akimat", "100000000"))

    assert read(own, f"rubrics/{nobodys.pk}/")["allowed_actions"] == []
    assert refused(own, f"rubrics/{nobodys.pk}/", {}, "patch")[0] == 404  # the key works in its region alone
    assert refused(own, f"rubrics/{foreign.pk}/make-version/")[0] == 404
    whole = api.system_of(api.BodyFactory())
    assert refused(whole, f"rubrics/{nobodys.pk}/", {}, "patch") == (403, "not_permitted")
    assert refused(whole, f"rubrics/{nobodys.pk}/make-version/") == (403, "not_permitted")
