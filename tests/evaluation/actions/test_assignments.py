from __future__ import annotations

from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from evaluation import queries
from evaluation.actions import assignments, conflicts, rounds, seats, terms
from evaluation.choices import ConflictKind, SeatKind, SheetStatus, TieScope
from evaluation.models import Assignment, ScoreSheet
from evaluation.scoring.assignment_document import is_confirmed, pairs_of
from evaluation.scoring.draw import reading_order
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.notifications.models import Message
from registry.choices import AffiliationKind
from registry.models import Affiliation
from tests.builders import evaluation as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def loads(panel: build.Panel) -> list[int]:
    """How many live sheets each sitting expert has."""
    pairs = queries.live_sheet_pairs(panel.round)
    held = Counter(seat for _entry, seat in pairs)
    return sorted(held[seat.number] for seat in panel.seats)


def per_entry(panel: build.Panel) -> dict[int, int]:
    return dict(sorted(Counter(entry for entry, _seat in queries.live_sheet_pairs(panel.round)).items()))


def test_sheets_are_given_for_assigned_pairs_alone() -> None:
    panel = build.assigned(2, main=3, entries=6, experts=5)

    assignment = queries.accepted_assignment(panel.round)

    assert set(pairs_of(assignment.document)) == queries.live_sheet_pairs(panel.round)
    assert (loads(panel), per_entry(panel)) == ([4, 4, 4], dict.fromkeys(range(1, 7), 2))
    assert is_confirmed(assignment.document)
    events = Event.objects.filter(verb__startswith="evaluation.assignment").order_by("pk")
    assert list(events.values_list("verb", flat=True)) == [
        "evaluation.assignment.proposed",
        "evaluation.assignment.accepted",
    ]


def test_each_expert_reads_in_the_order_of_the_seed() -> None:
    panel = build.scoring(main=2, entries=5)

    for seat in panel.seats:
        sheets = queries.sheets_for_expert(seat.expert.user, panel.round)
        order = reading_order(panel.round.seed, range(1, 6), place=seat.place, places=2)
        assert [sheet.entry.number for sheet in sheets] == order


def test_scoring_does_not_open_without_an_assignment() -> None:
    panel = build.proposed(1, main=2, entries=2)

    with pytest.raises(Conflict, match="make and accept an assignment"):
        rounds.open(round=panel.round, scoring_until=build.timezone.now() + build.dt.timedelta(1), by=panel.officer)


def test_a_proposal_needs_every_signature_a_number_of_experts_and_an_officer() -> None:
    panel = build.shared(1, main=2, entries=2, reserve=1)

    with pytest.raises(NotPermitted):
        assignments.propose(round=panel.round, by=UserFactory())
    seats.recuse(seat=panel.seats[0], reason="Illness", by=panel.officer)
    with pytest.raises(Conflict, match="every expert has signed"):
        assignments.propose(round=panel.round, by=panel.officer)
    everybody = build.signed(main=2, entries=2)
    with pytest.raises(Conflict, match="nothing to assign"):
        assignments.propose(round=everybody.round, by=everybody.officer)
    opened = build.assigned(1, main=2, entries=2)
    with pytest.raises(Conflict, match="before the scoring is opened"):
        assignments.propose(round=opened.round, by=opened.officer)


def test_a_newer_proposal_takes_the_place_of_the_older_one() -> None:
    panel = build.proposed(1, main=2, entries=2)
    first = Assignment.objects.get(round=panel.round)

    second = build.propose(panel)

    assert list(Assignment.objects.filter(round=panel.round)) == [second]
    assert (first.digest, first.document) == (second.digest, second.document)


