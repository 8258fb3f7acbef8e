"""What NGOs tell the base each year: officers read and check it, the NGO's people their own."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.page_forms import REASON
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.permissions import allowed
from registry.actions import annual
from registry.api.answers import DraftRead
from registry.api.drafts import WRITES, draft_shown
from registry.api.places import OrganisationField
from registry.api.regions import check_region
from registry.choices import AnnualStatus, AnnualWay
from registry.models import AnnualInformation, AnnualVersion
from registry.queries import annual as reads
from registry.rules import annual as rules
from registry.rules import roles
from registry.workflow import ANNUAL


class AnnualFilterForm(forms.Form):
    """The queue of checks, by GET."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2016, max_value=2200)
    status = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any")), *AnnualStatus.choices])
    region = forms.CharField(label=_("Region"), required=False, max_length=9)
    organisation = forms.CharField(label=_("BIN"), required=False, max_length=12)


class AnnualRow(Read):
    """Information of one NGO about one year."""

    organisation = serializers.CharField(source="organisation.bin", help_text="BIN.")

    class Meta:
        model = AnnualInformation
        fields = (
            "id", "organisation", "year", "status", "way", "staff", "volunteers", "income", "expenses",
            "submitted_at", "accepted_at",
        )  # fmt: skip


class AnnualRead(AnnualRow):
    """The same with what was sent last, as it was sent, and the digest that proves it; with what is written now for
    those who may write it.
    """

    version = serializers.IntegerField(
        allow_null=True, help_text="Number of what was sent last; say it when you decide."
    )
    digest = serializers.CharField(allow_blank=True, help_text="SHA-256 of the document as canonical JSON.")
    document = serializers.JSONField(allow_null=True)
    draft = serializers.SerializerMethodField()

    class Meta:
        model = AnnualInformation
        fields = (*AnnualRow.Meta.fields, "remarks", "reason", "version", "digest", "document", "draft")

    def to_representation(self, instance: AnnualInformation) -> dict[str, Any]:
        sent = reads.latest_version(instance)
        instance.version = sent.number if sent else None  # type: ignore[attr-defined]
        instance.digest = sent.digest if sent else ""  # type: ignore[attr-defined]
        instance.document = sent.document if sent else None  # type: ignore[attr-defined]
        return super().to_representation(instance)

    @extend_schema_field(DraftRead(allow_null=True))
    def get_draft(self, information: AnnualInformation) -> dict[str, Any] | None:
        return draft_shown(information) if allowed(rules.check_can_write, self._asker(), information) else None

    def _asker(self) -> Any:
        return self.context["request"].user


class AcceptAnnual(Strict):
    """Which version was read."""

    version = serializers.IntegerField(min_value=1, max_value=32767)


class AnnualRemarkInput(Strict):
    """What to correct in one answer."""

    section = serializers.CharField(max_length=20)
    control = serializers.CharField(max_length=40)
    text = serializers.CharField(max_length=2000)


class ReturnAnnual(AcceptAnnual):
    """What has to be corrected, in general or at answers."""

    remarks = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    at_fields = serializers.ListField(child=AnnualRemarkInput(), required=False, max_length=200)


class StartAnnual(Strict):
    """Whose information, about which year, and how it comes: officers enter what came on paper."""

    organisation = OrganisationField()
    year = serializers.IntegerField(min_value=2016, max_value=2200)
    way = serializers.ChoiceField(choices=AnnualWay.choices)


class SubmitAnnual(Strict):
    """That it is true; of paper, which the head has signed, also when it came."""

    statement = serializers.BooleanField(default=False, help_text="The head states that it is true and complete.")
    received_on = serializers.DateField(required=False, allow_null=True, help_text="The day on which the paper came.")


def _stated(sent: dict[str, Any], _information: AnnualInformation) -> dict[str, Any]:
    return {"is_stated": sent["statement"], "received_on": sent.get("received_on")}


def _check_can_submit(user: Any, information: AnnualInformation) -> None:
    rules.check_can_send(user, information)
    rules.check_can_write(user, information)


def _remarks(sent: dict[str, Any], _information: AnnualInformation) -> dict[str, Any]:
    places = {(one["section"], one["control"]): one["text"] for one in sent.pop("at_fields", [])}
    return sent | {"at_fields": places}


