"""The ledger of public money: every order, grant and premium of every body. Everybody reads it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Resource
from foundation.api.serializers import Read
from registry.choices import FundingKind, FundingStage
from registry.models import Funding


class AwardRead(Read):
    """One award, in tenge. An annulled one, and one that is given on out of another, is in no sum."""

    organisation = of("organisation.bin", "BIN")
    payer = of("payer.code", "The body, when the portal knows it")
    paid_by = serializers.CharField(help_text="Who pays, in the language that is asked for.")
    is_counted = serializers.SerializerMethodField(help_text="Whether it is a part of sums of public money.")

    class Meta:
        model = Funding
        fields = (
            "id", "organisation", "kind", "reference", "title", "payer", "paid_by", "amount", "paid", "decided_on",
            "starts_on", "ends_on", "sphere", "region", "source", "out_of", "stage", "was_late", "recorded_at",
            "annulled_at", "annulled_reason", "is_counted",
        )  # fmt: skip

    def get_is_counted(self, award: Funding) -> bool:
        return award.annulled_at is None and award.out_of_id is None


class PublicMoney(Resource):
    """Awards of public money, what was entered last first. Sums of them are among the statistics."""

    area = "registry"
    title = "Public money"
    read = AwardRead
    is_public = True
    rows_tell_actions = False
    followed = Funding
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(
        organisation="organisation__bin", kind=FundingKind, payer="payer__code", year="decided_on__year",
        region="region", sphere="sphere", stage=FundingStage,
    )  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Funding]:
        return Funding.objects.select_related("organisation", "payer")
