"""Questions about calls."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from grants.actions import enquiries as actions
from grants.choices import EnquiryStatus
from grants.forms.enquiries import AnswerForm, CorrectForm, WithholdForm
from grants.models import Call, Enquiry, EnquiryAnswer
from grants.rules.enquiries import check_can_answer
from grants.workflow import ENQUIRY


class AnswerRead(Read):
    """An answer as it was published; a correction stands beside it."""

    class Meta:
        model = EnquiryAnswer
        fields = ("number", "text", "reason", "answered_at")


class EnquiryRead(Read):
    """A question about a call. Who asked is told to nobody; the words of a withheld one to the body alone."""

    call = of("call.slug")
    answers = AnswerRead(many=True)

    class Meta:
        model = Enquiry
        fields = ("id", "call", "number", "status", "text", "asked_at", "withheld_reason", "answers")

    def to_representation(self, enquiry: Enquiry) -> Any:
        shown = super().to_representation(enquiry)
        if enquiry.status == EnquiryStatus.WITHHELD:
            shown["text"] = ""
        return shown


class Enquiries(Resource):
    """Questions about calls: answered ones for everybody, waiting ones for the body that runs the call."""

    area = "grants"
    title = "Questions about calls"
    followed = Enquiry
    read = EnquiryRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(call="call__slug", status=EnquiryStatus)
    region = "call__operator__region_id"
    workflow = ENQUIRY
    acts = {
        "answer": Act(
            run=actions.answer, subject="enquiry", step="answer", check=about(check_can_answer, "call"),
            takes=of_form(AnswerForm, name="AnswerEnquiry"), summary="Answer a question about a call for everybody",
        ),
        "correct": Act(
            run=actions.correct, subject="enquiry", step="correct", check=about(check_can_answer, "call"),
            takes=of_form(CorrectForm, name="CorrectEnquiry"), summary="Correct a published answer with the reason",
        ),
        "withhold": Act(
            run=actions.withhold, subject="enquiry", step="withhold", check=about(check_can_answer, "call"),
            takes=of_form(WithholdForm, name="WithholdEnquiry"), summary="Do not publish a question about a call",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Enquiry]:
        seen = Enquiry.objects.visible_to(reader).filter(call__in=Call.objects.visible_to(reader))
        return seen.select_related("call__operator").prefetch_related("answers")
