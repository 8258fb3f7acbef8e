"""Yearly information of the demo: most of it on paper from a file, as in the real base, some of it on the portal.

In time for 2022 were 5,191 of 18,204 active NGOs (domain facts 10); the invented ones take the same share.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from civilportal.demo import cast
from civilportal.demo.ngos import Ngo, ngos
from civilportal.demo.script import UNITS, Applicant
from civilportal.demo.stage import Stage, at
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import cut_off, local_date
from foundation.core.models import Job
from registry.actions import annual, annual_imports
from registry.choices import AnnualSectionName as Name
from registry.choices import OrganisationStatus
from registry.models import AnnualImport, AnnualInformation, Organisation
from registry.models.annual import due_on, last_due_year

IN_TIME, ACTIVE = 5_191, 18_204
LATE_OF_A_HUNDRED = 6
YEAR_OF_CONTEST, YEAR_OF_FIGURES = 2021, 2022
HOUR = dt.time(11, 0)
HEADINGS = (
    "bin", "year", "received_on", "accepted_on", "summary", "territory", "beneficiaries", "staff", "volunteers",
    "opening", "income_donor", "income_fees", "income_own", "expense_projects", "expense_pay", "expense_admin",
)  # fmt: skip
SUMMARIES = (
    "Ойдан шығарылған мәліметтер: тегін кеңестер берілді, мектептер мен ауылдарда сабақтар өтті.",
    "Вымышленные сведения: проведены бесплатные консультации, занятия в школах и сёлах.",
    "Ойдан шығарылған мәліметтер: ағаштар отырғызылды, еріктілер үйретілді.",
    "Вымышленные сведения: посажены деревья, обучены волонтёры, изданы памятки.",
)
# How far those are that file on the portal: the first ones are applicants of the story, the last ones are not.
ON_PORTAL = ("accepted", "accepted", "accepted", "corrected", "submitted", "submitted")
BESIDE = ("returned", "returned", "begun", "begun", "begun")


def file(stage: Stage, playing: Sequence[Applicant], officer: User) -> None:
    """Everything that is not there yet."""
    year = last_due_year(local_date(clock.now()))
    for place, state in enumerate(ON_PORTAL):
        _play(playing[place].organisation, playing[place].head, year, (state, officer))
    _play_beside(playing, year, officer)
    if AnnualImport.objects.exists():
        return
    with tempfile.TemporaryDirectory(prefix="demo-filings-") as folder:
        path = Path(folder) / "paper-filings.csv"
        with path.open("w", encoding="utf-8", newline="") as target:
            rows = csv.writer(target)
            rows.writerow(HEADINGS)
            rows.writerows(_paper([one.organisation.bin or "" for one in playing], year))
        load = annual_imports.request_path(path=path, by=officer)
    stage.finish(Job.objects.get(pk=str(load.job_id)))
    load.refresh_from_db()
    if load.outcome["refused"]:
        raise RuntimeError(f"the base refused rows of the demo: {load.outcome['first_faults'][:3]}")


def _play_beside(playing: Sequence[Applicant], year: int, officer: User) -> None:
    numbers = _may_file()[len(playing) : len(playing) + len(BESIDE)]
    found = Organisation.objects.in_bulk(numbers, field_name="bin")
    for place, (number, state) in enumerate(zip(numbers, BESIDE, strict=True), start=len(playing)):
        _play(found[number], cast.head_of(found[number], place), year, (state, officer))


def _may_file() -> list[str]:
    return [
        ngo.bin
        for ngo in ngos(settings.DEMO_NGOS)
        if ngo.status == OrganisationStatus.ACTIVE and ngo.legal_form not in UNITS
    ]


def _paper(applicants: list[str], year: int) -> Iterator[list[Any]]:
    """The applicants for the year before their contest, then the share of the country for two years."""
    chance = random.Random(YEAR_OF_FIGURES)  # noqa: S311 - invented data, not a secret
    for number in applicants:
        yield _row(number, YEAR_OF_CONTEST, dt.date(YEAR_OF_CONTEST + 1, 1, 20), chance)
    playing = set(applicants)
    on_portal = {*applicants[: len(ON_PORTAL)], *_may_file()[len(applicants) : len(applicants) + len(BESIDE)]}
    active = [one for one in ngos(settings.DEMO_NGOS) if one.status == OrganisationStatus.ACTIVE]
    for about in sorted({YEAR_OF_FIGURES, year}):
        for ngo in active:
            taken = on_portal if about == year else set()
            received = _received(ngo, about, ngo.bin in playing, chance)
            if received and ngo.bin not in taken:
                yield _row(ngo.bin, about, received, chance)


def _received(ngo: Ngo, year: int, is_sure: bool, chance: random.Random) -> dt.date | None:
    """When the information came: early in a sure case, mostly in March, sometimes late, mostly never."""
    if ngo.registered_on.year > year:
        return None
    first, due, draw = dt.date(year + 1, 1, 20), due_on(year), chance.random()
    if is_sure:
        return first
    if draw < IN_TIME / ACTIVE:
        return due - dt.timedelta(days=int(chance.expovariate(1 / 14)) % (due - first).days)
    if draw < IN_TIME / ACTIVE + LATE_OF_A_HUNDRED / 100:
        return due + dt.timedelta(days=chance.randrange(1, 45))
    return None


def _row(number: str, year: int, received: dt.date, chance: random.Random) -> list[Any]:
    came = [chance.randrange(0, 40) * 50_000 for _ in range(3)]
    total = sum(came)
    work, pay = total // 2, total // 4
    return [
        number, year, received.isoformat(), (received + dt.timedelta(days=14)).isoformat(), chance.choice(SUMMARIES), "",
        chance.randrange(10, 900), chance.randrange(0, 12), chance.randrange(0, 60), chance.randrange(0, 20) * 10_000,
        *came, work, pay, total // 8,
    ]  # fmt: skip


def _play(organisation: Organisation, head: User, year: int, wanted: tuple[str, User]) -> None:
    """One NGO on the portal, up to a state: begun, submitted, returned, accepted, corrected."""
    state, officer = wanted
    if AnnualInformation.objects.filter(organisation=organisation, year=year).exists():
        return
    with at(cut_off(dt.date(year + 1, 2, 3), HOUR)):
        row = annual.start(organisation=organisation, year=year, by=head)
        for name, data in _sections(head).items():
            if state != "begun" or name in (Name.ACTIVITY, Name.PEOPLE):
                _save(row, name, data, head)
        if state == "begun":
            return
        annual.submit(information=row, by=head)
    with at(cut_off(dt.date(year + 1, 2, 17), HOUR)):
        if state == "returned":
            remarks = {(Name.INCOME.value, "rows-0-amount"): "Банк үзіндісімен салыстырыңыз · Сверьте с выпиской банка"}
            annual.send_back(information=row, at_fields=remarks, by=officer)
        elif state in ("accepted", "corrected"):
            annual.accept(information=row, by=officer)
    if state == "corrected":
        with at(cut_off(dt.date(year + 1, 4, 14), HOUR)):
            annual.amend(information=row, reason="Еріктілер саны · Число волонтёров", by=head)
            _save(row, Name.PEOPLE, {"staff": "4", "staff_women": "3", "volunteers": "31"}, head)
            annual.submit(information=row, by=head)


def _save(row: AnnualInformation, name: str, data: dict[str, Any], by: User) -> None:
    held = row.sections.filter(name=name).first()
    typed = {**held.data, **data} if held else data
    annual.save_section(information=row, name=name, typed=typed, version=held.version if held else 0, by=by)


def _sections(head: User) -> dict[str, dict[str, Any]]:
    return {
        Name.FACTS: {"confirmed": "on"},
        Name.ACTIVITY: {"summary": SUMMARIES[0], "territory": "Ойдан шығарылған аудан", "beneficiaries": "240"},
        Name.SPHERES: {},
        Name.PEOPLE: {"staff": "4", "staff_women": "3", "volunteers": "18"},
        Name.PROJECTS: {
            "rows": [{"name": "Жасыл аула", "source": "donor", "payer": "Ойдан шығарылған қор", "amount": "1200000",
                      "beneficiaries": "240", "result": "Үш аула көгалдандырылды"}],
        },
        Name.INCOME: {
            "opening": "300000", "total": "1500000",
            "rows": [{"source": "donor", "payer": "Ойдан шығарылған қор", "amount": "1200000"},
                     {"source": "own", "amount": "300000"}],
        },
        Name.EXPENSES: {
            "total": "1400000", "closing": "400000",
            "rows": [{"direction": "projects", "amount": "900000"}, {"direction": "pay", "amount": "500000"}],
        },
        Name.PROPERTY: {"rows": [{"kind": "equipment", "what": "Компьютер", "value": "250000"}]},
        Name.FOUNDERS: {"count": "3", "none": "on"},
        Name.BRANCHES: {"none": "on"},
        Name.EVENTS: {"none": "on"},
        Name.AWARDS: {"none": "on"},
        Name.CONTACT: {"name": str(head), "phone": "+7 700 000 00 00"},
    }  # fmt: skip
