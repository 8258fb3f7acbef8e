"""The commission's sittings, run by their secretary. Members declare conflicts, vote and sign on their own pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, judge, of_page
from foundation.api.reads import about
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Strict
from foundation.core.errors import Fault, Invalid
from foundation.core.money import ZERO
from grants.actions.commission import agenda as agendas
from grants.actions.commission import decisions, meetings, seats
from grants.api.resources.naming import telling
from grants.api.resources.sittings import MeetingRead, MeetingRow
from grants.choices import MeetingStatus, Outcome
from grants.forms.commission.meetings import FIELDS, TITLE_LENGTH, MaterialForm, PlanForm
from grants.forms.decisions import AttendanceForm
from grants.models import Application, Call, Meeting
from grants.rules import decisions as rules
from grants.workflow import MEETING
from registry.choices import Role

COLUMNS = {"departure": "departure_reason"}


def _planned(form: Any) -> dict[str, Any]:
    return {"plan": form.plan()}


# The chair is named by `person` of the roll, which is there once the sitting is prepared.
PREPARE = of_page(PlanForm, name="PrepareMeeting", made=lambda _user, call: {"call": call}, values=_planned)
REPLAN = of_page(
    PlanForm, name="ReplanMeeting", made=lambda _user, meeting: {"call": meeting.call, "meeting": meeting},
    initial=lambda meeting: {name: getattr(meeting, name) for name in FIELDS}, values=_planned,
)  # fmt: skip


class ProposalInput(Strict):
    """What is proposed for one application; it is published with its reasons."""

    application = serializers.CharField(max_length=40, help_text="Number of the application.")
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    amount = serializers.DecimalField(max_digits=18, decimal_places=2, min_value=0, default=ZERO)
    reason = serializers.CharField(max_length=2000, help_text="Name no rank: members with a conflict read this too.")
    departure_reason = serializers.CharField(
        max_length=2000, required=False, allow_blank=True,
        help_text="Only where the list departs from the ranking: above the line and no grant, or below it and a grant.",
    )  # fmt: skip


class ListInput(Strict):
    """The whole list: every admitted application once. `version` is that of the list which you have read."""

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    proposals: Any = serializers.ListSerializer(child=ProposalInput(), max_length=1000)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        rows = [
            rules.Row(one["application"], one["outcome"], one["amount"], one["reason"], one.get("departure_reason", ""))
            for one in sent["proposals"]
        ]
        return {"rows": rows, "version": sent["version"]}


def _in_list(control: str, said: Mapping[str, Any]) -> str:
    """The path of ``<number>-<column>``."""
    number, _dash, column = control.rpartition("-")
    places = {row.number: place for place, row in enumerate(said["rows"])}
    return f"proposals.{places[number]}.{COLUMNS.get(column, column)}" if number in places else "proposals"


class PresentInput(Strict):
    """Who is present: `id`s of seats in the roll. `seen` are those that were present when you read it."""

    present = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=200)
    seen = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=200, required=False)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        given: dict[str, Any] = {"present": sent["present"]}
        if "seen" in sent:
            given["seen"] = ",".join(map(str, sent["seen"]))
        roll = self.context["subject"].attendees.select_related("member")
        return dict(judge(AttendanceForm, given, {"seats": list(roll)}).cleaned_data)


def _titles() -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(max_length=TITLE_LENGTH), max_length=100, required=False)


class AgendaInput(Strict):
    """The whole agenda: titles before the applications, numbers of these in their order, titles after them."""

    before = _titles()
    applications = serializers.ListField(child=serializers.CharField(max_length=40), max_length=1000)
    after = _titles()

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        parts = (sent.get("before", []), sent["applications"], sent.get("after", []))
        return {"agenda": agendas.Agenda(*parts)}


class MaterialInput(Strict):
    """A file for the members: the id of a file of yours that was sent to /api/v1/documents/."""

    title = serializers.CharField(max_length=200, required=False, allow_blank=True)
    application = serializers.CharField(
        max_length=40, required=False, help_text="A file about one is not shown to members who take no part in it."
    )
    file = serializers.UUIDField()

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        meeting, given = self.context["subject"], dict(sent)
        if "application" in sent:
            found = Application.objects.filter(call=meeting.call_id, number=sent["application"]).first()
            given["application"] = found.pk if found else 0
        said = judge(MaterialForm, given, {"meeting": meeting}, self.context["request"].user).cleaned_data
        return {"upload": said.pop("file"), **said}


class TakeOutInput(Strict):
    """Which of the materials."""

    material = serializers.IntegerField(min_value=1, max_value=2**31 - 1)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        found = self.context["subject"].materials.filter(pk=sent["material"]).first()
        if found is None:
            raise Invalid(Fault(_("The meeting has no such file."), "material"))
        return {"material": found}


class ConcludeInput(Strict):
    """`state` of the sitting as you have read it: everything becomes public at once and cannot be undone."""

    state = serializers.CharField(max_length=64)


check_serves = about(rules.check_is_secretary, "call")


def _act(run: Any, summary: str, **said: Any) -> Act:
    return Act(run=run, summary=summary, **{"subject": "meeting", "check": check_serves, **said})


def _prepares(run: Any, summary: str, **said: Any) -> Act:
    """What is done while the list may still change."""
    return _act(run, summary, step="open", check=rules.check_can_change_list, **said)


class Meetings(Resource):
    """Sittings of the commissions of the asker's body, as their secretary sees them."""

    area = "grants"
    title = "Sittings of commissions"
    followed = Meeting
    read = MeetingRead
    row = MeetingRow
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(call="call__slug", status=MeetingStatus)
    region = "call__operator__region_id"
    workflow = MEETING
    changes = _prepares(
        meetings.replan, "Change number, moment, place, link or chair; members who were invited are told", takes=REPLAN
    )
    acts = {
        "arrange-agenda": _act(
            agendas.arrange, "Arrange the agenda", check=rules.check_can_arrange, takes=AgendaInput
        ),
        "add-material": _act(
            agendas.add_material, "Add a file for the members", check=rules.check_can_arrange, takes=MaterialInput
        ),
        "remove-material": _prepares(
            agendas.remove_material, "Take out a file before the vote is opened", subject="", takes=TakeOutInput
        ),
        "invite": _act(agendas.invite, "Invite the members", check=rules.check_can_arrange),
        "propose": _prepares(
            telling(meetings.propose, _in_list), "Replace the list, all of it or nothing", takes=ListInput
        ),
        "refill": _prepares(meetings.refill, "Fill the list anew from the newest ranking"),
        "open-voting": _act(meetings.open_voting, "Freeze the list and let the members vote", step="open"),
        "mark-attendance": _act(
            seats.mark_attendance, "Say which members are present", check=rules.check_can_arrange, takes=PresentInput
        ),
        "revise": _act(
            meetings.revise, "Close the vote without a decision to change the list, with the reason", step="revise",
            takes=REASON,
        ),
        "conclude": _act(
            decisions.conclude, "Conclude the sitting: decisions, reasons and the ranking become public",
            step="conclude", takes=ConcludeInput,
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Meeting]:
        seen = Meeting.objects.filter(call__in=Call.objects.run_by(reader, Role.SECRETARY))
        return seen.select_related("call__operator", "call__round", "run__round").defer("run__inputs")

    def rows(self, reader: Any) -> QuerySet[Meeting]:
        return Meeting.objects.filter(call__in=Call.objects.run_by(reader, Role.SECRETARY)).select_related("call")
