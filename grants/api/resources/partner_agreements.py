"""Agreements with partners and their yearly reports. Both sides sign in person, on the page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from grants.actions import partner_agreements as actions
from grants.actions import partner_reports
from grants.choices.partnership import PartnerAgreementStatus, PartnerReportStatus
from grants.forms.directions import WhyForm
from grants.models import PartnerAgreement, PartnerReport
from grants.rules import partnership as rules
from grants.workflow.partnership import PARTNER_AGREEMENT, PARTNER_REPORT


class PartnerAgreementRead(Read):
    """What a body and its partner have agreed, when each side has signed, and the digest of what was signed."""

    call = of("application.call_id")
    body = of("application.call.body.code")
    bin = of("application.organisation.bin")
    ngo_signed_at = serializers.DateTimeField(source="ngo_signature.signed_at", read_only=True, allow_null=True)
    ngo_sha256 = of("ngo_signature.sha256")
    body_signed_at = serializers.DateTimeField(source="body_signature.signed_at", read_only=True, allow_null=True)
    body_sha256 = of("body_signature.sha256")

    class Meta:
        model = PartnerAgreement
        fields = (
            "id", "application", "call", "body", "bin", "number", "text", "starts_on", "ends_on", "status",
            "ngo_signed_at", "ngo_sha256", "body_signed_at", "body_sha256", "effective_at", "ended_on", "end_reason",
        )  # fmt: skip


_runs = about(rules.check_can_run, "application__call__body")
WHY = of_form(WhyForm, name="WhyPartnership")


class PartnerAgreements(Resource):
    """Agreements with partners: everybody's once in force, before that between the two sides."""

    area = "grants"
    title = "Agreements with partners"
    followed = PartnerAgreement
    read = PartnerAgreementRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(
        application="application_id", body="application__call__body__code", bin="application__organisation__bin",
        status=PartnerAgreementStatus,
    )  # fmt: skip
    region = "application__call__body__region_id"
    workflow = PARTNER_AGREEMENT
    acts = {
        "cancel": Act(
            run=actions.cancel, subject="agreement", step="cancel", check=_runs, takes=WHY,
            summary="Take an agreement with a partner back that is not in force",
        ),
        "terminate": Act(
            run=actions.terminate, subject="agreement", step="terminate", check=_runs, takes=WHY,
            summary="End an agreement with a partner early with a reason",
        ),
        "close": Act(
            run=actions.close, subject="agreement", step="close", check=_runs,
            summary="End an agreement with a partner that has come to its last day",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[PartnerAgreement]:
        related = ("application__call__body", "application__organisation", "ngo_signature", "body_signature")
        return PartnerAgreement.objects.visible_to(reader).select_related(*related)


class PartnerReportRead(Read):
    """What a partner has done in a year of its agreement, and the remark of the officer."""

    bin = of("agreement.application.organisation.bin")

    class Meta:
        model = PartnerReport
        fields = (
            "id", "agreement", "bin", "year", "done", "results", "plans", "status", "remark", "sent_at", "decided_at",
        )  # fmt: skip


class PartnerRemarkInput(Strict):
    """What the officer says about a report."""

    remark = serializers.CharField(max_length=5000, allow_blank=True, required=False, default="")


_reads = about(rules.check_can_run, "agreement__application__call__body")


class PartnerReports(Resource):
    """Yearly reports of partners: everybody's once accepted, before that between the two sides."""

    area = "grants"
    title = "Reports of partners"
    followed = PartnerReport
    read = PartnerReportRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(agreement="agreement_id", year="year", status=PartnerReportStatus)
    region = "agreement__application__call__body__region_id"
    workflow = PARTNER_REPORT
    acts = {
        "accept": Act(
            run=partner_reports.accept, subject="report", step="accept", check=_reads, takes=PartnerRemarkInput,
            summary="Accept a report of a partner: everybody reads it from then on",
        ),
        "return": Act(
            run=partner_reports.give_back, subject="report", step="return", check=_reads, takes=PartnerRemarkInput,
            summary="Return a report to a partner with a remark",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[PartnerReport]:
        related = ("agreement__application__call__body", "agreement__application__organisation")
        return PartnerReport.objects.visible_to(reader).select_related(*related)
