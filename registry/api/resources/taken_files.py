"""Files of officers: awards of public money, the list of unreliable suppliers. Sent and looked at first, then taken in whole."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.authentication import client_of
from foundation.api.own_resources import JobRead
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.api.uploads import CsvParser, FormParser, WorkbookParser
from foundation.core.errors import Conflict
from foundation.core.permissions import allowed
from foundation.documents import kinds
from foundation.documents.models import Document
from registry.actions import taken_files
from registry.actions.sheets import awards
from registry.choices import FileContent, FundingKind
from registry.models import TakenFile
from registry.rules.oversight import check_can_oversee

SHOWN_ROWS = 200
SHOWN_FAULTS = 1000
TABLES = [kinds.CSV.content_type, kinds.XLSX.content_type]


class SheetCsv(CsvParser):
    max_bytes = taken_files.MAX_BYTES


class SheetWorkbook(WorkbookParser):
    max_bytes = taken_files.MAX_BYTES


class SheetForm(FormParser):
    max_bytes = taken_files.MAX_BYTES


class SheetInput(Strict):
    """The table: CSV or XLSX with the columns of the page, up to 5 MB."""

    file = serializers.FileField()


class SheetFaultRead(serializers.Serializer):
    """What is wrong where; `column` is empty when it is the whole line."""

    line = serializers.IntegerField()
    column = serializers.CharField(allow_blank=True)
    message = serializers.CharField()


class AwardLineRead(serializers.Serializer):
    """A line that can be taken in."""

    line = serializers.IntegerField()
    organisation = serializers.CharField(source="award.organisation.bin", allow_null=True, help_text="BIN.")
    kind = serializers.ChoiceField(source="award.kind", choices=FundingKind.choices)
    title = serializers.CharField(source="award.values.title")
    payer = serializers.CharField(source="award.values.payer.code", allow_null=True, default=None)
    payer_name = serializers.CharField(source="award.values.payer_name", allow_blank=True)
    amount = serializers.DecimalField(source="award.values.amount", max_digits=18, decimal_places=2)
    decided_on = serializers.DateField(source="award.values.decided_on")
    starts_on = serializers.DateField(source="award.values.starts_on", allow_null=True)
    ends_on = serializers.DateField(source="award.values.ends_on", allow_null=True)
    sphere = serializers.IntegerField(source="award.values.sphere.number", allow_null=True, default=None)
    reference = serializers.CharField(source="award.reference")


class AlikeRead(serializers.Serializer):
    """A line, and the award of the ledger that may be the same: at `/public-money/{award}/`."""

    line = serializers.IntegerField()
    award = serializers.IntegerField(source="known.pk")


class SupplierLineRead(serializers.Serializer):
    """A line that can be taken in."""

    line = serializers.IntegerField()
    bin = serializers.CharField(source="supplier.bin", allow_blank=True)
    name = serializers.CharField(source="supplier.name")
    ground = serializers.CharField(source="supplier.ground", allow_blank=True)
    listed_on = serializers.DateField(source="supplier.listed_on")
    until = serializers.DateField(source="supplier.until", allow_null=True)


class SheetRead(Read):
    """A file as it was read: what it says and what is wrong with it. With a fault nothing of it is taken in."""

    what: ClassVar[str]
    row_count = serializers.SerializerMethodField(help_text="Lines that can be taken in.")
    fault_count = serializers.SerializerMethodField()
    faults = serializers.SerializerMethodField(help_text="The first thousand.")
    taken_at = serializers.SerializerMethodField(help_text="When these bytes were taken in; empty: not yet.")

    class Meta:
        model = Document
        fields: tuple[str, ...] = (
            "id", "name", "size", "sha256", "created_at", "row_count", "fault_count", "faults", "taken_at",
        )  # fmt: skip

    def get_row_count(self, document: Document) -> int:
        return len(self.parsed(document).rows)

    def get_fault_count(self, document: Document) -> int:
        return len(self.parsed(document).faults)

    @extend_schema_field(SheetFaultRead(many=True))
    def get_faults(self, document: Document) -> list[dict[str, Any]]:
        return list(SheetFaultRead(self.parsed(document).faults[:SHOWN_FAULTS], many=True).data)

    def get_taken_at(self, document: Document) -> str | None:
        taken = TakenFile.objects.filter(what=self.what, digest=document.sha256).exclude(taken_at=None).first()
        return taken.taken_at.isoformat().replace("+00:00", "Z") if taken and taken.taken_at else None

    def parsed(self, document: Document) -> taken_files.Parsed:
        """Read once for an answer."""
        sheets: Sheets = self.context["view"]
        return sheets.parsed(document)


class AwardSheetRead(SheetRead):
    """A file with awards of public money made elsewhere."""

    what = FileContent.AWARDS
    rows = serializers.SerializerMethodField(help_text="The first two hundred lines.")
    alike = serializers.SerializerMethodField(help_text="Lines whose award the ledger may know from another source.")

    class Meta(SheetRead.Meta):
        fields = (*SheetRead.Meta.fields, "rows", "alike")

    @extend_schema_field(AwardLineRead(many=True))
    def get_rows(self, document: Document) -> list[dict[str, Any]]:
        return list(AwardLineRead(self.parsed(document).rows[:SHOWN_ROWS], many=True).data)

    @extend_schema_field(AlikeRead(many=True))
    def get_alike(self, document: Document) -> list[dict[str, Any]]:
        parsed = self.parsed(document)
        found = parsed.alike if isinstance(parsed, awards.Awards) and not parsed.faults else []
        return [dict(AlikeRead(one).data) for one in found]


class SupplierSheetRead(SheetRead):
    """A file with the list of unreliable suppliers."""

    what = FileContent.UNRELIABLE
    rows = serializers.SerializerMethodField(help_text="The first two hundred lines.")

    class Meta(SheetRead.Meta):
        fields = (*SheetRead.Meta.fields, "rows")

    @extend_schema_field(SupplierLineRead(many=True))
    def get_rows(self, document: Document) -> list[dict[str, Any]]:
        return list(SupplierLineRead(self.parsed(document).rows[:SHOWN_ROWS], many=True).data)


class Sheets(Resource):
    """What the two kinds of files have in common: one's own tables, read anew each time they are asked for."""

    what: ClassVar[str]

    def objects(self, reader: Any) -> QuerySet[Document]:
        own = Document.objects.filter(created_by=reader.pk, content_type__in=TABLES)
        return own if allowed(check_can_oversee, reader) else own.none()

    def parsed(self, document: Document) -> taken_files.Parsed:
        """What ``document`` says; it is read once for an answer."""
        if not hasattr(self, "_parsed"):
            self._parsed = taken_files.look(document, self.what)
        return self._parsed


