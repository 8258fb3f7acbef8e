"""Councils, and what begins at them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from councils.actions import commissions, councils, meetings, recommendations, years
from councils.actions import head_reports as heads
from councils.actions.acts import drafts
from councils.actions.control import plans as controls
from councils.actions.formation import competitions
from councils.actions.years import NewPoint
from councils.api.resources.acts import ActRead, own_bodies, written
from councils.api.resources.control import ControlRead, planned_control
from councils.api.resources.formation import CompetitionRead
from councils.api.resources.head_reports import HeadReportRead, planned_report
from councils.api.resources.life import CommissionRead, PlanRead, YearReportRead
from councils.api.resources.meetings import MeetingRead
from councils.api.resources.recommendations import RecommendationRead
from councils.api.resources.seats import TermRead
from councils.forms.acts import ActForm
from councils.forms.councils import CouncilChangeForm, CouncilFilterForm, CouncilForm, NewCouncilForm, TermForm
from councils.forms.formation import StartForm
from councils.forms.life import CommissionForm, PointForm
from councils.forms.meetings import PlanForm
from councils.forms.recommendations import RecommendationForm
from councils.forms.work import ControlPlanForm, HeadReportForm
from councils.models import Council
from councils.models.life import FIRST_YEAR
from councils.queries import councils as queries
from councils.rules.councils import check_serves
from foundation.api.inputs import of_form
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from registry.models import Body
from registry.rules import roles


class CouncilRead(Read):
    """A public council at a body."""

    body = of("body.code")

    class Meta:
        model = Council
        fields = ("slug", "body", "level", "region", "name_kk", "name_ru", "name_en", "paper_rule", "is_invented")


class YearPlanInput(Strict):
    """The plan of a year as a whole."""

    year = serializers.IntegerField(min_value=FIRST_YEAR, max_value=2200)
    points: Any = serializers.ListSerializer(child=of_form(PointForm)(), max_length=100)


class YearReportInput(Strict):
    """Of which year the report is counted; after a published one with a reason."""

    year = serializers.IntegerField(min_value=FIRST_YEAR, max_value=2200)
    reason = serializers.CharField(required=False, max_length=2000)


def _bodies(user: Any, _none: Any) -> dict[str, Any]:
    return {"bodies": Body.objects.order_by("name_ru") if roles.is_admin(user) else roles.offices_of(user)}


def _changed(form: Any) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    return {"reason": values.pop("reason"), "values": values}


def _plan(sent: dict[str, Any], _council: Council) -> dict[str, Any]:
    points = [NewPoint(**{**point, "month": int(point["month"])}) for point in sent["points"]]
    return {"year": sent["year"], "points": points}


def _its(_user: Any, council: Council) -> dict[str, Any]:
    return {"council": council}


def _values(form: Any) -> dict[str, Any]:
    return {"values": form.cleaned_data}


class Councils(Resource):
    """Public councils: everybody reads them; officers of the body are the secretariat."""

    area = "councils"
    title = "Public councils"
    followed = Council
    read = CouncilRead
    everything = Council.objects.all()
    is_public = True
    lookup_field = "slug"
    lookup_value_converter = "slug"
    order = ("name_ru", "pk")
    filters = CouncilFilterForm
    region = "body__region_id"
    creates = Act(
        run=councils.create, takes=of_page(NewCouncilForm, made=_bodies, values=_values), summary="Enter the council of an own body",
    )  # fmt: skip
    changes = Act(
        run=councils.change, subject="council", check=check_serves,
        takes=of_page(CouncilChangeForm, initial=CouncilForm.initial_of, values=_changed),
        summary="Change facts of a council with a reason",
    )  # fmt: skip
    acts = {
        "start-term": Act(
            run=councils.start_term, subject="council", check=check_serves, gives=TermRead,
            takes=of_form(TermForm, name="StartTerm"), summary="Begin to form the next composition",
        ),
        "start-competition": Act(
            run=competitions.start, subject="council", check=check_serves, gives=CompetitionRead,
            takes=of_page(StartForm, name="StartCompetition", values=_values),
            summary="Start a competition for the seats of a council",
        ),
        "plan-meeting": Act(
            run=meetings.plan, subject="council", check=check_serves, gives=MeetingRead,
            takes=of_page(PlanForm, name="NewMeeting", values=_values), summary="Plan a meeting",
        ),
        "write-recommendation": Act(
            run=recommendations.write, subject="council", check=check_serves, gives=RecommendationRead,
            takes=of_page(RecommendationForm, made=_its), summary="Write one recommendation to one body",
        ),
        "write-act": Act(
            run=drafts.write, subject="council", gives=ActRead, check=lambda user, _council: roles.check_is_officer(user),
            takes=of_page(ActForm, name="NewAct", made=own_bodies, values=written),
            summary="Write a draft act for the council, in the name of an own body",
        ),
        "plan-control": Act(
            run=controls.plan, subject="council", check=check_serves, gives=ControlRead,
            takes=of_page(ControlPlanForm, name="NewControl", values=planned_control), summary="Plan a public control",
        ),
        "plan-head-report": Act(
            run=heads.plan, subject="council", check=check_serves, gives=HeadReportRead,
            takes=of_page(HeadReportForm, name="NewHeadReport", values=planned_report),
            summary="Plan the report of a head",
        ),
        "form-commission": Act(
            run=commissions.form, subject="council", check=check_serves, gives=CommissionRead,
            takes=of_page(CommissionForm, name="NewCommission", made=_its, values=lambda form: form.values()),
            summary="Enter a commission that the council has formed",
        ),
        "write-plan": Act(
            run=years.write_plan, subject="council", check=check_serves, gives=PlanRead, takes=YearPlanInput,
            values=_plan, summary="Write the plan of a year as a whole",
        ),
        "make-report": Act(
            run=years.make_report, subject="council", check=check_serves, gives=YearReportRead, takes=YearReportInput,
            summary="Count what the council did in a year",
        ),
    }  # fmt: skip

    def narrowed(self, found: QuerySet[Council], asked: dict[str, Any]) -> QuerySet[Council]:
        return queries.found(self.reader, asked)
