"""Commissions of tenders and their sittings. Members declare, vote and sign by themselves; the rest is the secretary's."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, judge
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Moment, Read, Strict
from foundation.core import presentation
from socialorder.actions.commission import sittings as actions
from socialorder.api.resources.shared import serves
from socialorder.choices import SittingStatus
from socialorder.forms.commission import SittingForm
from socialorder.models import CommissionMember, MemberConflict, Sitting, SittingSignature
from socialorder.queries.outcome import LotOutcome, outcomes
from socialorder.queries.sittings import Line, lines
from socialorder.rules.commission import roll_of
from socialorder.workflow import SITTING


class ConflictRead(Read):
    """A lot that is not for the member. In which words it was said is told to nobody."""

    lot = of("lot.number", "Its number in the tender.")

    class Meta:
        model = MemberConflict
        fields = ("lot", "source")


class MemberRead(Read):
    """A member of a commission, and what the member has declared."""

    tender = of("tender.slug")
    name = of("person.full_name")
    conflicts = ConflictRead(many=True)

    class Meta:
        model = CommissionMember
        fields = ("id", "tender", "name", "is_chair", "is_outside", "declared_at", "conflicts")


class Members(Resource):
    """Members of the commissions of the asker's tenders. A commission is named at its tender."""

    area = "orders"
    title = "Members of commissions"
    read = MemberRead
    everything = CommissionMember.objects.prefetch_related("conflicts__lot")
    lookup_value_converter = "int"
    filters = by(tender="tender__slug")
    region = "tender__body__region_id"


class SignatureRead(Read):
    """Who has signed the protocol."""

    name = serializers.SerializerMethodField()
    signed_at = Moment(source="signature.signed_at")

    class Meta:
        model = SittingSignature
        fields = ("name", "signed_at")

    def get_name(self, one: SittingSignature) -> str:
        return presentation.public_name(one.signer.full_name)


class SittingRow(Read):
    """A sitting, as lists show it; `sha256` is that of the canonical JSON of its protocol."""

    tender = of("tender.slug")

    class Meta:
        model = Sitting
        fields = ("id", "tender", "number", "status", "began_at", "concluded_at", "sha256")


class SittingRead(SittingRow):
    """A sitting: how the votes on each lot stand while it runs, its protocol when it is concluded."""

    lots = serializers.SerializerMethodField(
        help_text="Of a sitting that is not concluded; no votes of single members."
    )
    signatures = SignatureRead(many=True)

    class Meta:
        model = SittingRow.Meta.model
        fields = (*SittingRow.Meta.fields, "lots", "protocol", "signatures")

    def get_lots(self, sitting: Sitting) -> list[dict[str, Any]]:
        return [_standing(one) for one in lines(sitting, roll_of)]


def _standing(line: Line) -> dict[str, Any]:
    one, roll = line.proposal, line.roll
    told = {"lot": one.lot.number, "winner": one.winner_id, "reserve": one.reserve_id, "reason": one.reason}
    votes = {name: getattr(roll, name) for name in ("in_favour", "against", "abstained", "silent")}
    return {**told, "is_departure": one.is_departure, **votes}


class ProposalInput(Strict):
    """What is put to the vote on one lot: whose bid wins, whose stays in reserve, and why."""

    lot = serializers.IntegerField(min_value=1, max_value=32767, help_text="Its number in the tender.")
    winner = serializers.IntegerField(min_value=1, max_value=2**63 - 1, allow_null=True, help_text="Id of a bid.")
    reserve = serializers.IntegerField(min_value=1, max_value=2**63 - 1, allow_null=True, help_text="Id of a bid.")
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class BeginInput(Strict):
    """Who is there, and what is proposed; of lots that are not named it is what the points say."""

    present: Any = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=200, help_text="Ids of members."
    )
    lots: Any = serializers.ListSerializer(child=ProposalInput(), required=False, max_length=200)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        tender = self.context["subject"]
        made = {"members": list(tender.members.select_related("person")), "outcomes": outcomes(tender)}
        given = {name: value for one in made["outcomes"] for name, value in _by_points(one).items()}
        for one in sent.get("lots", []):
            if f"winner-{one['lot']}" not in given:
                raise serializers.ValidationError({"lots": [_("There is nothing with this number here.")]})
            given |= {f"{name}-{one['lot']}": value for name, value in one.items() if name != "lot"}
        form: Any = judge(SittingForm, {"present": sent["present"], **given}, made)
        return {"present": form.members(), "choices": form.chosen()}


def _by_points(outcome: LotOutcome) -> dict[str, Any]:
    number, points = outcome.lot.number, outcome.by_points
    bids = {"winner": points.winner, "reserve": points.reserve}
    return {f"{name}-{number}": bid.pk if bid else None for name, bid in bids.items()}


class Sittings(Resource):
    """Sittings of commissions: concluded ones for everybody. One is begun at its tender; members vote on the page."""

    area = "orders"
    title = "Sittings of commissions"
    followed = Sitting
    read = SittingRead
    row = SittingRow
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(tender="tender__slug", status=SittingStatus)
    region = "tender__body__region_id"
    workflow = SITTING
    acts = {
        "conclude": Act(
            run=actions.conclude, subject="sitting", step="conclude", check=serves("tender__body_id"), takes=REASON,
            summary="Keep the protocol of a sitting and carry out what was voted",
        ),
        "dissolve": Act(
            run=actions.dissolve, subject="sitting", step="dissolve", check=serves("tender__body_id"), takes=REASON,
            summary="End a sitting without a decision, with a reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Sitting]:
        return self.rows(reader).prefetch_related("signatures__signer", "signatures__signature")

    def rows(self, reader: Any) -> QuerySet[Sitting]:
        return Sitting.objects.visible_to(reader)
