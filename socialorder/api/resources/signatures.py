"""Signatures under contracts and acts, and the very bytes that were signed: what an outsider needs to check them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from evaluation.scoring.canonical import canonical
from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Resource
from foundation.api.serializers import Read
from foundation.documents.serving import serve_bytes
from socialorder.choices import Side
from socialorder.models import Act, ActVersion, Contract, ContractSignature
from socialorder.queries.acts import signature_of

CMS, JSON = "application/pkcs7-signature", "application/json"
BYTES = {(200, "application/octet-stream"): OpenApiTypes.BINARY}


class SignatureRead(Read):
    """The signature of one side under a text of a contract; `sha256` is that of what was signed."""

    contract = of("version.contract_id")
    version = of("version.number")
    sha256 = of("signature.sha256")

    class Meta:
        model = ContractSignature
        fields = ("id", "contract", "version", "side", "signed_at", "sha256")


class ContractSignatures(Resource):
    """Signatures under the contracts of the asker's body. They are given on the page, by people."""

    area = "orders"
    title = "Signatures under contracts"
    read = SignatureRead
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(contract="version__contract_id", side=Side)

    def objects(self, reader: Any) -> QuerySet[ContractSignature]:
        seen = ContractSignature.objects.filter(version__contract__in=Contract.objects.visible_to(reader))
        return seen.select_related("version", "signature__request")

    @extend_schema(summary="A signature under a contract (CMS)", responses=BYTES)
    @action(detail=True, methods=["get"])
    def signature(self, request: Any, **kwargs: Any) -> HttpResponse:
        """The signature itself, detached."""
        one = self.get_object()
        return serve_bytes(bytes(one.signature.cms), name=f"{_name(one)}.p7s", content_type=CMS)

    @extend_schema(summary="What was signed under a contract", responses=BYTES)
    @action(detail=True, methods=["get"])
    def content(self, request: Any, **kwargs: Any) -> HttpResponse:
        """The very bytes that were signed."""
        one = self.get_object()
        return serve_bytes(one.signature.request.content, name=f"{_name(one)}.json", content_type=JSON)


def _name(one: ContractSignature) -> str:
    return f"contract-{one.version.contract_id}-{one.version.number}-{one.side}"


class VersionRead(Read):
    """An act as it was handed in; `digest` is the SHA-256 of its canonical JSON, which both sides sign."""

    class Meta:
        model = ActVersion
        fields = ("id", "act", "number", "digest", "handed_at", "outcome", "answered_at")


class ActVersions(Resource):
    """Acts of acceptance as they were handed in, with their documents and signatures."""

    area = "orders"
    title = "Versions of acts of acceptance"
    read = VersionRead
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(act="act_id")

    def objects(self, reader: Any) -> QuerySet[ActVersion]:
        seen = ActVersion.objects.filter(act__in=Act.objects.visible_to(reader))
        return seen.select_related("signature", "customer_signature")

    @extend_schema(summary="The document of an act of acceptance", responses=BYTES)
    @action(detail=True, methods=["get"])
    def content(self, request: Any, **kwargs: Any) -> HttpResponse:
        """The canonical JSON whose digest both sides sign."""
        one = self.get_object()
        return serve_bytes(canonical(one.document), name=f"act-{one.act_id}-{one.number}.json", content_type=JSON)

    @extend_schema(summary="A signature under an act of acceptance (CMS)", responses=BYTES)
    @action(detail=True, methods=["get"], url_path="signatures/<slug:side>", url_name="signature")
    def signature(self, request: Any, *, side: str, **kwargs: Any) -> HttpResponse:
        """The signature of the supplier (`ngo`) or of the customer (`body`)."""
        one = self.get_object()
        found = signature_of(one, side)
        if found is None:
            raise Http404
        return serve_bytes(bytes(found.cms), name=f"act-{one.act_id}-{one.number}-{side}.p7s", content_type=CMS)
