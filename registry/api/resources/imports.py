"""Many organisations at once, by the same import as on the page: a job with a report for each row."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any, ClassVar

from django.core.files.base import File
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from foundation.api.authentication import client_of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.api.uploads import CsvParser, FormParser, JsonLinesParser, WorkbookParser
from registry.actions import imports
from registry.api import lines
from registry.models import OrganisationImport
from registry.rules import roles

REPORT_MAX = 1000


class ImportRead(Read):
    """A load: its job, and when it is finished what came of it."""

    counts = serializers.SerializerMethodField(help_text="Rows, and how many were new, changed, the same, refused.")
    first_faults = serializers.SerializerMethodField(help_text="The first hundred refused cells; all are in `report`.")

    class Meta:
        model = OrganisationImport
        fields = ("id", "is_dry_run", "only_region", "requested_at", "job_id", "finished_at", "counts", "first_faults")

    def get_counts(self, load: OrganisationImport) -> dict[str, int]:
        return {name: load.outcome.get(name, 0) for name in ("rows", "new", "changed", "same", "refused")}

    def get_first_faults(self, load: OrganisationImport) -> list[dict[str, Any]]:
        return list(load.outcome.get("first_faults", []))


class ReportRead(serializers.Serializer):
    """Cells that were not taken, each with its line in the file."""

    results = serializers.ListField(child=serializers.DictField())
    next = serializers.CharField(allow_null=True)


class ImportInput(Strict):
    """The file: JSON Lines, XLSX or CSV with the columns of the page, up to 100 MB."""

    file = serializers.FileField()


class Imports(Resource):
    """Loads of the registry. A key of a region loads organisations of that region; other rows are refused one by one."""

    area = "registry"
    title = "Imports"
    read = ImportRead
    order = ("-pk",)
    lookup_value_converter = "int"
    uploads = (JsonLinesParser, WorkbookParser, CsvParser, FormParser)
    create_asks: ClassVar[list[OpenApiParameter]] = [
        OpenApiParameter("check", str, enum=["yes"], description="Only say what would come of it."),
    ]
    creates = Act(
        run=imports.request, takes=ImportInput, summary="Load many NGOs at once",
        check=lambda user, _none: roles.check_can_import_organisations(user),
    )  # fmt: skip
    acts: ClassVar[dict[str, Act]] = {
        "load": Act(run=imports.carry_out, subject="check", summary="Load the file of a finished check"),
    }

    def objects(self, reader: Any) -> QuerySet[OrganisationImport]:
        return OrganisationImport.objects.filter(requested_by_id=reader.pk)

    def carry_out(self, act: Act, subject: Any) -> Any:
        """The file goes to the import; JSON Lines become CSV on the way."""
        if subject is not None:
            return super().carry_out(act, subject)
        roles.check_can_import_organisations(self.request.user)
        sent = act.takes(data=self.request.data)
        sent.is_valid(raise_exception=True)
        client = client_of(self.request)
        asked: dict[str, Any] = {
            "is_dry_run": self.request.query_params.get("check", "") == "yes",
            "only_region": client.region if client else "",
            "by": self.request.user,
        }
        file = sent.validated_data["file"]
        if not str(file.name).endswith((".jsonl", ".ndjson")):
            return imports.request(upload=file, **asked)
        with tempfile.TemporaryDirectory(prefix="api-import-") as folder:
            path = Path(folder) / "rows.csv"
            lines.to_csv(file, path)
            with path.open("rb") as rows:
                return imports.request(upload=File(rows, name="rows.csv"), **asked)

    @extend_schema(
        responses={200: ReportRead}, parameters=[OpenApiParameter("after", int)], summary="Rows that were not taken"
    )
    @action(detail=True, methods=["get"])
    def report(self, request: Any, **kwargs: Any) -> Response:
        """Every refused cell with its line, column, value and reason; a thousand at a time."""
        load = self.get_object()
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 10):
            raise serializers.ValidationError({"after": [_("A whole number.")]})
        rows = _faults(load, int(after))
        following = f"{request.path}?after={int(after) + REPORT_MAX}" if len(rows) > REPORT_MAX else None
        return Response({"results": rows[:REPORT_MAX], "next": following})


def _faults(load: OrganisationImport, after: int) -> list[dict[str, str]]:
    if load.errors is None:
        return []
    with load.errors.file.open("rb") as raw:
        text = (line.decode("utf-8-sig") for line in raw)
        rows = csv.reader(text)
        next(rows, None)
        names = ("line", "column", "value", "reason")
        kept = []
        for place, row in enumerate(rows):
            if place >= after:
                kept.append(dict(zip(names, row, strict=False)))
            if len(kept) > REPORT_MAX:
                break
    return kept
