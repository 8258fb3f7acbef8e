"""Public control."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from councils.actions.control import findings, plans
from councils.api.resources.references import WithReferences, acts_of
from councils.api.resources.shared import SIDES, OfWork, secretariat, work_filter
from councils.choices.control import Checked, ControlStatus
from councils.forms.work import ControlPlanForm, DocumentForm, FactForm, ParticipantForm, ProposalForm, QuestionsForm
from councils.models import CheckQuestion, Control, ControlFact, FinalDocument, Participant
from councils.rules import control as rules
from councils.rules.councils import check_serves
from councils.workflow import CONTROL
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, Gone, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.errors import Conflict


class ParticipantRead(Read):
    """A subject of the control, and what was checked of the person when it was announced."""

    organisation = of("organisation.bin")

    class Meta:
        model = Participant
        fields = (
            "id", "control", "full_name", "part", "seat", "organisation", "has_declared", "conflict",
            "dismissed_reason", "compliance",
        )  # fmt: skip


class QuestionRead(Read):
    """A question of the checklist."""

    class Meta:
        model = CheckQuestion
        fields = ("position", "text", "answer", "note")


class FactRead(Read):
    """A fact. `evidence` is a file of `/api/v1/documents/`, named to those who may read it."""

    evidence = serializers.SerializerMethodField()

    class Meta:
        model = ControlFact
        fields = ("position", "text", "is_public", "recorded_at", "evidence")

    def get_evidence(self, fact: ControlFact) -> str | None:
        is_read = fact.evidence_id and rules.sees_evidence(self.context["view"].reader, fact)
        return str(fact.evidence_id) if is_read else None


class DocumentRead(Read):
    """The final document; its proposals are recommendations."""

    class Meta:
        model = FinalDocument
        fields = (
            "kind", "held_on", "held_time", "place", "task", "subjects", "form", "facts", "proposals", "sent_at",
            "is_late", "recommendations",
        )  # fmt: skip


class ControlRow(Read):
    """A public control, as lists show it."""

    council = of("council.slug")
    body = of("body.code")

    class Meta:
        model = Control
        fields = (
            "id", "council", "number", "body", "form", "title", "status", "starts_at", "announced_at", "ended_at",
            "document_due_on", "due_on", "cancel_reason",
        )  # fmt: skip


class ControlRead(WithReferences, ControlRow):
    """A public control. What is being found is for its two sides until the final document is published."""

    participants = ParticipantRead(many=True)
    questions = serializers.SerializerMethodField()
    facts = serializers.SerializerMethodField()
    document = serializers.SerializerMethodField()

    class Meta:
        model = ControlRow.Meta.model
        fields = (
            *ControlRow.Meta.fields, "task", "programme", "place", "participants", "questions", "facts", "document",
            "references",
        )  # fmt: skip

    def get_questions(self, control: Control) -> list[dict[str, Any]]:
        return list(QuestionRead(control.questions.all(), many=True).data) if self._sees(control) else []

    def get_facts(self, control: Control) -> list[dict[str, Any]]:
        if not self._sees(control):
            return []
        return list(FactRead(control.facts.all(), many=True, context=self.context).data)

    def get_document(self, control: Control) -> dict[str, Any] | None:
        document = getattr(control, "document", None)
        return dict(DocumentRead(document).data) if document else None

    def _sees(self, control: Control) -> bool:
        return rules.sees_findings(self.context["view"].reader, control)


def planned_control(form: Any) -> dict[str, Any]:
    """The keywords of ``plans.plan`` and ``plans.change``."""
    values = dict(form.cleaned_data)
    return {"body": values.pop("body"), "values": values}


def _records(user: Any, control: Control) -> None:
    check_serves(user, control.council)
    if control.status not in rules.RECORDABLE:
        raise Conflict(_("Facts are written down from the announcement to the final document."))


class CheckedInput(Strict):
    """The answer to one question of the checklist."""

    position = serializers.IntegerField(min_value=1, max_value=32767)
    answer = serializers.ChoiceField(choices=Checked.choices)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class ChecklistInput(Strict):
    """Answers; questions that are not named stay as they are."""

    answers: Any = serializers.ListSerializer(child=CheckedInput(), max_length=200)


def _checked(sent: dict[str, Any], _control: Control) -> dict[str, Any]:
    return {"answers": {one["position"]: (one["answer"], one.get("note", "").strip()) for one in sent["answers"]}}


def _concluded(form: Any, proposals: Any) -> dict[str, Any]:
    return {"values": form.cleaned_data, "proposals": [one["text"] for one in proposals]}


class Controls(OfWork, Resource):
    """Public control by councils, from the plan to the final document. One is planned at its council."""

    area = "councils"
    title = "Public control"
    followed = Control
    read = ControlRead
    row = ControlRow
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = work_filter(one for one in ControlStatus if one != ControlStatus.DRAFT)
    region = SIDES
    workflow = CONTROL
    changes = Act(
        run=plans.change, subject="control", step="announce", check=secretariat("council"),
        takes=of_page(
            ControlPlanForm, name="ChangeControl", initial=ControlPlanForm.initial_of, values=planned_control
        ),
        summary="Change the plan of a control that is not announced",
    )  # fmt: skip
    acts = {
        **acts_of("a control"),
        "add-participant": Act(
            run=plans.add_participant, subject="control", step="announce", check=secretariat("council"),
            gives=ParticipantRead,
            takes=of_page(
                ParticipantForm, name="NewParticipant", made=lambda _user, control: {"control": control},
                values=lambda form: {"values": form.values()},
            ),
            summary="Name a participant of a control",
        ),
        "write-checklist": Act(
            run=findings.write_checklist, subject="control", check=rules.check_can_plan,
            takes=of_page(
                QuestionsForm, name="ChecklistQuestions", values=lambda form: {"questions": form.cleaned_data["questions"].splitlines()}
            ),
            summary="Write the questions of the checklist, one on each line",
        ),
        "announce": Act(
            run=plans.announce, subject="control", step="announce", check=secretariat("council"),
            summary="Announce a control",
        ),
        "start": Act(
            run=plans.start, subject="control", step="start", check=secretariat("council"), summary="Begin a control",
        ),
        "fill-checklist": Act(
            run=findings.fill_checklist, subject="control", check=_records, takes=ChecklistInput, values=_checked,
            summary="Answer questions of the checklist",
        ),
        "record-fact": Act(
            run=findings.record_fact, subject="control", check=_records, takes=of_page(FactForm, name="ControlFact"),
            gives=FactRead, summary="Write a fact down",
        ),
        "end": Act(
            run=plans.end, subject="control", step="end", check=secretariat("council"),
            summary="End a control; the term of the final document begins",
        ),
        "conclude": Act(
            run=findings.conclude, subject="control", step="conclude", check=secretariat("council"), gives=DocumentRead,
            takes=of_page(
                DocumentForm, name="FinalDocument", rows={"proposals": of_form(ProposalForm)}, values=_concluded
            ),
            summary="Publish the final document; each proposal becomes a recommendation",
        ),
        "cancel": Act(
            run=plans.cancel, subject="control", step="cancel", check=secretariat("council"), takes=REASON,
            summary="Give a control up with a reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Control]:
        beneath = ("participants__organisation", "questions", "facts", "document__recommendations")
        return self.rows(reader).prefetch_related(*beneath)

    def rows(self, reader: Any) -> QuerySet[Control]:
        return Control.objects.visible_to(reader)


class Participants(Resource):
    """Participants of the controls that the asker sees."""

    area = "councils"
    title = "Participants of public control"
    read = ParticipantRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(control="control_id")
    region = "control__council__body__region_id"
    workflow = CONTROL
    status = "control__status"
    acts = {
        "dismiss": Act(
            run=plans.dismiss_sign, subject="participant", check=secretariat("control__council"), takes=REASON,
            summary="Say why a sign of a conflict of interest does not stand in the way",
        ),
        "remove": Act(
            run=plans.remove_participant, subject="participant", step="announce", check=secretariat("control__council"),
            gives=Gone, summary="Take a participant out before the announcement",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Participant]:
        seen = Participant.objects.filter(control__in=Control.objects.visible_to(reader))
        return seen.select_related("control__council__body", "organisation")
