"""Plans and topics as people read them, and costs beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from foundation.core.money import ZERO
from socialorder.choices import PlanStatus
from socialorder.models import Lot, Plan, Topic, TopicComment
from socialorder.scoring.prices import percent_of, spread

SHOWN = 10


def listed(user: Any, asked: Mapping[str, Any]) -> list[Plan]:
    """Plans of a year (or of all), newest first."""
    found = Plan.objects.visible_to(user).with_sums().annotate(topic_count=Count("topics"))
    if asked.get("year"):
        found = found.filter(year=asked["year"])
    if asked.get("region"):
        found = found.filter(body__region=asked["region"])
    return list(found.order_by("-year", "pk"))


def topics_of(plan: Plan) -> list[Topic]:
    """All topics with what is placed of each."""
    found = Topic.objects.filter(plan=plan).with_lots().select_related("sphere", "region", "standard")
    return list(found.annotate(need_count=Count("needs", distinct=True)).order_by("number"))


def topics_sum(plan: Plan, without: Topic | None = None) -> Decimal:
    """Σ of the topics that are not dropped."""
    rows = Topic.objects.current().filter(plan=plan)
    rows = rows.exclude(pk=without.pk) if without else rows
    return rows.aggregate(sum=Sum("amount"))["sum"] or ZERO


def lots_sum(topic: Topic, without: Lot | None = None) -> Decimal:
    """Σ of the lots of a topic that are placed or being placed."""
    rows = Lot.objects.placed().filter(topic=topic)
    rows = rows.exclude(pk=without.pk) if without else rows
    return rows.aggregate(sum=Sum("amount"))["sum"] or ZERO


@dataclass(frozen=True)
class Comparison:
    """Costs of a unit in similar topics: ``by`` says what makes them similar."""

    by: str
    spread: dict[str, Any]
    rows: list[Topic]
    percent: Decimal | None


def comparison(topic: Topic) -> Comparison:
    """Topics of public plans by the same standard, else in the same sphere; own cost in percent of the middle one."""
    public = Topic.objects.current().exclude(plan__status=PlanStatus.DRAFT).exclude(pk=topic.pk)
    public = public.select_related("plan__body", "region")
    by = "standard"
    found = public.filter(standard__code=topic.standard.code) if topic.standard else public.none()
    if not found.exists():
        by, found = "sphere", public.filter(sphere=topic.sphere)
    costs = list(found.values_list("unit_cost", flat=True))
    known = spread(costs)
    percent = percent_of(topic.unit_cost, known["middle"]) if known else None
    return Comparison(by, known, list(found.order_by("-plan__year", "pk")[:SHOWN]), percent)


def comments_of(topic: Topic, user: Any, *, is_officer: bool) -> list[TopicComment]:
    """What the public reads; hidden ones for officers and their authors."""
    found = TopicComment.objects.filter(topic=topic).select_related("author")
    if is_officer:
        return list(found)
    return list(found.filter(Q(hidden_at=None) | Q(author=user.pk)))


def unanswered(plan: Plan) -> int:
    """Comments that wait for an answer."""
    return TopicComment.objects.filter(topic__plan=plan, answered_at=None, hidden_at=None).count()
