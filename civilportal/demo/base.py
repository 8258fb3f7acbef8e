"""The ground of the demo: reference data and the NGOs."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from civilportal.demo.ngos import Ngo, ngos, people
from civilportal.demo.stage import Stage
from foundation.accounts.models import User
from foundation.core.models import Job
from registry.actions import imports, reference
from registry.models import Organisation, Region

HEADINGS = ("bin", "name_kk", "name_ru", "name_en", "legal_form", "region", "status", "spheres", "registered_on")
OWN_HEADINGS = ("email", "head_name", "is_invented")


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
