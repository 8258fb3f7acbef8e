"""Where rubrics and stages, panels, and judging meet: contests played through all of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from evaluation.actions import conflicts, rounds, runs
from evaluation.choices import RunStatus, SheetStatus
from evaluation.models import Run, ScoreSheet
from evaluation.queries.bundles import bundle_files
from evaluation.scoring.bundle import pack
from foundation.core import jobs
from registry.choices import AffiliationKind
from registry.models import Affiliation
from tests.builders import evaluation as build
from tests.evaluation.actions.test_stages import commission, convene, scored
from tests.evaluation.views.pages import words

pytestmark = pytest.mark.django_db

SCRIPT = Path(__file__).parents[2] / "docs" / "verify" / "recompute.py"
PAGES = ("run-detail", "run-quality", "run-what-if")


def ranked(panel: build.Panel) -> Run:
    """Every sheet that was given out is submitted, and the ranking is computed."""
    drafts = ScoreSheet.objects.filter(entry__round=panel.round, status=SheetStatus.DRAFT)
    for sheet in drafts.select_related("seat__expert__user", "entry"):
        build.submit(panel, sheet.seat, sheet.entry, [100 * sheet.entry.number, 100 * sheet.seat.number])
    panel.round = rounds.close(round=panel.round, by=panel.officer)
    run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    return Run.objects.get(pk=run.pk)


def texts(user, run: Run) -> list[str]:
    client = Client()
    client.force_login(user)
    addresses = [reverse(f"evaluation:{name}", args=[run.pk]) for name in PAGES]
    addresses.append(reverse("evaluation:result-detail", args=[run.pk, run.inputs["entries"][0]["number"]]))
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    return [words(answer) for answer in answers]


def test_two_of_three_experts_from_the_assignment_to_the_archive(tmp_path: Path) -> None:
    panel = build.assigned(2, main=3, reserve=1, experts=6, entries=4)

    run = ranked(panel)
    shown = texts(panel.officer, run)
    with transaction.atomic():
        runs.publish(run=run, by=panel.officer)
    files = bundle_files(Run.objects.get(pk=run.pk))
    (tmp_path / "contest.zip").write_bytes(pack(files))
    command = [sys.executable, "-I", SCRIPT, "--bundle", tmp_path / "contest.zip"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()

    assert [len(entry["sheets"]) for entry in run.inputs["entries"]] == [2, 2, 2, 2]
    assert "Expert 1" in shown[1]
    assert json.loads(files["rules.json"])["experts_per_entry"] == 2
    assert told[1:] == ["4 entries, 8 sheets, 0 decisions", "The contest is confirmed."]


def test_a_tie_found_after_the_ranking_makes_a_new_one_that_names_the_old() -> None:
    panel = build.assigned(2, main=3, reserve=1, experts=6, entries=4)
    first = ranked(panel)
    seat = panel.seats[0]
    lost = ScoreSheet.objects.filter(seat=seat).count()
    Affiliation.objects.create(
        expert=seat.expert, organisation=panel.entries[0].organisation, kind=AffiliationKind.MEMBER
    )

    conflicts.enforce(round=panel.round)
    jobs.run_waiting()

    second = Run.objects.get(round=panel.round, number=2)
    assert second.status == RunStatus.COMPUTED
    assert second.reason == "The portal has found a tie with an applicant of this round (rule R35)."
    assert set(ScoreSheet.objects.filter(seat=seat).values_list("status", flat=True)) == {SheetStatus.VOID}
    assert second.summary["sheets"] == first.summary["sheets"] - lost
    assert "What is different from ranking 1" in texts(panel.officer, second)[0]


def test_who_scores_in_the_second_stage_is_called_a_member() -> None:
    panel, _run = build.computed()
    second = convene(panel, commission(panel))
    scored(second, panel.officer)

    shown = texts(panel.officer, Run.objects.get(round=second))

    assert "Member 1 of the commission" in shown[1]
    assert "Member 2 of the commission" in shown[3]
    assert [text for text in shown if "Expert 1" in text or "Expert 2" in text] == []
