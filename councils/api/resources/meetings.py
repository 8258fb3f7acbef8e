"""Meetings, their agendas, who was there, what was voted."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from councils.actions import attendance, meetings, motions, paper
from councils.api.resources.shared import secretariat, serves
from councils.choices import BallotKind, Choice, MeetingStatus, MotionStatus
from councils.forms.meetings import (
    AttendanceForm,
    ItemForm,
    MaterialForm,
    MinutesForm,
    MotionForm,
    PlanForm,
    RecordForm,
)
from councils.forms.paper import PaperCountForm
from councils.models import AgendaItem, Attendance, Material, Meeting, Motion, PaperCount, Voter
from councils.queries.meetings import PUBLIC_VOTES
from councils.rules import meetings as rules
from councils.workflow import MEETING, MOTION
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, Gone, of_page
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.errors import Conflict

NUMBERS = ("members", "present", "taking_part", "in_favour", "against", "abstained", "chair_decided")


class PaperCountRead(Read):
    """How a secret ballot on paper was counted. `protocol`, the signed file, is named to those who may read it."""

    counted_by: Any = serializers.SlugRelatedField("full_name", many=True, read_only=True)
    protocol = serializers.SerializerMethodField()

    class Meta:
        model = PaperCount
        fields = ("given_out", "in_box", "invalid", "in_favour", "against", "abstained", "counted_by", "protocol")

    def get_protocol(self, count: PaperCount) -> str | None:
        is_read = rules.sees_protocol(self.context["view"].reader, count.motion.item.meeting)
        return str(count.protocol_id) if is_read else None


class MotionRead(Read):
    """A motion. Numbers and, in an open ballot, names are told when the vote is over; of a secret one numbers alone."""

    numbers = serializers.SerializerMethodField()
    votes = serializers.SerializerMethodField()
    paper = serializers.SerializerMethodField()

    class Meta:
        model = Motion
        fields = (
            "id", "item", "text", "ballot", "majority", "status", "opened_at", "closed_at", "numbers", "votes", "paper",
        )  # fmt: skip

    def get_numbers(self, motion: Motion) -> dict[str, int | None]:
        return {name: getattr(motion, name) for name in NUMBERS} if motion.status in PUBLIC_VOTES else {}

    def get_votes(self, motion: Motion) -> list[dict[str, str]]:
        if motion.status not in PUBLIC_VOTES or motion.ballot != BallotKind.OPEN:
            return []
        return [_vote(voter) for voter in motion.voters.all()]

    def get_paper(self, motion: Motion) -> dict[str, Any] | None:
        count = getattr(motion, "paper", None)
        is_told = count is not None and motion.status in PUBLIC_VOTES
        return dict(PaperCountRead(count, context=self.context).data) if is_told else None


def _vote(voter: Voter) -> dict[str, str]:
    vote = getattr(voter, "vote", None)
    return {"member": voter.seat.full_name, "choice": vote.choice if vote else "", "conflict": voter.conflict}


class MaterialRead(Read):
    """A file of a point; its bytes are at `/api/v1/documents/{document}/content/`."""

    class Meta:
        model = Material
        fields = ("document", "title")


class ItemRead(Read):
    """A point of the agenda with its files and motions."""

    materials = MaterialRead(many=True)
    motions = MotionRead(many=True)

    class Meta:
        model = AgendaItem
        fields = (
            "id", "meeting", "position", "kind", "title", "speaker", "proposed_by", "record", "materials", "motions",
        )  # fmt: skip


class AttendanceRead(Read):
    """Whether a member is there."""

    member = of("seat.full_name")

    class Meta:
        model = Attendance
        fields = ("seat", "member", "is_present", "by_video")


class MeetingRow(Read):
    """A meeting, as lists show it."""

    council = of("council.slug")

    class Meta:
        model = Meeting
        fields = (
            "id", "council", "term", "number", "topic", "held_at", "place", "video_url", "status", "announced_at",
            "opened_at", "closed_at", "published_at", "minutes_due_on", "cancel_reason",
        )  # fmt: skip


class MeetingRead(MeetingRow):
    """A meeting with its agenda, who is there, and its minutes; their draft is for the secretariat."""

    items = ItemRead(many=True)
    attendance = AttendanceRead(many=True)
    minutes_kk = serializers.SerializerMethodField()
    minutes_ru = serializers.SerializerMethodField()

    class Meta:
        model = MeetingRow.Meta.model
        fields = (*MeetingRow.Meta.fields, "items", "attendance", "minutes_kk", "minutes_ru")

    def get_minutes_kk(self, meeting: Meeting) -> str:
        return self._told(meeting, meeting.minutes_kk)

    def get_minutes_ru(self, meeting: Meeting) -> str:
        return self._told(meeting, meeting.minutes_ru)

    def _told(self, meeting: Meeting, words: str) -> str:
        return words if meeting.status == MeetingStatus.PUBLISHED or serves(self, meeting.council) else ""


class PresentInput(Strict):
    """Where one member is."""

    seat = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    where = serializers.ChoiceField(choices=AttendanceForm.CHOICES)


class AttendanceInput(Strict):
    """Where members are; of those who are not named it stays as it is."""

    members: Any = serializers.ListSerializer(child=PresentInput(), max_length=500)


def _marked(sent: dict[str, Any], meeting: Meeting) -> dict[str, Any]:
    form = AttendanceForm(attendance=[])
    where = {one.seat_id: form._now(one) for one in meeting.attendance.all()}  # noqa: SLF001  # as the page says it
    where |= {one["seat"]: one["where"] for one in sent["members"] if one["seat"] in where}
    named = {name: {pk for pk, place in where.items() if place == name} for name in (form.HERE, form.VIDEO)}
    return {"present": named[form.HERE], "by_video": named[form.VIDEO]}


def with_votes() -> Prefetch:
    """Motions with those who voted, however many."""
    voters = Prefetch("voters", Voter.objects.select_related("seat", "vote"))
    return Prefetch("motions", Motion.objects.prefetch_related(voters, "paper__counted_by"))


def _values(form: Any) -> dict[str, Any]:
    return {"values": form.cleaned_data}


class Meetings(Resource):
    """Meetings of councils: announced ones for everybody. One is planned at its council. Members vote on their own."""

    area = "councils"
    title = "Meetings"
    followed = Meeting
    read = MeetingRead
    row = MeetingRow
    is_public = True
    order = ("-held_at", "-pk")
    lookup_value_converter = "int"
    filters = by(council="council__slug", term="term_id", status=MeetingStatus)
    region = "council__body__region_id"
    workflow = MEETING
    changes = Act(
        run=meetings.change, subject="meeting", check=rules.check_can_plan,
        takes=of_page(PlanForm, name="ChangeMeeting", initial=PlanForm.initial_of, values=_values),
        summary="Change the plan of a meeting before it begins",
    )  # fmt: skip
    acts = {
        "add-item": Act(
            run=meetings.add_item, subject="meeting", check=rules.check_can_plan, gives=ItemRead,
            takes=of_page(ItemForm, name="NewItem", values=_values), summary="Add a point to the agenda",
        ),
        "announce": Act(
            run=meetings.announce, subject="meeting", step="announce", check=secretariat("council"),
            summary="Announce a meeting; its agenda is public",
        ),
        "open": Act(
            run=meetings.open_meeting, subject="meeting", step="open", check=secretariat("council"),
            summary="Open a meeting",
        ),
        "mark-attendance": Act(
            run=attendance.mark, subject="meeting", check=rules.check_can_run, takes=AttendanceInput, values=_marked,
            summary="Say who is there",
        ),
        "close": Act(
            run=meetings.close, subject="meeting", step="close", check=secretariat("council"),
            summary="Close a meeting; the draft of its minutes is written",
        ),
        "edit-minutes": Act(
            run=meetings.edit_minutes, subject="meeting", step="publish", check=secretariat("council"),
            takes=of_form(MinutesForm), summary="Change the draft of the minutes",
        ),
        "publish": Act(
            run=meetings.publish, subject="meeting", step="publish", check=secretariat("council"),
            summary="Publish the minutes in both languages",
        ),
        "cancel": Act(
            run=meetings.cancel, subject="meeting", step="cancel", check=secretariat("council"), takes=REASON,
            summary="Cancel a meeting with a reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Meeting]:
        people = Prefetch("attendance", Attendance.objects.select_related("seat"))
        items = Prefetch("items", AgendaItem.objects.prefetch_related("materials", with_votes()))
        return self.rows(reader).prefetch_related(people, items)

    def rows(self, reader: Any) -> QuerySet[Meeting]:
        return Meeting.objects.visible_to(reader)


def _of_item(_user: Any, item: AgendaItem) -> dict[str, Any]:
    return {"council": item.meeting.council}


def _ballot(kind: BallotKind) -> Any:
    """While the meeting runs, and only in a vote of this kind."""

    def check(user: Any, motion: Motion) -> None:
        rules.check_can_run(user, motion.item.meeting)
        if motion.ballot != kind:
            raise Conflict(_("This vote is taken in another way."))

    return check


def _of_motion(_user: Any, motion: Motion) -> dict[str, Any]:
    return {"motion": motion}


def _counted(*, motion: Motion, by: Any, **given: Any) -> Motion:
    paper.enter(motion=motion, by=by, **given)
    return motion


class Items(Resource):
    """Points of agendas of the meetings that the asker sees."""

    area = "councils"
    title = "Points of agendas"
    read = ItemRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(meeting="meeting_id", council="meeting__council__slug")
    region = "meeting__council__body__region_id"
    workflow = MEETING
    status = "meeting__status"
    acts = {
        "put-motion": Act(
            run=motions.put, subject="item", check=secretariat("meeting__council"), gives=MotionRead,
            takes=of_page(MotionForm, name="PutMotion", made=_of_item), summary="Write a motion on a point of the agenda",
        ),
        "add-material": Act(
            run=meetings.add_material,
            subject="item",
            check=secretariat("meeting__council"),
            gives=MaterialRead,
            takes=of_page(
                MaterialForm,
                name="AddMaterial",
                values=lambda form: {"upload": form.cleaned_data["file"], "title": form.cleaned_data["title"]},
            ),
            summary="Put a file beside a point of the agenda",
        ),
        "record": Act(
            run=meetings.record_words, subject="item", check=secretariat("meeting__council"), takes=of_form(RecordForm),
            summary="Keep what was said on a point",
        ),
        "remove": Act(
            run=meetings.remove_item, subject="item", step="announce", check=secretariat("meeting__council"), gives=Gone,
            summary="Take a point out of an agenda that is not announced",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[AgendaItem]:
        seen = AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(reader))
        return seen.select_related("meeting__council__body").prefetch_related("materials", with_votes())


class ConflictInput(Strict):
    """Why a member takes no part in a vote."""

    seat = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    reason = serializers.CharField(max_length=300)


class OpenVoteInput(Strict):
    """Who takes no part in the vote."""

    conflicts: Any = serializers.ListSerializer(child=ConflictInput(), required=False, max_length=500)


class HandInput(Strict):
    """The raised hand of a member who has no account."""

    seat = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    choice = serializers.ChoiceField(choices=Choice.choices)


class HandsInput(Strict):
    """Raised hands of members who have no account."""

    hands: Any = serializers.ListSerializer(child=HandInput(), max_length=500)


def _hands(sent: dict[str, Any], motion: Motion) -> dict[str, Any]:
    voters = dict(motion.voters.values_list("seat", "pk"))
    return {"choices": {voters[one["seat"]]: one["choice"] for one in sent["hands"] if one["seat"] in voters}}


class Motions(Resource):
    """Motions of the meetings that the asker sees. No key votes: members do."""

    area = "councils"
    title = "Motions"
    read = MotionRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(meeting="item__meeting_id", council="item__meeting__council__slug", status=MotionStatus)
    region = "item__meeting__council__body__region_id"
    workflow = MOTION
    acts = {
        "open-vote": Act(
            run=motions.open_vote, subject="motion", step="open", check=about(rules.check_can_run, "item__meeting"),
            takes=OpenVoteInput, summary="Freeze who is there and open the vote",
            values=lambda sent, _motion: {
                "conflicts": {one["seat"]: one["reason"] for one in sent.get("conflicts", [])}
            },
        ),
        "enter-hands": Act(
            run=motions.enter_raised_hands, subject="motion", step="carry",
            check=_ballot(BallotKind.OPEN), takes=HandsInput, values=_hands,
            summary="Write down raised hands of members without an account",
        ),
        "enter-papers": Act(
            run=_counted, subject="motion", step="carry", check=_ballot(BallotKind.PAPER),
            takes=of_page(PaperCountForm, name="PaperCount", made=_of_motion, values=lambda form: form.values()),
            summary="Enter the protocol of the counting commission of a secret ballot on paper",
        ),
        "close-vote": Act(
            run=motions.close_vote, subject="motion", step="carry", check=about(rules.check_can_run, "item__meeting"),
            summary="Count the votes",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Motion]:
        voters = Prefetch("voters", Voter.objects.select_related("seat", "vote"))
        seen = Motion.objects.filter(item__meeting__in=Meeting.objects.visible_to(reader))
        return seen.select_related("item__meeting__council__body").prefetch_related(voters, "paper__counted_by")
