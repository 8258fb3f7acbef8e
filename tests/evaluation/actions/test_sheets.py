from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from evaluation.actions import rounds, seats, sheets
from evaluation.choices import CommentRule, SeatStatus, SheetStatus
from foundation.audit.models import Event
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from tests.builders import evaluation as build
from tests.factories.evaluation import CriterionFactory, RubricFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel() -> build.Panel:
    return build.scoring(main=2, entries=2)


def save(panel, seat, entry, *, by=None, version=None, comments=None, **marks):
    sheet = panel.sheet(seat, entry)
    return sheets.save_marks(
        sheet=sheet,
        marks=marks,
        comments=comments or {},
        version=sheet.version if version is None else version,
        by=by or seat.expert.user,
    )


def test_a_half_filled_sheet_is_kept(panel) -> None:
    sheet = save(panel, panel.seats[0], panel.entries[0], c1=700, comments={"c1": " Good. ", "c2": "", "zz": "?"})

    assert (sheet.marks, sheet.comments, sheet.version, sheet.status, sheet.total) == (
        [700, None],
        {"c1": "Good."},
        1,
        SheetStatus.DRAFT,
        None,
    )


def test_the_audit_knows_of_a_saving_but_not_the_marks(panel) -> None:
    save(panel, panel.seats[0], panel.entries[0], c1=700, comments={"c1": "Very good"})
    build.submit(panel, panel.seats[0], panel.entries[0], [700, 900])

    saved = Event.objects.get(verb="evaluation.sheet.saved")
    submitted = Event.objects.get(verb="evaluation.sheet.submitted")
    assert saved.changes == {"version": 1, "given": 1}
    assert submitted.changes == {"entry": 1, "expert": panel.seats[0].number}
    assert "Very good" not in json.dumps(list(Event.objects.values_list("changes", flat=True)))


def test_two_tabs_the_second_is_told_what_the_first_saved(panel) -> None:
    seat, entry = panel.seats[0], panel.entries[0]
    save(panel, seat, entry, c1=700)

    with pytest.raises(Conflict, match=r"Criterion 1: 7\.00; Criterion 2: no mark"):
        save(panel, seat, entry, version=0, c1=300)

    assert panel.sheet(seat, entry).marks == [700, None]


def test_the_same_content_again_is_no_conflict(panel) -> None:
    seat, entry = panel.seats[0], panel.entries[0]
    save(panel, seat, entry, c1=700)

    sheet = save(panel, seat, entry, version=0, c1=700)

    assert (sheet.version, sheet.marks) == (1, [700, None])


@pytest.mark.parametrize("mark", [-100, 1100, 150, 1])
def test_a_mark_off_the_scale_or_between_its_steps_is_refused(panel, mark: int) -> None:
    with pytest.raises(Invalid, match=r"from 0\.00 to 10\.00 in steps of 1\.00") as refusal:
        save(panel, panel.seats[0], panel.entries[0], c1=mark)

    assert [fault.field for fault in refusal.value.faults] == ["mark_c1"]
    assert panel.sheet(panel.seats[0], panel.entries[0]).marks == [None, None]


def test_submitting_stores_the_exact_total() -> None:
    rubric = RubricFactory(criteria=0, maximum_total=Decimal("13.00"))
    CriterionFactory(rubric=rubric, position=1, weight=Decimal("0.30"), step=Decimal("0.25"))
    CriterionFactory(rubric=rubric, position=2)
    panel = build.scoring(rubric=rubric, main=1, entries=1)

    sheet = build.submit(panel, panel.seats[0], panel.entries[0], [125, 100])

    assert (sheet.status, sheet.total, sheet.submitted_at is not None) == (SheetStatus.SUBMITTED, 13750, True)


def test_submitting_tells_all_faults_at_once() -> None:
    rubric = RubricFactory(criteria=0, maximum_total=Decimal("40.00"))
    CriterionFactory(rubric=rubric, position=1, comment_rule=CommentRule.ALWAYS)
    CriterionFactory(rubric=rubric, position=2, comment_rule=CommentRule.BELOW, comment_below=Decimal(5))
    CriterionFactory(rubric=rubric, position=3, comment_rule=CommentRule.BELOW, comment_below=Decimal(5))
    CriterionFactory(rubric=rubric, position=4)
    panel = build.scoring(rubric=rubric, main=1, entries=1)
    sheet = panel.sheet(panel.seats[0], panel.entries[0])

    with pytest.raises(Invalid) as refusal:
        sheets.submit(
            sheet=sheet,
            marks={"c1": None, "c2": 400, "c3": 500, "c4": 1500},
            comments={"c1": " "},
            version=0,
            by=panel.seats[0].expert.user,
        )

    assert [(fault.field, str(fault.message)) for fault in refusal.value.faults] == [
        ("mark_c4", "“Criterion 4”: the mark must be from 0.00 to 10.00 in steps of 1.00."),
        ("mark_c1", "“Criterion 1”: give a mark."),
        ("comment_c1", "Give the reason for the mark: Criterion 1."),
        ("comment_c2", "Give the reason for the mark: Criterion 2."),
    ]
    assert panel.sheet(panel.seats[0], panel.entries[0]).status == SheetStatus.DRAFT


