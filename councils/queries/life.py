"""Commissions, proposals and followed councils as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from councils.choices import MeetingStatus, Post, ProposalStatus
from councils.models import Commission, Council, Follow, Meeting, Proposal, Seat, Term
from councils.querysets import serves
from foundation.core.desk import Task
from foundation.core.text import localized

PAGE = 50
PRESIDIUM = (Post.CHAIR, Post.DEPUTY, Post.PRESIDIUM)


def commissions_of(term: Term | None) -> list[Commission]:
    """Commissions that work, with chair and members of now (two queries)."""
    if term is None:
        return []
    seats = Prefetch("members", Seat.objects.filter(ended_on=None).order_by("full_name"), "seated")
    return list(term.commissions.filter(dissolved_on=None).select_related("chair").prefetch_related(seats))


def presidium_of(seats: list[Seat]) -> list[Seat]:
    """Chair, deputies and members of the presidium, in this order."""
    return [seat for seat in seats if seat.post in PRESIDIUM]


@dataclass(frozen=True)
class Page:
    """Some proposals, those whose words the reader may have, and the number before which the next ones begin."""

    rows: list[Proposal]
    readable: set[int]
    before: str


def proposal_page(council: Council, user: Any, before: str = "") -> Page:
    """Proposals to a council, the newest first (two queries)."""
    found = Proposal.objects.visible_to(user).filter(council=council)
    if before.isdecimal() and len(before) < 10:
        found = found.filter(number__lt=int(before))
    rows = list(found.order_by("-number")[: PAGE + 1])
    shown = Proposal.objects.filter(pk__in=[one.pk for one in rows]).with_words_for(user)
    readable = set(shown.values_list("pk", flat=True))
    return Page(rows[:PAGE], readable, str(rows[PAGE - 1].number) if len(rows) > PAGE else "")


def meetings_to_come(council: Council) -> Any:
    """Meetings whose agenda can still take a point."""
    coming = (MeetingStatus.PLANNED, MeetingStatus.ANNOUNCED)
    return Meeting.objects.filter(council=council, status__in=coming).order_by("held_at", "pk")


def follows(user: Any, council: Council) -> bool:
    """Whether ``user`` is told of what ``council`` does."""
    return bool(getattr(user, "is_authenticated", False)) and council.follows.filter(user=user.pk).exists()


def followed_by(user: Any) -> list[Council]:
    """Councils that ``user`` follows, by name."""
    found = Council.objects.visible_to(user).filter(pk__in=Follow.objects.filter(user=user).values("council"))
    return list(found.order_by("name_ru", "pk"))


def proposal_tasks(user: Any) -> list[Task]:
    """Proposals that wait for the answer of the secretariat."""
    rows = Proposal.objects.filter(serves(user, "council__body"), status=ProposalStatus.SENT)
    return [
        Task(
            _("Answer a proposed point: %(name)s") % {"name": localized(one.council, "name")},
            one.get_absolute_url(),
            one.status,
            one.get_status_display(),
        )
        for one in rows.select_related("council").order_by("pk")
    ]
