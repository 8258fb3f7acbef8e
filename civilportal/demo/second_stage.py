"""The second stage of a contest: the commission scores by a sheet of its own what the experts let pass (rule R39)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import translation

from civilportal.demo import marks, projects
from civilportal.demo.cast import Cast
from civilportal.demo.data import read
from civilportal.demo.play import DAY, HOUR, MINUTE, Contest
from civilportal.demo.script import Line
from civilportal.demo.stage import at
from evaluation.actions import rounds, rubrics, runs, seats, sheets
from evaluation.choices import RoundStatus, SeatStatus, SheetStatus
from evaluation.models import Round, Rubric, ScoreSheet, Seat
from evaluation.queries import latest_run
from evaluation.reports import statement


def rubric(cast: Cast) -> Rubric:
    """Three criteria of the commission, without a pass mark: what passed the experts is only put in order."""
    texts = read("second_stage.toml")["rubric"]
    found = Rubric.objects.filter(code=texts["code"]).first()
    return found or rubrics.create(
        code=texts["code"],
        titles=texts["titles"],
        criteria=[{**criterion, "weight": Decimal(criterion["weight"])} for criterion in texts["criteria"]],
        body=cast.operator,
        maximum_total=Decimal(texts["maximum_total"]),
        by=cast.officer,
    )


def score(contest: Contest, moment: dt.datetime) -> None:
    """The members say that they have no tie, score, and the officer has their ranking computed."""
    officer, round_ = contest.cast.officer, _round(contest)
    if round_.status == RoundStatus.ASSEMBLING:
        _sign(round_, moment)
        with at(moment + DAY):
            rounds.open(round=round_, scoring_until=moment + 8 * DAY, by=officer)
    _fill_in(contest, moment + 2 * DAY)
    if _round(contest).status == RoundStatus.SCORING:
        with at(moment + 8 * DAY):
            rounds.close(round=round_, by=officer)
    if latest_run(round_) is None:
        with at(moment + 8 * DAY + HOUR):
            _run, job = runs.request(round=round_, by=officer)
        contest.stage.finish(job)


def _round(contest: Contest) -> Round:
    return Round.objects.select_related("rubric").get(first_stage__call__slug=contest.slug)


def _sign(round_: Round, moment: dt.datetime) -> None:
    waiting = Seat.objects.filter(round=round_, status=SeatStatus.DRAWN).select_related("expert__user", "round")
    for number, seat in enumerate(waiting.order_by("place")):
        language = projects.LANGUAGES[number % 2]
        with at(moment + number * HOUR), translation.override(language):
            seats.accept(seat=seat, statement=statement(seat.round), by=seat.expert.user)


def _fill_in(contest: Contest, moment: dt.datetime) -> None:
    by_reference = {contest.application(line).number: line for line in contest.lines}
    waiting = ScoreSheet.objects.filter(entry__round__first_stage__call__slug=contest.slug, status=SheetStatus.DRAFT)
    rows = waiting.select_related("entry", "seat__round__rubric", "seat__expert__user").order_by("seat__place", "pk")
    for number, one in enumerate(rows):
        given, said = _thought(by_reference[one.entry.reference], one.seat.place)
        with at(moment + number * 20 * MINUTE):
            sheets.submit(sheet=one, marks=given, comments=said, version=one.version, by=one.seat.expert.user)


def _thought(line: Line, place: int) -> tuple[dict[str, int], Mapping[str, Any]]:
    """What the member at ``place`` thinks of an application: not quite what the experts thought."""
    chance = random.Random(line.seed * 100 + place)  # noqa: S311 - invented data, not a secret
    words = read("second_stage.toml")["reasons"][line.project.language]
    given = {code: max(0, min(marks.HIGHEST, round(line.level + chance.uniform(-1.6, 1.2)))) for code in words}
    return {code: mark * 100 for code, mark in given.items()}, {
        code: words[code][marks.band(mark)] for code, mark in given.items()
    }
