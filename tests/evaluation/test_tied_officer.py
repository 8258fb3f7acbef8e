"""Complaint 7 on every page of a round: an officer with a tie reads the same whatever the experts do, another does not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import rounds, runs, sheets
from evaluation.choices import SheetStatus
from evaluation.models import Likeness, Round, Run, ScoreSheet
from foundation.accounts.models import User
from foundation.core import jobs
from registry.actions import experts
from tests.builders import evaluation as build
from tests.evaluation.views.pages import words
from tests.factories.registry import ExpertFactory

pytestmark = pytest.mark.django_db

OF_ROUND = (
    "round-detail",
    "panel-terms",
    "assignment-detail",
    "conflict-list",
    "likeness-list",
    "change-list",
)
OF_RUN = ("run-detail", "run-quality", "run-what-if", "run-inputs", "run-results")
OF_RESULT = ("result-detail", "result-inputs")


def employed_officer(panel: build.Panel) -> User:
    """An officer of the body who, as an expert of the registry, works for the first applicant; no seat, no membership."""
    user = build.officer_of(panel.body)
    employer = {"employer_name": "X", "employer_bin": panel.entries[0].organisation.bin}
    since = timezone.now().date() - dt.timedelta(days=30)
    experts.declare_employment(expert=ExpertFactory(user=user), values={**employer, "since": since}, by=None)
    return user


def pages(panel: build.Panel, user: User) -> dict[str, tuple[int, str]]:
    """Address → (status, what is read there) of every page that an officer of the round has."""
    client = Client()
    client.force_login(user)
    addresses = [reverse(f"evaluation:{name}", args=[panel.round.pk]) for name in OF_ROUND]
    addresses += [reverse("evaluation:workload"), reverse("evaluation:expert-load"), reverse("desk")]
    run = Run.objects.filter(round=panel.round).first()
    if run is not None:
        addresses += [reverse(f"evaluation:{name}", args=[run.pk]) for name in OF_RUN]
        addresses += [reverse(f"evaluation:{name}", args=[run.pk, 1]) for name in OF_RESULT]
    found = {}
    for address in addresses:
        answer = client.get(address)
        is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        found[address] = (answer.status_code, words(answer) if is_page else "")
    return found


def score(panel: build.Panel, marks: list[int]) -> None:
    for sheet in ScoreSheet.objects.filter(entry__round=panel.round, status=SheetStatus.DRAFT).select_related(
        "seat__expert__user", "entry"
    ):
        build.submit(panel, sheet.seat, sheet.entry, marks)


def test_while_experts_score() -> None:
    panel = build.assigned(2, main=3, reserve=1, experts=6, entries=3)
    tied = employed_officer(panel)
    before = pages(panel, tied), pages(panel, panel.officer)

    score(panel, [500, 700])

    after = pages(panel, tied), pages(panel, panel.officer)
    assert after[0] == before[0]
    changed = {address for address, page in after[1].items() if page != before[1][address]}
    assert changed == {
        reverse("evaluation:round-detail", args=[panel.round.pk]),
        reverse("evaluation:workload"),
        reverse("evaluation:expert-load"),
    }
    assert {status for status, _text in after[1].values()} == {200}


def test_a_ranking_that_is_not_published_and_changed_sheets_and_copies() -> None:
    panel = build.discussing()
    tied = employed_officer(panel)
    panel.round = Round.objects.get(pk=panel.round.pk)
    sheet = panel.sheet(panel.seats[0], panel.entries[0])
    codes = list(panel.rubric.criteria.values_list("code", flat=True))
    marks = dict(zip(codes, [100, 100], strict=True))
    sheets.revise(
        sheet=sheet,
        marks=marks,
        comments={},
        version=sheet.version,
        reason="Read again.",
        by=panel.seats[0].expert.user,
    )
    panel.round = rounds.close(round=panel.round, by=panel.officer, reason="All is said.")
    before = pages(panel, tied)
    _run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    pair = Likeness.objects.create(entry=panel.entries[1], other=panel.entries[0], share=900)

    after, free = pages(panel, tied), pages(panel, panel.officer)

    run = Run.objects.get(round=panel.round)
    hidden = {reverse(f"evaluation:{name}", args=[run.pk]) for name in OF_RUN}
    hidden |= {reverse(f"evaluation:{name}", args=[run.pk, 1]) for name in OF_RESULT}
    assert {address for address in hidden if after[address][0] != 404} == set()
    assert {address for address in hidden if free[address][0] != 200} == set()
    changes, copies = (
        reverse(f"evaluation:{name}", args=[panel.round.pk]) for name in ("change-list", "likeness-list")
    )
    assert "Read again." in free[changes][1]
    assert "Read again." not in after[changes][1]
    assert (free[copies][0], after[copies][0]) == (200, 404)
    assert list(Likeness.objects.visible_to(tied)) == []
    assert list(Likeness.objects.visible_to(panel.officer)) == [pair]
    # Only that there is a ranking can be known: the next one would need a reason, and the desk does not ask for the first.
    known = {reverse("evaluation:round-detail", args=[panel.round.pk]), reverse("desk")}
    assert {address for address in before if before[address] != after[address]} <= known
