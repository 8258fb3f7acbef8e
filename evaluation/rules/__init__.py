"""Who may do what. Each check raises NotPermitted or another refusal with a sentence for the person; buttons ask the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from evaluation.choices import SCORING_SEATS, HintKind, RoundStatus, RunStatus, SeatKind, SeatStatus, SheetStatus
from evaluation.models import CalibrationExample, Round, Rubric, Run, ScoreSheet, Seat
from evaluation.rules.conflicts import has_conflict, is_tied_or_seated
from evaluation.workflow import ROUND, SEAT, SHEET
from foundation.core import clock
from foundation.core.errors import Conflict, DeadlinePassed, NotPermitted
from registry.choices import Role
from registry.models import Body
from registry.rules import roles

RUNNING = (RoundStatus.ASSEMBLING, RoundStatus.SCORING, RoundStatus.EXTRA, RoundStatus.DISCUSSION)


def check_officer(user: Any, body: Body) -> None:
    """Only an officer of the body that runs a round manages it."""
    if not roles.has_role(user, Role.OFFICER, body=body):
        raise NotPermitted(_("Only an officer of %(body)s can do this.") % {"body": body})


def check_can_create_rubric(user: Any) -> None:
    """Officers write rubrics; one rubric can serve rounds of several bodies."""
    if not roles.has_role(user, Role.OFFICER):
        raise NotPermitted(_("Only an officer of a state body can do this."))


def check_can_write_rubric(user: Any, body: Body, code: str = "") -> None:
    """An officer writes rubrics of the own body; a next version of another body's rubric is not theirs to make."""
    check_officer(user, body)
    if code and not Rubric.objects.filter(code=code, body=body).exists():
        raise NotPermitted(_("This rubric belongs to another body. Write your own: you can start from a copy of it."))


def check_can_edit_rubric(user: Any, rubric: Rubric) -> None:
    """An officer of its body, until something is announced by it (rule R40)."""
    if rubric.body is None:
        raise NotPermitted(_("This rubric belongs to no body. Write your own: you can start from a copy of it."))
    check_officer(user, rubric.body)
    if rubric.frozen_at:
        raise Conflict(_("This rubric is frozen: a contest has been announced by it. Make a new version."))


def check_can_prepare_round(user: Any, body: Body) -> None:
    check_officer(user, body)


def check_can_add_entry(user: Any, round_: Round) -> None:
    """Entries are added until the experts are drawn: the draw leaves out those with a tie to any of them."""
    check_officer(user, round_.body)
    if round_.status not in {RoundStatus.PREPARING, RoundStatus.ANNOUNCED}:
        raise Conflict(_("The experts have been drawn; no entry can be added any more."))


def check_can_announce(user: Any, round_: Round) -> None:
    check_officer(user, round_.body)
    ROUND.step("announce", round_.status)


def check_can_draw(user: Any, round_: Round) -> None:
    check_officer(user, round_.body)
    ROUND.step("draw", round_.status)


def check_can_open(user: Any, round_: Round) -> None:
    check_officer(user, round_.body)
    ROUND.step("open", round_.status)


def check_can_convene(user: Any, first: Round) -> None:
    """A commission scores once, after the experts, in a round of the same body."""
    check_officer(user, first.body)
    if first.status != RoundStatus.CLOSED:
        raise Conflict(_("The commission scores after the experts: their round is not closed."))
    if Round.objects.filter(first_stage=first).exists():
        raise Conflict(_("The commission has been seated for this contest."))


def check_can_discuss(user: Any, round_: Round) -> None:
    """Only where the contest was announced with a discussion."""
    check_officer(user, round_.body)
    ROUND.step("discuss", round_.status)
    check_can_see_panel(user, round_)
    if not round_.has_discussion:
        raise Conflict(_("This contest was announced without a discussion of the experts."))


def check_can_close(user: Any, round_: Round) -> None:
    check_officer(user, round_.body)
    ROUND.step("close", round_.status)
    check_can_see_panel(user, round_)


def check_can_request_run(user: Any, round_: Round) -> None:
    """A ranking is computed after the closing, so that nobody knows a figure while others still score."""
    check_officer(user, round_.body)
    if round_.status != RoundStatus.CLOSED:
        raise Conflict(_("The ranking is computed after the scoring is closed."))


def check_can_publish(user: Any, run: Run) -> None:
    """A step of another room's decision: that room has asked who may decide. Only a computed ranking is published."""
    if run.status != RunStatus.COMPUTED:
        raise Conflict(_("The ranking has not been computed yet."))


