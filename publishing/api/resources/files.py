"""Documents of the rooms as files, the same that their pages give: PDF of one, XLSX of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action

from foundation.api import filters
from foundation.api.own_resources import DocumentRead
from foundation.api.resources import Resource
from foundation.documents import kinds
from foundation.documents.models import Document
from publishing import printing
from socialorder.forms.contracts import ContractFilterForm

AGREEMENTS = ("status", "sphere", "text", "overdue")
CONTRACTS = tuple(ContractFilterForm.base_fields)


def _described(summary: str, path: str, kind: str, known: tuple[str, ...] = ()) -> Callable[[Any], Any]:
    """A file at an address: in the language that is asked for, for whoever may read the page of what it is of."""
    asks = [OpenApiParameter(name, str) for name in known]
    described = extend_schema(summary=summary, parameters=asks, responses={(200, kind): OpenApiTypes.BINARY})
    return lambda method: described(action(detail=False, methods=["get"], url_path=path)(method))


def _pdf(summary: str, path: str, make: Callable[..., printing.File]) -> Any:
    def file(self: Any, request: Any, **kwargs: Any) -> HttpResponse:
        filters.check_known(request, ())
        return make(request.user, **kwargs).response()

    file.__name__, file.__doc__ = make.__name__, make.__doc__
    return _described(summary, path, kinds.PDF.content_type)(file)


def _list(summary: str, path: str, make: Callable[..., HttpResponse], known: tuple[str, ...]) -> Any:
    def file(self: Any, request: Any, **kwargs: Any) -> HttpResponse:
        filters.check_known(request, known)
        return make(request.user, request.query_params)

    file.__name__, file.__doc__ = make.__name__, make.__doc__
    return _described(summary, path, kinds.XLSX.content_type, known)(file)


class GivesFiles:
    """Of a resource whose addresses give files: who asks for application/pdf gets it, and a refusal as always."""

    def perform_content_negotiation(self, request: Any, force: bool = False) -> Any:
        return super().perform_content_negotiation(request, force=True)  # type: ignore[misc]


class Files(GivesFiles, Resource):
    """What the files of all rooms have in common: nothing is listed, each has an address."""

    read = DocumentRead
    is_listed = False
    is_shown = False

    def objects(self, reader: Any) -> QuerySet[Document]:
        return Document.objects.none()


class GrantFiles(Files):
    """Agreements and applications as files."""

    area = "grants"
    title = "Files of grants"
    agreements = _list("The officers' list of agreements", "agreements", printing.agreements, AGREEMENTS)
    agreement = _pdf("A text of an agreement", "agreements/<slug:number>/<int:version>", printing.agreement)
    sent_application = _pdf(
        "An application as it was sent", "applications/<slug:number>/<int:version>", printing.sent_application
    )
    partnership = _pdf("An agreement on strategic partnership", "partnership/<int:agreement>", printing.partnership)


class OrderFiles(Files):
    """Contracts and protocols of social orders as files."""

    area = "orders"
    title = "Files of social orders"
    contracts = _list("The officers' list of contracts", "contracts", printing.contracts, CONTRACTS)
    contract = _pdf("A text of a contract", "contracts/<int:contract>/<int:version>", printing.contract)
    opening = _pdf("The protocol of an opening", "tenders/<slug:slug>/opening", printing.opening)
    sitting = _pdf("The protocol of a sitting", "tenders/<slug:slug>/sittings/<int:number>", printing.sitting)


class CouncilFiles(Files):
    """Protocols and yearly reports of councils as files."""

    area = "councils"
    title = "Files of councils"
    meeting = _pdf("The protocol of a meeting", "<slug:slug>/meetings/<int:meeting>", printing.meeting)
    council_report = _pdf("The report of a year", "<slug:slug>/years/<int:year>", printing.council_report)


RESOURCES: list[tuple[str, type[Resource]]] = [
    ("grant-files", GrantFiles),
    ("order-files", OrderFiles),
    ("council-files", CouncilFiles),
]
