"""What there is of open data: each set with its files, where they come from, and how they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils import models as councils
from grants import models as grants
from publishing.opendata import dictionary, grants360, identifiers, popolo, registry_rows, writing
from publishing.opendata.declared import Model
from publishing.opendata.ocds import packages, processes
from registry import models as registry
from socialorder import models as orders
from socialorder.models import acts, contracts

Pieces = Callable[[dt.datetime], Iterator[bytes]]
JSON, LINES, CSV = "application/json", "application/jsonl", "text/csv"


@dataclass(frozen=True)
class DataFile:
    """One file: its name among the nightly files, and its pieces as of a moment; ``live`` writes the same at once."""

    name: str
    form: str
    content_type: str
    live: str
    pieces: Pieces
    about: Any = ""


@dataclass(frozen=True)
class Dataset:
    """A set with its standard; ``models`` are where its values come from, for the dictionary."""

    code: str
    title: Any
    about: Any
    standard: str
    standard_url: str
    files: tuple[DataFile, ...]
    models: tuple[Model, ...]


def _each_language(stem: str, form: str, address: str, write: Callable[..., Iterator[bytes]]) -> tuple[DataFile, ...]:
    """The file in Kazakh and in Russian."""
    names = {"kk": _("texts in Kazakh"), "ru": _("texts in Russian")}
    return tuple(
        DataFile(f"{stem}-{code}.json", form, JSON, f"{address}?language={code}", partial(write, code=code), about)
        for code, about in names.items()
    )


def _releases(made_at: dt.datetime, *, code: str) -> Iterator[bytes]:
    uri = identifiers.url("/data/ocds/releases.json")
    return packages.release_package(processes.read(processes.processes()), uri=uri, made_at=made_at, code=code)


def _records(made_at: dt.datetime, *, code: str) -> Iterator[bytes]:
    uri = identifiers.url("/data/ocds/records.json")
    return packages.record_package(processes.read(processes.processes()), uri=uri, made_at=made_at, code=code)


def _grants(made_at: dt.datetime, *, code: str) -> Iterator[bytes]:
    return grants360.packaged(uri=identifiers.url("/data/360giving/grants.json"), made_at=made_at, code=code)


def _popolo(name: str) -> DataFile:
    pieces: Pieces = lambda _made_at: writing.array(popolo.LISTS[name]())  # noqa: E731
    return DataFile(f"popolo-{name.replace('_', '-')}.json", "Popolo", JSON, f"/data/popolo/{name}.json", pieces)


REGISTRY = Dataset(
    "registry",
    _("Registry of NGOs"),
    _("Every organisation of the registry with its public fields."),
    "CSV (RFC 4180), JSON Lines",
    "https://www.rfc-editor.org/rfc/rfc4180",
    (
        DataFile("ngos.csv", "CSV", CSV, "/data/registry/ngos.csv", lambda _made_at: registry_rows.csv()),
        DataFile(
            "ngos.jsonl", "JSON Lines", LINES, "/data/registry/ngos.jsonl", lambda _made_at: registry_rows.lines()
        ),
    ),
    (registry.Organisation, registry.Region, registry.Sphere, registry.DevelopmentGoal, registry.LegalFormRecord),
)
ORDERS = Dataset(
    "social-orders",
    _("Social orders"),
    _("Plans, tenders, bidders after the opening, awards, contracts, stages and payments."),
    "OCDS 1.1",
    "https://standard.open-contracting.org/1.1/en/",
    (
        *_each_language("ocds-releases", "OCDS", "/data/ocds/releases.json", _releases),
        *_each_language("ocds-records", "OCDS", "/data/ocds/records.json", _records),
    ),
    (
        *(orders.Tender, orders.Lot, orders.Plan, orders.Topic, orders.Standard, orders.Bid, orders.Opening),
        *(
            orders.TenderVersion,
            contracts.Contract,
            contracts.ContractStage,
            acts.Act,
            acts.StagePayment,
            registry.Body,
        ),
    ),
)
GRANTS = Dataset(
    "grants",
    _("Grants and premiums"),
    _("Awards that count, with the call, dates, places, goals and payments."),
    "360Giving 1.4",
    "https://standard.threesixtygiving.org/",
    _each_language("360giving-grants", "360Giving", "/data/360giving/grants.json", _grants),
    (
        *(registry.Funding, grants.Call, grants.Application, grants.Agreement, grants.AgreementIndicator),
        *(grants.Tranche, grants.Payment, grants.PastAward, grants.Section, registry.KatoUnit),
    ),
)
COUNCILS = Dataset(
    "councils",
    _("Public councils"),
    _("Councils, their members, meetings, motions and open votes."),
    "Popolo",
    "https://www.popoloproject.com/",
    tuple(_popolo(name) for name in popolo.LISTS),
    (councils.Council, councils.Term, councils.Seat, councils.Meeting, councils.Motion, councils.Vote),
)
MEANINGS = Dataset(
    "dictionary",
    _("Dictionary"),
    _("Every public field of these sets with its type and meaning."),
    "CSV (RFC 4180)",
    "https://www.rfc-editor.org/rfc/rfc4180",
    (DataFile("dictionary.csv", "CSV", CSV, "/data/dictionary.csv", lambda _made_at: dictionary.as_csv(all_models())),),
    (),
)
DATASETS = (REGISTRY, ORDERS, GRANTS, COUNCILS, MEANINGS)
FILES = {file.name: file for dataset in DATASETS for file in dataset.files}


def all_models() -> list[Model]:
    """Models of every set, each once."""
    return list(dict.fromkeys(model for dataset in DATASETS for model in dataset.models))
