"""What the pages of a competition show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from councils.choices import CANDIDATE_GONE, Choice, FormationStatus
from councils.models import Candidate, CandidateCheck, Council, Formation, GroupMember, GroupVote
from councils.querysets import serves
from councils.scoring.roll import quorum
from registry.models import Organisation

COUNTED = (FormationStatus.SELECTED, FormationStatus.APPROVED)


@dataclass(frozen=True)
class Sight:
    """A competition for one reader. Checks stand beside candidates once the list is published, votes once counted."""

    formation: Formation
    group: list[GroupMember]
    candidates: list[Candidate]
    own: list[Candidate]
    in_group: GroupMember | None

    @property
    def is_listed(self) -> bool:
        return self.formation.listed_at is not None

    @property
    def is_counted(self) -> bool:
        return self.formation.voted_at is not None

    @property
    def quorum(self) -> int:
        return quorum(self.formation.group_size or len(self.group))


def sight(formation: Formation, user: Any) -> Sight:
    """Working group, candidates, checks (five queries)."""
    checks = Prefetch("checks", CandidateCheck.objects.order_by("pk"))
    candidates = formation.candidates.select_related("organisation", "user").prefetch_related(checks)
    group = list(formation.group.select_related("organisation"))
    return Sight(
        formation=formation,
        group=group,
        candidates=[_of(one, formation) for one in candidates],
        own=own_candidates(formation, user),
        in_group=next((one for one in group if one.user_id == getattr(user, "pk", None)), None),
    )


def _of(candidate: Candidate, formation: Formation) -> Candidate:
    candidate.formation = formation
    return candidate


def own_candidates(formation: Formation, user: Any) -> list[Candidate]:
    """Candidacies that ``user`` may open: the own one and those of the own organisations; all for the secretariat."""
    return list(Candidate.objects.visible_to(user).filter(formation=formation))


def choices_of(member: GroupMember | None) -> dict[int, str]:
    """Candidate (id) → how this member has voted."""
    if member is None:
        return {}
    return dict(GroupVote.objects.filter(member=member).values_list("candidate", "choice"))


def named_votes(formation: Formation) -> list[tuple[GroupMember, list[tuple[Candidate, str]]]]:
    """The open vote by name, once it is counted (two queries)."""
    if formation.status not in COUNTED:
        return []
    rows = GroupVote.objects.filter(member__formation=formation).select_related("member", "candidate")
    found: dict[int, tuple[GroupMember, list[tuple[Candidate, str]]]] = {}
    for vote in rows.order_by("member__full_name", "candidate__number"):
        said = (vote.candidate, str(Choice(vote.choice).label))
        found.setdefault(vote.member_id, (vote.member, []))[1].append(said)
    return list(found.values())


def nominating(formation: Formation, organisations: Any) -> list[Organisation]:
    """Of these organisations those that have named nobody in this competition yet."""
    named = formation.candidates.exclude(organisation=None).exclude(status__in=CANDIDATE_GONE)
    return list(organisations.exclude(pk__in=named.values("organisation")))


@dataclass(frozen=True)
class Page:
    """Some competitions and the id before which the next ones begin; '' when these are the last."""

    rows: list[Formation]
    before: str


PAGE = 50


def formation_page(user: Any, council: Council | None = None, before: str = "") -> Page:
    """Competitions that ``user`` may see, the newest first; of one council, or of all."""
    found = Formation.objects.visible_to(user)
    if council is not None:
        found = found.filter(council=council)
    if before.isdecimal() and len(before) < 18:
        found = found.filter(pk__lt=int(before))
    rows = list(found.order_by("-pk")[: PAGE + 1])
    return Page(rows[:PAGE], str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def open_now() -> list[Formation]:
    """Competitions in which nominations are taken, those that close first in front."""
    rows = Formation.objects.filter(status=FormationStatus.NOMINATING).select_related("council")
    return list(rows.order_by("nominations_until", "pk")[:20])


def served(user: Any) -> Any:
    """Competitions that ``user`` runs as the secretariat."""
    return Formation.objects.running().filter(serves(user, "council__body")).select_related("council")
