"""Who is elected, over all sizes of the group and the council."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from councils.scoring.roll import most_of_state
from councils.scoring.selection import Ballot, select
from councils.scoring.terms import last_day_of_term, months_before, renewal_due_on


@st.composite
def ballots(draw: st.DrawFn) -> list[Ballot]:
    group = draw(st.integers(1, 12))
    found = []
    for key in range(draw(st.integers(0, 12))):
        barred = draw(st.integers(0, group))
        part = group - barred
        favour = draw(st.integers(0, part))
        against = draw(st.integers(0, part - favour))
        head = favour > 0 and draw(st.booleans())
        found.append(Ballot(key, part, favour, against, part - favour - against, barred, head))
    return found


@given(ballots(), st.integers(0, 12), st.randoms())
def test_selection_keeps_its_promises(all_: list[Ballot], places: int, chance) -> None:
    found = select(all_, places)
    by_key = {one.key: one for one in all_}
    elected = [by_key[key] for key in found.elected]
    shuffled = list(all_)
    chance.shuffle(shuffled)

    assert select(shuffled, places) == found
    assert len(elected) <= places
    assert all(2 * one.in_favour > one.taking_part > 0 for one in elected)
    carried = [one for one in all_ if one.is_carried]
    if found.tied:
        assert len(elected) < places < len(elected) + len(found.tied)
        assert len({by_key[key].order for key in found.tied}) == 1
    else:
        assert len(elected) == min(places, len(carried))
    left = [one for one in carried if one.key not in {*found.elected, *found.tied}]
    assert all(taken.order < other.order for taken in elected for other in left)


@given(st.integers(0, 500))
def test_a_third_of_any_size_is_never_exceeded(members: int) -> None:
    most = most_of_state(members)
    assert 3 * most <= members < 3 * (most + 1)
    assert 3 * (members - most) >= 2 * members


@given(st.dates(dt.date(2016, 1, 1), dt.date(2150, 12, 31)), st.integers(0, 40))
def test_months_and_terms_of_any_day(day: dt.date, months: int) -> None:
    before = months_before(day, months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before.day == day.day or (before + dt.timedelta(days=1)).day == 1
    due = renewal_due_on(day)
    assert 59 <= (day - due).days <= 62
    assert last_day_of_term(day, 3) < months_before(day, -36) <= last_day_of_term(day, 3) + dt.timedelta(days=1)


def test_days_of_known_terms() -> None:
    assert renewal_due_on(dt.date(2026, 4, 30)) == dt.date(2026, 2, 28)
    assert renewal_due_on(dt.date(2027, 1, 9)) == dt.date(2026, 11, 9)
    assert last_day_of_term(dt.date(2026, 1, 10), 3) == dt.date(2029, 1, 9)
    assert last_day_of_term(dt.date(2024, 2, 29), 3) == dt.date(2027, 2, 27)
    assert select([], 0).elected == ()