def test_a_proposal_is_refused_when_a_tie_has_come_up_meanwhile() -> None:
    panel = build.proposed(1, main=2, entries=2, ties_bar=TieScope.ENTRY)
    proposal = Assignment.objects.get(round=panel.round)
    Affiliation.objects.create(
        expert=panel.seats[0].expert, organisation=panel.entries[0].organisation, kind=AffiliationKind.PAID
    )

    with pytest.raises(Conflict, match="have changed"):
        assignments.accept(assignment=proposal, by=panel.officer)

    fresh = build.propose(panel)
    assignments.accept(assignment=fresh, by=panel.officer)
    assert (1, panel.seats[0].number) not in pairs_of(fresh.document)
    with pytest.raises(Conflict, match="accepted already"):
        assignments.accept(assignment=fresh, by=panel.officer)


def test_a_short_assignment_says_why_and_needs_a_reason() -> None:
    panel = build.proposed(2, main=2, entries=3, max_load=2)
    proposal = Assignment.objects.get(round=panel.round)

    document = proposal.document
    assert (sum(item["wanted"] - item["given"] for item in document["shortages"]), document["relaxations"][0]) == (
        2,
        {"kind": "load", "value": 3, "still_short": 0},
    )
    with pytest.raises(Invalid, match="fewer experts than wanted"):
        assignments.accept(assignment=proposal, by=panel.officer)
    accepted = assignments.accept(assignment=proposal, by=panel.officer, reason="Two are enough.")
    assert (accepted.reason, accepted.accepted_at is not None) == ("Two are enough.", True)


