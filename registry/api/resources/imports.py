"""Many organisations at once, by the same import as on the page: a job with a report for each row."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from foundation.api.authentication import client_of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.api.uploads import CsvParser, FormParser, JsonLinesParser, WorkbookParser
from registry.actions import imports
from registry.api import lines
from registry.api.reports import WithReport
from registry.models import OrganisationImport
from registry.rules import roles


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


class ImportInput(Strict):
    """The file: JSON Lines, XLSX or CSV with the columns of the page, up to 100 MB."""

    file = serializers.FileField()


class Imports(WithReport, Resource):
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
        with lines.as_table(file) as upload:
            return imports.request(upload=upload, **asked)
