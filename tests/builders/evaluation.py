"""Rounds in each state, reached by the real actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluation.actions import assignments, extras, rounds, runs, seats, sheets, terms
from evaluation.models import Assignment, Entry, Round, Rubric, Run, ScoreSheet, Seat
from foundation.accounts.models import User
from foundation.core import jobs
from registry.choices import Role
from registry.models import Body, Expert
from tests.builders.kept import kept
from tests.factories.evaluation import RubricFactory
from tests.factories.registry import (
    BodyFactory,
    ExpertFactory,
    MembershipFactory,
    OrganisationFactory,
    SphereFactory,
)

STATEMENT = "I have no tie with any applicant."


@dataclass
class Panel:
    """A round with its people. ``seats`` are the sitting ones, in the order of their numbers."""

    body: Body
    officer: User
    rubric: Rubric
    round: Round
    entries: list[Entry] = field(default_factory=list)
    experts: list[Expert] = field(default_factory=list)

    @property
    def seats(self) -> list[Seat]:
        return list(self.round.seats.sitting().select_related("expert__user").order_by("number"))

    def sheet(self, seat: Seat, entry: Entry) -> ScoreSheet:
        return ScoreSheet.objects.get(seat=seat, entry=entry)


def officer_of(body: Body) -> User:
    return MembershipFactory(organisation=None, body=body, role=Role.OFFICER).user


@kept
def prepared(  # noqa: PLR0913 - all by keyword
    *,
    main: int = 2,
    reserve: int = 1,
    experts: int = 4,
    entries: int = 2,
    has_discussion: bool = False,
    extra_over: Decimal | None = None,
    answer_days: int = 0,
    **rubric: Any,
) -> Panel:
    """A round that is announced, with its entries and a pool of experts; nobody is drawn yet."""
    body, sphere = rubric.pop("body", None) or BodyFactory(), SphereFactory()
    officer = rubric.pop("officer", None) or officer_of(body)
    pool = ExpertFactory.create_batch(experts)
    for expert in pool:
        expert.spheres.add(sphere)
    frozen = rubric.pop("rubric", None) or RubricFactory(**rubric)
    with transaction.atomic():
        round_ = rounds.prepare(
            subject_type="tests.subject",
            subject_id=str(body.pk),
            body=body,
            rubric=frozen,
            titles={"kk": "Байқау", "ru": "Конкурс", "en": "Contest"},
            spheres=[sphere],
            main_seats=main,
            reserve_seats=reserve,
            has_discussion=has_discussion,
            extra_over=extra_over,
            answer_days=answer_days,
            by=officer,
        )
        round_ = rounds.announce(round=round_, by=officer)
        panel = Panel(body=body, officer=officer, rubric=round_.rubric, round=round_, experts=pool)
        panel.entries = [add_entry(panel, number) for number in range(1, entries + 1)]
    return panel


def add_entry(panel: Panel, number: int, **values: Any) -> Entry:
    """One more entry; call it in a transaction."""
    content = [
        {"heading": "Project", "rows": [["Goal", f"Plant {number} trees"]]},
        {"heading": "Budget", "table": {"head": ["Line", "Amount"], "rows": [["Trees", "500 000"]]}},
    ]
    return rounds.add_entry(
        round=panel.round,
        by=panel.officer,
        **{
            "reference": f"A-{number}",
            "title": f"Project {number}",
            "organisation": values.pop("organisation", None) or OrganisationFactory(),
            "content": content,
            **values,
        },
    )


@kept
def drawn(**values: Any) -> Panel:
    panel = prepared(**values)
    panel.round = rounds.draw(round=panel.round, by=panel.officer)
    return panel


@kept
def signed(**values: Any) -> Panel:
    panel = drawn(**values)
    for seat in panel.seats:
        seats.accept(seat=seat, statement=STATEMENT, by=seat.expert.user)
    return panel


@kept
def shared(per_entry: int, **values: Any) -> Panel:
    """Everybody has signed, and each entry is for ``per_entry`` experts; the other terms are given by name."""
    names = terms.Wanted.__dataclass_fields__
    wanted = {name: values.pop(name) for name in list(values) if name in names}
    panel = prepared(**values)
    terms.change(round=panel.round, wanted=terms.Wanted(experts_per_entry=per_entry, **wanted), by=panel.officer)
    panel.round = rounds.draw(round=panel.round, by=panel.officer)
    for seat in panel.seats:
        seats.accept(seat=seat, statement=STATEMENT, by=seat.expert.user)
    return panel


@kept
def proposed(per_entry: int, **values: Any) -> Panel:
    panel = shared(per_entry, **values)
    propose(panel)
    return panel


def propose(panel: Panel) -> Assignment:
    jobs.run(str(assignments.propose(round=panel.round, by=panel.officer).pk))
    return Assignment.objects.get(round=panel.round, accepted_at=None)


@kept
def assigned(per_entry: int, *, is_open: bool = True, **values: Any) -> Panel:
    """An assignment is in force, and the scoring goes on (unless ``is_open`` is False)."""
    panel = proposed(per_entry, **values)
    assignments.accept(assignment=Assignment.objects.get(round=panel.round), by=panel.officer, reason="As it is.")
    if is_open:
        until = timezone.now() + dt.timedelta(hours=24)
        panel.round = rounds.open(round=panel.round, scoring_until=until, by=panel.officer)
    return panel


@kept
def scoring(*, hours: int = 24, **values: Any) -> Panel:
    panel = signed(**values)
    panel.round = open_scoring(panel, hours=hours)
    return panel


def open_scoring(panel: Panel, *, hours: int = 24) -> Round:
    until = timezone.now() + dt.timedelta(hours=hours)
    return rounds.open(round=panel.round, scoring_until=until, by=panel.officer)


def submit(
    panel: Panel, seat: Seat, entry: Entry, marks: Sequence[int], comments: Mapping[str, str] | None = None
) -> ScoreSheet:
    """Submit one sheet with marks in hundredths, in the order of the criteria."""
    sheet = panel.sheet(seat, entry)
    codes = list(panel.rubric.criteria.values_list("code", flat=True))
    return sheets.submit(
        sheet=sheet,
        marks=dict(zip(codes, marks, strict=True)),
        comments=comments or {},
        version=sheet.version,
        by=seat.expert.user,
    )


@kept
def closed(marks: Sequence[Sequence[Sequence[int]]] | None = None, **values: Any) -> Panel:
    """A closed round; ``marks[entry][seat]`` are the submitted ones, an empty list leaves the sheet a draft."""
    given = marks or [[[800, 600], [700, 500]], [[900, 900], [800, 800]]]
    panel = scoring(entries=len(given), main=len(given[0]), experts=len(given[0]) + 2, **values)
    for entry, row in zip(panel.entries, given, strict=True):
        for seat, sheet in zip(panel.seats, row, strict=True):
            if sheet:
                submit(panel, seat, entry, sheet)
    panel.round = rounds.close(round=panel.round, by=panel.officer, reason="The end of the test.")
    return panel


@kept
def discussing(marks: Sequence[Sequence[Sequence[int]]] | None = None, **values: Any) -> Panel:
    """A round in its discussion; ``marks[entry][seat]`` as in ``closed``."""
    given = marks or [[[800, 600], [700, 500]], [[900, 900], [800, 800]]]
    panel = scoring(entries=len(given), main=len(given[0]), experts=len(given[0]) + 2, has_discussion=True, **values)
    for entry, row in zip(panel.entries, given, strict=True):
        for seat, sheet in zip(panel.seats, row, strict=True):
            if sheet:
                submit(panel, seat, entry, sheet)
    until = timezone.now() + dt.timedelta(hours=24)
    panel.round = rounds.discuss(round=panel.round, discussion_until=until, by=panel.officer, reason="All is given.")
    return panel


@kept
def compared(marks: Sequence[Sequence[Sequence[int]]], *, extra_over: str = "5.00", **values: Any) -> Panel:
    """The independent marks have ended in a round with a threshold; ``marks[entry][seat]`` as in ``closed``."""
    options = {"reserve": 2, "experts": len(marks[0]) + 3, **values}
    panel = scoring(entries=len(marks), main=len(marks[0]), extra_over=Decimal(extra_over), **options)
    for entry, row in zip(panel.entries, marks, strict=True):
        for seat, sheet in zip(panel.seats, row, strict=True):
            if sheet:
                submit(panel, seat, entry, sheet)
    panel.round = extras.compare(round=panel.round, by=panel.officer, reason="All is given.")
    return panel


@kept
def called(marks: Sequence[Sequence[Sequence[int]]], **values: Any) -> Panel:
    """One more expert is called for each entry over the threshold; nobody of them has signed yet."""
    panel = compared(marks, **values)
    until = timezone.now() + dt.timedelta(hours=24)
    extras.call(round=panel.round, extra_until=until, reason="Too far apart.", by=panel.officer)
    panel.round.refresh_from_db()
    return panel


@kept
def computed(marks: Sequence[Sequence[Sequence[int]]] | None = None, **values: Any) -> tuple[Panel, Run]:
    panel = closed(marks, **values)
    run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    run.refresh_from_db()
    return panel, run


@kept
def published(marks: Sequence[Sequence[Sequence[int]]] | None = None, **values: Any) -> tuple[Panel, Run]:
    panel, run = computed(marks, **values)
    with transaction.atomic():
        run = runs.publish(run=run, by=panel.officer)
    return panel, run
