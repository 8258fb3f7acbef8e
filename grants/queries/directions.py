"""Reads of priority directions: lists by stage, directions with their counts, proposals and comments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from foundation.core.text import fold
from grants.choices import ListStatus, ProposalStatus
from grants.models import (
    Direction,
    DirectionComment,
    DirectionList,
    DirectionProposal,
    DirectionSupport,
    ListedDirection,
    YearPlan,
)
from grants.queries.direction_effect import Known, known_of
from registry.choices import Role
from registry.models import Body
from registry.queries import parameters
from registry.rules.roles import bodies_of

PAGE_SIZE = 20
ALIKE_SHOWN = 5
# Proposals and comments that wait for an answer: ?show=waiting.
WAITING = "waiting"
STAGES = (ListStatus.COLLECTING, ListStatus.DISCUSSING, ListStatus.APPROVED)


def overview(user: Any) -> dict[str, list[DirectionList]]:
    """Lists that take proposals, are discussed and are approved, the newest year first; for officers all of their body."""
    shown = DirectionList.objects.visible_to(user).select_related("body").annotate(size=Count("directions"))
    rows = list(shown.filter(status__in=STAGES).order_by("-year", "body__name_kk", "pk"))
    return {stage.value: [row for row in rows if row.status == stage] for stage in STAGES}


def discussed_now(today: dt.date, most: int = 4) -> list[DirectionList]:
    """Lists under discussion, the nearest end first: for the home page."""
    running = DirectionList.objects.filter(status=ListStatus.DISCUSSING, discussed_until__gte=today)
    return list(running.select_related("body").order_by("discussed_until", "pk")[:most])


@dataclass(frozen=True)
class Shown:
    """A direction of a list with its counts and what is known of it from the year before."""

    listed: ListedDirection
    supporters: int
    comments: int
    proposals: int
    before: Known


def shown_directions(found: DirectionList) -> list[Shown]:
    """The directions of a list in their order; two queries, however many there are."""
    rows = _counted(ListedDirection.objects.filter(list=found)).order_by("position", "pk")
    listed: list[Any] = list(rows.select_related("direction", "sphere", "region"))
    before = known_of([row.direction_id for row in listed], found.year - 1)
    return [
        Shown(row, row.supporter_count, row.comment_count, row.proposal_count, before[row.direction_id])
        for row in listed
    ]


def _counted(rows: QuerySet[ListedDirection]) -> QuerySet[ListedDirection]:
    here = OuterRef("pk")
    return rows.annotate(
        supporter_count=_count(DirectionSupport.objects.filter(direction=here, taken_back_at=None), "direction"),
        comment_count=_count(DirectionComment.objects.filter(direction=here, hidden_at=None), "direction"),
        proposal_count=_count(DirectionProposal.objects.filter(taken_into=here), "taken_into"),
    )


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counted), 0)


def last_year(found: DirectionList) -> list[tuple[ListedDirection, Known]]:
    """The directions of the body's last approved list before ``found``, with what came of each: read beside new proposals."""
    before = DirectionList.objects.filter(body=found.body_id, year__lt=found.year, status=ListStatus.APPROVED)
    last = before.order_by("-year").first()
    if last is None:
        return []
    rows = list(last.directions.select_related("direction").order_by("position", "pk"))
    known = known_of([row.direction_id for row in rows], last.year)
    return [(row, known[row.direction_id]) for row in rows]


def shown_direction(listed: ListedDirection) -> Shown:
    """One of them."""
    row: Any = _counted(ListedDirection.objects.filter(pk=listed.pk)).get()
    before = known_of([listed.direction_id], listed.list.year - 1)[listed.direction_id]
    return Shown(listed, row.supporter_count, row.comment_count, row.proposal_count, before)


def supports(user: Any, listed: ListedDirection) -> bool:
    """Whether ``user`` supports the direction now."""
    if not user.is_authenticated:
        return False
    return DirectionSupport.objects.filter(direction=listed, person=user, taken_back_at=None).exists()


@dataclass(frozen=True)
class Page:
    """A page of texts; ``after`` is the key of the next one, '' at the end."""

    rows: list[Any]
    after: str


def proposals_page(found: DirectionList, user: Any, *, show: str, after: str) -> Page:
    """Proposals of a list as ``user`` may read them, the newest first; ``show=waiting``: without an answer."""
    rows = DirectionProposal.objects.visible_to(user).filter(list=found).exclude(status=ProposalStatus.WITHDRAWN)
    if show == WAITING:
        rows = rows.filter(status=ProposalStatus.SUBMITTED)
    return _page(rows.select_related("author", "organisation", "sphere", "region", "taken_into"), after)


