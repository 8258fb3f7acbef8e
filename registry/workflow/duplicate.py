"""Transition table of a pair of duplicates."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import DuplicateStatus
from registry.workflow.owners import NOBODY, OFFICER

DUPLICATE = Workflow(
    "duplicate pair",
    Transition(
        "dismiss",
        {DuplicateStatus.OPEN},
        DuplicateStatus.DISMISSED,
        owner=OFFICER,
        verb="registry.duplicate.dismissed",
        needs_reason=True,
    ),
    Transition(
        "merge",
        {DuplicateStatus.OPEN},
        DuplicateStatus.MERGED,
        owner=OFFICER,
        verb="registry.duplicate.merged",
        needs_reason=True,
    ),
    Transition(
        "vanish", {DuplicateStatus.OPEN}, DuplicateStatus.GONE, owner=NOBODY, verb="registry.duplicate.vanished"
    ),
    Transition(
        "return", {DuplicateStatus.GONE}, DuplicateStatus.OPEN, owner=NOBODY, verb="registry.duplicate.returned"
    ),
    initial=DuplicateStatus.OPEN,
)
