"""Quorum and majority, whatever the numbers are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from socialorder.scoring.roll import Roll


@given(st.data())
def test_nothing_is_carried_without_quorum_and_more_than_half(data: st.DataObject) -> None:
    members = data.draw(st.integers(1, 15))
    present = data.draw(st.integers(0, members))
    barred = data.draw(st.integers(0, present))
    base = present - barred
    in_favour = data.draw(st.integers(0, base))
    against = data.draw(st.integers(0, base - in_favour))
    abstained = data.draw(st.integers(0, base - in_favour - against))
    chair = data.draw(st.booleans())
    roll = Roll(members, present, barred, in_favour, against, abstained, chair)
    assert 3 * roll.quorum >= 2 * members > 3 * (roll.quorum - 1)
    assert roll.silent == base - in_favour - against - abstained
    half = 2 * in_favour > base or (in_favour == against > 0 and chair)
    assert roll.is_carried == (3 * present >= 2 * members and present > 0 and base > 0 and roll.silent == 0 and half)
