"""Evaluations of the results of contracts by expert councils."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core.permissions import allowed
from socialorder.actions.reviews import reviews as actions
from socialorder.api.resources.shared import serves
from socialorder.choices.reviews import ReviewStatus
from socialorder.forms.reviews import ConclusionForm
from socialorder.models import Review
from socialorder.rules.offices import check_serves
from socialorder.workflow.review import REVIEW


class ReviewRead(Read):
    """What an expert council found. Before its publication marks and words are for the body that asked."""

    figures = serializers.SerializerMethodField()
    conclusion_kk = serializers.SerializerMethodField()
    conclusion_ru = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = (
            "id", "contract", "stage", "status", "begun_at", "figures", "conclusion_kk", "conclusion_ru", "digest",
            "published_at",
        )  # fmt: skip

    def get_figures(self, review: Review) -> dict[str, Any]:
        return review.figures if self._is_told(review) else {}

    def get_conclusion_kk(self, review: Review) -> str:
        return review.conclusion_kk if self._is_told(review) else ""

    def get_conclusion_ru(self, review: Review) -> str:
        return review.conclusion_ru if self._is_told(review) else ""

    def _is_told(self, review: Review) -> bool:
        reader = self.context["view"].reader
        is_read = review.is_public or allowed(check_serves, reader, review.contract.body)
        return is_read and review.status != ReviewStatus.COUNCIL


class Reviews(Resource):
    """Evaluations of results: published ones for everybody. A person signs and so publishes them, on the page."""

    area = "orders"
    title = "Evaluations of results"
    followed = Review
    read = ReviewRead
    everything = Review.objects.all()
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(contract="contract_id", status=ReviewStatus)
    region = "contract__lot__tender__body__region_id"
    workflow = REVIEW
    acts = {
        "conclude": Act(
            run=actions.conclude, subject="review", step="conclude", check=serves("contract__lot__tender__body_id"),
            takes=of_form(ConclusionForm, name="ConcludeReview"), summary="Write down what the council found",
        ),
    }  # fmt: skip
