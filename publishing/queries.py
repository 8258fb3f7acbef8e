"""Finding reports and the people's way to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.core.permissions import allowed
from grants.models import Call
from publishing import rules
from publishing.choices import ReportKind
from publishing.models import Dump, Report
from publishing.opendata import datasets, dictionary, identifiers
from publishing.opendata.datasets import DataFile, Dataset
from publishing.opendata.dictionary import Entry

CALL = "grants.call"
REGISTRY = "registry"
KINDS_OF_SUBJECT = {
    CALL: (ReportKind.GRANT_PROTOCOL, ReportKind.GRANT_SCORES),
    REGISTRY: (ReportKind.REGISTRY, ReportKind.REGISTRY_CSV),
}


class NoSubject(Exception):
    """What the report is of is gone, or of a kind that has no reports."""


@dataclass(frozen=True)
class Offer:
    """A kind of report on a page: the newest one that is made (or None), and whether the reader may have it made."""

    kind: ReportKind
    report: Report | None
    can_request: bool


def subject_key(call: Call | None, query: str = "") -> dict[str, str]:
    """How a report names what it is of; None is the registry, as far as ``query`` finds it."""
    if call is None:
        return {"subject_type": REGISTRY, "subject_id": sha256(query.encode()).hexdigest()[:32] if query else ""}
    return {"subject_type": CALL, "subject_id": str(call.pk)}


def finished(call: Call | None, kinds: Iterable[str], language: str) -> QuerySet[Report]:
    """Reports of ``call`` that are made and still kept, newest first."""
    is_kept = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    rows = Report.objects.filter(is_kept, **subject_key(call), kind__in=list(kinds), language=language)
    return rows.filter(document__isnull=False).select_related("document").order_by("-made_at")


def latest_report(subject: Call | None, kind: str, language: str) -> Report | None:
    """The newest report of this kind in this language that is made; None when there is none yet."""
    return finished(subject, [kind], language).first()


def downloadable(user: Any, pk: Any) -> Report | None:
    """The report ``pk`` when it is made and ``user`` may have it; for anybody else it does not exist."""
    report = Report.objects.filter(pk=pk, document__isnull=False).select_related("document").first()
    if report is None or (report.expires_at and report.expires_at <= timezone.now()):
        return None
    try:
        call = call_of(report)
    except NoSubject:
        return None
    return report if allowed(rules.check_can_download, user, call) else None


def call_of(report: Report) -> Call | None:
    """The call that ``report`` is of, None for the registry; raises NoSubject."""
    if report.subject_type == REGISTRY:
        return None
    if report.subject_type != CALL:
        raise NoSubject(report.subject_type)
    call = Call.objects.select_related("operator").filter(pk=report.subject_id).first()
    if call is None:
        raise NoSubject(report.subject_id)
    return call


def offers(call: Call, user: Any, language: str) -> list[Offer]:
    """What the page of a call offers to ``user``: only what there is to have or to ask for."""
    kinds = KINDS_OF_SUBJECT[CALL]
    newest: dict[str, Report] = {}
    for report in finished(call, kinds, language):
        newest.setdefault(report.kind, report)
    can_request = allowed(rules.check_can_request, user, call)
    found = [Offer(kind, newest.get(kind), can_request) for kind in kinds]
    return [offer for offer in found if offer.report or offer.can_request]


@dataclass(frozen=True)
class Offered:
    """A file of open data and what lies ready of it; ``dump`` is None before the first night."""

    file: DataFile
    dump: Dump | None


@dataclass(frozen=True)
class Shelf:
    """A set of open data as its page shows it: its files, and its fields by the thing that they are of."""

    dataset: Dataset
    files: list[Offered]
    fields: list[tuple[str, list[Entry]]]


def open_data() -> dict[str, Any]:
    """What the page of open data shows."""
    made = Dump.objects.in_bulk()
    shelves = [
        Shelf(
            dataset,
            [Offered(file, made.get(file.name)) for file in dataset.files],
            [(model.__name__, list(dictionary.entries([model]))) for model in dataset.models],
        )
        for dataset in datasets.DATASETS
    ]
    newest = max((dump.made_at for dump in made.values()), default=None)
    return {
        "shelves": shelves,
        "newest": newest,
        "address": identifiers.url(""),
        "licence_url": identifiers.LICENCE,
        "licence": identifiers.LICENCE_NAME,
    }
