from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluation.actions import rounds, seats, sheets
from evaluation.choices import ChangeKind, RoundStatus, SheetStatus
from evaluation.models import SheetChange
from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from tests.builders import evaluation as build
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def revise(panel: build.Panel, seat, entry, marks, **values):
    sheet = panel.sheet(seat, entry)
    given = {"reason": "Convinced.", "version": sheet.version, "by": seat.expert.user, **values}
    return sheets.revise(sheet=sheet, marks=dict(zip(["c1", "c2"], marks, strict=True)), comments={}, **given)


def test_an_expert_changes_the_own_marks_with_a_reason_and_both_are_kept() -> None:
    panel = build.discussing()
    seat, entry = panel.seats[0], panel.entries[0]

    sheet = revise(panel, seat, entry, [800, 700], reason=" The budget is sound. ")

    change = SheetChange.objects.get()
    assert (sheet.status, sheet.marks, sheet.total) == (SheetStatus.SUBMITTED, [800, 700], 150_000)
    assert (change.sheet, change.number, change.kind, change.reason) == (
        sheet,
        1,
        ChangeKind.DISCUSSION,
        "The budget is sound.",
    )
    assert (change.marks_before, change.marks_after) == ([800, 600], [800, 700])
    assert (change.total_before, change.total_after) == (140_000, 150_000)


def test_the_audit_knows_of_the_change_and_not_the_marks() -> None:
    panel = build.discussing()

    revise(panel, panel.seats[0], panel.entries[0], [800, 700])

    event = Event.objects.get(verb="evaluation.sheet.revised")
    assert event.changes == {"entry": 1, "expert": panel.seats[0].number}


@pytest.mark.parametrize(
    ("marks", "reason", "field"),
    [([800, 700], " ", "reason"), ([800, 600], "Why not", "reason"), ([800, None], "x", "mark_c2")],
)
def test_a_change_without_a_reason_or_without_a_change_is_refused(marks, reason: str, field: str) -> None:
    panel = build.discussing()

    with pytest.raises(Invalid) as refusal:
        revise(panel, panel.seats[0], panel.entries[0], marks, reason=reason)

    assert [fault.field for fault in refusal.value.faults] == [field]
    assert panel.sheet(panel.seats[0], panel.entries[0]).marks == [800, 600]
    assert SheetChange.objects.count() == 0


def test_a_mark_off_the_scale_is_refused_in_the_discussion_too() -> None:
    panel = build.discussing()

    with pytest.raises(Invalid, match=r"from 0\.00 to 10\.00"):
        revise(panel, panel.seats[0], panel.entries[0], [800, 1100])


def test_two_windows_in_the_discussion() -> None:
    panel = build.discussing()
    seat, entry = panel.seats[0], panel.entries[0]
    before = panel.sheet(seat, entry).version
    revise(panel, seat, entry, [800, 700])

    with pytest.raises(Conflict, match="another window"):
        revise(panel, seat, entry, [100, 100], version=before)

    assert panel.sheet(seat, entry).marks == [800, 700]


def test_nobody_changes_anothers_marks_or_a_draft() -> None:
    panel = build.discussing([[[800, 600], []]])
    first, second = panel.seats

    with pytest.raises(NotPermitted, match="another expert"):
        revise(panel, first, panel.entries[0], [100, 100], by=second.expert.user)
    with pytest.raises(TransitionNotAllowed):
        revise(panel, second, panel.entries[0], [100, 100])
    with pytest.raises(Conflict, match="The scoring is closed"):
        build.submit(panel, second, panel.entries[0], [100, 100])


def test_a_tie_that_came_up_stops_the_change() -> None:
    panel = build.discussing()
    seat = panel.seats[0]
    MembershipFactory(user=seat.expert.user, organisation=panel.entries[1].organisation)

    with pytest.raises(Conflict, match="now knows a tie"):
        revise(panel, seat, panel.entries[0], [100, 100])