def check_can_bundle(user: Any, run: Run) -> None:
    """The files of a contest become public with its ranking, never before."""
    if run.published_at is None:
        raise Conflict(_("The files of a contest are bundled when its ranking is published."))


def check_can_accept(user: Any, seat: Seat) -> None:
    """The expert alone signs, for a main seat, when the data knows no tie (rules R35, R36)."""
    if seat.expert.user_id != user.pk:
        raise NotPermitted(_("Only the drawn expert can sign this statement."))
    SEAT.step("accept", seat.status)
    if seat.kind not in SCORING_SEATS:
        raise Conflict(_("You are in the reserve. You will be asked to sign when a seat becomes free."))
    if not _takes_part(seat):
        raise Conflict(_("The scoring is closed."))
    if has_conflict(seat.expert, seat.round):
        raise Conflict(
            _("The portal knows a tie between you and an applicant of this round. You cannot sign; please step back.")
        )


def check_can_recuse(user: Any, seat: Seat) -> None:
    """The expert steps back until the closing; an officer takes the expert out at any time."""
    if seat.expert.user_id != user.pk or seat.round.status == RoundStatus.CLOSED:
        check_can_see_panel(user, seat.round)
    SEAT.step("recuse", seat.status)


def check_can_score(user: Any, sheet: ScoreSheet) -> None:
    """The seat's own expert, while the round is scored, by the server's clock, as long as no tie has come up (R35)."""
    seat, round_ = sheet.seat, sheet.seat.round
    if seat.expert.user_id != user.pk:
        raise NotPermitted(_("This score sheet belongs to another expert."))
    if seat.status != SeatStatus.ACCEPTED:
        raise NotPermitted(_("Score sheets are filled in after the no-conflict statement is signed."))
    phase, until = scored_in(seat)
    if round_.status != phase:
        raise Conflict(_("The scoring is closed. Marks can no longer be changed."), code="closed")
    if until and clock.now() >= until:
        raise DeadlinePassed(_("The time for scoring is over. Marks can no longer be changed."))
    SHEET.step("submit", sheet.status)
    if needs_calibration(seat):
        raise Conflict(_("Score the calibration example first; then your entries open."), code="calibration")
    _check_no_tie_came_up(sheet)


def scored_in(seat: Seat) -> tuple[RoundStatus, dt.datetime | None]:
    """(phase in which this expert scores, when the expert's time ends): who was called later scores later."""
    if seat.kind == SeatKind.EXTRA:
        return RoundStatus.EXTRA, seat.round.extra_until
    return RoundStatus.SCORING, seat.round.scoring_until


def _takes_part(seat: Seat) -> bool:
    """Whether the expert may sign and learn how marks are given: before and while the own sheets are scored."""
    return seat.round.status in (
        {RoundStatus.ASSEMBLING, RoundStatus.SCORING} if seat.kind != SeatKind.EXTRA else {RoundStatus.EXTRA}
    )


def _check_no_tie_came_up(sheet: ScoreSheet) -> None:
    if has_conflict(sheet.seat.expert, sheet.seat.round, sheet.entry):
        raise Conflict(
            _(
                "The portal now knows a tie between you and an applicant of this round. You cannot go on; please step back."
            ),
            code="conflict",
        )


def needs_calibration(seat: Seat) -> bool:
    """Whether the round has an example that this expert has not scored yet."""
    return CalibrationExample.objects.filter(round=seat.round_id).exclude(answers__seat=seat).exists()


def check_can_calibrate(user: Any, seat: Seat) -> None:
    """The seat's own expert, with a signed statement, once, before the closing."""
    if seat.expert.user_id != user.pk or seat.status != SeatStatus.ACCEPTED:
        raise NotPermitted(
            _("The calibration example is scored by an expert who has signed the no-conflict statement.")
        )
    if not _takes_part(seat):
        raise Conflict(_("The scoring is closed."), code="closed")
    if not needs_calibration(seat):
        raise Conflict(_("You have scored the calibration example, or this round has none."))


def check_can_write_calibration(user: Any, round_: Round) -> None:
    """An officer, until the scoring opens or an expert has scored the example."""
    check_officer(user, round_.body)
    is_over = round_.status not in {RoundStatus.PREPARING, RoundStatus.ANNOUNCED, RoundStatus.ASSEMBLING}
    if is_over or CalibrationExample.objects.filter(round=round_, answers__isnull=False).exists():
        raise Conflict(_("Experts have started: the calibration example can no longer be changed."))


