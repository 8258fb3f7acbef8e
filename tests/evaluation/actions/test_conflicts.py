from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from evaluation import queries
from evaluation.actions import conflicts, runs, seats
from evaluation.choices import (
    ConflictKind,
    HintKind,
    HintOutcome,
    RunStatus,
    SeatKind,
    SeatStatus,
    SheetStatus,
    TieScope,
)
from evaluation.models import Declaration, HintReview, Run
from evaluation.rules.conflicts import barred_pairs, conflicted, has_conflict, tied_organisations
from evaluation.tasks import sweep_ties
from foundation.audit.models import Event
from foundation.core import clock, jobs
from foundation.core.calendar import local_date, year_before
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.models import Job
from foundation.notifications.models import Message
from registry.choices import AffiliationKind
from registry.models import Affiliation
from tests.builders import evaluation as build
from tests.factories.registry import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def declare(panel: build.Panel, seat, entry, kind: str = ConflictKind.MEMBER, text: str = "Since 2019.") -> None:
    conflicts.declare(seat=seat, organisation=entry.organisation, kind=kind, text=text, by=seat.expert.user)


def status_of(seat) -> str:
    seat.refresh_from_db()
    return seat.status


@pytest.mark.parametrize("kind", [kind for kind in ConflictKind if kind not in {"relative", "other"}])
def test_a_declared_tie_of_r35_ends_the_seat_and_the_reserve_takes_it(kind: str) -> None:
    panel = build.signed(main=1, reserve=1)
    seat = panel.seats[0]

    declare(panel, seat, panel.entries[0], kind)

    assert status_of(seat) == SeatStatus.RECUSED
    assert panel.round.seats.get(kind=SeatKind.MAIN, status=SeatStatus.DRAWN).expert != seat.expert
    assert seat.expert.user_id in conflicted(panel.round)
    event = Event.objects.get(verb="evaluation.conflict.declared")
    assert (event.changes["kind"], event.changes["entries"]) == (kind, [1])
    assert "Since 2019" not in str(event.changes)


def test_a_declared_relative_keeps_the_expert_from_that_applicant_alone() -> None:
    panel = build.scoring(main=2, entries=2)
    seat, other = panel.seats
    build.submit(panel, seat, panel.entries[0], [500, 500])

    declare(panel, seat, panel.entries[0], ConflictKind.RELATIVE, "My sister works there.")

    assert status_of(seat) == SeatStatus.ACCEPTED
    assert queries.live_sheet_pairs(panel.round) == {(1, other.number), (2, seat.number), (2, other.number)}
    assert has_conflict(seat.expert, panel.round, panel.entries[0])
    assert not has_conflict(seat.expert, panel.round, panel.entries[1])
    assert not has_conflict(seat.expert, panel.round)
    assert Message.objects.filter(recipient=seat.expert.user).count() == 1
    assert Message.objects.filter(recipient=panel.officer).count() == 1


def test_a_tie_that_comes_to_mind_in_the_discussion_makes_the_marks_void() -> None:
    panel = build.discussing()
    seat, entry = panel.seats[0], panel.entries[0]

    declare(panel, seat, entry, ConflictKind.RELATIVE, "My cousin leads it.")

    assert panel.sheet(seat, entry).status == SheetStatus.VOID
    assert panel.sheet(seat, panel.entries[1]).status == SheetStatus.SUBMITTED
    assert status_of(seat) == SeatStatus.ACCEPTED


def test_declared_before_the_opening_the_sheet_is_never_given() -> None:
    panel = build.signed(main=1, reserve=0, entries=2)
    seat = panel.seats[0]
    declare(panel, seat, panel.entries[1], ConflictKind.OTHER, "A quarrel.")

    build.rounds.open(round=panel.round, scoring_until=build.timezone.now() + dt.timedelta(days=1), by=panel.officer)

    assert queries.live_sheet_pairs(panel.round) == {(1, seat.number)}


def test_a_declaration_covers_every_entry_of_the_applicant() -> None:
    panel = build.prepared(main=1, reserve=0, entries=1)
    with transaction.atomic():
        build.add_entry(panel, 2, organisation=panel.entries[0].organisation)
    build.rounds.draw(round=panel.round, by=panel.officer)
    seat = panel.seats[0]

    declare(panel, seat, panel.entries[0], ConflictKind.OTHER)

    assert sorted(Declaration.objects.values_list("entry__number", flat=True)) == [1, 2]
    assert barred_pairs(panel.round, panel.seats) == {(1, seat.number), (2, seat.number)}


def test_what_is_declared_needs_an_applicant_a_kind_and_a_sentence_all_said_at_once() -> None:
    panel = build.signed()
    seat = panel.seats[0]

    with pytest.raises(Invalid) as refused:
        conflicts.declare(seat=seat, organisation=OrganisationFactory(), kind="no", text=" ", by=seat.expert.user)

    assert [fault.field for fault in refused.value.faults] == ["organisation", "kind", "text"]


