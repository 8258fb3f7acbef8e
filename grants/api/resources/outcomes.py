"""What is public once a call is decided: the ranking with points and reasons, and the commission's decisions."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Resource
from foundation.api.serializers import Read
from grants.choices import CallStatus, MeetingStatus
from grants.models import Call, Meeting, Proposal
from grants.queries import results as queries


class ResultRow(Read):
    """A call that is decided."""

    operator = of("operator.code")

    class Meta:
        model = Call
        fields = ("slug", "operator", "title_kk", "title_ru", "title_en", "budget", "decided_at")


class ResultRead(ResultRow):
    """The ranking of a call as its page shows it: points by criterion, places, amounts, reasons, and refusals."""

    criteria = serializers.SerializerMethodField()
    ranking = serializers.SerializerMethodField()
    refused = serializers.SerializerMethodField()

    class Meta:
        model = ResultRow.Meta.model
        fields = (*ResultRow.Meta.fields, "criteria", "ranking", "refused")

    def get_criteria(self, call: Call) -> list[dict[str, Any]]:
        names = ("title_kk", "title_ru", "title_en")
        return [{name: getattr(one, name) for name in names} for one in self._outcome(call).criteria]

    def get_ranking(self, call: Call) -> list[dict[str, Any]]:
        return [_standing(one) for one in self._outcome(call).standings]

    def get_refused(self, call: Call) -> list[dict[str, Any]]:
        return [_refusal(one) for one in self._outcome(call).refusals]

    def _outcome(self, call: Call) -> queries.CallResults:
        kept = self.__dict__.setdefault("outcomes", {})
        if call.pk not in kept:
            kept[call.pk] = queries.call_results(call)
        return kept[call.pk]


def _standing(one: queries.Standing) -> dict[str, Any]:
    application, result = one.application, one.result
    return {
        "number": application.number,
        "bin": application.organisation.bin,
        "title": application.title,
        "status": application.status,
        "rank": result.rank if result else None,
        "total": str(result.total) if result and result.total is not None else None,
        "means": [str(mean) for mean in one.means],
        "requested": str(application.requested) if application.requested is not None else None,
        "awarded": str(application.awarded) if application.awarded is not None else None,
        "reason": application.decision_reason,
        "departure": one.proposal.departure if one.proposal else "",
        "departure_reason": one.proposal.departure_reason if one.proposal else "",
    }


def _refusal(one: queries.Refusal) -> dict[str, Any]:
    unmet = [{"item": item.item, "reason": item.reason} for item in one.unmet]
    return {"number": one.application.number, "reason": one.check.reason, "unmet": unmet}


class Results(Resource):
    """Results of calls. Before the decision there is nothing, whoever asks."""

    area = "grants"
    title = "Results of calls"
    read = ResultRead
    row = ResultRow
    is_public = True
    lookup_field = "slug"
    lookup_value_converter = "slug"
    order = ("-closes_at", "-pk")
    filters = by(operator="operator__code", kind="kind")

    def objects(self, reader: Any) -> QuerySet[Call]:
        return Call.objects.public().filter(status=CallStatus.DECIDED).select_related("operator")


class ProposalRead(Read):
    """What the commission has decided on one application."""

    application = of("application.number")

    class Meta:
        model = Proposal
        fields = ("application", "outcome", "amount", "reason", "departure", "departure_reason")


class DecisionRead(Read):
    """A concluded sitting of the commission with its decisions. Votes of members stand in its protocol."""

    call = of("call.slug")
    proposals = ProposalRead(many=True)

    class Meta:
        model = Meeting
        fields = ("id", "call", "protocol_number", "held_at", "place", "status", "concluded_at", "proposals")


class Decisions(Resource):
    """Decisions of commissions, published for all at once when the sitting is concluded."""

    area = "grants"
    title = "Decisions of commissions"
    read = DecisionRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(call="call__slug")

    def objects(self, reader: Any) -> QuerySet[Meeting]:
        decided = Meeting.objects.filter(status=MeetingStatus.CONCLUDED, call__status=CallStatus.DECIDED)
        proposals = Prefetch(
            "proposals", Proposal.objects.select_related("application").order_by("application__number")
        )
        return decided.select_related("call").prefetch_related(proposals)
