"""Calls for partners and what NGOs have sent to them. An NGO applies and takes back by itself; officers do the rest."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core import clock
from foundation.core.permissions import allowed
from grants.actions import partner_agreements, partner_applications
from grants.actions import partner_calls as actions
from grants.api.resources.partner_agreements import WHY, PartnerAgreementRead
from grants.choices.partnership import PartnerApplicationStatus, PartnerCallStatus
from grants.forms import partnership as forms
from grants.models import PartnerApplication, PartnerCall
from grants.queries.directions import officers_bodies
from grants.queries.partnership import pool_of
from grants.rules import partnership as rules
from grants.workflow.partnership import PARTNER_CALL


class PoolRead(Read):
    """An NGO of the published pool, with the reason of the choice and its agreements that came into force."""

    bin = of("organisation.bin")
    name_kk = of("organisation.name_kk")
    name_ru = of("organisation.name_ru")
    agreements = serializers.SerializerMethodField(help_text="Read them at `/api/v1/partner-agreements/`.")

    class Meta:
        model = PartnerApplication
        fields = ("bin", "name_kk", "name_ru", "reason", "agreements")

    def get_agreements(self, member: Any) -> list[int]:
        return [agreement.pk for agreement in member.in_public]


class PartnerCallRow(Read):
    """A call for partners, as lists show it."""

    body = of("body.code")

    class Meta:
        model = PartnerCall
        fields = (
            "id", "body", "title_kk", "title_ru", "title_en", "status", "months", "opens_at", "closes_at",
            "announced_at", "decided_at", "cancel_reason",
        )  # fmt: skip


class PartnerCallRead(PartnerCallRow):
    """A call for partners with its terms, and the pool once it is published."""

    spheres: Any = serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    pool = serializers.SerializerMethodField()

    class Meta:
        model = PartnerCallRow.Meta.model
        fields = (
            *PartnerCallRow.Meta.fields, "terms_kk", "terms_ru", "terms_en", "spheres", "eligibility", "pool",
        )  # fmt: skip

    @extend_schema_field(PoolRead(many=True))
    def get_pool(self, call: PartnerCall) -> Any:
        return PoolRead(pool_of(call) if call.status == PartnerCallStatus.DECIDED else [], many=True).data


def _bodies(user: Any, call: PartnerCall | None) -> dict[str, Any]:
    bodies = officers_bodies(user)
    return {"bodies": bodies.filter(pk=call.body_id) if call else bodies}


def _stands(call: PartnerCall) -> dict[str, Any]:
    return {**forms.initial_of(call), "body": call.body}


def _begun(form: Any) -> dict[str, Any]:
    return {"body": form.cleaned_data["body"], "facts": form.facts()}


def _changed(form: Any) -> dict[str, Any]:
    return {"facts": form.facts()}


_runs = about(rules.check_can_run, "body")


class PartnerCalls(Resource):
    """Calls for partners: public once announced. The pool is published at once, when every application is judged."""

    area = "grants"
    title = "Calls for partners"
    followed = PartnerCall
    read = PartnerCallRead
    row = PartnerCallRow
    is_public = True
    order = ("-closes_at", "pk")
    lookup_value_converter = "int"
    filters = by(body="body__code", status=PartnerCallStatus)
    region = "body__region_id"
    workflow = PARTNER_CALL
    creates = Act(
        run=actions.create, summary="Begin a call for partners",
        takes=of_page(forms.PartnerCallForm, name="NewPartnerCall", made=_bodies, values=_begun),
    )  # fmt: skip
    changes = Act(
        run=actions.edit, subject="call", check=rules.check_can_edit_call,
        takes=of_page(
            forms.PartnerCallForm, name="ChangePartnerCall", made=_bodies, initial=_stands, values=_changed
        ),
        summary="Change a call for partners that is not announced",
    )  # fmt: skip
    acts = {
        "announce": Act(
            run=actions.announce, subject="call", step="announce", check=_runs, summary="Announce a call for partners"
        ),
        "decide": Act(
            run=actions.decide, subject="call", step="decide", check=_runs,
            summary="Publish the pool of partners: every prepared decision takes effect at once",
        ),
        "cancel": Act(
            run=actions.cancel, subject="call", step="cancel", check=_runs, takes=WHY,
            summary="Give a call for partners up with a reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[PartnerCall]:
        return self.rows(reader).prefetch_related("spheres")

    def rows(self, reader: Any) -> QuerySet[PartnerCall]:
        return PartnerCall.objects.visible_to(reader).select_related("body")


class PartnerApplicationRow(Read):
    """What an NGO has sent to a call for partners, as lists show it."""

    bin = of("organisation.bin")
    name_kk = of("organisation.name_kk")
    name_ru = of("organisation.name_ru")

    class Meta:
        model = PartnerApplication
        fields = ("id", "call", "bin", "name_kk", "name_ru", "status", "sent_at")


class PartnerApplicationRead(PartnerApplicationRow):
    """What an NGO has sent, with the registry's facts and the answers of the rules as they were then.

    The prepared decision is the body's own until the pool is published.
    """

    class Meta:
        model = PartnerApplicationRow.Meta.model
        fields = (
            *PartnerApplicationRow.Meta.fields, "motivation", "experience", "facts", "answers", "verdict", "reason",
        )  # fmt: skip

    def to_representation(self, application: PartnerApplication) -> Any:
        shown = super().to_representation(application)
        is_prepared = application.status == PartnerApplicationStatus.SUBMITTED
        if is_prepared and not allowed(rules.check_can_run, self.context["request"].user, application.call.body):
            shown["verdict"] = shown["reason"] = ""
        return shown


def _judges(user: Any, application: PartnerApplication) -> None:
    rules.check_can_judge(user, application, clock.now())


class PartnerApplications(Resource):
    """What NGOs have sent to the calls for partners of the asker's body."""

    area = "grants"
    title = "Applications of partners"
    followed = PartnerApplication
    read = PartnerApplicationRead
    row = PartnerApplicationRow
    everything = PartnerApplication.objects.select_related("call__body", "organisation")
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(call="call_id", bin="organisation__bin", status=PartnerApplicationStatus)
    region = "call__body__region_id"
    acts = {
        "judge": Act(
            run=partner_applications.judge, subject="application", check=_judges,
            takes=of_form(forms.VerdictForm, name="JudgePartner"),
            summary="Prepare the decision on an NGO; it can be changed until the pool is published",
        ),
        "prepare-agreement": Act(
            run=partner_agreements.prepare, subject="application", check=rules.check_can_prepare,
            takes=of_form(forms.AgreementForm, name="PartnerAgreement"), gives=PartnerAgreementRead,
            summary="Prepare the agreement with an NGO of the pool; it waits for the signature of the NGO",
        ),
    }  # fmt: skip
