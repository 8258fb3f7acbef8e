"""The second stage (rule R39): a commission scores what the experts let pass, by a rubric of its own. Steps of another
room's action."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from evaluation import rules
from evaluation.actions import rubrics, runs
from evaluation.choices import RoundKind, RoundStatus, SeatKind
from evaluation.models import Entry, Round, Rubric, Seat
from evaluation.queries import latest_run
from evaluation.rules.conflicts import conflicted
from evaluation.workflow import ROUND
from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Conflict
from registry.actions import experts


def convene(*, first: Round, rubric: Rubric, members: Iterable[Any], by: Any) -> Round | None:
    """A step: seat the commission in a round of its own over the entries that passed the first stage.

    Members with a tie to an applicant are left out (R35). None when no entry passed. Raises Conflict when a member has
    scored as an expert, and when nobody is left.
    """
    first = lock(Round, first.pk)
    rules.check_can_convene(by, first)
    entries = _passed(first)
    if not entries:
        return None
    seated = _seatable(first, members)
    round_ = Round.objects.create(
        body=first.body,
        rubric=rubrics.freeze(rubric=rubric, by=by),
        kind=RoundKind.COMMISSION,
        first_stage=first,
        subject_type=first.subject_type,
        subject_id=first.subject_id,
        title_kk=first.title_kk,
        title_ru=first.title_ru,
        title_en=first.title_en,
        is_blind=False,
        main_seats=len(seated),
        reserve_seats=0,
    )
    _copy(entries, round_)
    _seat(round_, seated, by)
    step = ROUND.step("convene", round_.status)
    round_.status = step.target
    round_.save(update_fields=["status"])
    record(step.verb, round_, by=by, changes={"entries": len(entries), "members": len(seated)})
    return round_


def _passed(first: Round) -> list[Entry]:
    """Entries that the newest ranking lets pass: all that have a total where no pass mark is set."""
    run = latest_run(first)
    if run is None:
        raise Conflict(_("The ranking of the first stage has not been computed."))
    return list(first.entries.filter(results__run=run, results__is_passing=True).order_by("number"))


def _seatable(first: Round, members: Iterable[Any]) -> list[Any]:
    found = list(members)
    judged = set(first.seats.accepted().values_list("expert__user_id", flat=True))
    both = [member for member in found if member.pk in judged]
    if both:
        names = ", ".join(str(member) for member in both)
        raise Conflict(
            _("Who scored as an expert does not score again in the commission: %(names)s.") % {"names": names}
        )
    tied = conflicted(first)
    free = [member for member in found if member.pk not in tied]
    if not free:
        raise Conflict(_("No member of the commission is without a tie to an applicant."))
    return free


def _copy(entries: list[Entry], round_: Round) -> None:
    Entry.objects.bulk_create(
        Entry(
            round=round_,
            number=entry.number,
            reference=entry.reference,
            title=entry.title,
            organisation_id=entry.organisation_id,
            content=entry.content,
        )
        for entry in entries
    )


def _seat(round_: Round, members: list[Any], by: Any) -> None:
    """Numbers are dealt by chance, as for experts: a published mark says «Expert 2» and not who."""
    numbers = list(range(1, len(members) + 1))
    secrets.SystemRandom().shuffle(numbers)
    for place, (member, number) in enumerate(zip(members, numbers, strict=True), start=1):
        expert = experts.known(user=member, by=by)
        Seat.objects.create(round=round_, expert=expert, number=number, place=place, kind=SeatKind.MAIN)


def publish(*, first: Round, by: Any) -> None:
    """A step: the newest ranking of the second stage becomes public with that of the first."""
    second = Round.objects.filter(first_stage=first, status=RoundStatus.CLOSED).first()
    run = latest_run(second) if second else None
    if run:
        runs.publish(run=run, by=by)
