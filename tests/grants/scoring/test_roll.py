from __future__ import annotations

from dataclasses import dataclass

import pytest

from grants.scoring.roll import Attendance, Roll, attendance_of, call_roll


@dataclass
class Voter:
    pk: int
    is_present: bool = True


@dataclass
class Said:
    choice: str = ""
    conflict: str = ""


@pytest.mark.parametrize(
    ("members", "quorum"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (9, 6), (15, 10)]
)
def test_quorum_is_two_thirds_of_all_members_rounded_up(members: int, quorum: int) -> None:
    assert Attendance(members, quorum).quorum == quorum
    assert [Attendance(members, there).has_quorum for there in (quorum - 1, quorum)] == [False, True]


def test_empty_commission_has_no_quorum() -> None:
    assert Attendance(0, 0).has_quorum is False


@pytest.mark.parametrize(
    ("present", "barred", "in_favour", "is_carried"),
    [
        (4, 0, 2, False),
        (4, 0, 3, True),
        (5, 0, 3, True),
        (5, 0, 2, False),
        (4, 1, 2, True),
        (4, 1, 1, False),
        (4, 4, 0, False),
        (3, 0, 3, False),
    ],
)
def test_majority_is_more_than_half_of_those_who_may_vote(
    present: int, barred: int, in_favour: int, is_carried: bool
) -> None:
    assert Roll(Attendance(5, present), barred=barred, in_favour=in_favour).is_carried is is_carried


@pytest.mark.parametrize(
    ("in_favour", "against", "chair", "is_carried"),
    [(2, 2, "for", True), (2, 2, "against", False), (2, 2, "", False), (1, 2, "for", False), (0, 0, "for", False)],
)
def test_chair_decides_only_a_tie(in_favour: int, against: int, chair: str, is_carried: bool) -> None:
    roll = Roll(Attendance(4, 4), in_favour=in_favour, against=against, chair=chair)

    assert roll.is_carried is is_carried


def test_barred_and_absent_members_do_not_vote() -> None:
    voters = [Voter(1), Voter(2), Voter(3), Voter(4), Voter(5), Voter(6, is_present=False), Voter(7, is_present=False)]
    said = {
        1: Said("for"),
        2: Said("against"),
        3: Said("abstain"),
        5: Said(conflict="An NGO"),
        6: Said(conflict="An NGO"),
        7: Said("for"),
    }

    roll = call_roll(voters, said, chair=1)

    assert attendance_of(voters) == Attendance(7, 5)
    assert roll == Roll(Attendance(7, 5), barred=1, in_favour=1, against=1, abstained=1, chair="for")
    assert (roll.base, roll.majority, roll.voted, roll.silent) == (4, 3, 3, 1)
