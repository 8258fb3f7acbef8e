"""Needs and their answers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from socialorder.actions.needs import needs as actions
from socialorder.api.resources.shared import answers_for
from socialorder.forms.needs import DeclineForm, NeedFilterForm, TakeForm
from socialorder.models import Need, Topic
from socialorder.queries import needs as queries
from socialorder.rules.offices import office_for
from socialorder.workflow import NEED


class NeedRead(Read):
    """What people say is missing, and what the akimat answers. Whose words these are is not told."""

    supported = serializers.IntegerField(help_text="How many people support it.")
    body = of("body.code", "The body that has answered.")

    class Meta:
        model = Need
        fields = (
            "id", "region", "kato", "sphere", "title", "people", "people_count", "problem", "effect", "status",
            "proposed_at", "supported", "topic", "body", "answer", "answered_at", "hidden_at", "hidden_reason",
        )  # fmt: skip


def _topics(user: Any, need: Need) -> dict[str, Any]:
    office = office_for(user, need.region)
    return {"topics": queries.topics_for(need, office) if office else Topic.objects.none()}


class Needs(Resource):
    """Needs of groups of people in a place. Everybody reads them; the akimat of the region answers each."""

    area = "orders"
    title = "Needs"
    followed = Need
    read = NeedRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = NeedFilterForm
    region = "region_id"
    workflow = NEED
    acts = {
        "take": Act(
            run=actions.take, subject="need", step="take", check=answers_for, takes=of_page(TakeForm, name="TakeNeed", made=_topics),
            summary="Take a need into a topic of the plan",
        ),
        "decline": Act(
            run=actions.decline, subject="need", step="decline", check=answers_for,
            takes=of_form(DeclineForm, name="DeclineNeed"), summary="Decline a need with the reason",
        ),
        "reopen": Act(
            run=actions.reopen, subject="need", step="reopen", check=answers_for, takes=REASON,
            summary="Take the answer to a need back",
        ),
        "hide": Act(
            run=actions.hide, subject="need", check=answers_for, takes=REASON, summary="Hide a need from the public",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Need]:
        return Need.objects.visible_to(reader).with_support()