def _sent(sent: dict[str, Any], _none: Any) -> dict[str, Any]:
    return {"upload": sent["file"]}


def _receives(name: str) -> Act:
    return Act(
        run=taken_files.receive, takes=SheetInput, values=_sent, check=_check,
        summary=f"Send {name}; it is looked at, nothing is taken in yet",
    )  # fmt: skip


def _takes(what: str) -> Act:
    return Act(
        run=taken_files.want, subject="document", check=_check, gives=JobRead, values=lambda _sent, _file: {"what": what},
        summary="Take the whole file in, once by its bytes; follow the job at `/jobs/{id}/`",
    )  # fmt: skip


def _check(user: Any, _file: Document | None) -> None:
    check_can_oversee(user)


class AwardFiles(Sheets):
    """Awards of public money made elsewhere. A key of a region takes in awards of organisations of its region alone."""

    area = "registry"
    title = "Files with awards"
    what = FileContent.AWARDS
    read = AwardSheetRead
    is_listed = False
    lookup_value_converter = "uuid"
    uploads = (SheetCsv, SheetWorkbook, SheetForm)
    creates = _receives("awards of public money as a table")
    acts: ClassVar[dict[str, Act]] = {"take": _takes(FileContent.AWARDS)}

    def carry_out(self, act: Act, subject: Any) -> Any:
        """Raises Conflict when a line is of another region than the key."""
        client = client_of(self.request)
        if subject is not None and client and client.region:
            parsed = self.parsed(subject)
            rows = parsed.rows if isinstance(parsed, awards.Awards) else []
            foreign = [row.line for row in rows if row.award.organisation.region_id != client.region]
            if foreign:
                text = _("Line %(line)s is of an organisation of another region than the key of the system.")
                raise Conflict(text % {"line": foreign[0]})
        return super().carry_out(act, subject)


class UnreliableSupplierFiles(Sheets):
    """The list of unreliable suppliers: one for the whole country, whoever takes it in."""

    area = "registry"
    title = "Files with unreliable suppliers"
    what = FileContent.UNRELIABLE
    read = SupplierSheetRead
    is_listed = False
    lookup_value_converter = "uuid"
    uploads = (SheetCsv, SheetWorkbook, SheetForm)
    creates = _receives("the list of unreliable suppliers as a table")
    acts: ClassVar[dict[str, Act]] = {"take": _takes(FileContent.UNRELIABLE)}


RESOURCES: list[tuple[str, type[Resource]]] = [
    ("public-money-files", AwardFiles),
    ("unreliable-supplier-files", UnreliableSupplierFiles),
]
