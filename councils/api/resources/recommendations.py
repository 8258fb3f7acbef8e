"""Recommendations and what bodies reply."""

from __future__ import annotations

from councils.actions import recommendations as actions
from councils.api.resources.references import WithReferences, acts_of
from councils.api.resources.shared import OfWork, secretariat, work_filter
from councils.choices import RecommendationStatus
from councils.forms.recommendations import ReplyForm, ResultForm, ReturnForm
from councils.models import Recommendation, Reply
from councils.rules.recommendations import check_replies
from councils.workflow import RECOMMENDATION
from foundation.api.inputs import of_form
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read


class ReplyRead(Read):
    """A reply of the body; the newest counts."""

    class Meta:
        model = Reply
        fields = ("kind", "text", "do_until", "made_at", "is_late", "returned_reason")


class RecommendationRead(Read):
    """What a council asks of a body, until when, and every reply to it."""

    council = of("council.slug")
    addressee = of("addressee.code")
    replies = ReplyRead(many=True)

    class Meta:
        model = Recommendation
        fields = (
            "id", "council", "number", "addressee", "motion", "text", "status", "sent_at", "reply_due_on", "do_until",
            "done_at", "result", "replies",
        )  # fmt: skip


class RecommendationWhole(WithReferences, RecommendationRead):
    """A recommendation with its replies, and the call, grant or order that it speaks about."""

    class Meta:
        model = RecommendationRead.Meta.model
        fields = (*RecommendationRead.Meta.fields, "references")


class Recommendations(OfWork, Resource):
    """Recommendations of councils. A new one is written at its council; the body that is asked replies here."""

    area = "councils"
    title = "Recommendations"
    followed = Recommendation
    read = RecommendationWhole
    row = RecommendationRead
    everything = Recommendation.objects.prefetch_related("replies")
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = work_filter(one for one in RecommendationStatus if one != RecommendationStatus.DRAFT)
    side = "addressee"
    region = ("council__body__region_id", "addressee__region_id")
    workflow = RECOMMENDATION
    acts = {
        **acts_of("a recommendation"),
        "send": Act(
            run=actions.send, subject="recommendation", step="send", check=secretariat("council"),
            summary="Send a recommendation; the term of the reply begins",
        ),
        "reply": Act(
            run=actions.reply, subject="recommendation", step="promise", check=about(check_replies, "addressee"),
            takes=of_form(ReplyForm, name="ReplyToRecommendation"), summary="Reply to a recommendation with reasons",
        ),
        "return": Act(
            run=actions.return_reply, subject="recommendation", step="return", check=secretariat("council"),
            takes=of_form(ReturnForm, name="ReturnReply"), summary="Return a reply that is no answer",
        ),
        "finish": Act(
            run=actions.finish, subject="recommendation", step="finish", check=about(check_replies, "addressee"),
            takes=of_form(ResultForm, name="FinishRecommendation"), summary="Tell what came of a recommendation",
        ),
    }  # fmt: skip
