"""Transition tables of the registry."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import AnnualStatus

ORGANISATION = "organisation"
OFFICER = "officer"

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
        "accept", {AnnualStatus.SUBMITTED}, AnnualStatus.ACCEPTED, owner=OFFICER, verb="registry.annual.accepted"
    ),
    initial=AnnualStatus.DRAFT,
)

ALL = (ANNUAL,)
