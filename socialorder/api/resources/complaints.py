"""Complaints about tenders: the body complained of answers; the reviewing body decides."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core import clock
from socialorder import visibility
from socialorder.actions.complaints import complaints as actions
from socialorder.actions.complaints import reviewing as review_actions
from socialorder.api.resources.shared import named
from socialorder.choices import ComplaintStatus
from socialorder.forms.complaints import AdmitForm, ComplaintFileForm, VerdictForm, WordForm
from socialorder.models import Complaint, ComplaintFile, ComplaintWord
from socialorder.rules import complaints as rules
from socialorder.rules import reviewing
from socialorder.workflow import COMPLAINT


class WordRead(Read):
    """What one side says."""

    class Meta:
        model = ComplaintWord
        fields = ("id", "side", "text", "said_at", "is_late", "hidden_at", "hidden_reason")


class FileRead(Read):
    """A file of one side; its bytes are at `/api/v1/documents/{document}/content/`."""

    name = of("document.name")

    class Meta:
        model = ComplaintFile
        fields = ("id", "side", "document", "name", "added_at", "cleared_at")


class ComplaintRow(Read):
    """A complaint: whose, about what, and what came of it."""

    tender = of("tender.slug")
    body = of("body.code")
    reviewer_body = of("reviewer_body.code")
    bin = of("organisation.bin")

    class Meta:
        model = Complaint
        fields = (
            "id", "tender", "lot", "question", "bin", "body", "reviewer_body", "subject", "status", "submitted_at",
            "due_on", "answer_due_on", "admitted_at", "ended_at", "is_late", "reason", "remedy", "remedy_text",
            "carried_out_at",
        )  # fmt: skip


class ComplaintRead(ComplaintRow):
    """A complaint with its words and files, as far as the reader may read them."""

    text = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    class Meta:
        model = ComplaintRow.Meta.model
        fields = (*ComplaintRow.Meta.fields, "text", "words", "files")

    def get_text(self, complaint: Complaint) -> str:
        return visibility.text_of(complaint, everything=self._reads(complaint))

    def get_words(self, complaint: Complaint) -> list[dict[str, Any]]:
        found = visibility.words_of(complaint, everything=self._reads(complaint))
        return [{**WordRead(one.row).data, "text": one.text} for one in found]

    def get_files(self, complaint: Complaint) -> list[dict[str, Any]]:
        found = visibility.files_of(complaint, everything=self._reads(complaint))
        return list(FileRead(found, many=True).data)

    def _reads(self, complaint: Complaint) -> bool:
        return visibility.reads_everything(self.context["view"].reader, complaint)


def _remedies(_user: Any, complaint: Complaint) -> dict[str, Any]:
    return {"remedies": rules.remedies(complaint, clock.now())}


def _said(form: Any) -> dict[str, Any]:
    return {"text": form.cleaned_data["text"], "uploads": form.uploads()}


class HideInput(REASON):  # type: ignore[valid-type, misc]
    """Which word is hidden, and why; everybody reads the reason."""

    word = serializers.IntegerField(min_value=1, max_value=2**63 - 1)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        word = named(self.context["subject"].words.all(), sent.pop("word"), "word")
        return {"word": word, **super().validate(sent)}


class ClearInput(Strict):
    """Which file names nobody, so that everybody may read it."""

    file = serializers.IntegerField(min_value=1, max_value=2**63 - 1)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        return {"file": named(self.context["subject"].files.all(), sent["file"], "file")}


class Complaints(Resource):
    """Complaints about tenders. Everybody reads that there is one and what came of it; words as they were let out."""

    area = "orders"
    title = "Complaints about tenders"
    followed = Complaint
    read = ComplaintRead
    row = ComplaintRow
    rows_tell_actions = False
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(
        tender="tender__slug", body="body__code", reviewer_body="reviewer_body__code", status=ComplaintStatus
    )  # fmt: skip
    region = ("body__region_id", "reviewer_body__region_id")
    workflow = COMPLAINT
    acts = {
        "say": Act(
            run=actions.say, subject="complaint", check=rules.check_can_speak, gives=WordRead,
            takes=of_page(WordForm(), name="ComplaintWord", values=_said),
            summary="Answer a complaint for the body complained of",
        ),
        "add-file": Act(
            run=actions.add_file, subject="complaint", check=rules.check_can_add_file, gives=FileRead,
            takes=of_page(
                ComplaintFileForm(), name="ComplaintFile", values=lambda form: {"upload": form.cleaned_data["file"]}
            ),
            summary="Put one more file into a complaint for the body complained of",
        ),
        "clear-file": Act(
            run=review_actions.clear_file, check=reviewing.check_can_review, takes=ClearInput,
            summary="Publish a file of a complaint that holds no personal data",
        ),
        "hide-word": Act(
            run=review_actions.hide_word, check=reviewing.check_can_review, takes=HideInput,
            summary="Hide a word of a complaint that names people, with a reason",
        ),
        "admit": Act(
            run=review_actions.admit, subject="complaint", step="admit", check=reviewing.check_can_review,
            takes=of_page(AdmitForm, name="AdmitComplaint"), summary="Take a complaint for review",
        ),
        "return": Act(
            run=review_actions.give_back, subject="complaint", step="return", check=reviewing.check_can_review,
            takes=REASON, summary="Return a complaint with a reason",
        ),
        "decide": Act(
            run=review_actions.decide, subject="complaint", step="dismiss", check=reviewing.check_can_review,
            takes=of_page(VerdictForm(remedies=[]), name="DecideComplaint", made=_remedies),
            summary="Decide on a complaint with reasons",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Complaint]:
        return self.rows(reader).prefetch_related("words")

    def rows(self, reader: Any) -> QuerySet[Complaint]:
        return Complaint.objects.visible_to(reader)
