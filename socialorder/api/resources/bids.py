"""Bids after the opening, and the questions that the portal asks about them. Before the opening no bid exists here."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from foundation.api.narrowing import by
from foundation.api.page_forms import REASON
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.documents.serving import serve_bytes
from socialorder.actions.bids import flags, opening
from socialorder.actions.contracts import contracts
from socialorder.api.resources.contracts import ContractRead
from socialorder.api.resources.shared import serves
from socialorder.choices import BidStatus, FlagStatus
from socialorder.models import Bid, Flag
from socialorder.queries import bids as queries
from socialorder.queries import protocols
from socialorder.rules.contracts.contracts import check_can_draw_up
from socialorder.workflow import BID, FLAG


class TextsRead(serializers.Serializer):
    """The technical part."""

    approach = serializers.CharField()
    activities = serializers.CharField()
    staff = serializers.CharField()
    experience = serializers.CharField()


class BidFileRead(serializers.Serializer):
    """A file of an opened bid; its bytes are at `/api/v1/bids/{id}/files/{number}/`."""

    number = serializers.CharField()
    name = serializers.CharField()
    type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class BidRead(Read):
    """An opened bid: its words, its price, how it was judged. `commitment` is the SHA-256 that was told at the sealing."""

    tender = of("lot.tender.slug")
    bin = of("organisation.bin")
    content = TextsRead(source="content.values", allow_null=True)
    files = serializers.SerializerMethodField()
    total_points = serializers.DecimalField(max_digits=6, decimal_places=2, allow_null=True)

    class Meta:
        model = Bid
        fields = (
            "id", "tender", "lot", "bin", "status", "sealed_at", "commitment", "price", "content", "files",
            "reason", "price_points", "technical_points", "total_points",
        )  # fmt: skip

    def get_files(self, bid: Bid) -> list[dict[str, Any]]:
        return list(BidFileRead(queries.files_of(bid), many=True).data)


class Bids(Resource):
    """Bids after the opening of their tender, for the body that placed it. Before it there is no bid for anybody here."""

    area = "orders"
    title = "Bids"
    followed = Bid
    read = BidRead
    lookup_value_converter = "int"
    filters = by(tender="lot__tender__slug", lot="lot_id", status=BidStatus)
    region = "lot__tender__body__region_id"
    workflow = BID
    acts = {
        "admit": Act(
            run=partial(opening.judge, admit=True, reason=""), subject="bid", step="admit",
            check=serves("lot__tender__body_id"), summary="Admit a bid; its flags are judged first",
        ),
        "draw-up-contract": Act(
            run=contracts.draw_up, subject="bid", check=check_can_draw_up, gives=ContractRead,
            summary="Draw up the contract on the winning bid",
        ),
        "refuse": Act(
            run=partial(opening.judge, admit=False), subject="bid", step="refuse", check=serves("lot__tender__body_id"),
            takes=REASON, summary="Do not admit a bid, with the reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Bid]:
        return Bid.objects.visible_to(reader).opened()

    @extend_schema(
        summary="The bytes of a file of an opened bid",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, methods=["get"], url_path="files/<slug:number>", url_name="file")
    def one_file(self, request: Any, *, number: str, **kwargs: Any) -> HttpResponse:
        """The file itself, decrypted on its way."""
        bid = self.get_object()
        listed = queries.listed_file(bid, number)
        if listed is None:
            raise Http404
        return serve_bytes(queries.file_bytes(bid, listed), name=listed["name"], content_type=listed["type"])


class FlagRead(Read):
    """A question about a bid with the figures that it stands on, and what a person said to it."""

    tender = of("bid.lot.tender.slug")
    lines = serializers.SerializerMethodField(help_text="The figures and the rule, in words.")

    class Meta:
        model = Flag
        fields = ("id", "tender", "bid", "other", "rule", "lines", "status", "reason", "decided_at")

    def get_lines(self, flag: Flag) -> list[dict[str, str]]:
        return [{"name": str(name), "value": str(value)} for name, value in protocols.flag_lines(flag)]


class Flags(Resource):
    """Flags of opened bids: the portal asks, a person answers each with a reason."""

    area = "orders"
    title = "Flags of bids"
    read = FlagRead
    lookup_value_converter = "int"
    filters = by(tender="bid__lot__tender__slug", bid="bid_id", status=FlagStatus)
    region = "bid__lot__tender__body__region_id"
    workflow = FLAG
    acts = {
        name: Act(
            run=partial(flags.decide, uphold=name == "uphold"), subject="flag", step=name, takes=REASON,
            check=serves("bid__lot__tender__body_id"), summary=summary,
        )
        for name, summary in (("uphold", "Confirm a flag with a reason"), ("dismiss", "Dismiss a flag with a reason"))
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Flag]:
        seen = Flag.objects.filter(bid__in=Bid.objects.visible_to(reader).opened())
        return seen.select_related("bid__lot__tender__body")
