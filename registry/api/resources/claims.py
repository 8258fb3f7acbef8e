"""Claims: a person asks to be the head of an NGO, and an officer checks the letter."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from foundation.api.page_forms import REASON
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.forms import REASON_LENGTH
from foundation.core.permissions import allowed
from foundation.documents.serving import serve
from registry.actions import claims
from registry.choices import ClaimStatus
from registry.models import Claim
from registry.rules import people
from registry.workflow import CLAIM


class ClaimFilterForm(forms.Form):
    """The queue of claims; it is what waits when you ask for `status=submitted`."""

    status = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any")), *ClaimStatus.choices])
    organisation = forms.CharField(label=_("BIN"), required=False, max_length=12)
    columns = {"organisation": "organisation__bin"}


class ClaimRow(Read):
    """Who asks to be the head of which NGO."""

    organisation = serializers.CharField(source="organisation.bin", help_text="BIN.")
    person = serializers.CharField(source="user.full_name")

    class Meta:
        model = Claim
        fields = ("id", "organisation", "person", "way", "status", "made_at", "decided_at")


class ClaimRead(ClaimRow):
    """The same with what the person says. The letter is at `letter/`."""

    letter = serializers.CharField(source="document.name", allow_null=True, default=None, help_text="Name of the file.")
    certificate = serializers.SerializerMethodField(
        help_text="Whose certificate has signed, and of which organisation."
    )

    class Meta:
        model = Claim
        fields = (*ClaimRow.Meta.fields, "explanation", "letter", "certificate", "reason")

    def get_certificate(self, claim: Claim) -> str:
        return f"{claim.signature.name}, {claim.signature.organisation}" if claim.signature else ""


class GrantInput(Strict):
    """Why the letter is found right, when there is something to say."""

    reason = serializers.CharField(max_length=REASON_LENGTH, required=False, allow_blank=True)


class Claims(Resource):
    """Claims of NGOs: the claimant reads the own ones, the head those of the NGO, officers all of them."""

    area = "registry"
    title = "Claims of NGOs"
    read = ClaimRead
    row = ClaimRow
    region = "organisation__region_id"
    order = ("-made_at", "pk")
    lookup_value_converter = "int"
    filters = ClaimFilterForm
    workflow = CLAIM
    acts: ClassVar[dict[str, Act]] = {
        "grant": Act(
            run=claims.grant, subject="claim", takes=GrantInput, step="grant", check=people.check_can_decide_claim,
            summary="Find the letter right: the person becomes the head, and who was it before ends to be",
        ),
        "decline": Act(
            run=claims.decline, subject="claim", takes=REASON, step="decline", check=people.check_can_decide_claim,
            summary="Decline a claim with a reason that the person reads",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Claim]:
        return Claim.objects.visible_to(reader, is_officer=allowed(people.check_can_list_claims, reader))

    @extend_schema(summary="The letter of a claim", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def letter(self, request: Any, **kwargs: Any) -> HttpResponseBase:
        """The file as it was sent; a claim by electronic signature has none."""
        claim = self.get_object()
        if claim.document is None:
            raise Http404
        return serve(claim.document)
