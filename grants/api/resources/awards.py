"""Awarded grants and the reserve list: what was not taken up is offered to the next."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.page_forms import REASON
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from grants.actions.commission import awards as actions
from grants.choices import AwardStatus, CallStatus
from grants.models import Application, Award, Call
from grants.queries import awards as queries
from grants.rules import awards as rules
from grants.rules.checks import check_is_officer
from grants.workflow import AWARD
from registry.choices import Role

READERS = (Role.OFFICER, Role.SECRETARY)


class AwardRead(Read):
    """A grant that was offered, and what came of it. The head of the NGO answers on its own page."""

    application = of("application.number")
    call = of("application.call.slug")
    bin = of("application.organisation.bin")

    class Meta:
        model = Award
        fields = (
            "id", "application", "call", "bin", "amount", "origin", "status", "offers", "offered_at", "answer_until",
            "accepted_at", "ended_at", "reason",
        )  # fmt: skip


class Awards(Resource):
    """Grants of the calls of the asker's body, offered to the winners."""

    area = "grants"
    title = "Awarded grants"
    read = AwardRead
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(
        call="application__call__slug", application="application__number", bin="application__organisation__bin",
        status=AwardStatus,
    )  # fmt: skip
    region = "application__call__operator__region_id"
    workflow = AWARD
    acts = {
        "lapse": Act(
            run=actions.lapse, subject="award", step="lapse", check=rules.check_can_lapse,
            summary="Let an offer lapse that nobody answered in time",
        ),
        "fall-through": Act(
            run=actions.fall_through, subject="award", step="fall_through", check=rules.check_can_take_back,
            takes=REASON, summary="Take back an accepted grant of which no agreement came about, with the reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Award]:
        seen = Award.objects.filter(application__call__in=Call.objects.run_by(reader, *READERS))
        return seen.select_related("application__call__operator", "application__organisation")


class WaitingRead(Read):
    """An application on the reserve list."""

    bin = of("organisation.bin")

    class Meta:
        model = Application
        fields = ("number", "bin", "title", "requested")


class OfferRead(serializers.Serializer):
    """To whom the next grant would be offered, and how much, tenge."""

    application = serializers.CharField(source="application.number")
    amount = serializers.DecimalField(max_digits=18, decimal_places=2)


class OffersRead(serializers.Serializer):
    """The list in the order in which grants are offered, with the money; `next` is null where nobody may be offered one."""

    awarded = serializers.DecimalField(max_digits=18, decimal_places=2, source="money.awarded")
    left = serializers.DecimalField(max_digits=18, decimal_places=2, source="money.left")
    reserve = WaitingRead(many=True)
    next = OfferRead(allow_null=True)


class ReserveRow(Read):
    """A decided call."""

    operator = of("operator.code")

    class Meta:
        model = Call
        fields = ("slug", "operator", "title_kk", "title_ru", "title_en", "is_shared", "budget", "decided_at")


class ReserveRead(ReserveRow):
    """The reserve list of a call, and what is left of its budget."""

    offers = serializers.SerializerMethodField()

    class Meta:
        model = ReserveRow.Meta.model
        fields = (*ReserveRow.Meta.fields, "offers")

    @extend_schema_field(OffersRead)
    def get_offers(self, call: Call) -> Any:
        return OffersRead(queries.offers(call)).data


class Reserves(Resource):
    """Reserve lists of the decided calls of the asker's body. Grants are offered strictly in their order."""

    area = "grants"
    title = "Reserve lists"
    read = ReserveRead
    row = ReserveRow
    rows_tell_actions = False
    lookup_field = "slug"
    lookup_value_converter = "slug"
    order = ("-closes_at", "-pk")
    filters = by(operator="operator__code", kind="kind")
    region = "operator__region_id"
    acts = {
        "offer-next": Act(
            run=actions.offer_next, subject="call", check=check_is_officer, gives=AwardRead,
            summary="Offer a grant to the first of the reserve list, within the money that is left",
        )
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Call]:
        return Call.objects.run_by(reader, *READERS).filter(status=CallStatus.DECIDED).select_related("operator")
