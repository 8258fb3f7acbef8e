"""Payments from a file of the bank: received, looked at, and entered, as on the page."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.page_forms import of_page
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.documents.models import Document
from grants.actions import payment_imports as actions
from grants.forms.agreements import PaymentFileForm
from grants.models import PaymentImport
from grants.rules.payment_imports import operator_of
from registry.choices import Role
from registry.rules.roles import bodies_of

SHOWN_ROWS = 200


class FaultRead(serializers.Serializer):
    """What is wrong where: the heading is line 1, an empty column speaks of the whole line."""

    line = serializers.IntegerField()
    column = serializers.CharField()
    message = serializers.CharField()


class RowRead(serializers.Serializer):
    """A payment of the file; `state` is `new`, or `known` when it is entered already."""

    line = serializers.IntegerField()
    reference = serializers.CharField(source="confirmation.reference")
    agreement = serializers.CharField(source="tranche.agreement.number")
    tranche = serializers.IntegerField(source="tranche.number")
    paid_on = serializers.DateField(source="confirmation.paid_on")
    amount = serializers.DecimalField(source="confirmation.amount", max_digits=18, decimal_places=2)
    state = serializers.CharField()


class PaymentFileRead(Read):
    """What a file of payments says now. Nothing is entered yet; rows are the first two hundred."""

    new = serializers.IntegerField()
    total = serializers.DecimalField(max_digits=20, decimal_places=2, help_text="Of the new payments.")
    rows = RowRead(many=True)
    faults = FaultRead(many=True)

    class Meta:
        model = Document
        fields = ("id", "name", "sha256", "new", "total", "rows", "faults")

    def to_representation(self, document: Document) -> Any:
        said = actions.look(document, operator_of(self.context["request"].user))
        told = {name: getattr(document, name) for name in ("id", "name", "sha256")}
        told |= {"new": len(said.fresh), "total": said.total, "rows": said.rows[:SHOWN_ROWS], "faults": said.faults}
        return super().to_representation(told)


class PaymentImportRead(Read):
    """A file that was wanted; a long one is entered by a worker. With `finished_at` its `outcome` tells what came of it."""

    class Meta:
        model = PaymentImport
        fields = ("id", "document", "wanted_at", "finished_at", "outcome")


def _enters(user: Any, _document: Document | None) -> None:
    operator_of(user)


def _received(*, upload: File[Any], by: Any) -> Document:
    return actions.receive(upload=upload, operator=operator_of(by), by=by)


def _taken(*, document: Document, by: Any) -> PaymentImport:
    return actions.take_in(document=document, operator=operator_of(by), by=by)[0]


class PaymentFiles(Resource):
    """Files of payments that you have sent, the bank's confirmations as CSV or XLSX."""

    area = "grants"
    title = "Files of payments"
    read = PaymentFileRead
    is_listed = False
    lookup_value_converter = "uuid"
    creates = Act(
        run=_received, check=_enters, summary="Send a file of payments and see what it says",
        takes=of_page(PaymentFileForm, name="PaymentFile", values=lambda form: {"upload": form.cleaned_data["file"]}),
    )  # fmt: skip
    acts = {
        "load": Act(
            run=_taken, subject="document", check=_enters, gives=PaymentImportRead,
            summary="Enter the new payments of a file; the same bytes are entered once",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Document]:
        sheets = Document.objects.filter(content_type__in=actions.SHEETS, created_by_id=reader.pk)
        return sheets if bodies_of(reader, Role.OFFICER).exists() else sheets.none()


class PaymentImports(Resource):
    """Files of payments of the asker's body that were entered, or are being entered now."""

    area = "grants"
    title = "Imports of payments"
    read = PaymentImportRead
    order = ("-pk",)
    lookup_value_converter = "int"

    def objects(self, reader: Any) -> QuerySet[PaymentImport]:
        return PaymentImport.objects.filter(operator__in=bodies_of(reader, Role.OFFICER))
