"""Why one application was funded or not, as everybody reads it once the call is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluation.models import Criterion
from grants.choices import ApplicationStatus
from grants.models import Application, Call, Meeting
from grants.models.decisions import results_by_number
from grants.queries.appeals import Entry, entry_of
from grants.queries.commission.votes import seats_of, tallies
from grants.queries.results import RANKED, Standing, criteria_of
from grants.visibility import results_are_public


@dataclass(frozen=True, slots=True)
class Explained:
    """``line`` is the lowest published total that got a grant; None when nobody did."""

    standing: Standing
    run_id: int
    criteria: Sequence[Criterion]
    line: Decimal | None
    pass_mark: Decimal | None
    appeals: Sequence[Entry]

    @property
    def means(self) -> list[tuple[Criterion, Decimal]]:
        return list(zip(self.criteria, self.standing.means, strict=False))

    @property
    def is_below_mark(self) -> bool:
        return bool(self.standing.result and self.standing.result.is_passing is False)


def explained(call: Call, number: str) -> Explained | None:
    """The page of one ranked application; None before the decision and for what was not ranked, whoever asks."""
    if not results_are_public(call):
        return None
    rows = Application.objects.filter(call=call, number=number, status__in=RANKED)
    application = rows.select_related("organisation__region", "award").first()
    if application is None:
        return None
    meeting = Meeting.objects.select_related("run__round__rubric").defer("run__inputs").get(call=call)
    results = results_by_number(meeting.run)
    result = results.get(number)
    funded = Application.objects.filter(call=call, status=ApplicationStatus.FUNDED).values_list("number", flat=True)
    votes = tallies(meeting, seats_of(meeting), [application.pk])
    means = [Decimal(mean) for mean in result.criterion_means] if result else []
    proposal = meeting.proposals.filter(application=application).first()
    totals = [results[one].total for one in funded if one in results]
    return Explained(
        standing=Standing(application, result, means, proposal, votes[application.pk]),
        run_id=meeting.run_id,
        criteria=criteria_of(meeting.run.round),
        line=min((total for total in totals if total is not None), default=None),
        pass_mark=meeting.run.round.rubric.pass_mark,
        appeals=[entry_of(appeal) for appeal in application.appeals.select_related("application__organisation")],
    )
