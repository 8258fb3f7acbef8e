"""Who applies with what, what the formal check finds and how good each application is. Pure but for the applicants."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.conf import settings

from civilportal.demo import marks, projects
from civilportal.demo.cast import NAMES, TEAMS_FROM, head_of
from civilportal.demo.ngos import ngos
from foundation.accounts.models import User
from registry.choices import LegalForm, OrganisationStatus
from registry.models import Organisation

APPLICANTS = 77
UNITS = (LegalForm.BRANCH, LegalForm.REPRESENTATION)


@dataclass(frozen=True)
class Applicant:
    """An NGO of the demo that applies; ``place`` is its number among all of them."""

    place: int
    organisation: Organisation
    head: User


@dataclass(frozen=True)
class Line:
    """One application of a contest. ``level`` is what marks are given around, 0 for one that is not admitted."""

    applicant: Applicant
    project: projects.Project
    level: float
    seed: int


def applicants() -> list[Applicant]:
    """The first NGOs of the demo that may apply, with their heads, who are made when they are not there yet."""
    bins = [
        ngo.bin
        for ngo in ngos(settings.DEMO_NGOS)
        if ngo.bin and ngo.status == OrganisationStatus.ACTIVE and ngo.legal_form not in UNITS
    ][:APPLICANTS]
    found = Organisation.objects.select_related("region").in_bulk(bins, field_name="bin")
    return [Applicant(place, found[number], head_of(found[number], place)) for place, number in enumerate(bins)]


def lines(
    playing: Sequence[Applicant], *, admitted: int, amounts: Sequence[int], seed: int, first_idea: int = 0
) -> list[Line]:
    """A line for each applicant: Russian and Kazakh in turn, ``admitted`` of them without a fault, the first the best.

    ``amounts`` (tenge) are asked for in turn.
    """
    chance = random.Random(seed)  # noqa: S311 - invented data, not a secret
    good = _good(len(playing), admitted, chance)
    faults = {
        language: iter(chance.sample(projects.faults(language), len(projects.faults(language))))
        for language in projects.LANGUAGES
    }
    written = []
    ideas = projects.ideas()
    for number, applicant in enumerate(playing):
        idea = ideas[(first_idea + number) % len(ideas)]
        own_seed = seed * 1000 + number
        project = projects.write(
            idea,
            region=applicant.organisation.region_id,
            amount=Decimal(amounts[number % len(amounts)]),
            names=_team(own_seed),
            seed=own_seed,
            fault=None if number in good else next(faults[idea.language]),
        )
        level = marks.quality(good.index(number), admitted) if number in good else 0.0
        written.append(Line(applicant, project, level, own_seed))
    return written


def with_copy(written: Sequence[Line]) -> list[Line]:
    """The same lines, where the last good one in the language of the first has taken most of its texts from it."""
    source = written[0].project
    place = max(
        number for number, line in enumerate(written) if line.level and line.project.language == source.language
    )
    own = written[place].project
    taken = {
        name: source.sections[name] | ({"title": own.title} if name == "project" else {})
        for name in ("project", "target_group")
    }
    copied = replace(own, sections=own.sections | taken)
    return [*written[:place], replace(written[place], project=copied), *written[place + 1 :]]


def _good(total: int, admitted: int, chance: random.Random) -> list[int]:
    """Numbers of the applications without a fault, the best first. The first has none, the second one if anybody has.

    Both languages lose alike, so that no fault has to be told twice.
    """
    bad = total - admitted
    odd, even = list(range(3, total, 2)), list(range(2, total, 2))
    losing = {1, *chance.sample(odd, (bad + 1) // 2 - 1), *chance.sample(even, bad // 2)} if bad else set()
    winning = [number for number in range(1, total) if number not in losing]
    chance.shuffle(winning)
    return [0, *winning]


def _team(seed: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - invented data, not a secret
    return chance.sample(NAMES[TEAMS_FROM:], 3)


def sending_moments(opens: dt.datetime, closes: dt.datetime, total: int) -> list[dt.datetime]:
    """When applications are sent: a fifth in the days before, the rest in the last nine hours, as in real contests."""
    early, days = total // 5, max(1, (closes - opens).days)
    moments = [
        opens + dt.timedelta(days=1 + number * (days - 1) // max(1, early), minutes=47 * number % 480)
        for number in range(early)
    ]
    late, last_hours = total - early, closes.replace(microsecond=0) - dt.timedelta(hours=9)
    return moments + [
        last_hours + dt.timedelta(minutes=535 * number // late, seconds=number % 60) for number in range(late)
    ]
