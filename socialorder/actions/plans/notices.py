"""Telling people of plans and of answers to their comments."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.core import presentation
from foundation.notifications.actions import notify_each
from foundation.notifications.letters import Letter
from foundation.notifications.wording import in_each, trilingual
from socialorder.models import Need, Plan, TopicComment

TOPIC = "socialorder.plans"
DISCUSSED = Letter(
    TOPIC,
    gettext_noop("The plan of social orders for %(year)s is discussed: %(body)s"),
    gettext_noop("A need that you proposed is in a topic of this plan. Comment until %(until)s."),
)
ANSWERED = Letter(
    TOPIC,
    gettext_noop("Your comment on a topic is answered"),
    gettext_noop("%(body)s about “%(topic)s”:\n\n%(answer)s"),
)


def tell_discussed(plan: Plan) -> None:
    """Authors of the needs that were taken into its topics."""
    last = plan.discussed_until
    context = {
        "year": plan.year,
        "body": trilingual(plan.body, "name"),
        "until": in_each(lambda: presentation.day(last) if last else ""),
    }
    authors = Need.objects.filter(topic__plan=plan, hidden_at=None).values("author")
    people = User.objects.filter(pk__in=authors).order_by("pk")
    notify_each(people, DISCUSSED, context, link=plan.get_absolute_url(), key=f"socialorder.plan.{plan.pk}.discussed")


def tell_comment_answered(comment: TopicComment) -> None:
    """Its author."""
    topic = comment.topic
    context = {
        "body": trilingual(topic.plan.body, "name"),
        "topic": trilingual(topic, "title"),
        "answer": comment.answer,
    }
    link = f"{topic.get_absolute_url()}#comment-{comment.pk}"
    notify_each([comment.author], ANSWERED, context, link=link, key=f"socialorder.comment.{comment.pk}.answered")