@pytest.mark.django_db(transaction=True)
def test_an_accepted_list_cannot_be_changed_by_anybody() -> None:
    panel = build.assigned(1, main=2, entries=2)
    accepted = Assignment.objects.filter(round=panel.round)

    for change in (lambda: accepted.update(reason="x"), accepted.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_replacement_gets_the_entries_of_the_expert_who_left_and_nothing_else_moves() -> None:
    panel = build.assigned(2, main=3, reserve=1, entries=6, experts=5)
    leaving, *staying = panel.seats
    before = queries.live_sheet_pairs(panel.round)
    done = next(entry for entry in panel.entries if (entry.number, staying[0].number) in before)
    build.submit(panel, staying[0], done, [500, 500])

    seats.recuse(seat=leaving, reason="Illness", by=leaving.expert.user)
    replacement = panel.round.seats.get(kind=SeatKind.MAIN, status="drawn")
    seats.accept(seat=replacement, statement="No tie.", by=replacement.expert.user)

    after = queries.live_sheet_pairs(panel.round)
    kept = {pair for pair in before if pair[1] != leaving.number}
    assert kept < after
    assert {pair[1] for pair in after - kept} == {replacement.number}
    assert (loads(panel), per_entry(panel)) == ([4, 4, 4], dict.fromkeys(range(1, 7), 2))
    assert queries.accepted_assignment(panel.round).number == 2
    assert Message.objects.filter(recipient=replacement.expert.user).count() == 1


def test_without_a_reserve_the_others_share_the_work_evenly() -> None:
    panel = build.assigned(1, main=3, reserve=0, entries=6, experts=3)

    seats.recuse(seat=panel.seats[0], reason="Illness", by=panel.officer)

    assert (loads(panel), per_entry(panel)) == ([3, 3], dict.fromkeys(range(1, 7), 1))
    assert Event.objects.filter(verb="evaluation.assignment.mended").count() == 1


def test_officers_are_told_when_a_replacement_leaves_entries_short() -> None:
    panel = build.assigned(2, main=2, reserve=0, entries=2, experts=2)

    seats.recuse(seat=panel.seats[0], reason="Illness", by=panel.officer)

    subjects = list(Message.objects.filter(recipient=panel.officer).order_by("pk").values_list("subject", flat=True))
    assert subjects == [
        "Expert %(number)s has left the round “%(round)s”",
        "Too few experts for some entries of the round “%(round)s”",
    ]
    assert per_entry(panel) == {1: 1, 2: 1}


def test_an_expert_who_declares_a_relative_gives_up_that_entry_alone() -> None:
    panel = build.assigned(1, main=3, reserve=0, entries=6, experts=3)
    seat = panel.seats[0]
    sheet = seat.sheets.order_by("pk").first()

    conflicts.declare(
        seat=seat,
        organisation=sheet.entry.organisation,
        kind=ConflictKind.RELATIVE,
        text="My sister works there.",
        by=seat.expert.user,
    )

    sheet.refresh_from_db()
    assert sheet.status == SheetStatus.VOID
    assert per_entry(panel) == dict.fromkeys(range(1, 7), 1)
    assert (sheet.entry.number, seat.number) not in queries.live_sheet_pairs(panel.round)
    assert ScoreSheet.objects.filter(entry=sheet.entry).exclude(status=SheetStatus.VOID).count() == 1


def test_a_replacement_before_the_opening_mends_the_list() -> None:
    panel = build.assigned(1, main=2, reserve=1, entries=4, is_open=False)
    leaving = panel.seats[0]

    seats.recuse(seat=leaving, reason="Illness", by=panel.officer)
    replacement = panel.round.seats.get(kind=SeatKind.MAIN, status="drawn")
    seats.accept(seat=replacement, statement="No tie.", by=replacement.expert.user)

    pairs = pairs_of(queries.accepted_assignment(panel.round).document)
    assert Counter(seat for _entry, seat in pairs) == Counter(dict.fromkeys([s.number for s in panel.seats], 2))
    assert queries.live_sheet_pairs(panel.round) == set()


def test_terms_are_kept_with_a_trace_and_the_draw_fixes_its_own() -> None:
    panel = build.prepared(main=2)
    wanted = terms.Wanted(experts_per_entry=1, max_load=3, ties_bar=TieScope.ENTRY, public_source=" Rate of the day ")

    kept = terms.change(round=panel.round, wanted=wanted, by=panel.officer)

    panel.round.refresh_from_db()
    assert (panel.round.experts_per_entry, kept.max_load, kept.public_source) == (1, 3, "Rate of the day")
    assert Event.objects.get(verb="evaluation.terms.changed").changes == {
        "experts_per_entry": [None, 1],
        "max_load": [None, 3],
        "ties_bar": ["round", "entry"],
        "public_source": ["", "Rate of the day"],
    }
    rounds.draw(round=panel.round, by=panel.officer, public_value="447.11")
    with pytest.raises(Invalid) as refused:
        terms.change(round=panel.round, wanted=terms.Wanted(), by=panel.officer)
    assert [fault.field for fault in refused.value.faults] == ["public_source", "ties_bar", "reason"]
    later = terms.Wanted(experts_per_entry=2, ties_bar=TieScope.ENTRY, public_source="Rate of the day")
    terms.change(round=panel.round, wanted=later, by=panel.officer, reason="More eyes.")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"experts_per_entry": 3}, "experts_per_entry"),
        ({"experts_per_entry": 0}, "experts_per_entry"),
        ({"max_load": 0}, "max_load"),
        ({"ties_bar": "nobody"}, "ties_bar"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(values: dict, field: str) -> None:
    panel = build.prepared(main=2)

    with pytest.raises(Invalid) as refused:
        terms.change(round=panel.round, wanted=terms.Wanted(**values), by=panel.officer)

    assert [fault.field for fault in refused.value.faults] == [field]


def test_terms_stand_when_an_assignment_is_in_force_and_after_the_opening() -> None:
    panel = build.assigned(1, main=2, entries=2, is_open=False)

    with pytest.raises(Conflict, match="has been accepted"):
        terms.change(round=panel.round, wanted=terms.Wanted(), by=panel.officer, reason="x")
    with pytest.raises(NotPermitted):
        terms.change(round=panel.round, wanted=terms.Wanted(), by=UserFactory())
    opened = build.scoring(main=2)
    with pytest.raises(Conflict, match="opened"):
        terms.change(round=opened.round, wanted=terms.Wanted(), by=opened.officer)
