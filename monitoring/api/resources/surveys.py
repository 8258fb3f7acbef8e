"""Surveys with their results as the page shows them; never an answer, never the address at which people answer."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from monitoring.actions import surveys as actions
from monitoring.choices import SurveyStatus
from monitoring.forms.surveys import TicketForm
from monitoring.models import Survey
from monitoring.queries import results as queries
from monitoring.rules import surveys as rules
from monitoring.visibility import sees_results
from monitoring.workflow import SURVEY


class SurveyRow(Read):
    """A survey, as lists show it."""

    class Meta:
        model = Survey
        fields = (
            "id", "subject", "template", "access", "status", "opens_at", "closes_at", "shown_from", "reached",
            "cancel_reason", "closed_at",
        )  # fmt: skip


class SurveyRead(SurveyRow):
    """A survey with its results, once they may be seen and enough people have answered."""

    results = serializers.SerializerMethodField()

    class Meta:
        model = SurveyRow.Meta.model
        fields = (*SurveyRow.Meta.fields, "results")

    def get_results(self, survey: Survey) -> dict[str, Any] | None:
        if not sees_results(self.context["view"].reader, survey):
            return None
        return _shown(queries.results(survey))


def _shown(found: queries.Results) -> dict[str, Any]:
    return {
        "total": found.total,
        "issued": found.issued,
        "used": found.used,
        "is_shown": found.is_shown,
        "questions": [_question(one) for one in found.questions],
        "remarks": [one.text for one in found.remarks],
        "excluded": [{"size": one.size, "reason": one.exclusion_reason} for one in found.excluded],
        "doubts": [str(one) for one in found.doubts],
    }


def _question(one: queries.QuestionResult) -> dict[str, Any]:
    rows = [{"code": row.code, "count": row.share.count, "percent": str(row.share.percent)} for row in one.rows]
    mean = str(one.mean.mean) if one.mean is not None else None
    return {"code": one.question.code, "total": one.total, "rows": rows, "mean": mean}


def _issued(*, survey: Survey, tickets: int, by: Any) -> Survey:
    actions.issue_tickets(survey=survey, count=tickets, by=by)
    return survey


class Surveys(Resource):
    """Surveys of beneficiaries: opened ones for everybody, those in preparation for the body."""

    area = "monitoring"
    title = "Surveys"
    followed = Survey
    read = SurveyRead
    row = SurveyRow
    everything = Survey.objects.select_related("subject__body", "subject__organisation", "template")
    rows_tell_actions = False
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(followed="subject_id", status=SurveyStatus)
    region = "subject__body__region_id"
    workflow = SURVEY
    acts = {
        "open": Act(
            run=actions.open_survey, subject="survey", step="open", check=rules.check_can_open,
            summary="Let a survey take answers",
        ),
        "close": Act(
            run=actions.close, subject="survey", step="close", check=rules.check_can_close, summary="Close a survey",
        ),
        "cancel": Act(
            run=actions.cancel, subject="survey", step="cancel", check=rules.check_can_cancel, takes=REASON,
            summary="Give a survey up with a reason",
        ),
        "issue-tickets": Act(
            run=_issued, subject="survey", check=rules.check_can_issue, takes=of_form(TicketForm, name="Tickets"),
            summary="Make more tickets; they are printed from the page",
        ),
    }  # fmt: skip
