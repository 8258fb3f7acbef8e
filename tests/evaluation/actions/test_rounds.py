from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from evaluation import queries
from evaluation.actions import rounds, seats
from evaluation.choices import RoundStatus, SeatKind, SeatStatus, SheetStatus
from evaluation.models import Entry, ScoreSheet, SeedHolder
from evaluation.scoring.draw import commitment
from evaluation.scoring.draw import draw as lots
from foundation.audit.models import Event
from foundation.core.calendar import year_before
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from registry.choices import AffiliationKind, Role
from registry.models import Affiliation
from tests.builders import evaluation as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, ExpertFactory, MembershipFactory

pytestmark = pytest.mark.django_db

SCRIPT = Path(__file__).parents[3] / "docs" / "verify" / "draw.py"
TODAY = dt.date(2026, 11, 22)


def drawn_experts(panel: build.Panel) -> set[int]:
    return set(panel.round.seats.values_list("expert_id", flat=True))


def test_the_announcement_freezes_the_rubric_and_commits_to_a_hidden_seed() -> None:
    panel = build.prepared()

    holder = SeedHolder.objects.get(round=panel.round)
    assert (panel.round.status, panel.round.seed, panel.round.seed_digest) == (
        RoundStatus.ANNOUNCED,
        "",
        commitment(holder.seed),
    )
    assert panel.rubric.frozen_at is not None
    assert holder.seed not in json.dumps(list(Event.objects.values_list("changes", flat=True)))
    assert queries.draw_document(panel.round)["seed"] == ""


def test_a_round_is_announced_once() -> None:
    panel = build.prepared()

    with pytest.raises(TransitionNotAllowed), transaction.atomic():
        rounds.announce(round=panel.round, by=panel.officer)


def test_a_step_outside_of_an_action_is_refused(transactional_db) -> None:
    panel = build.prepared()

    with pytest.raises(Exception, match="transaction"):
        build.add_entry(panel, 9)

    assert Entry.objects.filter(round=panel.round).count() == 2


def test_the_draw_reveals_the_seed_and_can_be_repeated() -> None:
    panel = build.drawn(main=2, reserve=2, experts=6)

    document = queries.draw_document(panel.round)
    again = lots(panel.round.seed, [expert.number for expert in panel.experts], main=2, reserve=2)

    assert commitment(panel.round.seed) == panel.round.seed_digest
    assert (document["main"], document["reserve"]) == (again.main, again.reserve)
    assert panel.round.draw_pool == sorted(expert.number for expert in panel.experts)
    assert not SeedHolder.objects.filter(round=panel.round).exists()
    assert sorted(panel.round.seats.filter(kind=SeatKind.MAIN).values_list("number", flat=True)) == [1, 2]
    assert sorted(panel.round.seats.filter(kind=SeatKind.RESERVE).values_list("number", flat=True)) == [3, 4]


def test_the_stand_alone_script_confirms_a_real_draw(tmp_path: Path) -> None:
    panel = build.drawn(main=2, reserve=2, experts=6)
    file = tmp_path / "draw.json"
    file.write_text(json.dumps(queries.draw_document(panel.round)))

    done = subprocess.run([sys.executable, "-I", SCRIPT, file], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "The draw is confirmed.")


def test_only_active_experts_of_the_spheres_are_drawn() -> None:
    panel = build.prepared(main=2, reserve=5, experts=4)
    ExpertFactory()
    panel.experts[0].is_active = False
    panel.experts[0].save()
    panel.experts[1].user.is_active = False
    panel.experts[1].user.save()

    panel.round = rounds.draw(round=panel.round, by=panel.officer)

    assert drawn_experts(panel) == {panel.experts[2].pk, panel.experts[3].pk}


def test_without_spheres_the_draw_takes_from_all() -> None:
    panel = build.prepared(main=1, reserve=9, experts=1)
    panel.round.spheres.clear()
    other = ExpertFactory()

    panel.round = rounds.draw(round=panel.round, by=panel.officer)

    assert drawn_experts(panel) == {panel.experts[0].pk, other.pk}