@pytest.mark.parametrize("seconds", [0, 1])
def test_the_end_of_the_discussion_is_the_servers(seconds: int) -> None:
    panel = build.discussing()

    with (
        time_machine.travel(panel.round.discussion_until + dt.timedelta(seconds=seconds), tick=False),
        pytest.raises(DeadlinePassed, match="time for the discussion is over"),
    ):
        revise(panel, panel.seats[0], panel.entries[0], [100, 100])


def test_before_and_after_the_discussion_no_submitted_sheet_changes() -> None:
    early, late = build.scoring(main=1, entries=1), build.discussing()
    build.submit(early, early.seats[0], early.entries[0], [500, 500])
    rounds.close(round=late.round, by=late.officer, reason="Over")

    for panel in (early, late):
        with pytest.raises(Conflict, match="not discussing now"):
            revise(panel, panel.seats[0], panel.entries[0], [100, 100])


def test_a_round_announced_without_a_discussion_has_none() -> None:
    panel = build.scoring(main=1, entries=1)

    with pytest.raises(Conflict, match="without a discussion"):
        rounds.discuss(round=panel.round, discussion_until=timezone.now() + dt.timedelta(days=1), by=panel.officer)


def test_the_discussion_opens_early_only_with_a_reason_and_ends_in_the_future() -> None:
    panel = build.scoring(main=1, entries=1, has_discussion=True)
    soon = timezone.now() + dt.timedelta(days=1)

    with pytest.raises(Invalid, match="1 score sheet is not submitted"):
        rounds.discuss(round=panel.round, discussion_until=soon, by=panel.officer)
    build.submit(panel, panel.seats[0], panel.entries[0], [500, 500])
    with pytest.raises(Invalid, match="must be in the future"):
        rounds.discuss(round=panel.round, discussion_until=timezone.now(), by=panel.officer)
    with pytest.raises(NotPermitted):
        rounds.discuss(round=panel.round, discussion_until=soon, by=panel.seats[0].expert.user)

    assert rounds.discuss(round=panel.round, discussion_until=soon, by=panel.officer).status == RoundStatus.DISCUSSION


def test_a_promised_discussion_is_left_out_or_cut_short_only_with_a_reason() -> None:
    panel = build.scoring(main=1, entries=1, has_discussion=True)
    build.submit(panel, panel.seats[0], panel.entries[0], [500, 500])
    discussing = build.discussing()

    with pytest.raises(Invalid, match="announced with a discussion"):
        rounds.close(round=panel.round, by=panel.officer)
    with pytest.raises(Invalid, match="still have time to discuss"):
        rounds.close(round=discussing.round, by=discussing.officer)
    with time_machine.travel(discussing.round.discussion_until + dt.timedelta(seconds=1)):
        assert rounds.close(round=discussing.round, by=discussing.officer).status == RoundStatus.CLOSED
    assert rounds.close(round=panel.round, by=panel.officer, reason="One expert.").status == RoundStatus.CLOSED


def test_a_sheet_given_back_and_sent_again_keeps_the_difference() -> None:
    panel = build.scoring(main=1, entries=2)
    seat, (first, second) = panel.seats[0], panel.entries
    for entry in (first, second):
        sheets.reopen(sheet=build.submit(panel, seat, entry, [500, 600]), reason="Slip", by=panel.officer)

    changed = build.submit(panel, seat, first, [500, 700])
    build.submit(panel, seat, second, [500, 600])

    change = SheetChange.objects.get()
    assert (change.sheet, change.kind, change.reason) == (changed, ChangeKind.REOPENED, "Slip")
    assert (change.marks_before, change.marks_after) == ([500, 600], [500, 700])
    assert changed.filed is None


def test_the_database_keeps_a_change_as_it_was_written() -> None:
    panel = build.discussing()
    revise(panel, panel.seats[0], panel.entries[0], [800, 700])

    for attempt in (lambda: SheetChange.objects.update(reason="?"), lambda: SheetChange.objects.all().delete()):
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            attempt()


def test_nobody_takes_a_seat_that_becomes_free_in_the_discussion() -> None:
    panel = build.discussing(reserve=1)

    seats.recuse(seat=panel.seats[0], reason="Tie", by=panel.officer)

    assert len(panel.seats) == 1
