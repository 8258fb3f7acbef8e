"""Putting motions to the vote, voting, counting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

from councils.choices import BallotKind, Choice, MotionStatus
from councils.models import AgendaItem, Meeting, Motion, SecretTally, Vote, Voter
from councils.queries.votes import count, roll_now
from councils.rules import councils, paper
from councils.rules import meetings as rules
from councils.workflow import MOTION
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid, refuse


@transaction.atomic(durable=True)
def put(*, item: AgendaItem, text: str, ballot: str, majority: str, by: Any) -> Motion:
    """Write a motion on a point of the agenda; it can be put to the vote while the meeting runs."""
    meeting = lock(Meeting, item.meeting_id)
    councils.check_serves(by, meeting.council)
    if meeting.status not in rules.AGENDA_OPEN:
        raise Conflict(_("The meeting is over."))
    refuse(rules.check_motion_text(text) + paper.rule_faults(meeting.council, ballot))
    motion = Motion.objects.create(item=item, text=text.strip(), ballot=ballot, majority=majority)
    record("councils.motion.put", motion, by=by, changes={"point": item.position, "ballot": ballot})
    return motion


@transaction.atomic(durable=True)
def open_vote(*, motion: Motion, conflicts: Mapping[int, str], by: Any) -> Motion:
    """Freeze who is there and open the vote. ``conflicts``: id of a seat → why the member takes no part in it.

    Raises NotPermitted, TransitionNotAllowed, Invalid without a quorum of all members (rule R57).
    """
    meeting, motion = _locked(motion)
    rules.check_can_run(by, meeting)
    step = MOTION.step("open", motion.status)
    roll = roll_now(meeting, conflicts)
    refuse(rules.open_vote_faults(motion, roll.tally(motion.majority), roll.without_account))
    Voter.objects.bulk_create(
        Voter(motion=motion, seat=seat, conflict=conflicts.get(seat.pk, "").strip()) for seat in roll.present
    )
    if motion.ballot == BallotKind.SECRET:
        SecretTally.objects.bulk_create(SecretTally(motion=motion, choice=choice) for choice in Choice.values)
    motion.status, motion.opened_at = step.target, clock.now()
    motion.members, motion.present, motion.taking_part = roll.members, len(roll.present), roll.taking_part
    motion.save(update_fields=["status", "opened_at", "members", "present", "taking_part"])
    record(step.verb, motion, by=by, changes={"members": motion.members, "present": motion.present})
    return motion


@transaction.atomic(durable=True)
def step_back(*, motion: Motion, reason: str, by: Any) -> Voter:
    """A member who has not voted declares a conflict of interest and takes no part in this vote."""
    _meeting, motion = _locked(motion)
    voter = rules.voter_of(by, motion)
    paper.check_not_counted(motion)
    if not reason.strip():
        raise Invalid(Fault(_("Say what ties you to the matter."), "reason"))
    if voter.has_voted:
        raise Conflict(_("You have voted already."))
    voter.conflict = reason.strip()[:300]
    voter.save(update_fields=["conflict"])
    motion.taking_part = (motion.taking_part or 1) - 1
    motion.save(update_fields=["taking_part"])
    record("councils.motion.conflict_declared", motion, by=by, reason=voter.conflict)
    return voter


@transaction.atomic(durable=True)
def vote(*, motion: Motion, choice: str, by: Any) -> None:
    """Vote. In an open ballot the vote can be changed while it is open; a secret one is given once and for all.

    A secret vote only raises a number: all three numbers are written each time, so that not even the order of changes
    tells which one grew. Raises NotPermitted, Conflict, Invalid.
    """
    _meeting, motion = _locked(motion)
    voter = rules.voter_of(by, motion)
    paper.check_not_on_paper(motion)
    refuse(rules.check_choice(choice))
    if motion.ballot == BallotKind.OPEN:
        _vote_openly(voter, choice, by)
        return
    if voter.has_voted:
        raise Conflict(_("You have voted already. A secret vote cannot be changed."))
    voter.has_voted = True
    voter.save(update_fields=["has_voted"])
    grown = Case(When(choice=choice, then=Value(1)), default=Value(0))
    SecretTally.objects.filter(motion=motion).update(count=F("count") + grown)
    record("councils.motion.voted", motion, by=by)


@transaction.atomic(durable=True)
def enter_raised_hands(*, motion: Motion, choices: Mapping[int, str], by: Any) -> Motion:
    """The secretariat writes down the open votes of members who have no account: id of a voter → choice."""
    meeting, motion = _locked(motion)
    rules.check_can_run(by, meeting)
    if motion.status != MotionStatus.OPEN or motion.ballot != BallotKind.OPEN:
        raise Conflict(_("Hands are counted in an open vote that runs."))
    for voter in motion.voters.select_related("seat").filter(pk__in=choices, seat__user=None, conflict=""):
        refuse(rules.check_choice(choices[voter.pk]))
        _vote_openly(voter, choices[voter.pk], by)
    return motion


@transaction.atomic(durable=True)
def close_vote(*, motion: Motion, by: Any) -> Motion:
    """Count, and say whether the motion is carried. Members who kept silent are counted as taking part."""
    meeting, motion = _locked(motion)
    rules.check_can_run(by, meeting)
    paper.check_is_counted(motion)
    tally = count(motion)
    step = MOTION.step("carry" if tally.is_carried else "reject", motion.status)
    motion.status, motion.closed_at = step.target, clock.now()
    motion.in_favour, motion.against, motion.abstained = tally.in_favour, tally.against, tally.abstained
    motion.chair_decided = tally.chair_decides
    motion.save(update_fields=["status", "closed_at", "in_favour", "against", "abstained", "chair_decided"])
    changes = {"in_favour": tally.in_favour, "against": tally.against, "abstained": tally.abstained}
    record(step.verb, motion, by=by, changes=changes)
    return motion


def _vote_openly(voter: Voter, choice: str, by: Any) -> None:
    held = Vote.objects.filter(voter=voter).first()
    Vote.objects.update_or_create(voter=voter, defaults={"choice": choice})
    voter.has_voted = True
    voter.save(update_fields=["has_voted"])
    changes = {"member": voter.seat, "vote": [held.choice if held else "", choice]}
    record("councils.motion.voted", voter.motion, by=by, changes=changes)


def _locked(motion: Motion) -> tuple[Meeting, Motion]:
    """The motion, locked after its meeting: two people voting at once wait for each other."""
    meeting = lock(Meeting, motion.item.meeting_id)
    motion = lock(Motion, motion.pk)
    motion.item.meeting = meeting
    return meeting, motion
