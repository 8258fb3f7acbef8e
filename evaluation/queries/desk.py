"""What waits for a person in the engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.choices import RoundStatus, RunStatus, SeatKind, SeatStatus
from evaluation.models import Round, Run, Seat
from evaluation.queries.terms import round_term
from foundation.core.desk import Task
from registry.queries import working_day_overrides

RUNNING = (RoundStatus.ASSEMBLING, RoundStatus.SCORING, RoundStatus.EXTRA, RoundStatus.DISCUSSION)
# Phase in which an expert scores: one of the panel, and one who was called later.
SCORED_IN = {False: RoundStatus.SCORING, True: RoundStatus.EXTRA}
FOLLOWED = (*RUNNING, RoundStatus.CLOSED)


def desk_tasks(user: Any) -> list[Task]:
    """Statements to sign, entries to score, rounds to move on."""
    return [*_expert_tasks(user), *_officer_tasks(user)]


def _expert_tasks(user: Any) -> Iterator[Task]:
    seats = (
        Seat.objects.sitting()
        .filter(expert__user_id=user.pk, round__status__in=RUNNING)
        .select_related("round")
        .with_progress()
        .order_by("round__scoring_until", "pk")
    )
    for seat in seats:
        is_extra = seat.kind == SeatKind.EXTRA
        until = seat.round.extra_until if is_extra else seat.round.scoring_until
        if seat.status == SeatStatus.DRAWN and seat.round.status != RoundStatus.DISCUSSION:
            title = _("Sign the no-conflict statement: %(name)s") % {"name": seat.round}
            url = reverse("evaluation:seat-statement", args=[seat.pk])
            yield Task(title, url, "due", _("Not signed"), until)
        elif seat.round.status == SCORED_IN[is_extra] and seat.submitted_count < seat.sheet_count:
            done = _("%(done)d of %(total)d submitted") % {"done": seat.submitted_count, "total": seat.sheet_count}
            url = reverse("evaluation:sheet-list", args=[seat.round_id])
            yield Task(_("Score entries: %(name)s") % {"name": seat.round}, url, "due", done, until)
        elif seat.round.status == RoundStatus.DISCUSSION and seat.submitted_count:
            url, title = reverse("evaluation:sheet-list", args=[seat.round_id]), _("Discuss the marks: %(name)s")
            state = seat.round.get_status_display()
            yield Task(title % {"name": seat.round}, url, "active", state, seat.round.discussion_until)


def _officer_tasks(user: Any) -> Iterator[Task]:
    """Rounds where the next step is an officer's: only a round without a ranking is still to be moved on."""
    computed = Run.objects.filter(round=OuterRef("pk"), status=RunStatus.COMPUTED)
    rounds = (
        Round.objects.run_by(user).filter(status__in=FOLLOWED).exclude(Exists(computed)).order_by("scoring_until", "pk")
    )
    titles = {
        RoundStatus.ASSEMBLING: _("Open the scoring: %(name)s"),
        RoundStatus.SCORING: _("Follow the scoring: %(name)s"),
        RoundStatus.EXTRA: _("Call one more expert where marks diverge: %(name)s"),
        RoundStatus.DISCUSSION: _("Follow the discussion: %(name)s"),
        RoundStatus.CLOSED: _("Compute the ranking: %(name)s"),
    }
    listed = list(rounds)
    moved = working_day_overrides() if any(round_.due_on for round_ in listed) else {}
    for round_ in listed:
        title = titles[RoundStatus(round_.status)] % {"name": round_}
        url, term = reverse("evaluation:round-detail", args=[round_.pk]), round_term(round_, moved)
        if term is None:
            yield Task(title, url, round_.status, round_.get_status_display(), round_.scoring_until)
        else:
            status, label = ("overdue", _("Late")) if term.is_late else (round_.status, round_.get_status_display())
            yield Task(title, url, status, label, term.due_at, term.left)