def test_who_may_declare_and_when() -> None:
    panel = build.scoring(main=2)
    seat, other = panel.seats

    with pytest.raises(NotPermitted):
        conflicts.declare(
            seat=seat, organisation=panel.entries[0].organisation, kind="other", text="x", by=other.expert.user
        )
    declare(panel, seat, panel.entries[0], ConflictKind.OTHER)
    with pytest.raises(Conflict, match="declared this already"):
        declare(panel, seat, panel.entries[0], ConflictKind.OTHER)
    build.rounds.close(round=panel.round, by=panel.officer, reason="x")
    with pytest.raises(Conflict, match="closed"):
        declare(panel, other, panel.entries[0], ConflictKind.OTHER)


@pytest.mark.django_db(transaction=True)
def test_a_declaration_never_changes() -> None:
    panel = build.signed()
    declare(panel, panel.seats[0], panel.entries[0], ConflictKind.OTHER)

    for change in (lambda: Declaration.objects.update(text="x"), Declaration.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_sweep_finds_a_new_member_voids_the_sheets_and_tells_both_sides() -> None:
    panel = build.scoring(main=2, reserve=1, entries=2)
    seat = panel.seats[0]
    build.submit(panel, seat, panel.entries[1], [500, 500])
    MembershipFactory(user=seat.expert.user, organisation=panel.entries[0].organisation)

    sweep_ties()
    sweep_ties()

    assert status_of(seat) == SeatStatus.RECUSED
    assert set(seat.sheets.values_list("status", flat=True)) == {SheetStatus.VOID}
    assert Message.objects.filter(recipient=seat.expert.user).count() == 1
    assert Message.objects.filter(recipient=panel.officer).count() == 1
    assert Event.objects.get(verb="evaluation.seat.recused").actor_id == ""


def test_by_the_entry_a_new_tie_takes_that_applicant_alone() -> None:
    panel = build.assigned(1, main=2, reserve=0, entries=4, ties_bar=TieScope.ENTRY)
    seat, other = panel.seats
    entry = seat.sheets.order_by("pk").first().entry
    Affiliation.objects.create(expert=seat.expert, organisation=entry.organisation, kind=AffiliationKind.MEMBER)

    assert conflicts.enforce(round=panel.round) == 1
    assert conflicts.enforce(round=panel.round) == 0

    live = queries.live_sheet_pairs(panel.round)
    assert (status_of(seat), (entry.number, seat.number) in live, (entry.number, other.number) in live) == (
        SeatStatus.ACCEPTED,
        False,
        True,
    )
    assert conflicted(panel.round) == set()


def test_by_the_entry_an_accepted_list_is_mended_before_the_opening() -> None:
    panel = build.assigned(1, main=2, reserve=0, entries=2, ties_bar=TieScope.ENTRY, is_open=False)
    assigned = queries.assigned_entries(panel.round)
    seat = panel.seats[0]
    entry = panel.entries[min(assigned[seat.number]) - 1]
    Affiliation.objects.create(expert=seat.expert, organisation=entry.organisation, kind=AffiliationKind.HEAD)

    assert conflicts.enforce(round=panel.round) == 1

    assert entry.number not in queries.assigned_entries(panel.round).get(seat.number, set())


def test_a_tie_found_after_the_ranking_gives_a_new_ranking_by_a_job() -> None:
    panel, run = build.computed([[[1000, 1000], [200, 200]], [[400, 400], [400, 400]]], reserve=1)
    seat = panel.seats[0]
    Affiliation.objects.create(
        expert=seat.expert, organisation=panel.entries[0].organisation, kind=AffiliationKind.PAID
    )

    sweep_ties()
    jobs.run_waiting()

    renewed = queries.latest_run(panel.round)
    assert (renewed.number, renewed.status, renewed.requested_by) == (2, RunStatus.COMPUTED, panel.officer)
    assert [len(entry["sheets"]) for entry in renewed.inputs["entries"]] == [1, 1]
    assert "tie" in renewed.reason
    run.refresh_from_db()
    assert [len(entry["sheets"]) for entry in run.inputs["entries"]] == [2, 2]
    assert runs.renew(round=panel.round, reason="again") is None


def test_a_waiting_ranking_with_marks_that_became_void_is_computed_and_superseded() -> None:
    panel = build.closed()
    runs.request(round=panel.round, by=panel.officer)

    seats.recuse(seat=panel.seats[0], reason="Found later.", by=panel.officer)
    jobs.run(str(Job.objects.get(name="evaluation.renew_run").pk))
    jobs.run_waiting()

    numbers = Run.objects.filter(round=panel.round, status=RunStatus.COMPUTED).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2]
    assert [len(entry["sheets"]) for entry in queries.latest_run(panel.round).inputs["entries"]] == [1, 1]


