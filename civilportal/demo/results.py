"""What came of last year's contracts: two expert councils, a survey that takes answers today, a visit, and the next plan."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from civilportal.demo import cast, surveys, visits
from civilportal.demo.data import read
from civilportal.demo.stage import Stage, at
from evaluation.actions import rounds, runs, seats, sheets
from evaluation.models import Round, ScoreSheet, Seat
from evaluation.queries import latest_run
from evaluation.reports import statement
from foundation.accounts.esignature import requests, trial
from foundation.accounts.models import User
from foundation.core import clock
from registry.models import Body
from socialorder.actions.contracts import teams
from socialorder.actions.following import following
from socialorder.actions.plans import topics
from socialorder.actions.reviews import reviews
from socialorder.choices import ContractStatus
from socialorder.choices.reviews import ReviewStage, ReviewStatus
from socialorder.models import Contract, Plan, Review, Topic
from socialorder.queries.contract_teams import team_of

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
SEATS = 3
# Marks by expert: a good project and one that came late.
GOOD = ((5, 5, 4, 5, 5), (5, 4, 5, 4, 5), (5, 4, 4, 4, 5))
LATE = ((4, 3, 3, 4, 4), (5, 3, 3, 3, 4), (4, 3, 4, 3, 3))
WORDS = {
    ReviewStage.FINAL: (
        (
            "Он мектепте клуб ашылды, сегізі жобадан кейін де жұмысын жалғастыруда. Мақсатқа жетті, тәжірибені таратқан жөн "
            "(ойдан шығарылған)."
        ),
        (
            "В десяти школах открыты клубы, восемь из них работают и после проекта. Цель достигнута, опыт стоит распространить "
            "(вымышлено)."
        ),
    ),
    ReviewStage.PRELIMINARY: (
        (
            "Бірінші кезең тоғыз күн кешікті, бірақ жағалау тазартылды. Сұрыптау пунктінің тұрақты жұмысына көңіл бөлу керек "
            "(ойдан шығарылған)."
        ),
        (
            "Первый этап опоздал на девять дней, но берег очищен. Нужно внимание к постоянной работе пункта сортировки "
            "(вымышлено)."
        ),
    ),
}
CHANGE = "Былтырғы жобаның нәтижесі жақсы: клубтар саны қалады (ойдан шығарылған)."


def is_loaded() -> bool:
    """Whether everything is there; the topic that goes on comes last."""
    return Topic.objects.exclude(continues=None).exists()


def load(stage: Stage) -> None:
    """Everything that is not there yet."""
    if is_loaded():
        return
    officer, now = User.objects.get(email=cast.email("akimat_officer")), timezone.now()
    found = Contract.objects.with_parties().filter(lot__tender__slug=read("contracts.toml")["tender"]["slug"])
    done, running = found.get(status=ContractStatus.COMPLETED), found.get(status=ContractStatus.IN_FORCE)
    with translation.override("kk"):
        _reviewed(done, ReviewStage.FINAL, now - 4 * DAY, officer, stage)
        _reviewed(running, ReviewStage.PRELIMINARY, now - 60 * DAY, officer, stage)
        subject = following.follow(contract=running, by=officer)
        if not subject.surveys.exists():
            surveys.ask_today(subject, officer)
        if not subject.visits.exists():
            visits.went(subject, officer, now - 30 * DAY)
        if not team_of(running):
            _team(running)
        _goes_on(done.lot.topic, officer, now)


def _reviewed(contract: Contract, stage_: ReviewStage, begun: dt.datetime, officer: User, stage: Stage) -> None:
    """A council is drawn, scores, and its words are signed for the body."""
    review = Review.objects.filter(contract=contract, stage=stage_).first()
    if review is None:
        with at(begun):
            review = reviews.begin(contract=contract, stage=stage_, main_seats=SEATS, reserve_seats=0, by=officer)
            rounds.draw(round=review.round, by=officer)
    if review.status == ReviewStatus.COUNCIL:
        _scored(
            Round.objects.get(pk=review.round_id), GOOD if stage_ == ReviewStage.FINAL else LATE, begun, officer, stage
        )
        kk, ru = WORDS[stage_]
        with at(begun + 3 * DAY):
            review = reviews.conclude(review=review, conclusion_kk=kk, conclusion_ru=ru, by=officer)
    if review.status == ReviewStatus.WRITTEN:
        with at(begun + 3 * DAY + HOUR):
            _signed(review, officer)


def _scored(round_: Round, marks: Any, begun: dt.datetime, officer: User, stage: Stage) -> None:
    if latest_run(round_) is not None:
        return
    with at(begun + 2 * HOUR):
        for seat in Seat.objects.filter(round=round_).select_related("expert__user", "round"):
            seats.accept(seat=seat, statement=statement(seat.round), by=seat.expert.user)
        rounds.open(round=round_, scoring_until=begun + 2 * DAY, by=officer)
    given = ScoreSheet.objects.filter(entry__round=round_).select_related("seat__expert__user", "seat__round__rubric")
    codes = list(round_.rubric.criteria.order_by("position").values_list("code", flat=True))
    with at(begun + DAY):
        for sheet, row in zip(given.order_by("seat__number"), marks, strict=True):
            told = {code: mark * 100 for code, mark in zip(codes, row, strict=True)}
            sheets.submit(sheet=sheet, marks=told, comments={}, version=sheet.version, by=sheet.seat.expert.user)
    with at(begun + 2 * DAY + HOUR):
        rounds.close(round=round_, by=officer)
        _run, job = runs.request(round=round_, by=officer)
    stage.finish(job)


def _signed(review: Review, officer: User) -> None:
    """A signature as the officer's own program would make it, by a certificate made up on the spot."""
    wanted = review.contract.body.bin or ""
    request = requests.open_request(
        user=officer,
        purpose=reviews.PURPOSE,
        subject=reviews.subject_of(review),
        facts=reviews.facts_of(review),
        bin_=wanted,
    )
    key = trial.Authority.of_this_portal().issue(trial.Owner(officer.full_name, trial.IIN, wanted, "Demo"), clock.now())
    examined = requests.examine(request=request, signature=key.sign(request.content))
    reviews.publish(review=review, examined=examined, by=officer)


