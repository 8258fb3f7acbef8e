"""Transition tables of the registry."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import AnnualStatus, DuplicateStatus

ORGANISATION = "organisation"
OFFICER = "officer"
NOBODY = "nobody"

ANNUAL = Workflow(
    "annual information",
    Transition(
        "submit",
        {AnnualStatus.DRAFT, AnnualStatus.RETURNED},
        AnnualStatus.SUBMITTED,
        owner=ORGANISATION,
        verb="registry.annual.submitted",
    ),
    Transition(
        "return",
        {AnnualStatus.SUBMITTED},
        AnnualStatus.RETURNED,
        owner=OFFICER,
        verb="registry.annual.returned",
        needs_reason=True,
    ),
    Transition(
        "accept",
        {AnnualStatus.SUBMITTED, AnnualStatus.CORRECTED},
        AnnualStatus.ACCEPTED,
        owner=OFFICER,
        verb="registry.annual.accepted",
    ),
    Transition(
        "amend",
        {AnnualStatus.ACCEPTED},
        AnnualStatus.AMENDING,
        owner=ORGANISATION,
        verb="registry.annual.amended",
        needs_reason=True,
    ),
    Transition(
        "drop_correction",
        {AnnualStatus.AMENDING},
        AnnualStatus.ACCEPTED,
        owner=ORGANISATION,
        verb="registry.annual.correction_dropped",
    ),
    Transition(
        "submit_correction",
        {AnnualStatus.AMENDING},
        AnnualStatus.CORRECTED,
        owner=ORGANISATION,
        verb="registry.annual.submitted",
    ),
    Transition(
        "return_correction",
        {AnnualStatus.CORRECTED},
        AnnualStatus.AMENDING,
        owner=OFFICER,
        verb="registry.annual.returned",
        needs_reason=True,
    ),
    initial=AnnualStatus.DRAFT,
)

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

ALL = (ANNUAL, DUPLICATE)
