"""Awards made outside the portal: for everybody to read, for officers to take in from a file."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core.errors import Fault, Invalid
from foundation.core.permissions import allowed
from foundation.documents import kinds
from foundation.documents.models import Document
from grants.actions import history as actions
from grants.api.resources.payment_files import SHOWN_ROWS, FaultRead
from grants.forms.history import HistoryUploadForm, PastAwardFilterForm, look
from grants.models import AwardImport, PastAward
from grants.queries.history import fitting
from grants.rules.history import check_can_import, known_awards


class PastAwardRead(Read):
    """One award. `organisation` is the BIN when the registry has exactly one NGO with this BIN or this name."""

    organisation = of("organisation.bin")

    class Meta:
        model = PastAward
        fields = ("id", "organisation", "organisation_name", "bin", "programme", "amount", "decided_on", "source")


class PastAwards(Resource):
    """Awards made outside the portal, each with its source, the newest first."""

    area = "grants"
    title = "Past awards"
    read = PastAwardRead
    is_public = True
    order = ("-decided_on", "pk")
    lookup_value_converter = "int"
    filters = PastAwardFilterForm

    def objects(self, reader: Any) -> QuerySet[PastAward]:
        return PastAward.objects.select_related("organisation")

    def narrowed(self, found: QuerySet[PastAward], asked: dict[str, Any]) -> QuerySet[PastAward]:
        return fitting(found, asked.get("q", ""))


class AwardRowRead(serializers.Serializer):
    """An award as the file tells it."""

    line = serializers.IntegerField()
    organisation_name = serializers.CharField()
    bin = serializers.CharField()
    programme = serializers.CharField()
    amount = serializers.DecimalField(max_digits=18, decimal_places=2)
    decided_on = serializers.DateField()
    source = serializers.CharField()  # type: ignore[assignment]


class AlikeRead(serializers.Serializer):
    """A line that may be an award that is known already from another source: taken in, it counts twice."""

    line = serializers.IntegerField()
    bin = of("known.organisation.bin")
    title = serializers.CharField(source="known.title")
    amount = serializers.DecimalField(source="known.amount", max_digits=18, decimal_places=2)
    decided_on = serializers.DateField(source="known.decided_on")
    source = serializers.CharField(  # type: ignore[assignment]
        source="known.source", help_text="Empty: awarded in this portal."
    )


class AwardFileRead(Read):
    """What a file of past awards says. With a fault nothing of it can be taken in; rows are the first two hundred."""

    count = serializers.IntegerField(help_text="Sound rows.")
    new = serializers.IntegerField(help_text="Of them not known yet.")
    rows = AwardRowRead(many=True)
    alike = AlikeRead(many=True)
    faults = FaultRead(many=True)

    class Meta:
        model = Document
        fields = ("id", "name", "sha256", "count", "new", "rows", "alike", "faults")

    def to_representation(self, document: Document) -> Any:
        said = look(document)
        told: dict[str, Any] = {name: getattr(document, name) for name in ("id", "name", "sha256")}
        told |= {"count": len(said.rows), "new": len(said.rows) - len(known_awards(said.rows))}
        told |= {"rows": said.rows[:SHOWN_ROWS], "alike": said.alike, "faults": said.faults}
        return super().to_representation(told)


class AwardImportRead(Read):
    """A file that was taken in, and how many awards it added."""

    class Meta:
        model = AwardImport
        fields = ("id", "digest", "file_name", "row_count", "imported_at")


def _imports(user: Any, _document: Document | None) -> None:
    check_can_import(user)


def _taken(*, document: Document, by: Any) -> AwardImport:
    """Raises Invalid with the faults of the file."""
    said = look(document)
    if said.faults:
        raise Invalid(*(Fault(one.message, f"{one.line}-{one.column}") for one in said.faults[:SHOWN_ROWS]))
    return actions.import_awards(rows=said.rows, digest=document.sha256, file_name=document.name, by=by)


class AwardFiles(Resource):
    """Files of past awards that you have sent as CSV."""

    area = "grants"
    title = "Files of past awards"
    read = AwardFileRead
    is_listed = False
    lookup_value_converter = "uuid"
    creates = Act(
        run=actions.receive, check=_imports, summary="Send a file of past awards and see what it says",
        takes=of_page(HistoryUploadForm, name="AwardFile", values=lambda form: {"upload": form.cleaned_data["file"]}),
    )  # fmt: skip
    acts = {
        "load": Act(
            run=_taken, subject="document", check=_imports, gives=AwardImportRead,
            summary="Take the awards of a sound file in; the same bytes are taken once",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Document]:
        sheets = Document.objects.filter(content_type=kinds.CSV.content_type, created_by_id=reader.pk)
        return sheets if allowed(check_can_import, reader) else sheets.none()