def test_no_ranking_is_wanted_where_there_was_none() -> None:
    panel = build.closed()

    seats.recuse(seat=panel.seats[0], reason="Found later.", by=panel.officer)

    assert not Job.objects.filter(name="evaluation.renew_run").exists()
    assert runs.renew(round=panel.round, reason="x") is None


def test_a_published_ranking_is_left_alone() -> None:
    panel, _run = build.published()
    MembershipFactory(user=panel.seats[0].expert.user, organisation=panel.entries[0].organisation)

    sweep_ties()

    assert (conflicts.enforce(round=panel.round), status_of(panel.seats[0])) == (0, SeatStatus.ACCEPTED)


def hinted(**values) -> tuple[build.Panel, dict]:
    """A panel whose first expert has the surname of the head of the first applicant."""
    panel = build.scoring(main=2, entries=2, **values)
    seat, organisation = panel.seats[0], panel.entries[0].organisation
    seat.expert.user.full_name = "Ойданова Айгүл"
    seat.expert.user.save()
    organisation.head_name = "Ойданов Ерлан Серікұлы"
    organisation.save()
    return panel, {
        "round": panel.round,
        "expert": seat.expert,
        "organisation": organisation,
        "kind": HintKind.SURNAME,
        "by": panel.officer,
    }


def test_a_dismissed_sign_stays_dismissed_in_every_round_and_bars_nobody() -> None:
    panel, sign = hinted()
    assert [(row.kind, row.is_open) for row in queries.hint_rows(panel.round, {})] == [("surname", True)]

    conflicts.review(**sign, outcome=HintOutcome.DISMISSED, reason="Not related: asked both.")

    assert [(row.kind, row.is_open) for row in queries.hint_rows(panel.round, {})] == [("surname", False)]
    assert barred_pairs(panel.round, panel.seats) == frozenset()
    event = Event.objects.get(verb="evaluation.hint.reviewed")
    assert (event.reason, event.changes["outcome"]) == ("Not related: asked both.", ["", "dismissed"])


def test_an_upheld_sign_takes_the_entries_at_once_and_the_last_word_counts() -> None:
    panel, sign = hinted()
    seat = panel.seats[0]

    conflicts.review(**sign, outcome=HintOutcome.UPHELD, reason="His wife.")

    assert (1, seat.number) not in queries.live_sheet_pairs(panel.round)
    assert has_conflict(seat.expert, panel.round, panel.entries[0])
    conflicts.review(**sign, outcome=HintOutcome.DISMISSED, reason="A mistake.")
    assert not has_conflict(seat.expert, panel.round, panel.entries[0])
    assert HintReview.objects.count() == 1


def test_a_hard_tie_cannot_be_dismissed_by_anybody() -> None:
    _panel, sign = hinted()

    for kind in ("member", "employee", "founder", "governing", "head", "paid", "membership"):
        with pytest.raises(NotPermitted, match="cannot be dismissed"):
            conflicts.review(**sign | {"kind": kind}, outcome=HintOutcome.DISMISSED, reason="x")


def test_a_review_needs_an_outcome_and_a_reason_and_an_officer_without_a_tie() -> None:
    panel, sign = hinted()

    with pytest.raises(Invalid) as refused:
        conflicts.review(**sign, outcome="maybe", reason=" ")
    assert [fault.field for fault in refused.value.faults] == ["outcome", "reason"]
    with pytest.raises(NotPermitted):
        conflicts.review(**sign | {"by": panel.seats[0].expert.user}, outcome=HintOutcome.DISMISSED, reason="x")
    MembershipFactory(user=panel.officer, organisation=panel.entries[1].organisation)
    with pytest.raises(NotPermitted, match="Another officer"):
        conflicts.review(**sign, outcome=HintOutcome.DISMISSED, reason="x")


def test_a_tie_that_ended_a_year_ago_is_a_sign_and_no_bar() -> None:
    panel = build.signed(main=2, entries=2)
    seat, organisation = panel.seats[0], panel.entries[0].organisation
    seat.expert.user.full_name = "Ойданова Айгүл"
    seat.expert.user.save()
    last = year_before(local_date(clock.now()))
    tie = Affiliation.objects.create(
        expert=seat.expert, organisation=organisation, kind=AffiliationKind.EMPLOYEE, until=last - dt.timedelta(days=1)
    )

    assert [(row.seat, row.kind) for row in queries.hint_rows(panel.round, {})] == [(seat, "former")]
    assert tied_organisations(panel.round) == {}
    tie.until = last
    tie.save()
    assert queries.hint_rows(panel.round, tied_organisations(panel.round)) == []
    assert tied_organisations(panel.round) == {seat.expert.user_id: {organisation.pk}}
