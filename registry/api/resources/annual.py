"""What NGOs tell the base each year: officers read and check it, the NGO's people their own."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from registry.actions import annual
from registry.choices import AnnualStatus
from registry.models import AnnualInformation
from registry.queries import annual as reads
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
    """The same with what was sent last, as it was sent, and the digest that proves it."""

    version = serializers.IntegerField(
        allow_null=True, help_text="Number of what was sent last; say it when you decide."
    )
    digest = serializers.CharField(allow_blank=True, help_text="SHA-256 of the document as canonical JSON.")
    document = serializers.JSONField(allow_null=True)

    class Meta:
        model = AnnualInformation
        fields = (*AnnualRow.Meta.fields, "remarks", "reason", "version", "digest", "document")

    def to_representation(self, instance: AnnualInformation) -> dict[str, Any]:
        sent = reads.latest_version(instance)
        instance.version = sent.number if sent else None  # type: ignore[attr-defined]
        instance.digest = sent.digest if sent else ""  # type: ignore[attr-defined]
        instance.document = sent.document if sent else None  # type: ignore[attr-defined]
        return super().to_representation(instance)


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


def _remarks(sent: dict[str, Any], _information: AnnualInformation) -> dict[str, Any]:
    places = {(one["section"], one["control"]): one["text"] for one in sent.pop("at_fields", [])}
    return sent | {"at_fields": places}


class AnnualInformationOfNgos(Resource):
    """The yearly information of NGOs. What was accepted is public on the card of the NGO."""

    area = "registry"
    title = "Annual information"
    read = AnnualRead
    row = AnnualRow
    region = "organisation__region_id"
    order = ("-year", "pk")
    followed = AnnualInformation
    lookup_value_converter = "int"
    filters = AnnualFilterForm
    workflow = ANNUAL
    acts: ClassVar[dict[str, Act]] = {
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

    def objects(self, reader: Any) -> QuerySet[AnnualInformation]:
        return AnnualInformation.objects.visible_to(reader)

    def narrowed(self, found: QuerySet[AnnualInformation], asked: dict[str, Any]) -> QuerySet[AnnualInformation]:
        columns = {"region": "organisation__region_id", "organisation": "organisation__bin"}
        return found.filter(**{columns.get(name, name): value for name, value in asked.items()})
