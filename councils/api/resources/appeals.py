"""Appeals of the reception: for the council alone."""

from __future__ import annotations

from functools import partial

from councils.actions import appeals as actions
from councils.api.resources.head_reports import WordsInput
from councils.api.resources.shared import secretariat
from councils.choices.voices import AppealStatus
from councils.forms.work import PublishForm
from councils.models import Appeal
from councils.rules.voices import check_can_publish
from councils.workflow import APPEAL
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read


class AppealRead(Read):
    """What a citizen has written to the council, and the answer. Who wrote is not told to systems."""

    council = of("council.slug")

    class Meta:
        model = Appeal
        fields = (
            "id", "council", "number", "topic", "text", "may_publish", "status", "sent_at", "due_on", "answer",
            "answered_at", "is_late", "public_topic", "public_text", "public_answer", "published_at",
        )  # fmt: skip


class Appeals(Resource):
    """Appeals to the councils that the asker serves; nobody else's exist here."""

    area = "councils"
    title = "Appeals to councils"
    followed = Appeal
    read = AppealRead
    everything = Appeal.objects.all()
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(council="council__slug", status=AppealStatus)
    region = "council__body__region_id"
    workflow = APPEAL
    acts = {
        "answer": Act(
            run=partial(actions.settle, step="answer"), subject="appeal", step="answer", takes=WordsInput,
            check=secretariat("council"), summary="Answer an appeal; its author reads it",
        ),
        "decline": Act(
            run=partial(actions.settle, step="decline"), subject="appeal", step="decline", takes=REASON,
            check=secretariat("council"), values=lambda sent, _appeal: {"text": sent["reason"]},
            summary="Say why an appeal is not considered",
        ),
        "publish": Act(
            run=actions.publish, subject="appeal", check=check_can_publish, takes=of_form(PublishForm, name="PublishAppeal"),
            summary="Publish an appeal without anything that tells who wrote",
        ),
    }  # fmt: skip
