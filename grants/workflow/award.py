"""An awarded grant from its offer to the winner's answer. An agreement is made of an accepted one only."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import AwardStatus
from grants.workflow.owners import APPLICANT, OFFICER

AWARD = Workflow(
    "award",
    Transition("accept", {AwardStatus.OFFERED}, AwardStatus.ACCEPTED, owner=APPLICANT, verb="grants.award.accepted"),
    Transition(
        "decline",
        {AwardStatus.OFFERED},
        AwardStatus.DECLINED,
        owner=APPLICANT,
        verb="grants.award.declined",
        needs_reason=True,
    ),
    Transition("lapse", {AwardStatus.OFFERED}, AwardStatus.LAPSED, owner=OFFICER, verb="grants.award.lapsed"),
    Transition(
        "fall_through",
        {AwardStatus.ACCEPTED},
        AwardStatus.FALLEN,
        owner=OFFICER,
        verb="grants.award.fell_through",
        needs_reason=True,
    ),
    initial=AwardStatus.OFFERED,
)
