"""Rubrics: read, written whole, changed until a contest is announced by one, and then in a next version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from evaluation import queries, rules
from evaluation.actions import rubrics as actions
from evaluation.forms.rubrics import (
    CRITERIA_AT_MOST,
    CriterionForm,
    RubricForm,
    clean_rows,
    facts_of,
    initial_of,
    not_whole,
)
from evaluation.models import Criterion, Rubric
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core.errors import Invalid
from registry.models import Body
from registry.rules.roles import offices_of


class CriterionRead(Read):
    """One question of a rubric. `mark_texts_…` map marks to what they stand for."""

    class Meta:
        model = Criterion
        fields = (
            "code", "title_kk", "title_ru", "title_en", "guidance_kk", "guidance_ru", "guidance_en", "mark_texts_kk",
            "mark_texts_ru", "mark_texts_en", "minimum", "maximum", "step", "weight", "pass_mark", "comment_rule",
            "comment_below",
        )  # fmt: skip


class RubricRead(Read):
    """What experts are asked, and how their marks count."""

    body = of("body.code")
    criteria = CriterionRead(many=True)

    class Meta:
        model = Rubric
        fields = (
            "id", "body", "code", "version", "title_kk", "title_ru", "title_en", "aggregation", "weighting", "tie_rule",
            "maximum_total", "pass_mark", "shows_comments", "frozen_at", "criteria",
        )  # fmt: skip


def _bodies(user: Any, rubric: Rubric | None) -> dict[str, Any]:
    """A rubric that exists stays with its body."""
    bodies = offices_of(user)
    return {"bodies": bodies if rubric is None else bodies.filter(rubrics=rubric)}


def _stands(rubric: Rubric) -> dict[str, Any]:
    facts = queries.rubric_facts(rubric)
    return initial_of(facts)[0] | {"criteria": clean_rows(facts)}


def _check_version(user: Any, rubric: Rubric) -> None:
    if rubric.body is None:
        rules.check_can_edit_rubric(user, rubric)
    rules.check_can_write_rubric(user, cast("Body", rubric.body))


def _facts(form: RubricForm, criteria: list[dict[str, Any]]) -> dict[str, Any]:
    if len(criteria) > CRITERIA_AT_MOST:
        sentence = _("Give at most %(most)d criteria.") % {"most": CRITERIA_AT_MOST}
        raise serializers.ValidationError({"criteria": [sentence]})
    weighting = form.cleaned_data["weighting"]
    wrong = not_whole(criteria, weighting)
    if wrong:
        sentences = [{"weight": [wrong[number]]} if number in wrong else {} for number in range(len(criteria))]
        raise serializers.ValidationError({"criteria": sentences})
    return {"body": form.cleaned_data["body"], "facts": facts_of(form, criteria)}


def _at_rows(act: Callable[[], Rubric], facts: Mapping[str, Any]) -> Rubric:
    """What is wrong with a criterion is said at its place in what was sent; the action names it by its code."""
    places = {item["code"]: f"criteria.{number}" for number, item in enumerate(facts["criteria"])}
    try:
        return act()
    except Invalid as refusal:
        found = [replace(fault, field=places.get(fault.field, fault.field)) for fault in refusal.faults]
        raise Invalid(*found, message=refusal.message) from None


def _written(*, body: Any, facts: Mapping[str, Any], by: Any) -> Rubric:
    return _at_rows(lambda: actions.write(body=body, facts=facts, by=by), facts)


def _edited(*, rubric: Rubric, body: Any, facts: Mapping[str, Any], by: Any) -> Rubric:
    return _at_rows(lambda: actions.edit(rubric=rubric, facts=facts, by=by), facts)


def _next(*, rubric: Rubric, body: Any, facts: Mapping[str, Any], by: Any) -> Rubric:
    return _at_rows(lambda: actions.write(body=body, facts=facts, by=by, code=rubric.code), facts)


CRITERION = of_form(CriterionForm, name="Criterion")
WHOLE = of_page(RubricForm, name="NewRubric", made=_bodies, rows={"criteria": CRITERION}, values=_facts)
CHANGED = of_page(
    RubricForm, name="RubricChange", made=_bodies, initial=_stands, rows={"criteria": CRITERION}, values=_facts
)


class Rubrics(Resource):
    """Rubrics that the asker's body may use. One is written whole: `criteria` that are sent replace those there are."""

    area = "evaluation"
    title = "Rubrics"
    read = RubricRead
    lookup_value_converter = "int"
    filters = by(code="code", body="body__code")
    region = "body__region_id"
    rows_tell_actions = False
    creates = Act(
        run=_written, takes=WHOLE, summary="Write a rubric",
        check=lambda user, _none: rules.check_can_create_rubric(user),
    )  # fmt: skip
    changes = Act(
        run=_edited, subject="rubric", takes=CHANGED, check=rules.check_can_edit_rubric,
        summary="Change a rubric by which nothing has been announced",
    )  # fmt: skip
    acts = {
        "make-version": Act(
            run=_next, subject="rubric", takes=CHANGED, gives=RubricRead, check=_check_version,
            summary="Make the next version of a rubric; contests that run keep theirs",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Rubric]:
        shown = Rubric.objects.visible_to(reader).select_related("body").prefetch_related("criteria")
        return shown if reader.is_authenticated else shown.none()
