"""Orders of the national procurement portal, loaded from its files, and social orders in figures."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api import filters
from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core.errors import Conflict
from registry.models import Region
from socialorder.actions.placed import ledger, loads
from socialorder.choices.placed import Twin
from socialorder.forms.placed import CompareForm, OrderFileForm, PlacedFilterForm
from socialorder.models import OrderLoad, PlacedOrder
from socialorder.queries import figures
from socialorder.queries import placed as queries
from socialorder.rules import placed as rules


class PlacedRead(Read):
    """An order placed elsewhere, as the file tells it."""

    customer = of("customer.code")
    bin = of("organisation.bin")

    class Meta:
        model = PlacedOrder
        fields = (
            "id", "lot_number", "year", "title", "customer", "customer_bin", "customer_name", "bin", "supplier_bin",
            "supplier_name", "sphere", "region", "level", "state", "planned", "contracted", "paid", "signed_on",
            "starts_on", "twin",
        )  # fmt: skip


def _compared(form: Any) -> dict[str, Any]:
    return {"is_same": form.cleaned_data["answer"], "reason": form.cleaned_data["reason"]}


def _compares(user: Any, order: PlacedOrder) -> None:
    rules.check_can_compare(user, order)
    if order.twin != Twin.ASKED:
        raise Conflict(_("Nobody asks about this order."))


class Placed(Resource):
    """Orders of the national procurement portal: everybody reads them, each once by its lot number."""

    area = "orders"
    title = "Orders placed elsewhere"
    read = PlacedRead
    everything = PlacedOrder.objects.all()
    rows_tell_actions = False
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = PlacedFilterForm
    region = "region_id"
    acts = {
        "compare": Act(
            run=ledger.decide, subject="order", check=_compares,
            takes=of_page(CompareForm, name="ComparePlaced", values=_compared),
            summary="Say whether the ledger knows an order already",
        ),
    }  # fmt: skip

    def narrowed(self, found: QuerySet[PlacedOrder], asked: dict[str, Any]) -> QuerySet[PlacedOrder]:
        return queries.fitting(found, asked)


class LoadRead(Read):
    """A file with orders: checked first, loaded when it is wanted. `job_id` is at `/api/v1/jobs/`."""

    class Meta:
        model = OrderLoad
        fields = (
            "id", "document", "requested_at", "job_id", "checked_at", "outcome", "errors", "wanted_at", "loaded",
            "loaded_at",
        )  # fmt: skip


def _loads(user: Any, _load: OrderLoad | None) -> None:
    rules.check_can_load(user)


class Loads(Resource):
    """Files with orders of the procurement portal. Send the file to `/api/v1/documents/` first."""

    area = "orders"
    title = "Files with orders"
    read = LoadRead
    everything = OrderLoad.objects.all()
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    creates = Act(
        run=loads.receive, check=_loads, summary="Check a file with orders",
        takes=of_page(OrderFileForm, name="OrderFile", values=lambda form: {"upload": form.cleaned_data["file"]}),
    )  # fmt: skip
    acts = {"load": Act(run=loads.want, subject="load", check=_loads, summary="Load a checked file with orders")}


class FiguresRead(serializers.Serializer):
    """Orders of one year, region, sphere, body, budget and origin: `own` of this portal, `placed` elsewhere."""

    year = serializers.IntegerField()
    region = serializers.CharField()
    sphere = serializers.IntegerField()
    body = serializers.CharField()
    level = serializers.CharField()
    origin = serializers.CharField()
    number = serializers.IntegerField(source="sums.number")
    planned = serializers.DecimalField(max_digits=20, decimal_places=2, source="sums.planned")
    contracted = serializers.DecimalField(max_digits=20, decimal_places=2, source="sums.contracted")
    paid = serializers.DecimalField(max_digits=20, decimal_places=2, source="sums.paid")


class Figures(Resource):
    """Social orders in figures: the cells that every table of the page is the sum of. Not in pages: they are few."""

    area = "orders"
    title = "Social orders in figures"
    read = FiguresRead
    rows_tell_actions = False
    is_public = True
    filters = by(year="year", region="region")
    is_shown = False
    is_paged = False

    def listing(self, request: Any, **kwargs: Any) -> Response:
        """All cells at once; `next` is always null."""
        filters.check_known(request, self.list_parameters(), beside=())
        asked = filters.read(self.filters, request)
        region = Region.objects.filter(pk=asked["region"]).first() if "region" in asked else None
        if "region" in asked and region is None:
            raise serializers.ValidationError({"region": [_("There is no such region.")]})
        cells = figures.cells_of(year=asked.get("year"), region=region)
        return Response({"results": FiguresRead(cells, many=True).data, "next": None})

    def objects(self, reader: Any) -> QuerySet[Region]:
        return Region.objects.none()