@pytest.mark.parametrize("kind", AffiliationKind.values)
def test_an_expert_with_a_known_tie_is_never_drawn(kind: str) -> None:
    panel = build.prepared(main=1, reserve=9, experts=3)
    Affiliation.objects.create(expert=panel.experts[0], organisation=panel.entries[1].organisation, kind=kind)

    panel.round = rounds.draw(round=panel.round, by=panel.officer)

    assert drawn_experts(panel) == {panel.experts[1].pk, panel.experts[2].pk}


@pytest.mark.parametrize(
    ("until", "is_tied"),
    [(None, True), (dt.date(2027, 1, 1), True), (dt.date(2025, 11, 22), True), (dt.date(2025, 11, 21), False)],
)
@time_machine.travel("2026-11-22 12:00+05:00", tick=False)
def test_a_tie_counts_for_twelve_months_after_its_end(until: dt.date | None, is_tied: bool) -> None:
    panel = build.prepared(main=1, reserve=9, experts=2)
    Affiliation.objects.create(
        expert=panel.experts[0], organisation=panel.entries[0].organisation, kind=AffiliationKind.PAID, until=until
    )

    panel.round = rounds.draw(round=panel.round, by=panel.officer)

    assert (panel.experts[0].pk in drawn_experts(panel)) is not is_tied


@pytest.mark.parametrize(("days_ago", "is_tied"), [(None, True), (364, True), (367, False)])
def test_a_role_in_the_applicants_account_is_a_tie(days_ago: int | None, is_tied: bool) -> None:
    panel = build.prepared(main=1, reserve=9, experts=2)
    ended = timezone.now() - dt.timedelta(days=days_ago) if days_ago else None
    MembershipFactory(
        user=panel.experts[0].user,
        organisation=panel.entries[0].organisation,
        role=Role.NGO_VIEWER,
        started_at=timezone.now() - dt.timedelta(days=900),
        ended_at=ended,
    )

    panel.round = rounds.draw(round=panel.round, by=panel.officer)

    assert (panel.experts[0].pk in drawn_experts(panel)) is not is_tied


def test_the_window_of_a_leap_day() -> None:
    assert year_before(dt.date(2028, 2, 29)) == dt.date(2027, 2, 28)


def test_too_small_a_pool_is_told_with_numbers_and_changes_nothing() -> None:
    panel = build.prepared(main=3, experts=2)

    with pytest.raises(Conflict, match=r"needs 3 experts .* there are 2"):
        rounds.draw(round=panel.round, by=panel.officer)

    panel.round.refresh_from_db()
    assert (panel.round.status, panel.round.seed, panel.round.seats.count()) == (RoundStatus.ANNOUNCED, "", 0)


def test_nothing_to_score_cannot_be_drawn() -> None:
    panel = build.prepared(entries=0)

    with pytest.raises(Conflict, match="no entries"):
        rounds.draw(round=panel.round, by=panel.officer)


def test_no_entry_comes_after_the_draw() -> None:
    panel = build.drawn()

    with pytest.raises(Conflict, match="have been drawn"), transaction.atomic():
        build.add_entry(panel, 9)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COMMISSION])
def test_only_an_officer_of_the_same_body_draws(role: str) -> None:
    panel = build.prepared()
    colleague = MembershipFactory(organisation=None, body=panel.body, role=role).user
    stranger = build.officer_of(BodyFactory())

    for person in (colleague, stranger, UserFactory()):
        with pytest.raises(NotPermitted):
            rounds.draw(round=panel.round, by=person)


