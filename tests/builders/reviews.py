"""Evaluations of results, reached by calling the real actions."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.actions import rounds, runs, seats
from foundation.core import jobs
from socialorder.actions.reviews import reviews as actions
from socialorder.choices.reviews import ReviewStage
from socialorder.models import Review
from tests.builders import contracts
from tests.builders import evaluation as panels
from tests.factories.registry import ExpertFactory

WORDS = {"conclusion_kk": "Отбасыларға көмек жетті", "conclusion_ru": "Помощь дошла до семей"}
MARKS = [[5, 5, 4, 5, 5], [5, 4, 5, 4, 5], [5, 4, 4, 4, 5]]


def with_act(experts: int = 4, slug: str = "day-centres") -> contracts.Deal:
    """A running contract with an accepted act, and experts of its sphere."""
    deal = contracts.in_force(slug)
    contracts.accepted(deal, 1)
    for _n in range(experts):
        ExpertFactory().spheres.add(deal.contract.lot.topic.sphere)
    deal.fresh()
    return deal


def begun(deal: contracts.Deal, seats_: int = 3) -> Review:
    return actions.begin(
        contract=deal.contract, stage=ReviewStage.PRELIMINARY, main_seats=seats_, reserve_seats=0, by=deal.officer
    )


def scored(review: Review, deal: contracts.Deal, marks: Sequence[Sequence[int]] = MARKS) -> None:
    """The council is drawn, has no ties, and gives ``marks``, a row for each expert."""
    round_ = review.round
    panel = panels.Panel(deal.world.body, deal.officer, round_.rubric, round_, list(round_.entries.all()))
    panel.round = rounds.draw(round=round_, by=deal.officer)
    for seat in panel.seats:
        seats.accept(seat=seat, statement=panels.STATEMENT, by=seat.expert.user)
    panels.open_scoring(panel)
    for seat, row in zip(panel.seats, marks, strict=True):
        panels.submit(panel, seat, panel.entries[0], [mark * 100 for mark in row])
    rounds.close(round=panel.round, by=deal.officer, reason="All marks are there.")
    _run, job = runs.request(round=panel.round, by=deal.officer)
    jobs.run(str(job.pk))


def published(deal: contracts.Deal) -> Review:
    review = begun(deal)
    scored(review, deal)
    review = actions.conclude(review=review, by=deal.officer, **WORDS)
    bin_ = review.contract.body.bin or ""
    given = contracts.examined(
        actions.PURPOSE, actions.subject_of(review), actions.facts_of(review), deal.officer, bin_
    )
    return actions.publish(review=review, examined=given, by=deal.officer)
