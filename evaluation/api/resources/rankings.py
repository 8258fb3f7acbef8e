"""Computed rankings: published ones for everybody, others for those whom the rules let read them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from evaluation.models import Result, Run
from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Resource
from foundation.api.serializers import Read


class RankingRead(Read):
    """One computation of a ranking, with the digests by which anybody can repeat it."""

    body = of("round.body.code")

    class Meta:
        model = Run
        fields = (
            "id", "round", "body", "number", "status", "reason", "engine_version", "inputs_digest", "outcome_digest",
            "summary", "created_at", "computed_at", "published_at",
        )  # fmt: skip


class Rankings(Resource):
    """Rankings. Before the publication they are nobody's but the body's people without a tie to an entry."""

    area = "grants"
    title = "Rankings"
    followed = Run
    read = RankingRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(round="round_id", subject_type="round__subject_type", subject="round__subject_id__exact")

    def objects(self, reader: Any) -> QuerySet[Run]:
        return Run.objects.visible_to(reader).computed().light().select_related("round__body")


class ResultRead(Read):
    """The place of one entry: points by criterion, total, rank, and how far the rank moves without each expert."""

    number = of("entry.number", "Number of the entry in its round.")
    reference = of("entry.reference", "Number of the application or bid.")
    title = of("entry.title")

    class Meta:
        model = Result
        fields = (
            "id", "run", "number", "reference", "title", "sheets", "total", "spread", "rank", "rank_best", "rank_worst",
            "is_passing", "criterion_means",
        )  # fmt: skip


class Results(Resource):
    """Places in the rankings that the asker may see."""

    area = "grants"
    title = "Results of rankings"
    read = ResultRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(ranking="run_id", reference="entry__reference")

    def objects(self, reader: Any) -> QuerySet[Result]:
        seen = Run.objects.visible_to(reader).computed()
        return Result.objects.filter(run__in=seen.values("pk")).select_related("entry")
