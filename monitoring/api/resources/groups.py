"""What has come of a survey, for its officers: groups of answers that were let out together, and own words of people."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet

from foundation.api.narrowing import by
from foundation.api.page_forms import REASON
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from monitoring.actions import remarks, surveys
from monitoring.choices import RemarkStatus
from monitoring.models import Batch, Remark, Survey
from monitoring.rules import surveys as rules
from monitoring.workflow import REMARK


class GroupRead(Read):
    """A group of answers: how many, and why it is left out if it is. Never an answer."""

    class Meta:
        model = Batch
        fields = ("id", "survey", "number", "size", "released_on", "excluded_at", "exclusion_reason")


class Groups(Resource):
    """Groups of answers that were let out together, so that no single one can be told by its time."""

    area = "monitoring"
    title = "Groups of answers"
    read = GroupRead
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(survey="survey_id")
    region = "survey__subject__body__region_id"
    acts = {
        "exclude": Act(
            run=surveys.exclude, subject="batch", check=rules.check_can_exclude, takes=REASON,
            summary="Leave a group of answers out, for a reason that everybody reads",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Batch]:
        run = Batch.objects.filter(survey__in=Survey.objects.run_by(reader))
        return run.select_related("survey__subject__body", "survey__template")


class RemarkRead(Read):
    """Own words of somebody, with numbers and addresses taken out before they were kept. Nobody knows whose."""

    class Meta:
        model = Remark
        fields = ("id", "survey", "question", "text", "status", "reason")


def _check(step: str) -> Any:
    return lambda user, remark: rules.check_can_judge(user, remark, step)


class Remarks(Resource):
    """What people wrote in surveys of the asker's body, from the letting out of its group on."""

    area = "monitoring"
    title = "Remarks in surveys"
    read = RemarkRead
    rows_tell_actions = False
    lookup_value_converter = "uuid"
    filters = by(survey="survey_id", status=RemarkStatus)
    region = "survey__subject__body__region_id"
    workflow = REMARK
    acts = {
        "publish": Act(
            run=partial(remarks.judge, step="publish"), subject="remark", step="publish", check=_check("publish"),
            summary="Publish a remark with the results",
        ),
        "hide": Act(
            run=partial(remarks.judge, step="hide"), subject="remark", step="hide", check=_check("hide"), takes=REASON,
            summary="Do not publish a remark, with the reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Remark]:
        released = Remark.objects.filter(survey__in=Survey.objects.run_by(reader), batch__isnull=False)
        return released.select_related("survey__subject__body", "survey__template")