def comments_page(found: DirectionList, user: Any, *, show: str, after: str) -> Page:
    """Comments on a list as ``user`` may read them, the newest first; ``show=waiting``: without an answer."""
    rows = DirectionComment.objects.visible_to(user).filter(list=found)
    if show == WAITING:
        rows = rows.filter(answered_at=None, hidden_at=None)
    return _page(rows.select_related("author", "organisation", "direction"), after)


def comments_of(listed: ListedDirection, user: Any, *, after: str) -> Page:
    """Comments on one direction, the newest first."""
    rows = DirectionComment.objects.visible_to(user).filter(direction=listed)
    return _page(rows.select_related("author", "organisation", "direction"), after)


def _page(rows: QuerySet[Any], after: str) -> Page:
    if after.isdecimal() and len(after) < 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    return Page(found[:PAGE_SIZE], str(found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else "")


def own_proposals(user: Any) -> list[DirectionProposal]:
    """What ``user`` has proposed, the newest first."""
    mine = DirectionProposal.objects.filter(author=user).select_related("list__body", "taken_into", "organisation")
    return list(mine.order_by("-pk")[:100])


def alike(found: DirectionList, title: str, problem: str, on: dt.date) -> list[DirectionProposal]:
    """Public proposals of the list that are nearly the same, the nearest first: shown before sending, never refused."""
    least = parameters.number(parameters.ALIKE, "similarity", on) or Decimal("0.45")
    near = TrigramSimilarity("folded", fold(f"{title} {problem[:600]}"))
    rows = DirectionProposal.objects.filter(list=found, hidden_at=None).exclude(status=ProposalStatus.WITHDRAWN)
    rows = rows.annotate(near=near).filter(near__gte=float(least))
    return list(rows.select_related("author", "organisation", "taken_into").order_by("-near", "pk")[:ALIKE_SHOWN])


def continued(found: DirectionList) -> QuerySet[Direction]:
    """Directions of the body that are not in the list yet: each may go on under its code."""
    held = found.directions.values("direction")
    latest = ListedDirection.objects.order_by("-list__year", "-pk")
    named = Prefetch("listed", latest, to_attr="by_year")
    return Direction.objects.filter(body=found.body_id).exclude(pk__in=held).prefetch_related(named).order_by("number")


def past_of(direction: Direction) -> list[ListedDirection]:
    """The direction in each approved list, the newest year first."""
    rows = direction.listed.filter(list__status=ListStatus.APPROVED).select_related("list__body", "sphere")
    return list(rows.order_by("-list__year", "-pk"))


def plans_of(found: DirectionList, user: Any) -> list[YearPlan]:
    """Plans of the list that ``user`` may open, the newest first."""
    return list(YearPlan.objects.visible_to(user).filter(list=found).order_by("-pk"))


def choosable(year: int | None = None) -> QuerySet[ListedDirection]:
    """Directions of approved lists that a call may stand on (rule R24)."""
    rows = ListedDirection.objects.filter(list__status=ListStatus.APPROVED)
    if year is not None:
        rows = rows.filter(list__year=year)
    return rows.select_related("list__body", "direction").order_by("-list__year", "list__body__name_kk", "position")


def officers_bodies(user: Any) -> QuerySet[Body]:
    """Bodies in which ``user`` is an officer."""
    return bodies_of(user, Role.OFFICER)


Waiting = Callable[[DirectionList], int]


def waiting_counts(lists: QuerySet[DirectionList]) -> QuerySet[DirectionList]:
    """Lists with how many proposals and comments wait for an answer."""
    proposals = Q(proposals__status=ProposalStatus.SUBMITTED)
    comments = Q(comments__answered_at=None, comments__hidden_at=None, comments__isnull=False)
    return lists.annotate(
        waiting_proposals=Count("proposals", filter=proposals, distinct=True),
        waiting_comments=Count("comments", filter=comments, distinct=True),
    )


def next_waiting(proposal: DirectionProposal) -> str:
    """Where an officer goes on after an answer: the next proposal that waits, or the list of all."""
    rest = DirectionProposal.objects.filter(list=proposal.list_id, status=ProposalStatus.SUBMITTED).order_by("-pk")
    following = rest.first()
    if following:
        return reverse("grants:proposal-answer", args=[following.pk])
    return reverse("grants:proposal-list", args=[proposal.list_id])
