"""How a council lives between its meetings: commissions, proposals, plans and reports of a year."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from councils.actions import commissions, proposals, years
from councils.api.resources.shared import secretariat
from councils.choices import ProposalStatus, ReportStatus
from councils.forms.life import CommissionForm, DeclineForm, ReportWordsForm, TakeForm
from councils.models import Commission, PlanPoint, Proposal, WorkPlan, YearReport
from councils.workflow import PROPOSAL, WORK_PLAN, YEAR_REPORT
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict


class CommissionRead(Read):
    """A commission: its chair and members are seats."""

    council = of("term.council.slug")

    class Meta:
        model = Commission
        fields = (
            "id", "council", "term", "name_kk", "name_ru", "name_en", "chair", "members", "formed_on", "dissolved_on",
        )  # fmt: skip


def _council_of(_user: Any, commission: Commission) -> dict[str, Any]:
    return {"council": commission.term.council}


class Commissions(Resource):
    """Commissions of councils. A new one is formed at its council."""

    area = "councils"
    title = "Commissions of councils"
    read = CommissionRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(council="term__council__slug", term="term_id")
    region = "term__council__body__region_id"
    changes = Act(
        run=commissions.change, subject="commission", check=secretariat("term__council"),
        takes=of_page(
            CommissionForm, name="ChangeCommission", made=_council_of, initial=CommissionForm.initial_of,
            values=lambda form: form.values(),
        ),
        summary="Change names, chair and members of a commission",
    )  # fmt: skip
    acts = {
        "dissolve": Act(
            run=commissions.dissolve, subject="commission", check=secretariat("term__council"),
            summary="A commission works no more",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Commission]:
        return Commission.objects.select_related("term__council__body").prefetch_related("members")


class ProposalRead(Read):
    """A point for the agenda. Its words are public once it is answered, unless they are hidden."""

    council = of("council.slug")
    organisation = of("organisation.bin")
    item = of("item.pk", "The point of the agenda that came of it.")

    class Meta:
        model = Proposal
        fields = (
            "id", "council", "number", "title", "text", "side", "organisation", "status", "created_at", "answered_at",
            "answer", "item",
        )  # fmt: skip


def _meetings(_user: Any, proposal: Proposal) -> dict[str, Any]:
    return {"council": proposal.council}


class Proposals(Resource):
    """Points that people want on the agenda: answered ones for everybody, all for the secretariat."""

    area = "councils"
    title = "Proposals for the agenda"
    read = ProposalRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(council="council__slug", status=ProposalStatus)
    region = "council__body__region_id"
    workflow = PROPOSAL
    acts = {
        "take": Act(
            run=proposals.take, subject="proposal", step="take", check=secretariat("council"),
            takes=of_page(TakeForm, name="TakeProposal", made=_meetings), summary="Put a proposal onto an agenda",
        ),
        "decline": Act(
            run=proposals.decline, subject="proposal", step="decline", check=secretariat("council"),
            takes=of_form(DeclineForm, name="DeclineProposal"), summary="Decline a proposal with the reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Proposal]:
        return Proposal.objects.visible_to(reader).with_words_for(reader)


class PointRead(Read):
    """One thing that is planned, and what came of it."""

    class Meta:
        model = PlanPoint
        fields = ("id", "position", "month", "title", "responsible", "outcome")


class PlanRead(Read):
    """What a council means to do in a year."""

    council = of("council.slug")
    points = PointRead(many=True)

    class Meta:
        model = WorkPlan
        fields = ("id", "council", "year", "status", "approved_at", "points")


class OutcomeInput(Strict):
    """What came of one point."""

    point = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    outcome = serializers.CharField(max_length=500, allow_blank=True)


class OutcomesInput(Strict):
    """What came of points of the plan."""

    outcomes: Any = serializers.ListSerializer(child=OutcomeInput(), max_length=100)


def _outcomes(sent: dict[str, Any], plan: WorkPlan) -> dict[str, Any]:
    own = set(plan.points.values_list("pk", flat=True))
    return {"outcomes": {one["point"]: one["outcome"] for one in sent["outcomes"] if one["point"] in own}}


class Plans(Resource):
    """Work plans of councils: approved ones for everybody. One is written as a whole at its council."""

    area = "councils"
    title = "Work plans of councils"
    read = PlanRead
    everything = WorkPlan.objects.prefetch_related("points")
    is_public = True
    order = ("-year", "pk")
    lookup_value_converter = "int"
    filters = by(council="council__slug", year="year")
    region = "council__body__region_id"
    workflow = WORK_PLAN
    acts = {
        "approve": Act(
            run=years.approve_plan, subject="plan", step="approve", check=secretariat("council"),
            summary="Publish the plan that the council has approved",
        ),
        "write-outcomes": Act(
            run=years.write_outcomes, subject="plan", check=secretariat("council"), takes=OutcomesInput,
            values=_outcomes, summary="Say what came of the points of a plan",
        ),
    }  # fmt: skip


class YearReportRead(Read):
    """What a council did in a year: figures that the portal has counted, and the words of the secretariat."""

    council = of("council.slug")

    class Meta:
        model = YearReport
        fields = (
            "id", "council", "year", "version", "status", "figures", "words_kk", "words_ru", "reason", "made_at",
            "published_at",
        )  # fmt: skip


class YearReports(Resource):
    """Reports of councils on a year: published ones for everybody. One is counted at its council."""

    area = "councils"
    title = "Year reports of councils"
    read = YearReportRead
    everything = YearReport.objects.all()
    is_public = True
    order = ("-year", "pk")
    lookup_value_converter = "int"
    filters = by(council="council__slug", year="year", status=ReportStatus)
    region = "council__body__region_id"
    workflow = YEAR_REPORT
    changes = Act(
        run=years.write_report, subject="report", step="publish", check=secretariat("council"),
        takes=of_page(
            ReportWordsForm, name="YearReportWords",
            initial=lambda report: {"words_kk": report.words_kk, "words_ru": report.words_ru},
        ),
        summary="Write the words beside the figures",
    )  # fmt: skip
    acts = {
        "publish": Act(
            run=years.publish_report, subject="report", step="publish", check=secretariat("council"),
            summary="Publish the report that the council has approved",
        ),
    }  # fmt: skip
