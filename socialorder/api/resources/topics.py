"""Topics of plans and what is said about them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from socialorder.actions.plans import comments
from socialorder.actions.plans import topics as actions
from socialorder.api.resources.shared import serves
from socialorder.forms.plans import AnswerForm, IndicatorForm, TopicForm, indicators_of
from socialorder.models import Indicator, Topic, TopicComment
from socialorder.querysets.offices import serves as of_own_bodies
from socialorder.rules.plans import INDICATOR, TOPIC_FACTS

INDICATORS = {"indicators": of_form(IndicatorForm)}


class IndicatorRead(Read):
    """What is measured, before and after."""

    class Meta:
        model = Indicator
        fields = INDICATOR


class TopicRead(Read):
    """What is to be ordered: goal, people, result, place, and an amount with its grounds."""

    body = of("plan.body.code")
    indicators = IndicatorRead(many=True)

    class Meta:
        model = Topic
        fields = (
            "id", "plan", "body", "number", *TOPIC_FACTS, "kato", "amount", "indicators",
            "dropped_at", "dropped_reason",
        )  # fmt: skip


def given_of(form: Any, indicators: Any) -> dict[str, Any]:
    """The keywords of the actions with a topic."""
    given = form.cleaned_data
    return {
        "values": form.values(),
        "place": given["place"],
        "indicators": indicators,
        "reason": given.get("reason", ""),
    }


def _stands(topic: Topic) -> dict[str, Any]:
    return {**TopicForm.initial_of(topic), "indicators": indicators_of(topic)}


class Topics(Resource):
    """Topics of plans. A new one is added at its plan."""

    area = "orders"
    title = "Topics of plans"
    followed = Topic
    read = TopicRead
    everything = Topic.objects.prefetch_related("indicators")
    is_public = True
    lookup_value_converter = "int"
    filters = by(plan="plan_id", body="plan__body__code", year="plan__year", region="region", sphere="sphere")
    region = "plan__body__region_id"
    changes = Act(
        run=actions.change, subject="topic", check=serves("plan__body_id"),
        takes=of_page(
            TopicForm, made=lambda _user, topic: {"plan": topic.plan}, initial=_stands, rows=INDICATORS, values=given_of
        ),
        summary="Change a topic; of an approved plan with a reason",
    )  # fmt: skip
    acts = {
        "drop": Act(
            run=actions.drop, subject="topic", check=serves("plan__body_id"), takes=REASON,
            summary="Take a topic out of its plan with a reason",
        ),
    }  # fmt: skip


class CommentRead(Read):
    """What somebody says in the discussion about a topic, and what the body answers. Who said it is not told."""

    class Meta:
        model = TopicComment
        fields = ("id", "topic", "text", "made_at", "answer", "answered_at", "hidden_at", "hidden_reason")


class Comments(Resource):
    """Comments on topics. Hidden ones are seen by the body alone."""

    area = "orders"
    title = "Comments on topics"
    read = CommentRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(topic="topic_id", plan="topic__plan_id")
    region = "topic__plan__body__region_id"
    acts = {
        "answer": Act(
            run=comments.answer, subject="comment", check=serves("topic__plan__body_id"),
            takes=of_form(AnswerForm, name="AnswerComment"), summary="Answer a comment for everybody",
        ),
        "hide": Act(
            run=comments.hide, subject="comment", check=serves("topic__plan__body_id"), takes=REASON,
            summary="Hide a comment from the public",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[TopicComment]:
        found = TopicComment.objects.filter(topic__in=Topic.objects.visible_to(reader))
        shown = Q(hidden_at=None) | Q(author=reader.pk) | of_own_bodies(reader, "topic__plan__body")
        return found.filter(shown).select_related("topic__plan__body")
