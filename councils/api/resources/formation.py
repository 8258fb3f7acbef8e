"""Competitions for seats of councils, from their start to the order that approves."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from councils.actions.formation import competitions, selecting
from councils.api.resources.candidates import CheckRead
from councils.api.resources.shared import secretariat
from councils.choices import CandidateStatus, FormationKind, FormationStatus
from councils.forms.formation import DelegateForm, ExtendForm, GroupMemberForm, OrderForm, TermsForm
from councils.models import Candidate, Formation, GroupMember
from councils.queries.formation import named_votes
from councils.rules import formation as rules
from councils.rules.formation_numbers import numbers
from councils.workflow import FORMATION
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict

GROUP_MAX = 50


class GroupRead(Read):
    """A member of the working group."""

    organisation = of("organisation.bin")

    class Meta:
        model = GroupMember
        fields = ("full_name", "side", "organisation", "is_head")


class StandingRead(Read):
    """A candidate as everybody reads it: first name and initial, the checks of the published list, the counted votes."""

    name = serializers.CharField(source="public_name")
    organisation = of("organisation.bin")
    occupation = serializers.SerializerMethodField()
    programme = serializers.SerializerMethodField()
    checks = serializers.SerializerMethodField()

    class Meta:
        model = Candidate
        fields = (
            "id", "number", "name", "side", "organisation", "occupation", "programme", "status", "checks", "in_favour",
            "against", "abstained", "barred",
        )  # fmt: skip

    def get_occupation(self, one: Candidate) -> str:
        return one.occupation if one.status != CandidateStatus.NOMINATED else ""

    def get_programme(self, one: Candidate) -> str:
        return one.programme if one.consented_at else ""

    def get_checks(self, one: Candidate) -> list[dict[str, Any]]:
        return list(CheckRead(one.checks.all(), many=True).data) if one.formation.listed_at else []


class CompetitionRow(Read):
    """A competition, as lists show it."""

    council = of("council.slug")

    class Meta:
        model = Formation
        fields = (
            "id", "council", "term", "number", "kind", "status", "places", "state_places", "started_on", "due_on",
            "nominations_until", "announced_at", "listed_at", "voted_at", "approved_at", "order_number", "decided_on",
            "extension", "cancel_reason",
        )  # fmt: skip


class CompetitionRead(CompetitionRow):
    """A competition with its group, candidates and numbers; the open vote by name once it is counted."""

    group = GroupRead(many=True)
    candidates = StandingRead(many=True)
    votes = serializers.SerializerMethodField()
    numbers = serializers.SerializerMethodField(help_text="Each rule, its arithmetic, and whether it holds.")

    class Meta:
        model = CompetitionRow.Meta.model
        fields = (
            *CompetitionRow.Meta.fields, "about_kk", "about_ru", "group_size", "group_voted", "group", "candidates",
            "votes", "numbers",
        )  # fmt: skip

    def get_votes(self, formation: Formation) -> list[dict[str, Any]]:
        return [
            {"member": member.full_name, "candidate": candidate.number, "choice": choice}
            for member, said in named_votes(formation)
            for candidate, choice in said
        ]

    def get_numbers(self, formation: Formation) -> list[dict[str, Any]]:
        lines = numbers(formation, list(formation.group.all()), list(formation.candidates.all()))
        return [
            {"rule": one.rule, "title": one.title, "arithmetic": one.arithmetic, "is_met": one.is_met} for one in lines
        ]


def _values(form: Any) -> dict[str, Any]:
    return {"values": form.cleaned_data}


class GroupInput(Strict):
    """The working group as a whole: accounts are named by their e-mail address."""

    group: Any = serializers.ListSerializer(
        child=of_page(GroupMemberForm, values=lambda form: {"member": form.member()})(), max_length=GROUP_MAX
    )


def _named(sent: dict[str, Any], _formation: Formation) -> dict[str, Any]:
    return {"members": [row["member"] for row in sent["group"]]}


def _ordered(form: Any, delegates: Any) -> dict[str, Any]:
    return {"act": form.act(), "delegates": [row["seat"] for row in delegates]}


DELEGATES = {"delegates": of_page(DelegateForm, values=lambda form: {"seat": form.seat()})}


class Competitions(Resource):
    """Competitions for seats: announced ones for everybody. One is started at its council; people vote on the page."""

    area = "councils"
    title = "Competitions for seats"
    followed = Formation
    read = CompetitionRead
    row = CompetitionRow
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(council="council__slug", kind=FormationKind, status=FormationStatus)
    region = "council__body__region_id"
    workflow = FORMATION
    changes = Act(
        run=competitions.change, subject="formation", step="announce", check=rules.check_can_change,
        takes=of_page(TermsForm, name="CompetitionTerms", initial=TermsForm.initial_of, values=_values),
        summary="Write the announcement of a competition and its numbers",
    )  # fmt: skip
    acts = {
        "name-group": Act(
            run=competitions.name_group, subject="formation", check=rules.check_can_name_group,
            takes=GroupInput, values=_named,
            summary="Name the working group anew, as a whole",
        ),
        "announce": Act(
            run=competitions.announce, subject="formation", step="announce", check=secretariat("council"),
            summary="Announce a competition: nominations are taken",
        ),
        "close": Act(
            run=competitions.close, subject="formation", step="close", check=secretariat("council"),
            summary="Close nominations once their moment is over",
        ),
        "extend": Act(
            run=competitions.extend, subject="formation", step="extend", check=secretariat("council"),
            takes=of_page(ExtendForm, name="ExtendCompetition"), summary="Take nominations again, with a reason",
        ),
        "publish-list": Act(
            run=selecting.publish_list, subject="formation", step="publish_list", check=secretariat("council"),
            summary="Publish who is admitted and why, and open the vote of the group",
        ),
        "count": Act(
            run=selecting.count, subject="formation", step="count", check=secretariat("council"),
            summary="Count the votes of the group",
        ),
        "approve": Act(
            run=selecting.approve, subject="formation", step="approve", check=secretariat("council"),
            takes=of_page(
                OrderForm, name="CompetitionOrder", made=lambda _user, formation: {"formation": formation},
                rows=DELEGATES, values=_ordered,
            ),
            summary="Enter the order: seat the elected and those whom the state names",
        ),
        "cancel": Act(
            run=competitions.cancel, subject="formation", step="cancel", check=secretariat("council"), takes=REASON,
            summary="Cancel a competition with a reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Formation]:
        group = Prefetch("group", GroupMember.objects.select_related("organisation"))
        standing = Candidate.objects.select_related("organisation", "formation").prefetch_related("checks")
        return self.rows(reader).prefetch_related(group, Prefetch("candidates", standing))

    def rows(self, reader: Any) -> QuerySet[Formation]:
        return Formation.objects.visible_to(reader)