def check_can_revise(user: Any, sheet: ScoreSheet) -> None:
    """The own submitted sheet, while the experts discuss, by the server's clock, as long as no tie has come up (R35)."""
    seat, round_ = sheet.seat, sheet.seat.round
    if seat.expert.user_id != user.pk:
        raise NotPermitted(_("This score sheet belongs to another expert."))
    if seat.status != SeatStatus.ACCEPTED:
        raise NotPermitted(_("Score sheets are filled in after the no-conflict statement is signed."))
    if round_.status != RoundStatus.DISCUSSION:
        raise Conflict(_("The experts are not discussing now. Marks can no longer be changed."), code="closed")
    if round_.discussion_until and clock.now() >= round_.discussion_until:
        raise DeadlinePassed(_("The time for the discussion is over. Marks can no longer be changed."))
    SHEET.step("revise", sheet.status)
    _check_no_tie_came_up(sheet)


def check_can_see_others(user: Any, sheet: ScoreSheet) -> None:
    """The marks of the others for an entry: in the discussion and after it, for who has given own marks before."""
    round_ = sheet.seat.round
    is_open = round_.status == RoundStatus.DISCUSSION or (round_.has_discussion and round_.status == RoundStatus.CLOSED)
    if sheet.seat.expert.user_id != user.pk or not is_open:
        raise NotPermitted(_("The marks of other experts are shown in the discussion."))
    if sheet.status != SheetStatus.SUBMITTED or sheet.seat.status != SeatStatus.ACCEPTED:
        raise NotPermitted(_("You have given no marks of your own for this entry, so those of the others stay hidden."))


def check_can_change_terms(user: Any, round_: Round) -> None:
    """How experts are drawn and entries given is decided before the opening; the seats themselves before the draw."""
    check_officer(user, round_.body)
    if round_.status not in {RoundStatus.PREPARING, RoundStatus.ANNOUNCED, RoundStatus.ASSEMBLING}:
        raise Conflict(_("The scoring has been opened; its terms cannot be changed any more."))


def check_can_assign(user: Any, round_: Round) -> None:
    """An officer without a tie, between the draw and the opening, when every sitting expert has signed (R36)."""
    check_can_see_panel(user, round_)
    if not round_.experts_per_entry:
        raise Conflict(_("Every expert scores every entry in this round: there is nothing to assign."))
    if round_.status != RoundStatus.ASSEMBLING:
        raise Conflict(_("Entries are assigned after the draw and before the scoring is opened."))
    sitting = round_.seats.sitting()
    if not sitting.exists() or sitting.exclude(status=SeatStatus.ACCEPTED).exists():
        raise Conflict(_("Entries are assigned when every expert has signed the no-conflict statement."))


def check_can_see_panel(user: Any, round_: Round) -> None:
    """Conflicts, assignment and progress are for officers who have no tie to an applicant and no seat themselves."""
    check_officer(user, round_.body)
    if not sees_panel(user, round_):
        raise NotPermitted(
            _("You have a tie to an applicant of this round, or a seat in it. Another officer has to look at this.")
        )


def sees_panel(user: Any, round_: Round) -> bool:
    """Whether counts of this round may be shown to the officer ``user``."""
    return not is_tied_or_seated(user, round_)


def check_can_declare(user: Any, seat: Seat) -> None:
    """The expert, from the draw to the closing, the discussion included."""
    if seat.expert.user_id != user.pk:
        raise NotPermitted(_("Only the drawn expert can declare this."))
    is_running = seat.round.status in RUNNING
    if seat.status == SeatStatus.RECUSED or not is_running:
        raise Conflict(_("The scoring is closed, or you have left the round."))


def check_can_review_hint(user: Any, round_: Round, kind: str) -> None:
    """Weak signs alone: a tie of rule R35 cannot be dismissed by anybody."""
    check_can_see_panel(user, round_)
    if kind not in HintKind.values:
        raise NotPermitted(_("A tie of rule R35 cannot be dismissed: the expert may not score this applicant."))


def check_can_reopen(user: Any, sheet: ScoreSheet) -> None:
    """An officer gives a submitted sheet back, while there is still time to send it again."""
    round_ = sheet.seat.round
    check_can_see_panel(user, round_)
    if round_.status != scored_in(sheet.seat)[0]:
        raise Conflict(_("The scoring is closed. Score sheets can no longer be reopened."))
    SHEET.step("reopen", sheet.status)
