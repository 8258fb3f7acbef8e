"""The vote of a working group as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from councils.choices import CandidateStatus, Choice
from councils.models import Candidate, Formation, GroupMember, GroupVote
from councils.scoring.roll import quorum
from councils.scoring.selection import Ballot, Selection, select
from registry.models import Organisation
from registry.queries.ties import tied_pairs

VOTED_ON = (CandidateStatus.ADMITTED, CandidateStatus.ELECTED, CandidateStatus.NOT_ELECTED)


@dataclass(frozen=True)
class Counted:
    """Who was voted on, how, by how many of the working group, and who would be elected."""

    candidates: list[Candidate]
    ballots: Mapping[int, Ballot]
    group: int
    voted: int
    selection: Selection

    @property
    def quorum(self) -> int:
        """⌈2n/3⌉ of the working group, as in the council itself; no act that was read sets it."""
        return quorum(self.group)


def barred_pairs(formation: Formation) -> set[tuple[int, int]]:
    """(member of the group, candidate) who are tied: the member speaks for the candidate's organisation, or the registry
    knows a role or work there within the last twelve months (three queries).
    """
    members = list(formation.group.all())
    candidates = list(formation.candidates.filter(organisation__isnull=False))
    ties = tied_pairs(Organisation.objects.filter(pk__in=[one.organisation_id for one in candidates]))
    return {
        (member.pk, one.pk)
        for member in members
        for one in candidates
        if member.organisation_id == one.organisation_id or (member.user_id, one.organisation_id) in ties
    }


def counted(formation: Formation) -> Counted:
    """Count. A member has voted who voted on every candidate that is open to the member."""
    members = list(formation.group.all())
    candidates = list(formation.candidates.filter(status__in=VOTED_ON).select_related("organisation"))
    barred = barred_pairs(formation)
    votes = {
        (member, candidate): choice
        for member, candidate, choice in GroupVote.objects.filter(member__formation=formation).values_list(
            "member", "candidate", "choice"
        )
    }
    voted = [one for one in members if _has_voted(one, candidates, votes, barred)]
    ballots = {one.pk: _ballot(one, voted, votes, barred) for one in candidates}
    selection = select(list(ballots.values()), formation.open_places)
    return Counted(candidates, ballots, len(members), len(voted), selection)


def _has_voted(
    member: GroupMember,
    candidates: list[Candidate],
    votes: Mapping[tuple[int, int], str],
    barred: set[tuple[int, int]],
) -> bool:
    pairs = [(member.pk, one.pk) for one in candidates]
    return bool(pairs) and all(pair in votes or pair in barred for pair in pairs)


def _ballot(
    candidate: Candidate,
    voted: list[GroupMember],
    votes: Mapping[tuple[int, int], str],
    barred: set[tuple[int, int]],
) -> Ballot:
    part = [one for one in voted if (one.pk, candidate.pk) not in barred]
    said = [votes[one.pk, candidate.pk] for one in part]
    return Ballot(
        key=candidate.pk,
        taking_part=len(part),
        in_favour=said.count(Choice.FOR),
        against=said.count(Choice.AGAINST),
        abstained=said.count(Choice.ABSTAIN),
        barred=len(voted) - len(part),
        head=any(one.is_head and votes[one.pk, candidate.pk] == Choice.FOR for one in part),
    )
