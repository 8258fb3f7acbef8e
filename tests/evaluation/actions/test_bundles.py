"""The bundle of a contest: the same bytes each time, enough for the stand-alone program, and tampering is found."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from evaluation.actions import bundles, runs, sheets, terms
from evaluation.models import Bundle, Run
from evaluation.queries.bundles import bundle_files
from evaluation.scoring.bundle import pack
from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.errors import Conflict
from tests.builders import evaluation as build
from tests.factories.registry import ExpertFactory, SphereFactory

pytestmark = pytest.mark.django_db

SCRIPT = Path(__file__).parents[3] / "docs" / "verify" / "recompute.py"


def decided() -> tuple[build.Panel, Run]:
    """A contest with reasons of experts, decisions, and private things that somebody wrote into a reason."""
    panel = build.scoring(main=2, entries=2, reserve=1)
    said = {"c1": "Ask +7 701 123 45 67 or a.b@example.org, IIN 900101300123."}
    for entry in panel.entries:
        for seat in panel.seats:
            build.submit(panel, seat, entry, [500 + 100 * entry.number, 100 * seat.number], said)
    panel.round = build.rounds.close(round=panel.round, by=panel.officer)
    run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    verdicts = [
        runs.Decided("A-2", is_awarded=True, amount=Decimal(500_000), reason="The best."),
        runs.Decided("A-1", is_awarded=False, reason="Call 8 (701) 123-45-67."),
    ]
    with transaction.atomic():
        run = runs.publish(run=Run.objects.get(pk=run.pk), by=panel.officer, verdicts=verdicts)
    return panel, run


def recompute(path: Path) -> tuple[int, list[str]]:
    done = subprocess.run([sys.executable, "-I", SCRIPT, "--bundle", path], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


def test_the_program_repeats_the_whole_contest_from_the_bundle(tmp_path: Path) -> None:
    _, run = decided()

    jobs.run_waiting()

    document = Bundle.objects.get(run=run).document
    with document.file.open("rb") as stored:
        content = stored.read()
    (tmp_path / "contest.zip").write_bytes(content)
    assert document.sha256 == sha256(content).hexdigest()
    assert recompute(tmp_path / "contest.zip") == (
        0,
        [
            f"SHA-256 of the bundle: {document.sha256}",
            "2 entries, 4 sheets, 2 decisions",
            "The contest is confirmed.",
        ],
    )


def test_the_bytes_are_the_same_each_time_and_no_person_is_named(tmp_path: Path) -> None:
    panel, run = decided()
    run = Run.objects.select_related("round__rubric").get(pk=run.pk)

    files = bundle_files(run)

    assert pack(files) == pack(dict(reversed(bundle_files(run).items())))
    everything = b"\n".join(files.values()).decode()
    for person in (*(expert.user for expert in panel.experts), panel.officer):
        assert person.full_name not in everything
        assert person.email not in everything
    assert {line["reasons"]["c1"] for line in json.loads(files["sheets.json"])} == {"Ask […] or […], IIN […]."}
    assert json.loads(files["decisions.json"])[0] == {
        "entry": 1,
        "reference": "A-1",
        "title": "Project 1",
        "is_awarded": False,
        "amount": None,
        "reason": "Call […].",
    }


def changed(content: bytes, name: str, old: bytes, new: bytes, *, with_manifest: bool = False) -> bytes:
    """The archive with one file changed; a clever forger also mends the manifest."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {part: archive.read(part) for part in archive.namelist() if part != "manifest.json"}
        manifest = archive.read("manifest.json")
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)
    if with_manifest:
        return pack(files)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part, data in [("manifest.json", manifest), *files.items()]:
            archive.writestr(part, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "old", "new", "with_manifest", "said"),
    [
        ("inputs.json", b'"marks":[600,', b'"marks":[900,', False, "inputs.json: changed since the manifest was made"),
        ("inputs.json", b'"marks":[600,', b'"marks":[900,', True, "the ranking differs in entries ["),
        ("results.json", b'"rank":1', b'"rank":2', True, "the ranking differs in entries ["),
        ("decisions.json", b'"entry":1', b'"entry":7', True, "something was decided about an entry that is not"),
        ("draw.json", b'"main":[', b'"main":[999983,', True, "the draw gives other experts"),
        ("draw.json", b'"seed":"', b'"seed":"0', True, "the seed is not the one whose digest was published"),
        ("rules.json", b'"is_blind":true', b'"is_blind":false', False, "rules.json: changed"),
    ],
)
def test_whatever_is_changed_is_found(tmp_path: Path, name, old, new, with_manifest, said) -> None:
    _, run = decided()
    content = pack(bundle_files(Run.objects.select_related("round__rubric").get(pk=run.pk)))
    path = tmp_path / "forged.zip"
    path.write_bytes(changed(content, name, old, new, with_manifest=with_manifest))

    code, lines = recompute(path)

    assert (code, lines[-1]) == (1, "The contest cannot be confirmed.")
    assert any(said in line for line in lines)


