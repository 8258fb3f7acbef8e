"""Computed rankings: published ones for everybody, others for those whom the rules let read them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from evaluation import queries
from evaluation.api.resources import judging
from evaluation.api.resources.shared import downloading, reading
from evaluation.forms import LineForm
from evaluation.models import Bundle, Result, Run
from evaluation.scoring.canonical import canonical
from foundation.api import filters
from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Resource
from foundation.api.serializers import Read
from foundation.documents.serving import serve


class RankingRead(Read):
    """One computation of a ranking, with the digests by which anybody can repeat it."""

    body = of("round.body.code")

    class Meta:
        model = Run
        fields = (
            "id", "round", "body", "number", "status", "reason", "engine_version", "inputs_digest", "outcome_digest",
            "summary", "created_at", "computed_at", "published_at",
        )  # fmt: skip


def _bundle(_reader: Any, run: Run) -> HttpResponseBase:
    """There is none before the publication."""
    bundle = Bundle.objects.filter(run=run).select_related("document").first() if run.published_at else None
    if bundle is None:
        raise Http404
    return serve(bundle.document)


def _json(document: Any, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(canonical(document), content_type="application/octet-stream", headers=headers)


def _inputs(_reader: Any, run: Run) -> HttpResponse:
    return _json(run.inputs, f"inputs-{run.pk}.json")


def _results(_reader: Any, run: Run) -> HttpResponse:
    return _json(queries.results_document(run), f"results-{run.pk}.json")


class Rankings(Resource):
    """Rankings. Before the publication they are nobody's but the body's people without a tie to an entry."""

    area = "evaluation"
    title = "Rankings"
    followed = Run
    read = RankingRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(round="round_id", subject_type="round__subject_type", subject="round__subject_id__exact")
    quality = reading(
        "quality", judging.QualityRead, judging.quality, asks=LineForm,
        summary="Agreement and severity of the experts, and how firm the places are",
        parameters=[OpenApiParameter("line", int), OpenApiParameter("budget", OpenApiTypes.DECIMAL)],
    )  # fmt: skip
    archive = downloading("archive", "application/zip", _bundle, summary="The archive of a published contest")
    inputs = downloading("inputs", "application/octet-stream", _inputs, summary="The bytes whose digest is published")
    results = downloading("results", "application/octet-stream", _results, summary="The results to compare with")

    @extend_schema(
        summary="The ranking with other weights and another line",
        parameters=[
            OpenApiParameter("line", int),
            OpenApiParameter("budget", OpenApiTypes.DECIMAL),
            OpenApiParameter("weights", str, many=True, description="Like `relevance:2.00`; others stay as they are."),
        ],
        responses={200: judging.WhatIfRead},
    )
    @action(detail=True, methods=["get"], url_path="what-if", url_name="what-if")
    def what_if(self, request: Any, **kwargs: Any) -> Response:
        """Nothing of it is kept, and no official figure changes."""
        filters.check_known(request, ("line", "budget", "weights"))
        return Response(judging.WhatIfRead(judging.weighed(self.get_object(), request.query_params)).data)

    def objects(self, reader: Any) -> QuerySet[Run]:
        seen = Run.objects.visible_to(reader).computed().light()
        return seen.select_related("round__body", "round__rubric")


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

    area = "evaluation"
    title = "Results of rankings"
    read = ResultRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(ranking="run_id", reference="entry__reference")
    explanation = reading(
        "explanation", judging.ExplanationRead, judging.explained, summary="How an entry got its place"
    )

    def objects(self, reader: Any) -> QuerySet[Result]:
        seen = Run.objects.visible_to(reader).computed()
        return Result.objects.filter(run__in=seen.values("pk")).select_related("entry", "run__round__rubric")