def _team(contract: Contract) -> None:
    head = User.objects.get(memberships__organisation=contract.organisation, memberships__role="ngo_head")
    people = [(cast.NAMES[cast.TEAMS_FROM + number], workload) for number, workload in enumerate((50, 100, 25))]
    teams.name(contract=contract, people=people, by=head)


def _goes_on(earlier: Topic, officer: User, now: dt.datetime) -> None:
    """Next year's approved plan takes the topic up again, with its reason."""
    akimat = Body.objects.get(code=read("calls.toml")["bodies"]["akimat"]["code"])
    plan = Plan.objects.get(body=akimat, year=earlier.plan.year + 1)
    texts = (
        "title_kk",
        "title_ru",
        "title_en",
        "goal_kk",
        "goal_ru",
        "people_kk",
        "people_ru",
        "result_kk",
        "result_ru",
    )
    values: dict[str, Any] = {name: getattr(earlier, name) for name in texts}
    values |= {
        name: getattr(earlier, name) for name in ("sphere", "region", "standard", "unit_cost", "volume", "months")
    }
    values |= {"grounds": earlier.grounds, "continues": earlier}
    rows = [
        {
            "name_kk": one.name_kk,
            "name_ru": one.name_ru,
            "unit": one.unit,
            "baseline": Decimal(0),
            "target": one.target,
        }
        for one in earlier.indicators.all()
    ]
    with at(now - DAY // 2):
        topics.add(plan=plan, values=values, place="", indicators=rows, reason=CHANGE, by=officer)
