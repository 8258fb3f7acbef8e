"""Entries that look alike, with what an officer thinks of them; answers of applicants to their marks."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from evaluation import queries, rules
from evaluation.actions import likenesses
from evaluation.choices import LikenessStatus
from evaluation.forms import LikenessForm
from evaluation.models import Answer, Likeness
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read


class LikenessRow(Read):
    """Two entries that an officer should look at; `reference` is the later one. Never a refusal by itself."""

    round = serializers.IntegerField(source="entry.round_id")
    reference = of("entry.reference")
    other_reference = of("other.reference")
    other_round = serializers.IntegerField(source="other.round_id")
    percent = serializers.IntegerField(help_text="Highest share of common wording of a section.")

    class Meta:
        model = Likeness
        fields = (
            "id", "round", "reference", "other_reference", "other_round", "percent", "people", "status", "reason",
            "found_at", "judged_at",
        )  # fmt: skip


class PieceRead(serializers.Serializer):
    """A piece of text."""

    text = serializers.CharField()
    is_common = serializers.BooleanField()


class PassageRead(serializers.Serializer):
    """One section beside another: pieces of text, and whether each stands in both."""

    percent = serializers.IntegerField()
    heading = serializers.CharField()
    other_heading = serializers.CharField()
    pieces = serializers.SerializerMethodField()
    other_pieces = serializers.SerializerMethodField()

    @extend_schema_field(PieceRead(many=True))
    def get_pieces(self, passage: Any) -> Any:
        return _pieces(passage.pieces)

    @extend_schema_field(PieceRead(many=True))
    def get_other_pieces(self, passage: Any) -> Any:
        return _pieces(passage.other_pieces)


def _pieces(found: Any) -> Any:
    return PieceRead([{"text": text, "is_common": is_common} for text, is_common in found], many=True).data


class LikenessRead(LikenessRow):
    """A pair with the passages side by side."""

    passages = serializers.SerializerMethodField()

    class Meta:
        model = Likeness
        fields = (*LikenessRow.Meta.fields, "passages")

    @extend_schema_field(PassageRead(many=True))
    def get_passages(self, likeness: Likeness) -> Any:
        return PassageRead(queries.passages_of(likeness), many=True).data


def _judged(sent: dict[str, Any], _likeness: Any) -> dict[str, Any]:
    return {"is_copy": sent["verdict"] == LikenessStatus.CONFIRMED, "reason": sent["reason"]}


class Likenesses(Resource):
    """Entries that look alike in rounds that the asker's officers run without a tie to an applicant."""

    area = "evaluation"
    title = "Entries that look alike"
    read = LikenessRead
    row = LikenessRow
    everything = Likeness.objects.select_related("entry__round__body", "other")
    rows_tell_actions = False
    order = ("-share", "pk")
    lookup_value_converter = "int"
    filters = by(round="entry__round_id", status=LikenessStatus)
    region = "entry__round__body__region_id"
    acts = {
        "judge": Act(
            run=likenesses.judge, subject="likeness", check=about(rules.check_officer, "entry__round__body"),
            takes=of_form(LikenessForm, name="JudgeLikeness"), values=_judged, summary="Say what two entries are",
        ),
    }  # fmt: skip

    def rows(self, reader: Any) -> QuerySet[Likeness]:
        return self.objects(reader).defer("entry__content", "other__content", "passages")


class AnswerRead(Read):
    """What an applicant has answered to its own marks before the decision."""

    round = serializers.IntegerField(source="entry.round_id")
    reference = of("entry.reference")

    class Meta:
        model = Answer
        fields = ("id", "round", "reference", "text", "sent_at")


class Answers(Resource):
    """Answers of applicants to their marks, for the people of the body without a tie. Applicants give them themselves."""

    area = "evaluation"
    title = "Answers of applicants to their marks"
    read = AnswerRead
    everything = Answer.objects.select_related("entry").defer("entry__content")
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(round="entry__round_id", reference="entry__reference")
