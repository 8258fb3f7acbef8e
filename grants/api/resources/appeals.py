"""Appeals of NGOs: taken and answered by somebody who had no part in what is appealed against."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.documents.models import Document
from grants.actions import appeals as actions
from grants.choices import AppealStatus, AppealSubject
from grants.forms.appeals import AnswerForm
from grants.models import Appeal, Call
from grants.models.appeals import ANSWERED
from grants.queries import appeals as queries
from grants.rules import appeals as rules
from grants.visibility import applicants_are_named
from grants.workflow import APPEAL


class AppealFileRead(Read):
    """A file; its bytes are at `/api/v1/documents/{id}/content/`."""

    class Meta:
        model = Document
        fields = ("id", "name", "content_type", "size", "sha256")


class MovedRead(serializers.Serializer):
    """An application whose place, points or grant the appeal has changed."""

    number = serializers.CharField()
    rank_before = serializers.IntegerField(allow_null=True)
    rank_after = serializers.IntegerField(allow_null=True)
    total_before = serializers.DecimalField(max_digits=20, decimal_places=8, allow_null=True)
    total_after = serializers.DecimalField(max_digits=20, decimal_places=8, allow_null=True)
    amount_before = serializers.DecimalField(max_digits=18, decimal_places=2)
    amount_after = serializers.DecimalField(max_digits=18, decimal_places=2)


class AppealRow(Read):
    """An appeal, as lists show it."""

    application = of("application.number")
    call = of("application.call.slug")
    bin = of("application.organisation.bin")

    class Meta:
        model = Appeal
        fields = (
            "id", "application", "call", "bin", "number", "subject", "ground", "status", "submitted_at", "due_at",
            "ended_at", "reason",
        )  # fmt: skip


class AppealRead(AppealRow):
    """An appeal with what the applicant says, its files, and what the answer has changed."""

    documents = AppealFileRead(many=True)
    moved = serializers.SerializerMethodField()

    class Meta:
        model = AppealRow.Meta.model
        fields = (*AppealRow.Meta.fields, "text", "claim", "corrected_total", "documents", "moved")

    @extend_schema_field(MovedRead(many=True))
    def get_moved(self, appeal: Appeal) -> Any:
        return MovedRead(queries.entry_of(appeal).moved, many=True).data


ANSWERS = [(one.value, str(one.label)) for one in ANSWERED]
AnswerInput = type(
    "AnswerAppealInput",
    (of_page(AnswerForm, made=lambda _user, appeal: {"appeal": appeal}),),
    {
        "outcome": serializers.ChoiceField(choices=ANSWERS),
        "__doc__": (
            "The answer with its published reason. `amount` is the grant that is right, asked for where the applicant has"
            " one; `total` the points that are right, where it has none; neither about the formal check."
        ),
    },
)


class Appeals(Resource):
    """Appeals in the calls of the asker's body. Who decided what is appealed against does not review it."""

    area = "grants"
    title = "Appeals"
    read = AppealRead
    row = AppealRow
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(
        call="application__call__slug", application="application__number", status=AppealStatus, subject=AppealSubject
    )
    region = "application__call__operator__region_id"
    workflow = APPEAL
    acts = {
        "take": Act(
            run=actions.take, subject="appeal", step="take", check=rules.check_can_review,
            summary="Begin the review of an appeal",
        ),
        "answer": Act(
            run=actions.answer, subject="appeal", step="grant", check=rules.check_can_review, takes=AnswerInput,
            summary="Answer an appeal; what follows from it is carried out at once",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Appeal]:
        return self.rows(reader).prefetch_related("documents")

    def rows(self, reader: Any) -> QuerySet[Appeal]:
        beneath = ("application__call__operator", "application__call__rubric", "application__organisation")
        return Appeal.objects.visible_to(reader).select_related(*beneath)


class EntryRead(Read):
    """A line of the public log: no person, no word of the applicant. `bin` is empty while experts judge blindly."""

    call = of("application.call.slug")
    application = of("application.number")
    bin = serializers.SerializerMethodField()
    moved = serializers.SerializerMethodField()

    class Meta:
        model = Appeal
        fields = (
            "id", "call", "number", "application", "bin", "subject", "ground", "status", "submitted_at", "due_at",
            "ended_at", "reason", "moved",
        )  # fmt: skip

    def get_bin(self, appeal: Appeal) -> str:
        application = appeal.application
        return str(application.organisation.bin or "") if applicants_are_named(application.call) else ""

    @extend_schema_field(MovedRead(many=True))
    def get_moved(self, appeal: Appeal) -> Any:
        return MovedRead(queries.entry_of(appeal).moved, many=True).data


class AppealLog(Resource):
    """All appeals of announced calls with their answers and what they changed, for everybody."""

    area = "grants"
    title = "Log of appeals"
    read = EntryRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(call="application__call__slug", status=AppealStatus)

    def objects(self, reader: Any) -> QuerySet[Appeal]:
        seen = Appeal.objects.filter(application__call__in=Call.objects.public())
        return seen.select_related("application__call", "application__organisation")
