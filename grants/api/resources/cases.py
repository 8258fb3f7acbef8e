"""Messages between the applicant and the officers about one application. A system writes as the side of its body."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.narrowing import by
from foundation.api.own_resources import DocumentRead
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from grants.actions import conversations as actions
from grants.choices import CaseSide
from grants.forms.partners import MessageForm
from grants.models import CaseFile, CaseMessage
from grants.rules.conversations import check_can_write_message


class CaseFileRead(Read):
    """A file of a message. Its bytes are at `/api/v1/documents/{document.id}/content/`."""

    document = DocumentRead()

    class Meta:
        model = CaseFile
        fields = ("document",)


class MessageRead(Read):
    """A message: which side has written it, and whether it waits for an answer of the other. No person is named."""

    application = of("application.number")
    files = CaseFileRead(many=True)

    class Meta:
        model = CaseMessage
        fields = ("id", "application", "side", "text", "wants_answer", "sent_at", "files")


def _said(form: Any) -> dict[str, Any]:
    given = form.cleaned_data
    return {"text": given["text"], "wants_answer": given["wants_answer"], "upload": given["file"]}


WRITE = Act(
    run=actions.send, subject="application", check=check_can_write_message, gives=MessageRead,
    takes=of_page(MessageForm(), name="CaseMessage", values=_said),
    summary="Write to the applicant about its application, with a file when one is needed",
)  # fmt: skip


class Messages(Resource):
    """What applicants and officers say to each other about applications, for those who see the application."""

    area = "grants"
    title = "Messages about applications"
    read = MessageRead
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(application="application__number", call="application__call__slug", side=CaseSide)

    def objects(self, reader: Any) -> QuerySet[CaseMessage]:
        seen = CaseMessage.objects.visible_to(reader).select_related("application")
        return seen.prefetch_related("files__document")
