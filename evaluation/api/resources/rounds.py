"""Rubrics, and rounds as those who run them see them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from evaluation.choices import RoundStatus
from evaluation.models import Criterion, Round, Rubric
from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Resource
from foundation.api.serializers import Read


class CriterionRead(Read):
    """One question of a rubric."""

    class Meta:
        model = Criterion
        fields = ("code", "title_kk", "title_ru", "title_en", "minimum", "maximum", "step", "weight")


class RubricRead(Read):
    """What experts are asked, and how their marks count."""

    body = of("body.code")
    criteria = CriterionRead(many=True)

    class Meta:
        model = Rubric
        fields = (
            "id", "body", "code", "version", "title_kk", "title_ru", "title_en", "aggregation", "weighting", "tie_rule",
            "maximum_total", "pass_mark", "frozen_at", "criteria",
        )  # fmt: skip


class Rubrics(Resource):
    """Rubrics that the asker's body may use."""

    area = "grants"
    title = "Rubrics"
    read = RubricRead
    lookup_value_converter = "int"
    filters = by(code="code", body="body__code")

    def objects(self, reader: Any) -> QuerySet[Rubric]:
        shown = Rubric.objects.visible_to(reader).select_related("body").prefetch_related("criteria")
        return shown if reader.is_authenticated else shown.none()


class RoundRead(Read):
    """One scoring of many entries. Nobody's marks are told; the seed is empty until the draw."""

    body = of("body.code")

    class Meta:
        model = Round
        fields = (
            "id", "body", "rubric", "subject_type", "subject_id", "title_kk", "title_ru", "title_en", "kind",
            "first_stage", "status", "is_blind", "main_seats", "reserve_seats", "experts_per_entry", "has_discussion",
            "extra_over", "answer_days", "scoring_until", "extra_until", "discussion_until", "answers_until", "due_on",
            "seed_digest", "seed", "drawn_at", "draw_pool",
        )  # fmt: skip


class Rounds(Resource):
    """Rounds that the asker's body runs. Panels are drawn and opened on their pages: conflicts are people's own."""

    area = "grants"
    title = "Rounds of evaluation"
    read = RoundRead
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(status=RoundStatus, subject_type="subject_type", subject="subject_id__exact")

    def objects(self, reader: Any) -> QuerySet[Round]:
        shown = Round.objects.visible_to(reader).select_related("body") if reader.is_authenticated else None
        return Round.objects.none() if shown is None else shown
