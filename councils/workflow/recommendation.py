"""A recommendation from its draft to its result (rule R63)."""

from councils.choices import RecommendationStatus
from councils.workflow.owners import BODY, SECRETARY
from foundation.core.workflow import Transition, Workflow

RECOMMENDATION = Workflow(
    "recommendation",
    Transition(
        "send",
        {RecommendationStatus.DRAFT},
        RecommendationStatus.SENT,
        owner=SECRETARY,
        verb="councils.recommendation.sent",
    ),
    Transition(
        "promise",
        {RecommendationStatus.SENT},
        RecommendationStatus.REPLIED,
        owner=BODY,
        verb="councils.recommendation.accepted",
        needs_reason=True,
    ),
    Transition(
        "decline",
        {RecommendationStatus.SENT},
        RecommendationStatus.DECLINED,
        owner=BODY,
        verb="councils.recommendation.declined",
        needs_reason=True,
    ),
    Transition(
        "return",
        {RecommendationStatus.REPLIED, RecommendationStatus.DECLINED},
        RecommendationStatus.SENT,
        owner=SECRETARY,
        verb="councils.recommendation.reply_returned",
        needs_reason=True,
    ),
    Transition(
        "finish",
        {RecommendationStatus.REPLIED},
        RecommendationStatus.DONE,
        owner=BODY,
        verb="councils.recommendation.done",
    ),
    initial=RecommendationStatus.DRAFT,
)
