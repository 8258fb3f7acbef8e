"""What is public once a call is decided, and what an applicant reads of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluation.choices import SeatStatus
from evaluation.models import Criterion, Result, Round, Run, Seat
from foundation.core.money import ZERO
from grants.choices import ApplicationStatus, CheckStage
from grants.models import (
    Application,
    Attendee,
    Call,
    FormalCheck,
    FormalCheckItem,
    Meeting,
    PastAward,
    Proposal,
    ProtocolSignature,
)
from grants.models.decisions import results_by_number
from grants.queries.commission.protocol import signatures_of
from grants.queries.commission.votes import Tally, seats_of, tallies
from grants.scoring.budget_line import Balance, balance
from grants.scoring.roll import Attendance, attendance_of
from grants.visibility import experts_are_named, results_are_public

RANKED = (
    ApplicationStatus.FUNDED,
    ApplicationStatus.RESERVE,
    ApplicationStatus.DECLINED,
    ApplicationStatus.FORGONE,
)
PAST_AWARDS_BESIDE = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """One application in the published ranking. ``means`` are in the order of the criteria.

    ``proposal`` and ``tally`` are what the commission voted on, and how; None where only the ranking is read.
    """

    application: Application
    result: Result | None
    means: list[Decimal]
    proposal: Proposal | None = None
    tally: Tally | None = None

    @property
    def is_funded(self) -> bool:
        return self.application.status == ApplicationStatus.FUNDED


@dataclass(frozen=True, slots=True)
class Refusal:
    """One application that the formal check did not admit, with the answers that were «no»."""

    application: Application
    check: FormalCheck
    unmet: list[FormalCheckItem]


@dataclass(frozen=True, slots=True)
class CallResults:
    """Everything on the results page. ``experts`` is empty where the call does not name them."""

    call: Call
    meeting: Meeting
    run: Run
    round: Round
    criteria: Sequence[Criterion]
    standings: list[Standing]
    refusals: list[Refusal]
    seats: list[Attendee]
    attendance: Attendance
    signatures: list[ProtocolSignature]
    money: Balance
    experts: list[Seat]
    past_awards: Sequence[PastAward]

    @property
    def winners(self) -> list[Standing]:
        return [standing for standing in self.standings if standing.is_funded]

    @property
    def reserve(self) -> list[Standing]:
        """Below the line, in the order in which a grant that is not taken up is offered."""
        return [one for one in self.standings if one.application.status == ApplicationStatus.RESERVE]

    @property
    def departures(self) -> list[Standing]:
        """Where the commission departed from the ranking, with its reason."""
        return [one for one in self.standings if one.proposal and one.proposal.departure]

    @property
    def forgone(self) -> list[Standing]:
        return [one for one in self.standings if one.application.status == ApplicationStatus.FORGONE]

    @property
    def figures(self) -> list[tuple[int, str]]:
        """Applications that were sent and checked, admitted, and grants."""
        sent, admitted = len(self.standings) + len(self.refusals), len(self.standings)
        return [(sent, _("applications")), (admitted, _("admitted")), (len(self.winners), _("grants"))]


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What an NGO reads about its own application. Before the decision ``standing`` is None."""

    application: Application
    check: FormalCheck | None
    items: Sequence[FormalCheckItem]
    standing: Standing | None
    criteria: Sequence[Criterion]

    @property
    def criterion_means(self) -> list[tuple[Criterion, Decimal]]:
        return list(zip(self.criteria, self.standing.means if self.standing else [], strict=False))


def call_results(call: Call) -> CallResults | None:
    """The published outcome of ``call``; None until it is decided, whoever asks."""
    if not results_are_public(call):
        return None
    meeting = Meeting.objects.select_related("run__round__second_stage").defer("run__inputs").get(call=call)
    results = results_by_number(meeting.run)
    seats, applications = seats_of(meeting), _applications(call, RANKED)
    votes = tallies(meeting, seats, [one.pk for one in applications])
    proposals = {one.application_id: one for one in meeting.proposals.all()}
    standings = [_standing(one, results, proposals.get(one.pk), votes[one.pk]) for one in applications]
    standings.sort(key=_order)
    return CallResults(
        call=call,
        meeting=meeting,
        run=meeting.run,
        round=meeting.run.round,
        criteria=criteria_of(meeting.run.round),
        standings=standings,
        refusals=refusals(call),
        seats=seats,
        attendance=attendance_of(seats),
        signatures=signatures_of(meeting),
        money=balance(call.budget, [standing.application.awarded or ZERO for standing in standings]),
        experts=_experts(call, meeting.run.round),
        past_awards=list(PastAward.objects.select_related("organisation")[:PAST_AWARDS_BESIDE]),
    )


def own_result(application: Application) -> OwnResult | None:
    """What the applicant reads: its formal check at once, its place, marks and decision once the call is decided.

    None while there is nothing to read. The caller has asked whether the reader belongs to the NGO.
    """
    check = application.checks.filter(stage=CheckStage.CONFIRMED).prefetch_related("items").order_by("-number").first()
    standing, criteria = _own_standing(application)
    if check is None and standing is None:
        return None
    return OwnResult(application, check, list(check.items.all()) if check else [], standing, criteria)


def _own_standing(application: Application) -> tuple[Standing | None, Sequence[Criterion]]:
    if not results_are_public(application.call) or application.status not in RANKED:
        return None, []
    meeting = Meeting.objects.select_related("run__round").defer("run__inputs").get(call=application.call_id)
    rows = meeting.run.results.filter(entry__reference=application.number).select_related("entry")
    results = {result.entry.reference: result for result in rows}
    return _standing(application, results), criteria_of(meeting.run.round)


def criteria_of(round_: Round) -> list[Criterion]:
    """Criteria in the order in which means are stored."""
    return list(Criterion.objects.filter(rubric=round_.rubric_id).order_by("position"))


def _applications(call: Call, statuses: Sequence[str]) -> Sequence[Application]:
    rows = Application.objects.filter(call=call, status__in=statuses)
    return list(rows.select_related("organisation__region", "award", "agreement").order_by("number"))


def _standing(
    application: Application,
    results: dict[str, Result],
    proposal: Proposal | None = None,
    tally: Tally | None = None,
) -> Standing:
    result = results.get(application.number)
    means = [Decimal(mean) for mean in result.criterion_means] if result else []
    return Standing(application, result, means, proposal, tally)


def _order(standing: Standing) -> tuple[bool, int, str]:
    rank = standing.result.rank if standing.result else None
    return (rank is None, rank or 0, standing.application.number)


def refusals(call: Call) -> list[Refusal]:
    """Applications that the formal check did not admit, with what was not met, by number."""
    checks = FormalCheck.objects.filter(
        application__call=call, application__status=ApplicationStatus.NOT_ADMITTED, stage=CheckStage.CONFIRMED
    ).select_related("application__organisation__region")
    last = {check.application_id: check for check in checks.prefetch_related("items").order_by("number")}
    rows = sorted(last.values(), key=lambda check: check.application.number)
    return [
        Refusal(check.application, check, [item for item in check.items.all() if not item.is_met]) for check in rows
    ]


def _experts(call: Call, round_: Round) -> list[Seat]:
    if not experts_are_named(call):
        return []
    seats = Seat.objects.filter(round=round_, status=SeatStatus.ACCEPTED).select_related("expert__user")
    # By name, not by seat: the order must not tell who is «Expert 2».
    return sorted(seats, key=lambda seat: str(seat.expert))
