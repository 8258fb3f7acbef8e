"""Seats of a round with their progress, the list of who scores what, and sheets that may be given back. No mark."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from evaluation import rules
from evaluation.actions import assignments, seats, sheets
from evaluation.api.resources.shared import MAYBE_REASON
from evaluation.choices import SeatStatus
from evaluation.models import Assignment, Round, ScoreSheet, Seat
from evaluation.workflow import SEAT
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, Gone
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read


def without_tie(reader: Any) -> QuerySet[Round]:
    """Rounds that the reader runs as an officer without a tie to an applicant and without a seat."""
    return Round.objects.run_by(reader).open_to(reader)


class SeatRead(Read):
    """An expert's place in a round. Counts are empty for an officer with a tie to an applicant or a seat of the own."""

    expert = serializers.CharField(
        read_only=True, help_text="Who sits there; in everything published only the number of the seat is named."
    )
    expert_number = serializers.IntegerField(source="expert.number", help_text="Number in the registry of experts.")
    direction = of("direction.number", "Number of the sphere, when drawn by direction.")
    recusal_reason = serializers.SerializerMethodField()
    sheets = serializers.SerializerMethodField()
    submitted = serializers.SerializerMethodField()
    started = serializers.SerializerMethodField()

    class Meta:
        model = Seat
        fields = (
            "id", "round", "number", "expert", "expert_number", "place", "direction", "kind", "status", "signed_at",
            "recused_at", "recusal_reason", "sheets", "submitted", "started",
        )  # fmt: skip

    def get_recusal_reason(self, seat: Any) -> str | None:
        return seat.recusal_reason if seat.is_told else None

    def get_sheets(self, seat: Any) -> int | None:
        return seat.sheet_count if seat.is_told else None

    def get_submitted(self, seat: Any) -> int | None:
        return seat.submitted_count if seat.is_told else None

    def get_started(self, seat: Any) -> int | None:
        return seat.started_count if seat.is_told else None


class Seats(Resource):
    """Seats of the rounds that the asker's officers run, with how far each expert is."""

    area = "evaluation"
    title = "Seats of experts"
    read = SeatRead
    rows_tell_actions = False
    lookup_value_converter = "int"
    filters = by(round="round_id", status=SeatStatus)
    region = "round__body__region_id"
    workflow = SEAT
    acts = {
        "recuse": Act(
            run=seats.recuse, subject="seat", step="recuse", check=rules.check_can_recuse, takes=REASON,
            summary="Take an expert out with a reason; the next of the reserve takes the seat",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Any]:
        run = Seat.objects.filter(round__in=Round.objects.run_by(reader))
        told = run.with_progress().annotate(is_told=Q(round__in=without_tie(reader).values("pk")))
        return told.select_related("round__body", "expert__user", "direction")


class PairRead(serializers.Serializer):
    """An entry and an expert, by their numbers in the round."""

    entry = serializers.IntegerField()
    expert = serializers.IntegerField()


class LoadRead(serializers.Serializer):
    """How many entries an expert has."""

    expert = serializers.IntegerField()
    entries = serializers.IntegerField()


class ShortageRead(serializers.Serializer):
    """An entry with too few experts, and how many are kept away by what."""

    entry = serializers.IntegerField(source="case")
    given = serializers.IntegerField()
    wanted = serializers.IntegerField()
    reasons = serializers.DictField(child=serializers.IntegerField())


class RelaxationRead(serializers.Serializer):
    """Which change of the terms would help."""

    kind = serializers.CharField()
    value = serializers.JSONField()
    still_short = serializers.IntegerField()


class AssignmentRow(Read):
    """A list of who scores what: a proposal until it is accepted."""

    class Meta:
        model = Assignment
        fields = ("id", "round", "number", "digest", "is_extra", "reason", "created_at", "accepted_at")


class AssignmentRead(AssignmentRow):
    """The same with the list itself, the loads, and what is short."""

    pairs = serializers.SerializerMethodField()
    loads = serializers.SerializerMethodField()
    shortages = serializers.SerializerMethodField()
    relaxations = serializers.SerializerMethodField()
    translated = serializers.SerializerMethodField()
    other_sphere = serializers.SerializerMethodField()

    class Meta:
        model = Assignment
        fields = (
            *AssignmentRow.Meta.fields, "pairs", "loads", "shortages", "relaxations", "translated", "other_sphere",
        )  # fmt: skip

    @extend_schema_field(PairRead(many=True))
    def get_pairs(self, row: Assignment) -> Any:
        return _pairs(row, "pairs")

    @extend_schema_field(PairRead(many=True))
    def get_translated(self, row: Assignment) -> Any:
        return _pairs(row, "translated")

    @extend_schema_field(PairRead(many=True))
    def get_other_sphere(self, row: Assignment) -> Any:
        return _pairs(row, "other_sphere")

    @extend_schema_field(LoadRead(many=True))
    def get_loads(self, row: Assignment) -> Any:
        loads = [{"expert": expert, "entries": load} for expert, load in row.document["loads"]]
        return LoadRead(loads, many=True).data

    @extend_schema_field(ShortageRead(many=True))
    def get_shortages(self, row: Assignment) -> Any:
        return ShortageRead(row.document["shortages"], many=True).data

    @extend_schema_field(RelaxationRead(many=True))
    def get_relaxations(self, row: Assignment) -> Any:
        return RelaxationRead(row.document["relaxations"], many=True).data


def _pairs(row: Assignment, name: str) -> Any:
    pairs = [{"entry": entry, "expert": expert} for entry, expert in row.document[name]]
    return PairRead(pairs, many=True).data


class Assignments(Resource):
    """Who scores what: the proposal of a round and the lists that were accepted. Numbers alone, no name."""

    area = "evaluation"
    title = "Assignments of entries"
    read = AssignmentRead
    row = AssignmentRow
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(round="round_id")
    region = "round__body__region_id"
    acts = {
        "accept": Act(
            run=assignments.accept, subject="assignment", check=about(rules.check_can_assign, "round"),
            takes=MAYBE_REASON, summary="Put the proposal in force",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Assignment]:
        return Assignment.objects.filter(round__in=without_tie(reader)).select_related("round__body")

    def rows(self, reader: Any) -> QuerySet[Assignment]:
        return self.objects(reader).defer("document")


class SheetRead(Read):
    """A submitted score sheet: whose and of which entry. No mark."""

    round = serializers.IntegerField(source="seat.round_id")
    seat = serializers.IntegerField(source="seat.number", help_text="Number of the expert in the round.")
    entry = serializers.IntegerField(source="entry.number")
    reference = of("entry.reference")

    class Meta:
        model = ScoreSheet
        fields = ("id", "round", "seat", "entry", "reference", "submitted_at")


class Sheets(Resource):
    """Score sheets that may still be given back to their experts."""

    area = "evaluation"
    title = "Submitted score sheets"
    read = SheetRead
    rows_tell_actions = False
    lookup_value_converter = "int"
    filters = by(round="entry__round_id")
    region = "entry__round__body__region_id"
    acts = {
        "reopen": Act(
            run=sheets.reopen, subject="sheet", check=rules.check_can_reopen, takes=REASON, gives=Gone,
            summary="Give a score sheet back to its expert with a reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[ScoreSheet]:
        returnable = ScoreSheet.objects.to_give_back().filter(entry__round__in=without_tie(reader))
        return returnable.select_related("entry", "seat__round__body")
