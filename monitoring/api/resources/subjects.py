"""What is followed: a project of a grant, a contract of a social order."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from monitoring.actions import surveys, visits
from monitoring.api.resources.surveys import SurveyRead
from monitoring.api.resources.visits import VisitRead
from monitoring.forms.surveys import SurveyForm
from monitoring.forms.visits import VisitPlanForm
from monitoring.models import Subject
from monitoring.rules import check_is_officer


class SubjectRead(Read):
    """A work that is followed. `kind` and `key` say whose it is."""

    bin = of("organisation.bin")
    body = of("body.code")
    survey_count = serializers.IntegerField()
    visit_count = serializers.IntegerField()

    class Meta:
        model = Subject
        fields = (
            "id", "kind", "key", "title_kk", "title_ru", "title_en", "bin", "body", "created_at", "survey_count",
            "visit_count",
        )  # fmt: skip


class Subjects(Resource):
    """What bodies follow; money of the state is spent on it, so everybody sees it."""

    area = "monitoring"
    title = "What is followed"
    followed = Subject
    read = SubjectRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(kind="kind", key="key", bin="organisation__bin", body="body__code")
    region = "body__region_id"
    acts = {
        "plan-survey": Act(
            run=surveys.plan, subject="subject", check=check_is_officer, gives=SurveyRead,
            takes=of_page(SurveyForm, name="NewSurvey", values=lambda form: form.facts()), summary="Prepare a survey",
        ),
        "plan-visit": Act(
            run=visits.plan, subject="subject", check=check_is_officer, gives=VisitRead,
            takes=of_page(VisitPlanForm, name="NewVisit", values=lambda form: {"facts": form.facts()}),
            summary="Plan a visit",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Subject]:
        return Subject.objects.with_counts().select_related("body__region")
