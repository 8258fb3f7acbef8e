"""Plans of social orders."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from socialorder.actions.plans import plans as actions
from socialorder.actions.plans import topics as topic_actions
from socialorder.api.resources.shared import offices, serves
from socialorder.api.resources.topics import INDICATORS, TopicRead, given_of
from socialorder.choices import PlanStatus
from socialorder.forms.plans import AmountForm, DiscussionForm, OrderForm, PlanForm, TopicForm
from socialorder.models import Plan, PlanChange
from socialorder.workflow import PLAN


class PlanChangeRead(Read):
    """A change of an approved plan."""

    class Meta:
        model = PlanChange
        fields = ("number", "topic", "changes", "reason", "made_at")


class PlanRow(Read):
    """The plan of a body for one year."""

    body = of("body.code")
    topics_sum = serializers.DecimalField(max_digits=18, decimal_places=2, help_text="Of topics that are not dropped.")

    class Meta:
        model = Plan
        fields = (
            "id", "body", "year", "amount", "topics_sum", "status", "discussed_from", "discussed_until",
            "approved_at", "order_number",
        )  # fmt: skip


class PlanRead(PlanRow):
    """The plan of a body for one year, with its changes after it was approved."""

    changes = PlanChangeRead(many=True)

    class Meta:
        model = PlanRow.Meta.model
        fields = (*PlanRow.Meta.fields, "changes")


class Plans(Resource):
    """Plans of social orders: begun, discussed by the public, approved by an order, changed with a reason."""

    area = "orders"
    title = "Plans of social orders"
    followed = Plan
    read = PlanRead
    row = PlanRow
    is_public = True
    order = ("-year", "pk")
    lookup_value_converter = "int"
    filters = by(body="body__code", year="year", region="body__region", status=PlanStatus)
    region = "body__region_id"
    workflow = PLAN
    creates = Act(run=actions.create, takes=of_page(PlanForm, name="NewPlan", made=offices), summary="Begin a plan")
    acts = {
        "discuss": Act(
            run=actions.discuss, subject="plan", step="discuss", check=serves("body_id"),
            takes=of_form(DiscussionForm), summary="Open the public discussion of a plan",
        ),
        "approve": Act(
            run=actions.approve, subject="plan", step="approve", check=serves("body_id"),
            takes=of_form(OrderForm, name="ApprovePlan"), summary="Approve a plan by an order",
        ),
        "change-amount": Act(
            run=actions.change_amount, subject="plan", step="change", check=serves("body_id"),
            takes=of_form(AmountForm, name="PlanAmount"), summary="Change the money of an approved plan with a reason",
        ),
        "add-topic": Act(
            run=topic_actions.add, subject="plan", check=serves("body_id"), gives=TopicRead,
            takes=of_page(
                TopicForm, name="NewTopic", made=lambda _user, plan: {"plan": plan}, rows=INDICATORS, values=given_of
            ),
            summary="Add a topic to a plan; to an approved one with a reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Plan]:
        return self.rows(reader).prefetch_related("changes")

    def rows(self, reader: Any) -> QuerySet[Plan]:
        return Plan.objects.visible_to(reader).with_sums()