def test_submitting_a_stale_sheet_is_refused(panel) -> None:
    seat, entry = panel.seats[0], panel.entries[0]
    save(panel, seat, entry, c1=700)

    with pytest.raises(Conflict, match="another window"):
        sheets.submit(
            sheet=panel.sheet(seat, entry),
            marks={"c1": 1, "c2": 1} | {"c1": 100, "c2": 100},
            comments={},
            version=0,
            by=seat.expert.user,
        )


def test_a_submitted_sheet_does_not_change(panel) -> None:
    seat, entry = panel.seats[0], panel.entries[0]
    build.submit(panel, seat, entry, [500, 500])

    with pytest.raises(TransitionNotAllowed):
        save(panel, seat, entry, c1=900)
    with pytest.raises(TransitionNotAllowed):
        build.submit(panel, seat, entry, [900, 900])


def test_only_the_seats_own_expert_writes(panel) -> None:
    for person in (panel.officer, panel.seats[1].expert.user):
        with pytest.raises(NotPermitted, match="another expert"):
            save(panel, panel.seats[0], panel.entries[0], by=person, c1=100)


def test_a_recused_expert_writes_no_more(panel) -> None:
    seat = panel.seats[0]
    seats.recuse(seat=seat, reason="Conflict", by=panel.officer)

    with pytest.raises(NotPermitted, match="no-conflict statement"):
        save(panel, seat, panel.entries[0], c1=100)


def test_an_expert_who_becomes_a_member_of_an_applicant_in_the_middle_goes_no_further(panel) -> None:
    seat, entry = panel.seats[0], panel.entries[0]
    save(panel, seat, entry, c1=100)
    MembershipFactory(user=seat.expert.user, organisation=panel.entries[1].organisation)

    with pytest.raises(Conflict, match="now knows a tie"):
        save(panel, seat, entry, version=1, c1=900)

    seat.refresh_from_db()
    assert (seat.status, set(seat.sheets.values_list("status", flat=True))) == (SeatStatus.RECUSED, {SheetStatus.VOID})
    with pytest.raises(NotPermitted, match="after the no-conflict statement"):
        build.submit(panel, seat, entry, [900, 900])


@pytest.mark.parametrize(("seconds", "refused"), [(-1, False), (0, True), (1, True)])
def test_the_deadline_is_the_servers(panel, seconds: int, refused: bool) -> None:
    seat, entry = panel.seats[0], panel.entries[0]
    with time_machine.travel(panel.round.scoring_until + dt.timedelta(seconds=seconds), tick=False):
        if refused:
            with pytest.raises(DeadlinePassed, match="time for scoring is over"):
                save(panel, seat, entry, c1=100)
            with pytest.raises(DeadlinePassed):
                build.submit(panel, seat, entry, [100, 100])
        else:
            assert build.submit(panel, seat, entry, [100, 100]).status == SheetStatus.SUBMITTED


def test_nothing_is_written_after_the_closing(panel) -> None:
    rounds.close(round=panel.round, by=panel.officer, reason="Over")

    with pytest.raises(Conflict, match="The scoring is closed"):
        build.submit(panel, panel.seats[0], panel.entries[0], [100, 100])


def test_an_officer_gives_a_sheet_back_with_a_reason(panel) -> None:
    seat, entry = panel.seats[0], panel.entries[0]
    sheet = build.submit(panel, seat, entry, [500, 600])

    with pytest.raises(Invalid, match="Say why"):
        sheets.reopen(sheet=sheet, reason="", by=panel.officer)
    with pytest.raises(NotPermitted):
        sheets.reopen(sheet=sheet, reason="Mistake", by=seat.expert.user)
    sheet = sheets.reopen(sheet=sheet, reason="Mistake", by=panel.officer)

    assert (sheet.status, sheet.total, sheet.submitted_at, sheet.marks) == (SheetStatus.DRAFT, None, None, [500, 600])
    assert build.submit(panel, seat, entry, [500, 700]).total == 120000
    assert Event.objects.get(verb="evaluation.sheet.reopened").reason == "Mistake"


def test_after_the_closing_no_sheet_is_given_back(panel) -> None:
    sheet = build.submit(panel, panel.seats[0], panel.entries[0], [500, 600])
    with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
        rounds.close(round=panel.round, by=panel.officer)

    with pytest.raises(Conflict, match="closed"):
        sheets.reopen(sheet=sheet, reason="Mistake", by=panel.officer)
