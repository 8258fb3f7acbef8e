"""Transition table of the yearly information."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import AnnualStatus
from registry.workflow.owners import OFFICER, ORGANISATION

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