def test_a_bundle_is_made_once_and_never_changes() -> None:
    _, run = decided()
    jobs.run_waiting()
    bundle = Bundle.objects.get()

    again = bundles.make(run=run)

    assert again == bundle
    assert Event.objects.filter(verb="evaluation.bundle.made").count() == 1
    for attempt in (
        lambda: Bundle.objects.update(created_at=run.created_at),
        lambda: Bundle.objects.all().delete(),
        lambda: run.verdicts.update(reason="Another"),
        lambda: run.verdicts.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            attempt()


def test_there_is_no_bundle_before_the_publication() -> None:
    _, run = build.computed()

    with pytest.raises(Conflict, match="when its ranking is published"):
        bundles.make(run=run)


@pytest.mark.parametrize("by_direction", [False, True])
def test_a_draw_by_direction_and_one_with_a_public_value_are_confirmed(tmp_path: Path, by_direction: bool) -> None:
    panel = build.prepared(main=1, reserve=1, experts=3, entries=2)
    other = SphereFactory(number=5)
    panel.round.spheres.add(other)
    for expert in ExpertFactory.create_batch(2):
        expert.spheres.add(other)
    wanted = terms.Wanted(by_direction=by_direction, public_source="The lottery of Friday.")
    terms.change(round=panel.round, wanted=wanted, by=panel.officer)
    panel.round = build.rounds.draw(round=panel.round, public_value="7 13 21", by=panel.officer)
    for seat in panel.seats:
        build.seats.accept(seat=seat, statement=build.STATEMENT, by=seat.expert.user)
    panel.round = build.open_scoring(panel)
    for entry in panel.entries:
        for seat in panel.seats:
            build.submit(panel, seat, entry, [500, 100 * entry.number])
    panel.round = build.rounds.close(round=panel.round, by=panel.officer)
    run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    with transaction.atomic():
        run = runs.publish(run=run, by=panel.officer)
    (tmp_path / "contest.zip").write_bytes(pack(bundle_files(Run.objects.get(pk=run.pk))))

    assert recompute(tmp_path / "contest.zip")[1][-1] == "The contest is confirmed."


def test_who_was_not_admitted_and_what_was_changed_stand_in_the_bundle_without_private_things(tmp_path: Path) -> None:
    panel = build.discussing()
    seat, entry = panel.seats[0], panel.entries[0]
    sheet = panel.sheet(seat, entry)
    codes = list(panel.rubric.criteria.values_list("code", flat=True))
    said = {"reason": "Told by +7 701 123 45 67.", "comments": {codes[0]: "See a.b@example.org."}}
    marks = dict(zip(codes, [100, 200], strict=True))
    before = list(sheet.marks)
    sheets.revise(sheet=sheet, marks=marks, version=sheet.version, by=seat.expert.user, **said)
    panel.round = build.rounds.close(round=panel.round, by=panel.officer, reason="All is said.")
    run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    refused = runs.Refused("A-9", "Late", "Sent by a.b@example.org.", {"budget": "IIN 900101300123."})
    with transaction.atomic():
        runs.publish(run=run, by=panel.officer, refused=[refused])
    run = Run.objects.get(pk=run.pk)

    files = bundle_files(run)

    assert json.loads(files["checks.json"]) == [
        {"reference": "A-9", "title": "Late", "reason": "Sent by […].", "unmet": {"budget": "IIN […]."}}
    ]
    change = json.loads(files["changes.json"])[0]
    assert change.pop("made_at")
    assert change == {
        "entry": entry.number,
        "expert": seat.number,
        "kind": "discussion",
        "reason": "Told by […].",
        "marks": [before, [100, 200]],
        "reasons": [{}, {codes[0]: "See […]."}],
    }
    (tmp_path / "contest.zip").write_bytes(pack(files))
    assert recompute(tmp_path / "contest.zip")[0] == 0
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(admission=[])


def test_a_panel_that_was_not_drawn_is_confirmed_without_a_draw(tmp_path: Path) -> None:
    """The commission of a second stage is seated, not drawn."""
    _, run = decided()
    run = Run.objects.select_related("round__rubric").get(pk=run.pk)
    run.round.seed_digest = ""
    (tmp_path / "contest.zip").write_bytes(pack(bundle_files(run)))

    code, lines = recompute(tmp_path / "contest.zip")

    assert (code, lines[1]) == (0, "The members of this panel were seated without a draw.")
