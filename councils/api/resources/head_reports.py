"""Reports of heads before councils, and questions to them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from rest_framework import serializers

from councils.actions import head_reports as actions
from councils.api.resources.shared import SIDES, OfWork, secretariat, work_filter
from councils.choices.voices import HeadReportStatus, QuestionStatus
from councils.forms.work import HeadReportForm
from councils.models import HeadQuestion, HeadReport
from councils.queries.voices import SHOWN
from councils.querysets import serves
from councils.rules.voices import check_answers
from councils.workflow import HEAD_QUESTION, HEAD_REPORT
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict


class HeadReportRead(Read):
    """The head of a body reports to a council; `file` is at `/api/v1/documents/`. Questions are at `/api/v1/head-questions/?report=`."""

    council = of("council.slug")
    body = of("body.code")

    class Meta:
        model = HeadReport
        fields = (
            "id", "council", "number", "body", "topic", "head_name", "head_post", "held_at", "place", "questions_until",
            "status", "due_on", "heard_at", "answers_due_on", "closed_at", "is_late", "cancel_reason", "file",
        )  # fmt: skip


def planned_report(form: Any) -> dict[str, Any]:
    """The keywords of the actions that plan and change a report."""
    values = dict(form.cleaned_data)
    return {"upload": values.pop("upload"), "body": values.pop("body"), "values": values}


class HeadReports(OfWork, Resource):
    """Reports of heads before councils. One is planned at its council."""

    area = "councils"
    title = "Reports of heads"
    followed = HeadReport
    read = HeadReportRead
    everything = HeadReport.objects.all()
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = work_filter(one for one in HeadReportStatus if one != HeadReportStatus.DRAFT)
    region = SIDES
    workflow = HEAD_REPORT
    changes = Act(
        run=actions.change, subject="report", step="announce", check=secretariat("council"),
        takes=of_page(
            HeadReportForm, name="ChangeHeadReport", initial=HeadReportForm.initial_of, values=planned_report
        ),
        summary="Change the plan of a report that is not announced",
    )  # fmt: skip
    acts = {
        "announce": Act(
            run=actions.announce, subject="report", step="announce", check=secretariat("council"),
            summary="Announce a report; everybody may ask",
        ),
        "hear": Act(
            run=actions.hear, subject="report", step="hear", check=secretariat("council"),
            summary="The head has reported; the term of the answers begins",
        ),
        "close": Act(
            run=actions.close, subject="report", step="close", check=about(check_answers, "body"),
            summary="All questions are settled",
        ),
        "cancel": Act(
            run=actions.cancel, subject="report", step="cancel", check=secretariat("council"), takes=REASON,
            summary="Give a report up with a reason",
        ),
    }  # fmt: skip


class HeadQuestionRead(Read):
    """A question to a head. Who asked is not told."""

    class Meta:
        model = HeadQuestion
        fields = ("id", "report", "number", "text", "asked_at", "status", "reason", "answer", "answered_at")


class WordsInput(Strict):
    """An answer for everybody."""

    text = serializers.CharField(max_length=10_000)


def _reason_as_text(sent: dict[str, Any], _question: Any) -> dict[str, Any]:
    return {"text": sent["reason"]}


class HeadQuestions(Resource):
    """Questions to heads: published ones for everybody, all for the secretariat."""

    area = "councils"
    title = "Questions to heads"
    read = HeadQuestionRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(report="report_id", status=QuestionStatus)
    region = ("report__council__body__region_id", "report__body__region_id")
    workflow = HEAD_QUESTION
    acts = {
        "publish": Act(
            run=partial(actions.moderate, step="publish", reason=""), subject="question", step="publish",
            check=secretariat("report__council"), summary="Publish a question",
        ),
        "refuse": Act(
            run=partial(actions.moderate, step="refuse"), subject="question", step="refuse", takes=REASON,
            check=secretariat("report__council"), summary="Do not publish a question, with the reason",
        ),
        "answer": Act(
            run=partial(actions.answer, step="answer"), subject="question", step="answer", takes=WordsInput,
            check=about(check_answers, "report__body"), summary="Answer a question to the head",
        ),
        "decline": Act(
            run=partial(actions.answer, step="decline"), subject="question", step="decline", takes=REASON,
            check=about(check_answers, "report__body"), values=_reason_as_text,
            summary="Leave a question without an answer, with the reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[HeadQuestion]:
        own = Q(author=reader.pk) if reader.is_authenticated else Q(pk__in=[])
        shown = Q(status__in=SHOWN) | own | serves(reader, "report__council__body")
        seen = HeadQuestion.objects.filter(shown, report__in=HeadReport.objects.visible_to(reader))
        return seen.select_related("report__council__body", "report__body")
