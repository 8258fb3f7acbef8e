"""One more expert where marks diverge: when it is known, who is called, what the result says, who learns what."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluation import queries
from evaluation.actions import conflicts, extras, rounds, runs, seats
from evaluation.choices import ConflictKind, RoundStatus, SeatKind
from evaluation.models import Assignment, Round, Run
from evaluation.queries.bundles import bundle_files
from evaluation.scoring.assignment_document import is_confirmed, pairs_of
from evaluation.scoring.bundle import pack
from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from tests.builders import evaluation as build
from tests.evaluation.actions.test_bundles import recompute
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db

# Totals 20 and 14 (6 apart), 15 and 10 (exactly 5), 12 and 12.
MARKS = [[[1000, 1000], [700, 700]], [[800, 700], [500, 500]], [[600, 600], [600, 600]]]


def in_a_day() -> dt.datetime:
    return timezone.now() + dt.timedelta(hours=24)


def test_an_entry_above_the_threshold_gets_one_more_expert_and_all_sheets_count(tmp_path: Path) -> None:
    panel = build.called(MARKS)

    assignment = Assignment.objects.get(is_extra=True)
    [(entry, number)] = pairs_of(assignment.document)
    seat = panel.round.seats.select_related("expert__user").get(number=number)
    assert (entry, seat.kind, panel.round.status) == (1, SeatKind.EXTRA, RoundStatus.EXTRA)
    assert is_confirmed(assignment.document)
    assert (assignment.document["threshold"], assignment.document["spreads"]) == ("5.00", [[1, "6.00"]])
    assert seat.sheets.count() == 0
    seats.accept(seat=seat, statement=build.STATEMENT, by=seat.expert.user)
    assert list(seat.sheets.values_list("entry__number", flat=True)) == [1]
    build.submit(panel, seat, panel.entries[0], [500, 500])
    panel.round = rounds.close(round=panel.round, by=panel.officer)
    run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    result = run.results.get(entry=panel.entries[0])
    # (20 + 14 + 10) / 3
    assert (result.sheets, result.total) == (3, Decimal("14.67"))
    [extra] = queries.extra_experts(panel.round, 1)
    assert (extra.expert, extra.spread, extra.threshold) == (number, Decimal("6.00"), Decimal("5.00"))
    assert queries.extra_experts(panel.round, 2) == []
    with transaction.atomic():
        runs.publish(run=Run.objects.get(pk=run.pk), by=panel.officer)
    files = bundle_files(Run.objects.select_related("round__rubric").get(pk=run.pk))
    [call] = json.loads(files["extra.json"])
    assert (call["reason"], call["experts"]) == ("Too far apart.", [{"entry": 1, "expert": number, "spread": "6.00"}])
    (tmp_path / "contest.zip").write_bytes(pack(files))
    assert recompute(tmp_path / "contest.zip")[0] == 0
    files["extra.json"] = files["extra.json"].replace(b'"spread":"6.00"', b'"spread":"9.00"')
    (tmp_path / "forged.zip").write_bytes(pack(files))
    assert "DIFFERS: entry 1: the marks were not 9.00 apart" in recompute(tmp_path / "forged.zip")[1]


def test_the_audit_tells_that_it_was_done_and_no_mark_or_entry() -> None:
    panel = build.called(MARKS)

    event = Event.objects.get(verb="evaluation.extra.called")

    assignment = Assignment.objects.get(is_extra=True)
    assert event.changes == {"number": 1, "digest": assignment.digest, "entries": 1}
    assert (event.reason, event.actor_id) == ("Too far apart.", str(panel.officer.pk))
    [number] = [seat for _entry, seat in pairs_of(assignment.document)]
    called = panel.round.seats.get(number=number).expert.user
    assert Message.objects.filter(recipient=called, subject__startswith="You are asked to score").count() == 1


def test_who_is_called_is_the_same_again_and_never_somebody_with_a_tie() -> None:
    panel = build.compared([MARKS[0], MARKS[0]])
    first, second = panel.round.seats.filter(kind=SeatKind.RESERVE).select_related("expert__user").order_by("number")
    MembershipFactory(user=first.expert.user, organisation=panel.entries[0].organisation)

    assignment = extras.call(round=panel.round, extra_until=in_a_day(), reason="Apart.", by=panel.officer)

    assert pairs_of(assignment.document) == [(1, second.number), (2, second.number)]
    first.refresh_from_db()
    assert first.kind == SeatKind.RESERVE


def test_nobody_can_be_called_when_all_of_the_reserve_are_tied() -> None:
    panel = build.compared(MARKS, reserve=1)
    [seat] = panel.round.seats.filter(kind=SeatKind.RESERVE).select_related("expert__user")
    MembershipFactory(user=seat.expert.user, organisation=panel.entries[0].organisation)

    with pytest.raises(Conflict, match="Nobody of the reserve may score"):
        extras.call(round=panel.round, extra_until=in_a_day(), reason="Apart.", by=panel.officer)

    with pytest.raises(Invalid, match="1 entry is over the threshold"):
        rounds.close(round=panel.round, by=panel.officer)
    assert rounds.close(round=panel.round, by=panel.officer, reason="Nobody is left.").status == RoundStatus.CLOSED


def test_an_extra_expert_with_a_conflict_leaves_and_another_can_be_called() -> None:
    panel = build.called(MARKS)
    [row] = queries.divergent(panel.round)
    seat = panel.round.seats.select_related("expert__user").get(number=row.experts[0])
    seats.accept(seat=seat, statement=build.STATEMENT, by=seat.expert.user)
    organisation = panel.entries[0].organisation
    conflicts.declare(
        seat=seat, organisation=organisation, kind=ConflictKind.OTHER, text="Rivals.", by=seat.expert.user
    )

    assert [one.experts for one in queries.divergent(panel.round)] == [[]]
    again = extras.call(round=panel.round, extra_until=in_a_day(), reason="Another one.", by=panel.officer)

    [(entry, number)] = pairs_of(again.document)
    assert (entry, number != seat.number) == (1, True)
    with pytest.raises(Conflict, match="No entry is over the threshold"):
        extras.call(round=panel.round, extra_until=in_a_day(), reason="Once more.", by=panel.officer)


def test_a_tie_that_comes_up_takes_the_called_expert_out() -> None:
    panel = build.called(MARKS)
    [row] = queries.divergent(panel.round)
    seat = panel.round.seats.select_related("expert__user").get(number=row.experts[0])
    MembershipFactory(user=seat.expert.user, organisation=panel.entries[1].organisation)

    assert conflicts.enforce(round=panel.round) == 1

    assert [one.experts for one in queries.divergent(panel.round)] == [[]]


@pytest.mark.parametrize(
    ("values", "field"), [({"reason": "  "}, "reason"), ({"extra_until": timezone.now()}, "extra_until")]
)
def test_a_call_needs_a_reason_and_a_moment_to_come(values, field: str) -> None:
    panel = build.compared(MARKS)

    with pytest.raises(Invalid) as refusal:
        extras.call(
            **{"round": panel.round, "extra_until": in_a_day(), "reason": "Apart.", "by": panel.officer} | values
        )

    assert [fault.field for fault in refusal.value.faults] == [field]
    assert Assignment.objects.count() == 0


def test_who_may_not_and_when_not() -> None:
    panel = build.scoring(extra_over=Decimal(5), entries=1)
    given = {"round": panel.round, "extra_until": in_a_day(), "reason": "Apart."}

    with pytest.raises(Conflict, match="after the independent marks"):
        extras.call(**given, by=panel.officer)
    with pytest.raises(NotPermitted):
        extras.compare(round=panel.round, by=UserFactory())
    with pytest.raises(Invalid, match="2 score sheets are not submitted"):
        extras.compare(round=panel.round, by=panel.officer)
    tied = MembershipFactory(user=panel.officer, organisation=panel.entries[0].organisation)
    with pytest.raises(NotPermitted, match="tie to an applicant"):
        extras.compare(round=panel.round, by=panel.officer, reason="Now.")
    tied.delete()
    extras.compare(round=panel.round, by=panel.officer, reason="Now.")
    with pytest.raises(TransitionNotAllowed):
        extras.compare(round=panel.round, by=panel.officer, reason="Again.")
    with pytest.raises(Conflict, match="The scoring is closed"):
        build.submit(panel, panel.seats[0], panel.entries[0], [100, 100])


def test_without_a_threshold_nothing_is_compared() -> None:
    panel = build.scoring(entries=1)

    with pytest.raises(Conflict, match="without one more expert"):
        extras.compare(round=panel.round, by=panel.officer, reason="Now.")

    assert queries.divergent(panel.round) == []


@pytest.mark.parametrize("marks", [MARKS[0], MARKS[2]])
def test_closing_without_comparing_asks_for_a_reason_whatever_the_marks_are(marks) -> None:
    panel = build.scoring(entries=1, main=2, extra_over=Decimal(5))
    for seat, sheet in zip(panel.seats, marks, strict=True):
        build.submit(panel, seat, panel.entries[0], sheet)

    with pytest.raises(Invalid) as refusal:
        rounds.close(round=panel.round, by=panel.officer)

    assert [str(fault.message) for fault in refusal.value.faults] == [
        "The contest was announced with one more expert where marks diverge. Say why marks are not compared."
    ]


def test_the_time_of_a_called_expert_is_the_servers() -> None:
    panel = build.called(MARKS)
    [row] = queries.divergent(panel.round)
    seat = panel.round.seats.select_related("expert__user").get(number=row.experts[0])
    seats.accept(seat=seat, statement=build.STATEMENT, by=seat.expert.user)

    with time_machine.travel(panel.round.extra_until, tick=False), pytest.raises(DeadlinePassed):
        build.submit(panel, seat, panel.entries[0], [500, 500])
    with pytest.raises(Invalid, match="1 score sheet is not submitted"):
        rounds.close(round=panel.round, by=panel.officer)


def test_what_was_announced_about_diverging_marks_never_changes() -> None:
    panel = build.prepared(extra_over=Decimal(5), entries=1)

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Round.objects.filter(pk=panel.round.pk).update(extra_over=None)
    assert Event.objects.get(verb="evaluation.round.prepared").changes["extra_over"] == "5"
