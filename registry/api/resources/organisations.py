"""NGOs: the search of the public list, the card, and what officers and an organisation's people change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from foundation.api import filters, paging
from foundation.api.inputs import of_form
from foundation.api.resources import Act, Names, Resource
from foundation.api.serializers import Strict
from registry.actions import flags, founders, organisations
from registry.api.regions import check_region
from registry.api.resources import logos
from registry.choices import FounderKind, LegalForm, OrganisationStatus
from registry.forms import OwnFactsForm
from registry.forms.oversight import FlagForm
from registry.forms.record import NewOrganisationForm, OfficialFactsForm
from registry.forms.search import asked
from registry.models import Organisation
from registry.queries import public_names
from registry.queries.conditions import SORTS
from registry.queries.offers import ANNUAL_LABELS, FLAG_LABELS
from registry.queries.paging import Line
from registry.queries.search import nothing, search
from registry.rules import oversight, roles
from registry.visibility import PUBLIC, public_row

ROW = ("bin", "id", "name_kk", "name_ru", "name_en", "legal_form", "region", "status", "registered_on")

KEYS = {"type": "array", "items": {"type": "string", "format": "key"}}


class OrganisationRow(serializers.Serializer):
    """An NGO in a list."""

    bin = serializers.CharField(allow_null=True, help_text="Empty only for records of organisations that do not work.")
    id = serializers.IntegerField(help_text="The address of a record without a BIN is `id-<this>`.")
    name_kk = serializers.CharField()
    name_ru = serializers.CharField()
    name_en = serializers.CharField()
    legal_form = serializers.ChoiceField(choices=LegalForm.choices)
    region = serializers.CharField(help_text="KATO code.")
    status = serializers.ChoiceField(choices=OrganisationStatus.choices)
    registered_on = serializers.DateField(allow_null=True)


class FounderRead(serializers.Serializer):
    """A founder; never the IIN of a person."""

    kind = serializers.ChoiceField(choices=FounderKind.choices)
    name = serializers.CharField()
    bin = serializers.CharField(allow_blank=True)
    since = serializers.CharField(allow_blank=True)
    until = serializers.CharField(allow_blank=True)


class OrganisationRead(OrganisationRow):
    """The public card of an NGO: the columns that its room has declared public."""

    short_name_kk = serializers.CharField()
    short_name_ru = serializers.CharField()
    short_name_en = serializers.CharField()
    kato = serializers.CharField(allow_blank=True)
    parent = serializers.CharField(allow_null=True, help_text="BIN of the head office.")  # type: ignore[assignment]
    merged_into = serializers.CharField(allow_null=True, help_text="BIN of the record that replaced this one.")
    spheres = serializers.ListField(child=serializers.IntegerField())
    charter_goals = serializers.CharField()
    description = serializers.CharField()
    address = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    website = serializers.CharField()
    head_name = serializers.CharField()
    is_charity = serializers.BooleanField()
    has_volunteers = serializers.BooleanField()
    sdgs = serializers.ListField(child=serializers.IntegerField())
    languages = serializers.ListField(child=serializers.CharField())
    founders = FounderRead(many=True)
    logo = serializers.CharField(allow_blank=True, help_text="SHA-256 of the picture.")
    is_invented = serializers.BooleanField()
    annual_information = serializers.ListField(
        child=serializers.IntegerField(), help_text="Years about which the organisation has told the base."
    )

    def to_representation(self, instance: Organisation) -> dict[str, Any]:
        row = public_row(instance)
        found = {name: row[name] for name in PUBLIC}
        return found | {"id": instance.pk, "registered_on": row["registered_on"] or None}


class FounderInput(Strict):
    """One founder. Of a person the IIN may be sent; it is never shown."""

    kind = serializers.ChoiceField(choices=FounderKind.choices)
    name = serializers.CharField(max_length=300)
    bin = serializers.CharField(max_length=20, allow_blank=True, required=False)
    iin = serializers.CharField(max_length=20, allow_null=True, allow_blank=True, required=False)
    since = serializers.DateField(allow_null=True, required=False)
    until = serializers.DateField(allow_null=True, required=False)


class FoundersInput(Strict):
    """All founders: the list becomes exactly this."""

    founders = serializers.ListField(child=FounderInput(), max_length=100)


class ObservationRead(serializers.Serializer):
    """An observation that was entered."""

    id = serializers.IntegerField()
    status = serializers.CharField()


def _facts(sent: dict[str, Any], _organisation: Organisation | None) -> dict[str, Any]:
    """What is sent as facts, with what stands beside them."""
    beside: dict[str, Any] = {name: sent.pop(name) for name in ("reason", "spheres") if name in sent}
    return beside | {"values": sent}


def _founders(sent: dict[str, Any], _organisation: Organisation) -> dict[str, Any]:
    return {"founders": [founders.Facts(**one) for one in sent["founders"]]}


class Organisations(logos.WithLogo, Resource):
    """The registry of NGOs. Officers enter organisations and correct what the state register says of them."""

    area = "registry"
    title = "NGOs"
    read = OrganisationRead
    row = OrganisationRow
    is_public = True
    rows_tell_actions = False  # a row is what the search has found; the card says what may be done
    region = "region_id"
    lookup_field = "bin"
    followed = Organisation
    asks: ClassVar[list[OpenApiParameter]] = [
        OpenApiParameter("q", str, description="BIN or its beginning, name in any alphabet, words; typing errors are forgiven."),
        OpenApiParameter("region", KEYS, description="KATO code of a region."),
        OpenApiParameter("form", str, many=True, enum=LegalForm.values, description="Legal form."),
        OpenApiParameter("status", str, many=True, enum=OrganisationStatus.values),
        OpenApiParameter("sphere", KEYS, description="Number of a sphere of article 5."),
        OpenApiParameter("sdg", KEYS, description="Number of a Sustainable Development Goal."),
        OpenApiParameter("annual", str, enum=list(ANNUAL_LABELS), description="Information about the last due year."),
        *(OpenApiParameter(name, str, enum=["yes"]) for name in FLAG_LABELS),
        OpenApiParameter("sort", str, enum=list(SORTS)),
    ]  # fmt: skip
    creates = Act(
        run=organisations.register, takes=of_form(NewOrganisationForm), values=_facts, summary="Enter an NGO",
        check=lambda user, _none: roles.check_can_register_organisation(user),
    )  # fmt: skip
    changes = Act(
        run=organisations.update, subject="organisation", values=_facts,
        takes=of_form(OfficialFactsForm, partial=True, needs=("reason",)),
        check=lambda user, _ngo: roles.check_can_edit_official_facts(user),
        summary="Correct what the state register says of an NGO, with a reason that everybody reads",
    )  # fmt: skip
    acts: ClassVar[dict[str, Act]] = {
        "describe": Act(
            run=organisations.update, subject="organisation", takes=of_form(OwnFactsForm, partial=True), values=_facts,
            check=roles.check_can_edit_own_facts, summary="Change what an NGO says about itself",
        ),
        "founders": Act(
            run=founders.replace, subject="organisation", takes=FoundersInput, values=_founders,
            check=roles.check_can_edit_own_facts, summary="Make the list of founders",
        ),
        "observe": Act(
            run=flags.open_note, subject="organisation", takes=of_form(FlagForm), check=oversight.check_can_decide,
            summary="Enter an observation: something that should be looked at or corrected; the NGO is told and answers",
            gives=ObservationRead,
        ),
        **logos.ACTS,
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Organisation]:
        return Organisation.objects.visible_to(reader).with_card()

    def key_of(self, row: Organisation) -> str:
        return row.bin or f"id-{row.pk}"

    def get_object(self) -> Organisation:
        """By BIN; a record that has none by its number."""
        key = self.kwargs["bin"]
        number = key.removeprefix("id-")
        if number != key:
            self.kwargs = {"bin": None}
            is_number = number.isascii() and number.isdigit() and len(number) < 19
            return self.found(self.get_queryset().filter(pk=number if is_number else 0, bin=None))
        return super().get_object()

    def is_gone(self, row: Organisation) -> bool:
        return row.merged_into_id is not None

    def check_creates(self, sent: dict[str, Any]) -> None:
        """A key of a region enters organisations of that region."""
        check_region(self.request, sent["region"].pk, "region")

    def list_parameters(self) -> Iterable[str]:
        return {one.name for one in self.asks}

    def page(self, request: Any, wanted: Names) -> paging.Page:
        """As the page of the registry finds them; what it would only remark upon is refused here."""
        given = asked(request.query_params, public_names())
        if given.notes:
            raise serializers.ValidationError({"non_field_errors": list(given.notes)})
        limit = filters.limit_of(request)
        found = nothing() if given.is_empty_text else search(given.choice, given.after, size=limit)
        return paging.Page([self.cut(shown_line(line), wanted) for line in found.lines], found.next)


def shown_line(line: Line) -> dict[str, Any]:
    """A line of the search as a row of the API."""
    return {
        "bin": line.bin,
        "id": line.pk,
        "name_kk": line.name_kk,
        "name_ru": line.name_ru,
        "name_en": line.name_en,
        "legal_form": line.legal_form,
        "region": line.region_code,
        "status": line.status,
        "registered_on": line.registered_on,
    }
