"""Organisations that may be on the list of unreliable suppliers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Resource
from foundation.api.serializers import Read
from registry.actions import suppliers
from registry.api.resources.overseen import REGION, decided
from registry.choices import MatchBasis, MatchStatus
from registry.models import SupplierMatch, UnreliableSupplier
from registry.queries.oversight import match_pages
from registry.workflow import MATCH


class SupplierRead(Read):
    """A row of the list of unreliable suppliers, as a file told it."""

    class Meta:
        model = UnreliableSupplier
        fields = ("id", "bin", "name", "ground", "listed_on", "until", "source")


class MatchRead(Read):
    """An organisation and the row of the list that it may be. One by the same BIN is certain."""

    organisation = of("organisation.bin", "BIN")
    region = of("organisation.region_id", "KATO code of the region of the organisation")
    supplier = SupplierRead()

    class Meta:
        model = SupplierMatch
        fields = (
            "id", "organisation", "region", "supplier", "basis", "similarity", "status", "found_at", "decided_at",
            "reason",
        )  # fmt: skip


class SupplierMatches(Resource):
    """Possible unreliable suppliers. A nearly equal name counts only when an officer has confirmed it."""

    area = "registry"
    title = "Possible unreliable suppliers"
    read = MatchRead
    followed = SupplierMatch
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(
        status=MatchStatus, basis=MatchBasis, region="organisation__region", organisation="organisation__bin"
    )  # fmt: skip
    region = REGION
    workflow = MATCH
    acts = {
        "confirm": decided(suppliers.decide, "match", "confirm", "Say that it is the organisation of the list"),
        "dismiss": decided(suppliers.decide, "match", "dismiss", "Say that it is another organisation"),
    }

    def objects(self, reader: Any) -> QuerySet[SupplierMatch]:
        return match_pages(reader)
