from __future__ import annotations

import pytest

from evaluation import queries
from evaluation.actions import rounds, runs, seats
from evaluation.choices import SeatKind, SeatStatus, SheetStatus
from evaluation.models import ScoreSheet
from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from registry.choices import AffiliationKind, Role
from registry.models import Affiliation
from tests.builders import evaluation as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def test_the_statement_is_kept_in_the_words_that_were_signed() -> None:
    panel = build.drawn()
    seat = panel.seats[0]

    seat = seats.accept(seat=seat, statement="  I have no tie.  ", by=seat.expert.user)

    assert (seat.status, seat.statement, seat.signed_at is not None) == (SeatStatus.ACCEPTED, "I have no tie.", True)
    event = Event.objects.get(verb="evaluation.seat.accepted")
    assert (event.actor_id, event.changes) == (str(seat.expert.user_id), {"statement": "I have no tie."})


def test_nobody_signs_for_another() -> None:
    panel = build.drawn()

    for person in (panel.officer, panel.seats[1].expert.user, UserFactory()):
        with pytest.raises(NotPermitted):
            seats.accept(seat=panel.seats[0], statement="I have no tie.", by=person)


def test_an_empty_statement_and_a_second_signature_are_refused() -> None:
    panel = build.drawn()
    seat = panel.seats[0]

    with pytest.raises(Invalid, match="empty"):
        seats.accept(seat=seat, statement="  ", by=seat.expert.user)
    seats.accept(seat=seat, statement="Yes", by=seat.expert.user)
    with pytest.raises(TransitionNotAllowed):
        seats.accept(seat=seat, statement="Yes", by=seat.expert.user)


def test_a_reserve_expert_signs_only_when_a_seat_is_free() -> None:
    panel = build.drawn(main=1, reserve=1)
    reserve = panel.round.seats.get(kind=SeatKind.RESERVE)

    with pytest.raises(Conflict, match="in the reserve"):
        seats.accept(seat=reserve, statement="Yes", by=reserve.expert.user)


def test_who_became_tied_after_the_draw_cannot_sign() -> None:
    panel = build.drawn()
    seat = panel.seats[0]
    MembershipFactory(user=seat.expert.user, organisation=panel.entries[0].organisation, role=Role.NGO_EDITOR)

    with pytest.raises(Conflict, match="knows a tie"):
        seats.accept(seat=seat, statement="Yes", by=seat.expert.user)

    seat.refresh_from_db()
    assert seat.status == SeatStatus.DRAWN


def test_recusal_voids_the_sheets_and_the_next_reserve_takes_the_seat() -> None:
    panel = build.scoring(main=2, reserve=2, entries=2)
    leaving = panel.seats[0]
    build.submit(panel, leaving, panel.entries[0], [500, 500])
    first, second = panel.round.seats.filter(kind=SeatKind.RESERVE).order_by("place")

    seats.recuse(seat=leaving, reason="My sister works there.", by=leaving.expert.user)

    leaving.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (leaving.status, leaving.recusal_reason) == (SeatStatus.RECUSED, "My sister works there.")
    assert set(leaving.sheets.values_list("status", "void_reason")) == {(SheetStatus.VOID, "My sister works there.")}
    assert (first.kind, second.kind) == (SeatKind.MAIN, SeatKind.RESERVE)
    assert list(Event.objects.filter(verb="evaluation.sheet.voided").values_list("reason", flat=True)) == [
        "My sister works there."
    ]


def test_a_replacement_gets_empty_sheets_by_signing_while_others_score() -> None:
    panel = build.scoring(main=1, reserve=1, entries=2)
    seats.recuse(seat=panel.seats[0], reason="Illness", by=panel.officer)
    replacement = panel.seats[0]

    assert replacement.sheets.count() == 0
    seats.accept(seat=replacement, statement="No tie.", by=replacement.expert.user)

    assert list(replacement.sheets.values_list("status", flat=True)) == [SheetStatus.DRAFT] * 2


def test_a_reserve_expert_with_a_fresh_tie_is_passed_over() -> None:
    panel = build.drawn(main=1, reserve=2, experts=4)
    first, second = panel.round.seats.filter(kind=SeatKind.RESERVE).order_by("place")
    Affiliation.objects.create(
        expert=first.expert, organisation=panel.entries[0].organisation, kind=AffiliationKind.FOUNDER
    )

    seats.recuse(seat=panel.seats[0], reason="Illness", by=panel.officer)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.kind, second.kind) == (SeatKind.RESERVE, SeatKind.MAIN)


def test_leaving_the_reserve_moves_nobody() -> None:
    panel = build.drawn(main=1, reserve=2, experts=4)
    first, second = panel.round.seats.filter(kind=SeatKind.RESERVE).order_by("place")

    seats.recuse(seat=first, reason="Illness", by=first.expert.user)

    second.refresh_from_db()
    assert (second.kind, len(panel.seats)) == (SeatKind.RESERVE, 1)


def test_recusal_needs_a_reason_and_the_right_person() -> None:
    panel = build.drawn()
    seat = panel.seats[0]

    with pytest.raises(Invalid, match="Say why"):
        seats.recuse(seat=seat, reason=" ", by=seat.expert.user)
    with pytest.raises(NotPermitted):
        seats.recuse(seat=seat, reason="x", by=panel.seats[1].expert.user)
    seats.recuse(seat=seat, reason="x", by=seat.expert.user)
    with pytest.raises(TransitionNotAllowed):
        seats.recuse(seat=seat, reason="x", by=seat.expert.user)


def test_a_conflict_found_after_the_closing_voids_the_marks_and_a_new_ranking_forgets_them() -> None:
    panel, before = build.computed([[[1000, 1000], [200, 200]], [[400, 400], [400, 400]]], reserve=1)
    leaving = next(seat for seat in panel.seats if seat.sheets.filter(total=200000).exists())

    with pytest.raises(NotPermitted):
        seats.recuse(seat=leaving, reason="Found later.", by=leaving.expert.user)
    seats.recuse(seat=leaving, reason="Found later.", by=panel.officer)
    after, job = runs.request(round=panel.round, by=panel.officer, reason="A conflict was found later.")
    jobs.run(str(job.pk))

    assert [(row.entry.number, str(row.total), row.rank) for row in queries.ranking(before)] == [
        (1, "12.00", 1),
        (2, "8.00", 2),
    ]
    assert [(row.entry.number, str(row.total), row.rank) for row in queries.ranking(after)] == [
        (2, "8.00", 1),
        (1, "4.00", 2),
    ]
    assert (queries.latest_run(panel.round), after.number, after.reason) == (after, 2, "A conflict was found later.")
    assert len(panel.seats) == 1
    assert ScoreSheet.objects.filter(seat=leaving, status=SheetStatus.VOID).count() == 2


def test_a_closed_round_takes_no_more_statements() -> None:
    panel = build.scoring(main=1, reserve=1, entries=1)
    seats.recuse(seat=panel.seats[0], reason="Illness", by=panel.officer)
    rounds.close(round=panel.round, by=panel.officer)
    seat = panel.seats[0]

    with pytest.raises(Conflict, match="closed"):
        seats.accept(seat=seat, statement="Yes", by=seat.expert.user)
