"""Candidates for seats, whole, for those who check them. Standing, consenting and withdrawing is the person's own."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from councils.actions.formation import selecting
from councils.choices import KNOWN, CandidateStatus, Criterion
from councils.models import Candidate, CandidateCheck, CandidatePaper
from councils.rules.formation import check_checks
from councils.workflow import CANDIDACY
from foundation.api.narrowing import by
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict

REASON_MAX = 500


class CheckRead(Read):
    """The result of one criterion."""

    class Meta:
        model = CandidateCheck
        fields = ("criterion", "is_met", "reason", "by_portal", "made_at")


class PaperRead(Read):
    """A document of the candidate; its bytes are at `/api/v1/documents/{document}/content/`."""

    class Meta:
        model = CandidatePaper
        fields = ("kind", "document")


class CandidateRead(Read):
    """A candidate with name, statements and papers. Addresses of people are told to nobody."""

    council = of("formation.council.slug")
    competition = of("formation.pk")
    organisation = of("organisation.bin")
    papers = PaperRead(many=True)
    checks = CheckRead(many=True)

    class Meta:
        model = Candidate
        fields = (
            "id", "council", "competition", "number", "full_name", "side", "organisation", "occupation", "programme",
            "is_public_servant", "statements", "consented_at", "status", "withdrawal", "papers", "checks", "in_favour",
            "against", "abstained", "barred", "seat",
        )  # fmt: skip


class AnsweredInput(Strict):
    """Whether one criterion is met; everybody reads the reason of a «no»."""

    criterion = serializers.ChoiceField(choices=[(one.value, one.label) for one in Criterion if one not in KNOWN])
    is_met = serializers.BooleanField()
    reason = serializers.CharField(max_length=REASON_MAX, required=False, allow_blank=True)


class CheckInput(Strict):
    """The result of every criterion that the portal does not look up by itself."""

    answers: Any = serializers.ListSerializer(child=AnsweredInput(), max_length=len(Criterion))


def _answers(sent: dict[str, Any], _candidate: Candidate) -> dict[str, Any]:
    return {"answers": {one["criterion"]: (one["is_met"], one.get("reason", "")) for one in sent["answers"]}}


class Candidates(Resource):
    """Candidates whom the asker may see whole: the secretariat of the council. Everybody reads them at the competition."""

    area = "councils"
    title = "Candidates for seats"
    followed = Candidate
    read = CandidateRead
    everything = Candidate.objects.prefetch_related("papers", "checks")
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(council="formation__council__slug", competition="formation_id", status=CandidateStatus)
    region = "formation__council__body__region_id"
    workflow = CANDIDACY
    acts = {
        "check": Act(
            run=selecting.check, subject="candidate", step="admit", check=about(check_checks, "formation"),
            takes=CheckInput, values=_answers, summary="Enter the result of each criterion; the portal adds what it knows",
        ),
    }  # fmt: skip
