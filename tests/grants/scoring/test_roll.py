from __future__ import annotations

from dataclasses import dataclass

import pytest

from grants.scoring.roll import Roll, call_roll


@dataclass
class Voter:
    conflict: str = ""
    is_present: bool = True
    vote: str = ""


@pytest.mark.parametrize(
    ("members", "barred", "quorum"),
    [(1, 0, 1), (2, 0, 2), (3, 0, 2), (4, 0, 3), (5, 0, 4), (6, 0, 4), (7, 0, 5), (5, 1, 3), (5, 2, 2), (15, 0, 10)],
)
def test_quorum_is_two_thirds_of_those_who_may_vote_rounded_up(members: int, barred: int, quorum: int) -> None:
    roll = Roll(members=members, barred=barred, present=quorum)

    assert (roll.quorum, roll.has_quorum) == (quorum, True)
    assert not Roll(members=members, barred=barred, present=quorum - 1).has_quorum


def test_no_quorum_where_everybody_is_barred() -> None:
    assert Roll(members=3, barred=3, present=0).has_quorum is False


@pytest.mark.parametrize(
    ("present", "in_favour", "is_carried"), [(4, 2, False), (4, 3, True), (5, 2, False), (5, 3, True), (3, 3, True)]
)
def test_majority_is_more_than_half_of_those_present(present: int, in_favour: int, is_carried: bool) -> None:
    assert Roll(members=5, barred=0, present=present, in_favour=in_favour).is_carried is (is_carried and present >= 4)


def test_barred_and_absent_members_count_nowhere() -> None:
    voters = [
        Voter(vote="for"),
        Voter(vote="against"),
        Voter(vote="abstain"),
        Voter(),
        Voter(is_present=False),
        Voter(conflict="An NGO", is_present=False),
        Voter(conflict="An NGO", vote="for"),
    ]

    roll = call_roll(voters)

    assert roll == Roll(members=7, barred=2, present=4, in_favour=1, against=1, abstained=1)
    assert (roll.eligible, roll.quorum, roll.majority, roll.voted, roll.silent) == (5, 4, 3, 3, 1)