class AnnualInformationOfNgos(Resource):
    """The yearly information of NGOs. What was accepted is public on the card of the NGO."""

    area = "registry"
    title = "Annual information"
    read = AnnualRead
    row = AnnualRow
    everything = AnnualInformation.objects.all()
    region = "organisation__region_id"
    order = ("-year", "pk")
    followed = AnnualInformation
    lookup_value_converter = "int"
    filters = AnnualFilterForm
    workflow = ANNUAL
    creates = Act(
        run=annual.start, takes=StartAnnual,
        summary="Begin the information about a year: the NGO's people on the portal, an officer from paper",
    )  # fmt: skip
    acts: ClassVar[dict[str, Act]] = {
        **WRITES,
        "submit": Act(
            run=annual.submit, subject="information", takes=SubmitAnnual, values=_stated, check=_check_can_submit,
            summary="Send it, or its correction; everything that is missing or wrong is told at its answer",
        ),
        "amend": Act(
            run=annual.amend, subject="information", takes=REASON, step="amend", check=rules.check_can_change,
            summary="Begin to correct what was accepted, with a reason",
        ),
        "drop-correction": Act(
            run=annual.drop_correction, subject="information", step="drop_correction", check=rules.check_can_change,
            summary="Give a correction up: what was accepted stays",
        ),
        "accept": Act(
            run=annual.accept, subject="information", takes=AcceptAnnual, step="accept",
            check=lambda user, _row: roles.check_can_accept_annual_information(user),
            summary="Find it complete; everybody can read it then",
        ),
        "return": Act(
            run=annual.send_back, subject="information", takes=ReturnAnnual, values=_remarks, step="return",
            check=lambda user, _row: roles.check_can_accept_annual_information(user),
            summary="Return it for correction",
        ),
        "return-correction": Act(
            run=annual.send_back, subject="information", takes=ReturnAnnual, values=_remarks, step="return_correction",
            check=lambda user, _row: roles.check_can_accept_annual_information(user),
            summary="Return a correction of what was accepted",
        ),
    }  # fmt: skip

    def check_creates(self, sent: dict[str, Any]) -> None:
        """A key of a region enters information of NGOs of that region."""
        check_region(self.request, sent["organisation"].region_id, "organisation")

    def narrowed(self, found: QuerySet[AnnualInformation], asked: dict[str, Any]) -> QuerySet[AnnualInformation]:
        columns = {"region": "organisation__region_id", "organisation": "organisation__bin"}
        return found.filter(**{columns.get(name, name): value for name, value in asked.items()})


class VersionRow(Read):
    """What an NGO sent about a year, once: a correction makes the next one."""

    organisation = serializers.CharField(source="information.organisation.bin", help_text="BIN.")
    year = serializers.IntegerField(source="information.year")

    class Meta:
        model = AnnualVersion
        fields = (
            "id",
            "information",
            "organisation",
            "year",
            "number",
            "digest",
            "reason",
            "submitted_at",
            "accepted_at",
        )


class VersionRead(VersionRow):
    """The same with the document as it was sent, and what the officer asked to correct in it."""

    document = serializers.JSONField()
    remarks = serializers.SerializerMethodField()

    class Meta:
        model = AnnualVersion
        fields = (*VersionRow.Meta.fields, "document", "remarks")

    @extend_schema_field(AnnualRemarkInput(many=True))
    def get_remarks(self, version: AnnualVersion) -> list[dict[str, str]]:
        return [{"section": one.section, "control": one.control, "text": one.text} for one in version.remarks.all()]


class VersionFilterForm(forms.Form):
    """Of which information."""

    information = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    organisation = forms.CharField(label=_("BIN"), required=False, max_length=12)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2016, max_value=2200)
    columns = {"organisation": "information__organisation__bin", "year": "information__year"}


class AnnualVersions(Resource):
    """Every version that was sent, as it was sent: for officers and for people of the NGO."""

    area = "registry"
    title = "Versions of annual information"
    read = VersionRead
    row = VersionRow
    order = ("-submitted_at", "pk")
    lookup_value_converter = "int"
    filters = VersionFilterForm

    def objects(self, reader: Any) -> QuerySet[AnnualVersion]:
        shown = AnnualInformation.objects.visible_to(reader).order_by().values("pk")
        return AnnualVersion.objects.filter(information__in=shown).select_related("information__organisation")

    def rows(self, reader: Any) -> QuerySet[AnnualVersion]:
        return self.objects(reader).defer("document")
