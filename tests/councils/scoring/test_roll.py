from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.choices import Choice, Majority, MotionStatus
from councils.scoring.roll import Tally, most_of_state, needed, quorum

PEOPLE = st.integers(1, 300)


@given(PEOPLE)
def test_quorum_is_the_least_number_that_is_two_thirds_of_all_members(members: int) -> None:
    assert Fraction(quorum(members)) >= Fraction(2 * members, 3)
    assert Fraction(quorum(members) - 1) < Fraction(2 * members, 3)


@given(st.integers(0, 300))
def test_share_of_the_state_is_a_third_at_most(members: int) -> None:
    assert Fraction(most_of_state(members)) <= Fraction(members, 3) < Fraction(most_of_state(members) + 1)


@given(PEOPLE)
def test_needed_votes_are_the_least_that_make_the_majority(part: int) -> None:
    assert Fraction(needed(part, Majority.SIMPLE)) > Fraction(part, 2) >= Fraction(needed(part, Majority.SIMPLE) - 1)
    assert Fraction(needed(part, Majority.TWO_THIRDS)) >= Fraction(2 * part, 3)
    assert Fraction(needed(part, Majority.TWO_THIRDS) - 1) < Fraction(2 * part, 3)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    members = draw(PEOPLE)
    present = draw(st.integers(0, members))
    part = draw(st.integers(0, present))
    in_favour = draw(st.integers(0, part))
    against = draw(st.integers(0, part - in_favour))
    abstained = draw(st.integers(0, part - in_favour - against))
    return Tally(
        members, present, part, in_favour, against, abstained,
        draw(st.sampled_from(Majority.values)), draw(st.sampled_from(["", *Choice.values])),
    )  # fmt: skip


@given(tallies())
def test_outcome_follows_from_the_numbers_alone(tally: Tally) -> None:
    share = Fraction(tally.in_favour, tally.taking_part) if tally.taking_part else Fraction(0)
    by_votes = share > Fraction(1, 2) if tally.majority == Majority.SIMPLE else share >= Fraction(2, 3)
    tied = tally.majority == Majority.SIMPLE and share == Fraction(1, 2) and tally.against == tally.in_favour
    has_quorum = Fraction(tally.present) >= Fraction(2 * tally.members, 3)

    assert tally.is_carried == (has_quorum and (by_votes or (tied and tally.chair == Choice.FOR)))
    assert tally.outcome == (MotionStatus.CARRIED if tally.is_carried else MotionStatus.REJECTED)
    assert tally.silent >= 0


@given(tallies())
def test_one_more_vote_in_favour_never_turns_a_carried_motion_down(tally: Tally) -> None:
    if not tally.silent:
        return
    more = Tally(
        tally.members, tally.present, tally.taking_part, tally.in_favour + 1, tally.against, tally.abstained,
        tally.majority, tally.chair,
    )  # fmt: skip
    assert more.is_carried or not tally.is_carried


@pytest.mark.parametrize(
    ("tally", "is_carried"),
    [
        (Tally(15, 10, 10, 6, 4), True),
        (Tally(15, 9, 9, 9, 0), False),  # no quorum: ten of fifteen
        (Tally(15, 10, 10, 5, 5), False),
        (Tally(15, 10, 10, 5, 5, chair="for"), True),
        (Tally(15, 10, 10, 5, 5, chair="against"), False),
        (Tally(15, 10, 10, 4, 4, 2, chair="for"), False),  # no tie of all who take part
        (Tally(15, 10, 9, 5, 4), True),  # one stepped back: the quorum counts the person, the majority does not
        (Tally(15, 10, 10, 6, 4, majority=Majority.TWO_THIRDS), False),
        (Tally(15, 10, 10, 7, 3, majority=Majority.TWO_THIRDS), True),
        (Tally(0, 0, 0), False),
        (Tally(1, 1, 1, 1), True),
    ],
)
def test_edges(tally: Tally, is_carried: bool) -> None:
    assert tally.is_carried is is_carried
