"""How a sitting of the commission is shown to its secretary: agenda, roll, list, open results."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from evaluation.queries import answers_by_reference
from foundation.api.reads import of
from foundation.api.serializers import Read
from grants.choices import VoteChoice
from grants.models import AgendaItem, Attendee, Meeting, MeetingMaterial, ProtocolSignature
from grants.queries.commission.protocol import signatures_of
from grants.queries.commission.votes import state_of
from grants.queries.decisions import Line, Sitting, sitting
from grants.rules.commission.sittings import next_of, obstacles
from grants.rules.decisions import is_outdated


class PointRead(Read):
    """A point of the agenda: an application, or something else by its title."""

    application = of("application.number")

    class Meta:
        model = AgendaItem
        fields = ("position", "application", "title")


class SeatRead(Read):
    """A member of the commission. `id` says who is present, `person` who leads."""

    person = serializers.IntegerField(source="member_id")
    name = of("member.full_name")

    class Meta:
        model = Attendee
        fields = ("id", "person", "name", "is_present", "declared_at")


class MaterialRead(Read):
    """A file for the members; its bytes are at `/api/v1/documents/{document}/content/`."""

    application = of("application.number")
    name = of("document.name")
    size = serializers.IntegerField(source="document.size")
    sha256 = of("document.sha256")

    class Meta:
        model = MeetingMaterial
        fields = ("id", "title", "application", "document", "name", "size", "sha256", "added_at")


class QuorumRead(serializers.Serializer):
    """Who is there, of how many, and how many are needed."""

    members = serializers.IntegerField()
    present = serializers.IntegerField()
    quorum = serializers.IntegerField()
    has_quorum = serializers.BooleanField()


class MoneyRead(serializers.Serializer):
    """The budget with what the list awards, tenge."""

    budget = serializers.DecimalField(max_digits=18, decimal_places=2)
    awarded = serializers.DecimalField(max_digits=18, decimal_places=2)
    left = serializers.DecimalField(max_digits=18, decimal_places=2)


class RollRead(serializers.Serializer):
    """The open result: counts of members. A majority is taken of `base`, those present who may vote on it."""

    in_favour = serializers.IntegerField()
    against = serializers.IntegerField()
    abstained = serializers.IntegerField()
    barred = serializers.IntegerField()
    silent = serializers.IntegerField()
    base = serializers.IntegerField()
    majority = serializers.IntegerField()
    is_carried = serializers.BooleanField()
    is_decided_by_chair = serializers.BooleanField()


class VoiceRead(serializers.Serializer):
    """A member who takes no part, with the reason; or a remark to a vote."""

    member = serializers.CharField(source="seat.member.full_name")
    conflict = serializers.CharField(source="ballot.conflict")
    choice = serializers.ChoiceField(source="ballot.choice", choices=VoteChoice.choices, allow_blank=True)
    remark = serializers.CharField(source="ballot.remark")


class ProposedRead(serializers.Serializer):
    """What is proposed for an application. `rank` is empty where the asker takes no part in another one."""

    application = serializers.CharField(source="application.number")
    bin = serializers.CharField(source="application.organisation.bin", allow_null=True)
    title = serializers.CharField(source="application.title")
    rank = serializers.SerializerMethodField()
    total = serializers.DecimalField(
        source="result.total", max_digits=20, decimal_places=8, allow_null=True, default=None
    )
    outcome = serializers.CharField(source="proposal.outcome")
    amount = serializers.DecimalField(source="proposal.amount", max_digits=18, decimal_places=2)
    reason = serializers.CharField(source="proposal.reason")
    departure = serializers.CharField(source="proposal.departure")
    departure_reason = serializers.CharField(source="proposal.departure_reason")
    answer = serializers.SerializerMethodField(help_text="What the applicant has answered to its marks.")
    votes = serializers.SerializerMethodField(help_text="Null before the vote is open.")
    said = serializers.SerializerMethodField(help_text="Conflicts of interest and remarks, member by member.")

    def get_rank(self, line: Line) -> int | None:
        return line.result.rank if line.result and not self.context["sitting"].is_partial else None

    def get_answer(self, line: Line) -> str:
        answer = self.context["answers"].get(line.application.number)
        return str(answer.text) if answer else ""

    @extend_schema_field(RollRead(allow_null=True))
    def get_votes(self, line: Line) -> Any:
        return None if self.context["sitting"].is_preparing else RollRead(line.tally.roll).data

    @extend_schema_field(VoiceRead(many=True))
    def get_said(self, line: Line) -> Any:
        if self.context["sitting"].is_preparing:
            return []
        return VoiceRead([*line.tally.barred, *line.tally.remarked], many=True).data


class SignedRead(Read):
    """A signature under the protocol."""

    name = of("signer.full_name")
    signed_at = serializers.DateTimeField(source="signature.signed_at")

    class Meta:
        model = ProtocolSignature
        fields = ("name", "signed_at")


class NextRead(serializers.Serializer):
    """The next of the ranking without a grant: what it wanted, what is left, what a part of it may be."""

    application = serializers.CharField(source="application.number")
    rank = serializers.IntegerField(source="fit.rank")
    wanted = serializers.DecimalField(source="fit.wanted", max_digits=18, decimal_places=2)
    left = serializers.DecimalField(source="fit.left", max_digits=18, decimal_places=2)
    missing = serializers.DecimalField(source="fit.missing", max_digits=18, decimal_places=2)
    least = serializers.DecimalField(source="fit.least", max_digits=18, decimal_places=2)
    partial = serializers.DecimalField(source="fit.partial", max_digits=18, decimal_places=2, allow_null=True)  # type: ignore[assignment]
    equals = serializers.IntegerField(source="fit.equals", help_text="How many others share its rank.")


class StandingRead(serializers.Serializer):
    """A sitting as its secretary sees it now. What an asker who sits on the commission takes no part in is left out."""

    agenda = PointRead(many=True)
    roll = SeatRead(source="seats", many=True)
    attendance = QuorumRead()
    money = MoneyRead(allow_null=True)
    next = serializers.SerializerMethodField(help_text="Null when nobody is next.")
    materials = MaterialRead(source="open_materials", many=True)
    proposals = serializers.SerializerMethodField()
    obstacles = serializers.SerializerMethodField(help_text="What keeps an open vote from being concluded.")
    is_outdated = serializers.SerializerMethodField(
        help_text="The ranking was computed again after this list was filled."
    )
    state = serializers.SerializerMethodField(help_text="What `conclude` asks for: it changes with every vote.")
    signatures = serializers.SerializerMethodField(help_text="Who has signed the protocol.")

    @extend_schema_field(NextRead(allow_null=True))
    def get_next(self, found: Sitting) -> Any:
        following = next_of(found)
        return NextRead(following).data if following else None

    @extend_schema_field(ProposedRead(many=True))
    def get_proposals(self, found: Sitting) -> Any:
        user = self.context["request"].user
        answers = {} if found.is_partial else answers_by_reference(found.meeting.call.round, user)
        return ProposedRead(found.lines, many=True, context={"sitting": found, "answers": answers}).data

    def get_obstacles(self, found: Sitting) -> list[str]:
        return [str(fault.message) for fault in obstacles(found)]

    def get_is_outdated(self, found: Sitting) -> bool:
        return not found.is_concluded and is_outdated(found.meeting)

    def get_state(self, found: Sitting) -> str:
        return state_of(found.meeting) if found.is_voting else ""

    @extend_schema_field(SignedRead(many=True))
    def get_signatures(self, found: Sitting) -> Any:
        return SignedRead(signatures_of(found.meeting), many=True).data


class MeetingRow(Read):
    """A sitting, as lists show it."""

    call = of("call.slug")

    class Meta:
        model = Meeting
        fields = (
            "id", "call", "protocol_number", "held_at", "place", "video_url", "status", "version", "invited_at",
            "concluded_at",
        )  # fmt: skip


class MeetingRead(MeetingRow):
    """A sitting with everything that its secretary sees."""

    sitting = serializers.SerializerMethodField()

    class Meta:
        model = MeetingRow.Meta.model
        fields = (*MeetingRow.Meta.fields, "chair", "chair_decides", "sitting")

    @extend_schema_field(StandingRead)
    def get_sitting(self, meeting: Meeting) -> Any:
        return StandingRead(sitting(meeting, self.context["request"].user), context=self.context).data
