"""The filing of a year as officers see it: who has not filed, reminders, and files of what came on paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from foundation.api import filters
from foundation.api.authentication import client_of
from foundation.api.own_resources import JobRead
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.api.uploads import CsvParser, JsonLinesParser, WorkbookParser
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.models import Job
from foundation.core.permissions import allowed
from registry.actions import annual_imports, annual_reminders
from registry.api import lines
from registry.api.regions import check_region
from registry.api.reports import WithReport
from registry.choices import AnnualStatus
from registry.models import AnnualImport, AnnualInformation, Organisation
from registry.queries import annual as annual_queries
from registry.queries import campaign, public_names
from registry.rules import roles
from registry.rules.annual import FIRST_YEAR, check_year


class CampaignRow(serializers.Serializer):
    """How far a region is, or the country: of those that are registered, how many have to file and have filed."""

    region = serializers.CharField(help_text="KATO code; empty: the country.")
    registered = serializers.IntegerField()
    due = serializers.IntegerField()
    started = serializers.IntegerField()
    returned = serializers.IntegerField()
    to_check = serializers.IntegerField()
    accepted = serializers.IntegerField()
    in_time = serializers.IntegerField()
    late = serializers.IntegerField()
    filed = serializers.IntegerField()
    missing = serializers.IntegerField()
    percent = serializers.IntegerField(help_text="Of those that have to file.")


class WeekRead(serializers.Serializer):
    """How many had filed by the end of a week."""

    monday = serializers.DateField()
    filed = serializers.IntegerField()


class CampaignRead(serializers.Serializer):
    """The filing of a year."""

    year = serializers.IntegerField()
    due_on = serializers.DateField()
    regions = CampaignRow(many=True)
    total = CampaignRow()
    weeks = WeekRead(many=True)


class AnnualCampaigns(Resource):
    """How the filing of a year goes, by region and over time; for officers."""

    area = "registry"
    title = "Filing of a year"
    read = CampaignRead
    is_listed = False
    lookup_field = "year"
    lookup_value_converter = "int"

    def showing(self, request: Any, **kwargs: Any) -> Response:
        """The figures of one year."""
        roles.check_can_accept_annual_information(self.reader)
        year = self.kwargs["year"]
        if not allowed(check_year, year, local_date(clock.now())):
            raise Http404
        wanted = filters.fields_of(request, self.known_fields)
        due = annual_queries.due(year)
        found = campaign.campaign(year, due.on)
        told = {
            "year": year,
            "due_on": due.on,
            "regions": [row for _region, row in found.rows],
            "total": found.total,
            "weeks": [{"monday": monday, "filed": count} for monday, count in campaign.weeks(year)],
        }
        shown = {**CampaignRead(told).data, "allowed_actions": []}
        return Response(self.cut(shown, wanted), headers={"ETag": self.tag(shown)})

    def objects(self, reader: Any) -> QuerySet[AnnualInformation]:
        return AnnualInformation.objects.none()


class MissingFilterForm(forms.Form):
    """Which year has not been told of, and where."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=2200, required=False)
    region = forms.CharField(label=_("Region"), required=False, max_length=9)


class MissingRead(Read):
    """An NGO that has to file about the year and has not. Its e-mail and telephone are those of its public card."""

    state = serializers.ChoiceField(
        choices=AnnualStatus.choices, source="own_status", allow_null=True, help_text="Null: not begun."
    )

    class Meta:
        model = Organisation
        fields = ("bin", "name_kk", "name_ru", "name_en", "region", "email", "phone", "state")


class AnnualMissing(Resource):
    """NGOs whose information about a year is not in the base. Without a year: the last one that is due. For officers."""

    area = "registry"
    title = "Missing annual information"
    read = MissingRead
    is_shown = False
    order = ("pk",)
    filters = MissingFilterForm
    rows_tell_actions = False

    def objects(self, reader: Any) -> QuerySet[Organisation]:
        roles.check_can_accept_annual_information(reader)
        return Organisation.objects.all()

    def narrowed(self, found: QuerySet[Organisation], asked: dict[str, Any]) -> QuerySet[Organisation]:
        return campaign.owing(asked.get("year") or public_names().last_due(), asked.get("region", ""))


class RemindInput(Strict):
    """About which year, and those of which region; without one those of the whole country."""

    year = serializers.IntegerField(min_value=FIRST_YEAR, max_value=2200)
    region = serializers.CharField(max_length=9, required=False, allow_blank=True, default="")


class AnnualReminders(Resource):
    """Reminders that you have asked for, as work in the background. A person gets one letter a day at most."""

    area = "registry"
    title = "Reminders of annual information"
    read = JobRead
    order = ("-created_at", "pk")
    lookup_value_converter = "uuid"
    creates = Act(
        run=annual_reminders.ask, takes=RemindInput, summary="Remind those who have not filed",
        check=lambda user, _none: roles.check_can_accept_annual_information(user),
    )  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Job]:
        return Job.objects.filter(name=annual_reminders.JOB, owner_id=reader.pk)

    def check_creates(self, sent: dict[str, Any]) -> None:
        """A key of a region reminds those of that region."""
        check_region(self.request, sent["region"], "region")


class AnnualImportRead(Read):
    """A file of what came on paper: its job, and when it is finished what came of it."""

    counts = serializers.SerializerMethodField(help_text="Rows, and how many were entered and refused.")
    first_faults = serializers.SerializerMethodField(help_text="The first refused cells; all are in `report`.")

    class Meta:
        model = AnnualImport
        fields = ("id", "only_region", "requested_at", "job_id", "finished_at", "counts", "first_faults")

    def get_counts(self, load: AnnualImport) -> dict[str, int]:
        return {name: load.outcome.get(name, 0) for name in ("rows", "entered", "refused")}

    def get_first_faults(self, load: AnnualImport) -> list[dict[str, Any]]:
        return list(load.outcome.get("first_faults", []))


class AnnualFileInput(Strict):
    """The file: JSON Lines, XLSX or CSV with the columns of the page, up to 50 MB."""

    file = serializers.FileField()


class AnnualImports(WithReport, Resource):
    """Files of annual information that came on paper. A key of a region enters NGOs of that region; others are refused
    row by row, as is a year that the portal knows already.
    """

    area = "registry"
    title = "Imports of annual information"
    read = AnnualImportRead
    order = ("-pk",)
    lookup_value_converter = "int"
    uploads = (JsonLinesParser, WorkbookParser, CsvParser, MultiPartParser)
    creates = Act(
        run=annual_imports.request, takes=AnnualFileInput, summary="Enter a file of what came on paper",
        check=lambda user, _none: roles.check_can_accept_annual_information(user),
    )  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[AnnualImport]:
        return AnnualImport.objects.filter(requested_by_id=reader.pk).select_related("errors")

    def carry_out(self, act: Act, subject: Any) -> Any:
        """The file goes to the import; JSON Lines become CSV on the way."""
        roles.check_can_accept_annual_information(self.request.user)
        sent = act.takes(data=self.request.data)
        sent.is_valid(raise_exception=True)
        client = client_of(self.request)
        region = client.region if client else ""
        with lines.as_table(sent.validated_data["file"]) as upload:
            return annual_imports.request(upload=upload, only_region=region, by=self.request.user)


RESOURCES: list[tuple[str, type[Resource]]] = [
    ("annual-campaigns", AnnualCampaigns),
    ("annual-imports", AnnualImports),
    ("annual-missing", AnnualMissing),
    ("annual-reminders", AnnualReminders),
]
