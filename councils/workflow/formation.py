"""The competition for seats, and a candidate in it."""

from councils.choices import CandidateStatus, FormationStatus
from councils.workflow.owners import CANDIDATE, GROUP, PORTAL, SECRETARY
from foundation.core.workflow import Transition, Workflow

FORMATION = Workflow(
    "formation",
    Transition(
        "announce",
        {FormationStatus.PREPARING},
        FormationStatus.NOMINATING,
        owner=SECRETARY,
        verb="councils.formation.announced",
    ),
    Transition(
        "close",
        {FormationStatus.NOMINATING},
        FormationStatus.CHECKING,
        owner=SECRETARY,
        verb="councils.formation.closed",
    ),
    Transition(
        "extend",
        {FormationStatus.CHECKING},
        FormationStatus.NOMINATING,
        owner=SECRETARY,
        verb="councils.formation.extended",
        needs_reason=True,
    ),
    Transition(
        "publish_list",
        {FormationStatus.CHECKING},
        FormationStatus.VOTING,
        owner=SECRETARY,
        verb="councils.formation.listed",
    ),
    Transition(
        "count",
        {FormationStatus.VOTING},
        FormationStatus.SELECTED,
        owner=SECRETARY,
        verb="councils.formation.counted",
    ),
    Transition(
        "approve",
        {FormationStatus.SELECTED},
        FormationStatus.APPROVED,
        owner=SECRETARY,
        verb="councils.formation.approved",
    ),
    Transition(
        "cancel",
        {
            FormationStatus.PREPARING,
            FormationStatus.NOMINATING,
            FormationStatus.CHECKING,
            FormationStatus.VOTING,
            FormationStatus.SELECTED,
        },
        FormationStatus.CANCELLED,
        owner=SECRETARY,
        verb="councils.formation.cancelled",
        needs_reason=True,
    ),
    initial=FormationStatus.PREPARING,
)

CANDIDACY = Workflow(
    "candidacy",
    Transition(
        "submit",
        {CandidateStatus.NOMINATED},
        CandidateStatus.SUBMITTED,
        owner=CANDIDATE,
        verb="councils.candidate.submitted",
    ),
    Transition(
        "withdraw",
        {CandidateStatus.NOMINATED, CandidateStatus.SUBMITTED, CandidateStatus.ADMITTED},
        CandidateStatus.WITHDRAWN,
        owner=CANDIDATE,
        verb="councils.candidate.withdrawn",
        needs_reason=True,
    ),
    Transition(
        "lapse", {CandidateStatus.NOMINATED}, CandidateStatus.LAPSED, owner=PORTAL, verb="councils.candidate.lapsed"
    ),
    Transition(
        "admit",
        {CandidateStatus.SUBMITTED},
        CandidateStatus.ADMITTED,
        owner=SECRETARY,
        verb="councils.candidate.admitted",
    ),
    Transition(
        "refuse",
        {CandidateStatus.SUBMITTED},
        CandidateStatus.REFUSED,
        owner=SECRETARY,
        verb="councils.candidate.refused",
        needs_reason=True,
    ),
    Transition(
        "elect", {CandidateStatus.ADMITTED}, CandidateStatus.ELECTED, owner=GROUP, verb="councils.candidate.elected"
    ),
    Transition(
        "pass_over",
        {CandidateStatus.ADMITTED},
        CandidateStatus.NOT_ELECTED,
        owner=GROUP,
        verb="councils.candidate.not_elected",
    ),
    initial=CandidateStatus.NOMINATED,
)