def test_opening_gives_each_sitting_expert_a_sheet_for_each_entry() -> None:
    panel = build.scoring(main=2, entries=3)

    assert ScoreSheet.objects.count() == 6
    assert set(ScoreSheet.objects.values_list("status", flat=True)) == {SheetStatus.DRAFT}
    assert ScoreSheet.objects.first().marks == [None, None]
    assert {sheet.seat_id for sheet in ScoreSheet.objects.all()} == {seat.pk for seat in panel.seats}


def test_opening_waits_for_every_statement() -> None:
    panel = build.drawn(main=2)
    seat = panel.seats[0]
    seats.accept(seat=seat, statement=build.STATEMENT, by=seat.expert.user)

    with pytest.raises(Conflict, match=f"Still missing: Expert {panel.seats[1].number}"):
        rounds.open(round=panel.round, scoring_until=timezone.now() + dt.timedelta(days=1), by=panel.officer)


def test_opening_needs_an_end_in_the_future() -> None:
    panel = build.signed()

    with pytest.raises(Invalid, match="must be in the future"):
        rounds.open(round=panel.round, scoring_until=timezone.now(), by=panel.officer)


def test_fewer_experts_than_seats_need_a_reason() -> None:
    panel = build.signed(main=2, reserve=0)
    seats.recuse(seat=panel.seats[0], reason="Illness", by=panel.officer)
    until = timezone.now() + dt.timedelta(days=1)

    with pytest.raises(Invalid, match="1 of 2 experts are left"):
        rounds.open(round=panel.round, scoring_until=until, by=panel.officer)
    opened = rounds.open(round=panel.round, scoring_until=until, by=panel.officer, reason="No reserve is left.")

    assert opened.status == RoundStatus.SCORING
    assert Event.objects.get(verb="evaluation.round.opened").reason == "No reserve is left."


def test_a_round_without_any_expert_cannot_open() -> None:
    panel = build.signed(main=1, reserve=0)
    seats.recuse(seat=panel.seats[0], reason="Illness", by=panel.officer)

    with pytest.raises(Conflict, match="No expert is left"):
        rounds.open(round=panel.round, scoring_until=timezone.now() + dt.timedelta(days=1), by=panel.officer)


def test_closing_early_with_unfinished_sheets_needs_a_reason() -> None:
    panel = build.scoring(main=1, entries=2)
    build.submit(panel, panel.seats[0], panel.entries[0], [500, 500])

    with pytest.raises(Invalid, match="1 score sheet is not submitted"):
        rounds.close(round=panel.round, by=panel.officer)
    closed = rounds.close(round=panel.round, by=panel.officer, reason="The expert has gone.")

    assert closed.status == RoundStatus.CLOSED
    event = Event.objects.get(verb="evaluation.round.closed")
    assert (event.changes, event.reason) == ({"sheets": 2, "not_submitted": 1}, "The expert has gone.")


def test_closing_needs_no_reason_when_all_is_done_or_the_time_is_over() -> None:
    done = build.scoring(main=1, entries=1)
    build.submit(done, done.seats[0], done.entries[0], [500, 500])
    late = build.scoring(main=1, entries=1)

    assert rounds.close(round=done.round, by=done.officer).status == RoundStatus.CLOSED
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        assert rounds.close(round=late.round, by=late.officer).status == RoundStatus.CLOSED


def test_numbers_of_seats_do_not_follow_the_draw() -> None:
    # Ten rounds of five: that the shuffled numbers follow the draw each time has a chance of 1 in 120 to the tenth.
    orders = []
    for _ in range(10):
        panel = build.drawn(main=5, reserve=0, experts=5, entries=1)
        orders.append(list(panel.round.seats.order_by("place").values_list("number", flat=True)))

    assert any(order != [1, 2, 3, 4, 5] for order in orders)
    assert {tuple(sorted(order)) for order in orders} == {(1, 2, 3, 4, 5)}


def test_statuses_of_fresh_seats() -> None:
    panel = build.drawn(main=1, reserve=1)

    assert set(panel.round.seats.values_list("status", flat=True)) == {SeatStatus.DRAWN}
