"""Plans of the money of a year by direction."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.page_forms import judge
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from grants.actions import year_plans as actions
from grants.forms.plans import PREFIX, PlanForm
from grants.models import DirectionList, PlanLine, YearPlan
from grants.rules.plans import check_can_edit


class LineRead(Read):
    """Money of one direction: so many MRP."""

    class Meta:
        model = PlanLine
        fields = ("direction", "multiple", "amount")


class PlanRead(Read):
    """Money of one year by the directions of an approved list."""

    body = of("list.body.code")
    lines = LineRead(many=True)

    class Meta:
        model = YearPlan
        fields = ("id", "list", "body", "status", "total", "index_amount", "budget_approved_on", "approved_at", "lines")


class LineInput(Strict):
    """How many MRP a direction gets."""

    direction = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    multiple = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0)


class PlanInput(Strict):
    """The money of a year; a direction that is not named gets nothing."""

    total = serializers.DecimalField(max_digits=18, decimal_places=2, min_value=1)
    budget_approved_on = serializers.DateField()
    lines: Any = serializers.ListSerializer(child=LineInput(), max_length=200)


def lines_of(sent: dict[str, Any], found: DirectionList) -> dict[str, Any]:
    """The keywords of the action, judged by the form of the page."""
    given = {f"{PREFIX}{line['direction']}": line["multiple"] for line in sent["lines"]}
    plain = {name: sent[name] for name in ("total", "budget_approved_on")}
    form: Any = judge(PlanForm, {**given, **plain}, {"found": found})
    return form.values()


class Plans(Resource):
    """Plans of grants of a year: approved ones for everybody. One is begun at its list."""

    area = "grants"
    title = "Plans of grants"
    followed = YearPlan
    read = PlanRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(list="list_id", body="list__body__code", year="list__year")
    region = "list__body__region_id"
    changes = Act(
        run=actions.edit, subject="plan", check=check_can_edit, takes=PlanInput,
        values=lambda sent, plan: lines_of(sent, plan.list), summary="Change a plan that is not approved, as a whole",
    )  # fmt: skip
    acts = {
        "approve": Act(run=actions.approve, subject="plan", check=check_can_edit, summary="Approve the plan of a year"),
    }

    def objects(self, reader: Any) -> QuerySet[YearPlan]:
        shown = YearPlan.objects.visible_to(reader)
        return shown.select_related("list__body").prefetch_related("lines")
