"""Loading the demo, part by part. Each part asks the data whether it is done, so a second load finds everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.utils import timezone

from civilportal.demo import (
    base,
    cast,
    complaints,
    contracts,
    control,
    councils,
    directions,
    effects,
    filings,
    formation,
    history,
    order_year,
    orders,
    oversight,
    premiums,
    records,
    results,
    story,
    surveys,
    systems,
    visits,
)
from civilportal.demo import people as demo_people
from civilportal.demo.data import read
from civilportal.demo.ngos import SMALLEST
from civilportal.demo.play import Contest
from civilportal.demo.script import Applicant, applicants
from civilportal.demo.stage import Stage
from grants.models import Call
from publishing.actions import want_dumps
from publishing.models import Dump

Make = Callable[[cast.Cast, list[Applicant], Stage, dt.datetime], Contest]

# Played in this order; each ends in another phase.
PARTS: tuple[tuple[str, str, Make, Callable[[Contest], None]], ...] = (
    ("The contest of 2–20 June 2022", "sdg", story.sdg, story.play_sdg),
    ("A call in its formal check", "checking", story.checking, story.play_checking),
    ("A call that experts are scoring", "scoring", story.scoring, story.play_scoring),
    ("A call before its commission", "voting", story.voting, story.play_voting),
    ("A call whose grants are being carried out", "running", story.running, story.play_running),
)


def load(stage: Stage, *, accounts_file: Path) -> None:
    """Everything of the demo that is not there yet. Raises ValueError when DEMO_NGOS is too small for the story."""
    if settings.DEMO_NGOS < SMALLEST:
        raise ValueError(f"DEMO_NGOS must be at least {SMALLEST}: the contest of 2022 alone has 57 applicants.")
    if is_whole():
        _open(stage)
        _publish(stage)
        _write(accounts_file)
        return
    with stage.part("Reference data, people and bodies"):
        base.load_reference()
        people = cast.gather()
    with stage.part(f"{settings.DEMO_NGOS} invented NGOs"):
        base.load_ngos(stage, people.officer)
    with stage.part("Heads of NGOs and their yearly information"):
        playing = applicants()
        filings.file(stage, playing, people.officer)
    with stage.part("Fuller records of a few NGOs"):
        records.fill(playing, people.officer)
    for title, _name, make, play in PARTS:
        with stage.part(title):
            play(make(people, playing, stage, timezone.now()))
    with stage.part("Protocol and score table of the contest of 2022"):
        story.make_reports(story.sdg(people, playing, stage, timezone.now()))
    with stage.part("What beneficiaries of 2022 said"):
        surveys.load(story.sdg(people, playing, stage, timezone.now()))
        visits.load(people.officer)
    with stage.part("What came of the grants of 2022"):
        effects.load(story.sdg(people, playing, stage, timezone.now()))
    with stage.part("A call for premiums with proposals of others"):
        premiums.load(people, playing)
    _beside_the_contests(stage, people, playing)
    _open(stage)
    _publish(stage)
    _write(accounts_file)


def _beside_the_contests(stage: Stage, people: cast.Cast, playing: list[Applicant]) -> None:
    with stage.part("Claims, invitations and ties of people"):
        demo_people.load(people, playing)
    with stage.part("Awards of 2022 from the published source"):
        history.load(people.officer)
    with stage.part("Awards from a file, a question with its answer"):
        oversight.load(playing, people.officer, stage)
    with stage.part("Social orders of 2022 from a file of the procurement portal"):
        order_year.load(people.officer, stage)
    with stage.part("Public councils, and the year of one of them"):
        councils.load()
    with stage.part("A council chosen by competition, its year and its by-elections"):
        formation.load(playing)
    with stage.part("A draft act, a hearing, a report of a head and appeals"):
        control.load()
    with stage.part("Priority directions of an akimat and its partners"):
        directions.load(playing)
    with stage.part("Social orders of an akimat: from needs to opened bids"):
        orders.load(playing)
    with stage.part("A decided tender and its contracts"):
        contracts.load(playing, stage)
    with stage.part("Complaints about tenders"):
        complaints.load(playing)
    with stage.part("What came of the contracts: councils, a survey, a visit"):
        results.load(stage)
    with stage.part("Questions about all this money"):
        oversight.ask_again()


def is_whole() -> bool:
    """Whether everything was loaded once: the observation comes last, and the calls are there."""
    slugs = [read("calls.toml")["calls"][name]["slug"] for _title, name, _make, _play in PARTS]
    rest: tuple[ModuleType, ...] = (
        history,
        order_year,
        oversight,
        surveys,
        effects,
        councils,
        control,
        formation,
        premiums,
        directions,
        orders,
        contracts,
        complaints,
        results,
    )
    return all(part.is_loaded() for part in rest) and Call.objects.filter(slug__in=slugs).count() == len(slugs)


def _open(stage: Stage) -> None:
    """Each start finds a call that is open: a new one is announced when the last has closed."""
    found = story.open_now()
    if not orders.is_open_now():
        with stage.part("A tender that takes bids now"):
            orders.open_anew(applicants())
    if found is not None and found.applications.count() >= story.OPEN_APPLICATIONS:
        return
    with stage.part("A call that is open now"):
        people, playing = cast.gather(), applicants()
        story.play_opening(story.opening(people, playing, stage, timezone.now()))


def _publish(stage: Stage) -> None:
    """The first files of open data; later ones come by the clock."""
    if not Dump.objects.exists():
        with stage.part("Files of open data"):
            stage.finish(want_dumps())


def _write(accounts_file: Path) -> None:
    if not accounts_file.exists():
        cast.write(accounts_file, [*cast.accounts_of(story.seated()), systems.account()])
