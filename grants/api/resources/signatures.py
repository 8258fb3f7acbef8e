"""Texts of agreements that are signed, and the signatures under them. Electronic ones are given by people on their page."""

from __future__ import annotations

import base64
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, Gone, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from grants.actions import signatures as actions
from grants.choices import Side, SignatureWay
from grants.forms.agreements import ScanForm
from grants.models import Agreement, AgreementSignature, AgreementVersion
from grants.rules import agreements as rules


class SignatureRow(Read):
    """A signature of one side: electronic, or a scan that counts once an officer has confirmed it."""

    agreement = of("version.agreement.number")
    version = serializers.IntegerField(source="version.number")

    class Meta:
        model = AgreementSignature
        fields = ("id", "agreement", "version", "side", "way", "scan", "signed_at", "confirmed_at")


class SignatureRead(SignatureRow):
    """A signature with what proves it; the bytes of a scan are at `/api/v1/documents/{scan}/content/`."""

    cms = serializers.SerializerMethodField(help_text="The detached CMS signature, Base64; empty on paper.")
    content = serializers.SerializerMethodField(help_text="The very bytes that were signed, Base64; empty on paper.")

    class Meta:
        model = SignatureRow.Meta.model
        fields = (*SignatureRow.Meta.fields, "cms", "content")

    def get_cms(self, signature: AgreementSignature) -> str:
        kept = signature.signature
        return base64.b64encode(bytes(kept.cms)).decode() if kept else ""

    def get_content(self, signature: AgreementSignature) -> str:
        kept = signature.signature
        return base64.b64encode(kept.request.content).decode() if kept else ""


class TextRow(Read):
    """A text that is signed: the agreement, or an amendment of it."""

    agreement = of("agreement.number")

    class Meta:
        model = AgreementVersion
        fields = ("id", "agreement", "number", "digest", "made_at", "effective_at", "void_at")


class TextRead(TextRow):
    """The canonical document with its SHA-256, and who has signed it."""

    signatures = SignatureRow(many=True)

    class Meta:
        model = TextRow.Meta.model
        fields = (*TextRow.Meta.fields, "document", "signatures")


class ScanInput(of_page(ScanForm, name="Scan", values=lambda form: {"upload": form.cleaned_data["scan"]})):  # type: ignore[misc]
    """A scan of the paper that one side has signed."""

    side = serializers.ChoiceField(choices=Side.choices)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        return {**super().validate(sent), "side": sent["side"]}


def _sends(user: Any, text: AgreementVersion) -> None:
    """An officer sends the paper of either side."""
    rules.check_is_officer(user, text.agreement.application.call)


def _confirms(user: Any, signature: AgreementSignature) -> None:
    rules.check_can_confirm_scan(user, signature, signature.version.agreement)


class Texts(Resource):
    """What is signed between the asker's body and an NGO."""

    area = "grants"
    title = "Texts of agreements"
    read = TextRead
    row = TextRow
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(agreement="agreement__number")
    region = "agreement__application__call__operator__region_id"
    acts = {
        "add-scan": Act(
            run=actions.add_scan, subject="version", check=_sends, takes=ScanInput,
            summary="Send a scan of the signed paper; another officer confirms it",
        )
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[AgreementVersion]:
        return self.rows(reader).prefetch_related("signatures__version__agreement")

    def rows(self, reader: Any) -> QuerySet[AgreementVersion]:
        seen = AgreementVersion.objects.filter(agreement__in=Agreement.objects.visible_to(reader))
        return seen.select_related("agreement__application__call__operator", "agreement__application__organisation")


class Signatures(Resource):
    """Signatures under the agreements of the asker's body."""

    area = "grants"
    title = "Signatures under agreements"
    read = SignatureRead
    row = SignatureRow
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(agreement="version__agreement__number", side=Side, way=SignatureWay)
    region = "version__agreement__application__call__operator__region_id"
    acts = {
        "confirm": Act(
            run=actions.confirm_scan, subject="signature", check=_confirms,
            summary="Confirm a scan that somebody else has sent: it counts from now",
        ),
        "refuse": Act(
            run=actions.refuse_scan, subject="signature", check=_confirms, takes=REASON, gives=Gone,
            summary="Refuse a scan with the reason: it is removed, and another one can be sent",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[AgreementSignature]:
        return self.rows(reader).select_related("signature__request")

    def rows(self, reader: Any) -> QuerySet[AgreementSignature]:
        seen = AgreementSignature.objects.filter(version__agreement__in=Agreement.objects.visible_to(reader))
        return seen.select_related("version__agreement__application__call__operator")
