"""Tenders as people read them, and lots that say nearly the same for other goals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from evaluation.scoring import likeness
from foundation.accounts.models import User
from foundation.notifications.models import Message
from registry.models import Membership
from registry.rules import roles
from socialorder.choices import PartKind, PlanStatus, TenderStatus
from socialorder.choices.bids import BidStatus
from socialorder.models import Bid, Lot, Tender, Topic

PAGE, OPEN_SHOWN = 30, 6
# Parts that should follow from the goal; quality and reporting come from the standard and may be the same.
COMPARED = (PartKind.TASKS, PartKind.ACTIVITIES, PartKind.RESULTS)
NEAR, GOAL_NEAR = likeness.NEAR, likeness.NEAR
STATES = {
    "open": (TenderStatus.ANNOUNCED,),
    "opened": (TenderStatus.OPENED,),
    "past": (TenderStatus.DECIDED, TenderStatus.FAILED, TenderStatus.CANCELLED),
}


@dataclass(frozen=True)
class Page:
    rows: list[Tender]
    next: int


def page_of(user: Any, asked: Mapping[str, Any], number: int) -> Page:
    """Those whose window closes last come first."""
    visible = Tender.objects.visible_to(user).annotate(lot_count=Count("lots"), amount=Sum("lots__amount"))
    found = narrowed(visible, asked)
    start = (number - 1) * PAGE
    rows = list(found.order_by("-closes_at", "-pk")[start : start + PAGE + 1])
    return Page(rows[:PAGE], number + 1 if len(rows) > PAGE else 0)


def narrowed(found: Any, asked: Mapping[str, Any]) -> Any:
    """``found`` by ``state``, ``region`` and ``sphere``."""
    if asked.get("state"):
        found = found.filter(status__in=STATES[asked["state"]])
    if asked.get("region"):
        found = found.filter(pk__in=Lot.objects.filter(topic__region=asked["region"]).values("tender"))
    if asked.get("sphere"):
        found = found.filter(pk__in=Lot.objects.filter(topic__sphere=asked["sphere"]).values("tender"))
    return found


def topics_for(tender: Tender) -> Any:
    """Topics from which a lot of the tender can be made, the newest plans first."""
    approved = Topic.objects.current().filter(plan__body=tender.body, plan__status=PlanStatus.APPROVED)
    return approved.select_related("plan__body").order_by("-plan__year", "number")


def lots_of(tender: Tender) -> list[Lot]:
    return list(Lot.objects.with_topic().filter(tender=tender).prefetch_related("parts", "topic__indicators"))


@dataclass(frozen=True)
class Alike:
    """Another lot with nearly the same specification and another goal; ``percent`` of common wording."""

    lot: Lot
    percent: int


def alike(lot: Lot) -> list[Alike]:
    """Lots for other goals whose specification shares much wording with this one's, the nearest first."""
    own, goal = _spec(lot), likeness.runs(_goal(lot))
    if not len(own):
        return []
    others = Lot.objects.with_topic().exclude(pk=lot.pk).exclude(topic=lot.topic_id)
    others = others.exclude(tender__status=TenderStatus.CANCELLED).select_related("tender").prefetch_related("parts")
    found = []
    for other in others:
        share = likeness.share(own, _spec(other))
        if share >= NEAR and likeness.share(goal, likeness.runs(_goal(other))) < GOAL_NEAR:
            found.append(Alike(other, round(share / 10)))
    return sorted(found, key=lambda one: (-one.percent, one.lot.pk))


def _spec(lot: Lot) -> likeness.Runs:
    return likeness.runs(
        "\n".join(f"{part.text_kk}\n{part.text_ru}" for part in lot.parts.all() if part.kind in COMPARED)
    )


def _goal(lot: Lot) -> str:
    return f"{lot.topic.goal_kk} {lot.topic.goal_ru}"


def alike_lots(lots: list[Lot]) -> dict[int, list[Alike]]:
    """Lot → lots that are nearly the same, for those that have any."""
    return {lot.pk: found for lot in lots if (found := alike(lot))}


@dataclass(frozen=True)
class Told:
    """How many were told of changes and answers and how many have opened what they were told; never who."""

    people: int
    read: int


def told(tender: Tender) -> Told:
    """Those who began a bid, or asked: the body sees numbers alone, and can answer nobody alone."""
    rows = Message.objects.filter(key__startswith=f"socialorder.tender.{tender.pk}.")
    people = rows.values("recipient").distinct().count()
    unread = rows.filter(read_at=None).values("recipient").distinct().count()
    return Told(people, people - unread)


def interested(tender: Tender) -> Any:
    """People who are told of changes: editors of NGOs that began a bid, and who asked. For notices alone."""
    begun = Bid.objects.filter(lot__tender=tender).values("organisation")
    held = Membership.objects.in_force().filter(organisation__in=begun, role__in=roles.EDITORS)
    asked = tender.questions.values("asked_by")
    people = User.objects.filter(pk__in=held.values("user")) | User.objects.filter(pk__in=asked)
    return people.distinct().order_by("pk")


def own_bids(user: Any, tender: Tender) -> list[Bid]:
    """Bids of the person's NGOs in this tender."""
    rows = Bid.objects.filter(lot__tender=tender, organisation__in=roles.organisations_of(user))
    return list(rows.select_related("lot__topic", "organisation", "lot__tender").order_by("lot__number", "pk"))


def open_now(now: dt.datetime) -> list[Tender]:
    """Announced tenders that take bids, those that close first first; each with ``amount``, the sum of its lots."""
    found = Tender.objects.taking_bids(now).select_related("body").annotate(amount=Sum("lots__amount"))
    return list(found.order_by("closes_at", "pk")[:OPEN_SHOWN])


def waiting_for_opening(now: dt.datetime) -> Any:
    """Tenders whose window is over and whose bids nobody has opened."""
    return Tender.objects.filter(status=TenderStatus.ANNOUNCED, closes_at__lte=now)


def sealed_count(tender: Tender) -> int:
    """For the opening alone."""
    return Bid.objects.filter(lot__tender=tender, status=BidStatus.SEALED).count()
