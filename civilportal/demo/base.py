"""The ground of the demo: reference data, the NGOs, their yearly information, the awards known from a journal."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from civilportal.demo.ngos import Ngo, ngos, people
from civilportal.demo.script import Applicant
from civilportal.demo.stage import Stage, almaty, at
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import cut_off, local_date
from foundation.core.models import Job
from registry.actions import annual, imports, reference
from registry.models import AnnualInformation, Organisation, Region
from registry.models.annual import last_due_year

CLOSING = almaty("2022-01-01 18:30").time()
HEADINGS = ("bin", "name_kk", "name_ru", "name_en", "legal_form", "region", "status", "spheres", "registered_on")
OWN_HEADINGS = ("email", "head_name", "is_invented")
YEAR_OF_CONTEST = 2021


def load_reference() -> None:
    """Regions, spheres, MRP and moved days."""
    if not Region.objects.exists():
        reference.load()


def has_ngos() -> bool:
    """Whether the registry holds the NGOs of the demo; the last one of the list stands for all, as they go in at once."""
    *_rest, last = ngos(settings.DEMO_NGOS)
    return Organisation.objects.filter(name_kk=last.name_kk, is_invented=True).exists()


def load_ngos(stage: Stage, officer: User) -> None:
    """Load the NGOs as officers do: a CSV file, read by a worker."""
    if has_ngos():
        return
    with tempfile.TemporaryDirectory(prefix="demo-ngos-") as folder:
        path = Path(folder) / "demo-ngos.csv"
        write_csv(path, ngos(settings.DEMO_NGOS))
        load = imports.request_path(path=path, by=officer)
    stage.finish(Job.objects.get(pk=str(load.job_id)))
    load.refresh_from_db()
    if load.outcome["refused"]:
        raise RuntimeError(f"the registry refused rows of the demo: {load.outcome['first_faults'][:3]}")


def write_csv(path: Path, listed: Iterable[Ngo]) -> None:
    """The NGOs in the columns of the registry's import."""
    heads = people(200)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([*HEADINGS, *OWN_HEADINGS])
        for number, ngo in enumerate(listed):
            values = {name: getattr(ngo, name) for name in HEADINGS} | {"spheres": ";".join(map(str, ngo.spheres))}
            email = f"ngo-{ngo.bin}@demo.example" if ngo.bin else ""
            rows.writerow([*values.values(), email, heads[number % len(heads)], "yes"])


def file_information(applicants: list[Applicant], officer: User) -> None:
    """What the database of NGOs wants each year: for the year before the contest, and for the last one that is due."""
    for year in (YEAR_OF_CONTEST, last_due_year(local_date(clock.now()))):
        filed = set(
            AnnualInformation.objects.filter(year=year, accepted_at__isnull=False).values_list(
                "organisation", flat=True
            )
        )
        for applicant in applicants:
            if applicant.organisation.pk not in filed:
                _file(applicant, year, officer)


def _file(applicant: Applicant, year: int, officer: User) -> None:
    sent = cut_off(local_date(almaty(f"{year + 1}-01-20 11:00")), CLOSING)
    row = AnnualInformation.objects.filter(organisation=applicant.organisation, year=year).first()
    if row is None or row.submitted_at is None:
        with at(sent):
            row = annual.submit(
                organisation=applicant.organisation, year=year, content=_content(applicant.place), by=applicant.head
            )
    with at(cut_off(local_date(almaty(f"{year + 1}-02-10 11:00")), CLOSING)):
        annual.accept(information=row, by=officer)


def _content(place: int) -> dict[str, str]:
    return {
        "activity": "Ойдан шығарылған мәліметтер · Вымышленные сведения",
        "staff": str(2 + place % 9),
        "volunteers": str(5 + place * 7 % 60),
        "income": f"{(3 + place % 11) * 850_000}.00",
        "expenses": f"{(3 + place % 11) * 800_000}.00",
    }
