"""Secret ballots on paper: when they are allowed, and which numbers a counting commission can have found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from councils.choices import BallotKind
from councils.models import Council, Motion, PaperCount, Seat
from foundation.core.errors import Conflict, Fault

# One person alone is no commission; how many more there are is for the council's own rules.
COMMISSION_LEAST = 2
NUMBERS = ("given_out", "in_box", "invalid", "in_favour", "against", "abstained")


def rule_faults(council: Council, ballot: str) -> list[Fault]:
    """A ballot on paper needs a clause of the council's own rules."""
    if ballot == BallotKind.PAPER and not council.paper_rule:
        return [Fault(_("The rules of this council name no secret ballot on paper."), "ballot")]
    return []


def check_not_on_paper(motion: Motion) -> None:
    """Raises Conflict for a vote whose papers are put into a box."""
    if motion.ballot == BallotKind.PAPER:
        raise Conflict(_("This vote is on paper: put your paper into the box."))


def check_not_counted(motion: Motion) -> None:
    """Raises Conflict once the papers have been counted."""
    if PaperCount.objects.filter(motion=motion).exists():
        raise Conflict(_("The papers have been counted."))


def check_is_counted(motion: Motion) -> None:
    """Raises Conflict for a vote on paper whose protocol is not entered."""
    if motion.ballot == BallotKind.PAPER and not PaperCount.objects.filter(motion=motion).exists():
        raise Conflict(_("Enter the protocol of the counting commission first."))


def count_faults(motion: Motion, numbers: Mapping[str, int], commission: Iterable[Seat]) -> list[Fault]:
    """Every sum that does not come out, at its field, and a commission that is none."""
    given_out, in_box, invalid, *choices = (numbers[name] for name in NUMBERS)
    found = []
    if given_out > (motion.taking_part or 0):
        text = _("More papers were given out than members take part: %(count)s.")
        found.append(Fault(text % {"count": motion.taking_part or 0}, "given_out"))
    if in_box > given_out:
        found.append(Fault(_("There cannot be more papers in the box than were given out."), "in_box"))
    if invalid + sum(choices) != in_box:
        text = _("Valid and invalid papers together are %(sum)s, but %(box)s were in the box.")
        found.append(Fault(text % {"sum": invalid + sum(choices), "box": in_box}, "in_box"))
    return found + _commission_faults(motion, commission)


def _commission_faults(motion: Motion, commission: Iterable[Seat]) -> list[Fault]:
    counted_by = {seat.pk for seat in commission}
    present = set(motion.voters.values_list("seat", flat=True))
    if len(counted_by) < COMMISSION_LEAST:
        text = _("Name at least %(count)s members who counted.")
        return [Fault(text % {"count": COMMISSION_LEAST}, "counted_by")]
    if counted_by - present:
        return [Fault(_("Only members who were there can have counted."), "counted_by")]
    return []
