"""Entering yearly information that came on paper, from a file: asked for by an officer, carried out by a worker.

Rows with a fault are left out and told with line, column and reason; all others go in together or not at all. What the
portal has for a year already is never touched, so the same file a second time changes nothing.
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.record import record
from foundation.core import calendar, clock, jobs
from foundation.core.db import lock
from foundation.core.errors import Conflict
from foundation.core.forms import plain_number
from foundation.core.money import ZERO
from foundation.documents import actions as documents
from foundation.documents import kinds
from foundation.documents.models import Document
from registry.actions import search
from registry.actions.annual import digest
from registry.actions.imports.reading import SHOWN_FAULTS, write_fault
from registry.actions.sheets import reading
from registry.actions.sheets.cells import DATE_FORMS
from registry.choices import AnnualSectionName, AnnualStatus, AnnualWay, MoneySource, SpendingDirection
from registry.models import AnnualImport, AnnualInformation, AnnualSection, AnnualVersion, Organisation
from registry.models.annual_content import FORMAT
from registry.rules import identifiers, roles
from registry.rules.annual import FIRST_YEAR, RECEIVED_AT, RECEIVED_WRONG, figures, received_faults

MAX_BYTES = 50 * 1024 * 1024
BATCH = 1_000
# Of fewer rows each is put into the search by itself; of more the whole is made anew by the worker.
INDEXED_SINGLY = 200
REQUIRED = ("bin", "year", "received_on", "summary", "staff", "volunteers")
WHOLE = ("staff", "volunteers", "beneficiaries")
INCOME = {f"income_{source.value}": source.value for source in MoneySource}
EXPENSES = {f"expense_{direction.value}": direction.value for direction in SpendingDirection}
MONEY = ("opening", *INCOME, *EXPENSES)
HEADINGS = (*REQUIRED, "accepted_on", "territory", "beneficiaries", *MONEY)
Report = Callable[[int, int], None]


@dataclass
class Filing:
    """One row that can be entered."""

    line: int
    number: str
    year: int
    received_on: dt.date
    accepted_on: dt.date | None
    values: dict[str, Any]


@dataclass
class Found:
    """What a file holds: the rows that can be entered and the cells that cannot, as (line, column, value, reason)."""

    filings: list[Filing] = field(default_factory=list)
    faults: list[tuple[int, str, str, str]] = field(default_factory=list)
    rows: int = 0


class _Refused(Exception):
    """A cell is wrong: the column and the sentence."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


@transaction.atomic(durable=True)
def request(*, upload: File[Any], only_region: str = "", by: Any) -> AnnualImport:
    """Keep the file and want it entered; with ``only_region`` rows of other regions are refused one by one.

    Raises NotPermitted or FileRefused.
    """
    roles.check_can_accept_annual_information(by)
    document = documents.store(upload=upload, by=by, accept=(kinds.CSV, kinds.XLSX), limit=MAX_BYTES)
    return _want(document, by, only_region)


@transaction.atomic(durable=True)
def request_path(*, path: Path, by: Any) -> AnnualImport:
    """The same for a file that lies on this machine already. Raises NotPermitted."""
    roles.check_can_accept_annual_information(by)
    return _want(documents.store_path(path=path, name=path.name, kind=kinds.CSV, by=by), by)


def _want(document: Document, by: Any, only_region: str = "") -> AnnualImport:
    load = AnnualImport.objects.create(document=document, requested_by=by, only_region=only_region)
    load.job_id = jobs.enqueue("registry.import_annual", owner=by, import_id=load.pk).pk
    load.save(update_fields=["job_id"])
    record("registry.annual.import_requested", load, by=by, changes={"sha256": document.sha256})
    return load


def run(*, load: AnnualImport, report: Report) -> AnnualImport:
    """Carry out a load; one that is finished is left alone, so a repeat after a crash does no harm.

    Raises Conflict with a sentence when the file as a whole cannot be read.
    """
    if not load.finished_at:
        found = _read(load.document)
        report(1, 3)
        load = _apply(load, found)
        report(2, 3)
    if load.outcome.get("entered", 0) > INDEXED_SINGLY:
        search.rebuild()
    return load


@transaction.atomic(durable=True)
def _apply(load: AnnualImport, found: Found) -> AnnualImport:
    load = lock(AnnualImport, load.pk)
    if load.finished_at:
        return load
    numbers = sorted({filing.number for filing in found.filings})
    held = Organisation.objects.select_for_update(of=("self",)).filter(bin__in=numbers).order_by("pk")
    organisations = {row.bin or "": row for row in held}
    filings = list(_enterable(found, organisations, load.only_region))
    for start in range(0, len(filings), BATCH):
        _enter(filings[start : start + BATCH], organisations, load.requested_by)
    if len(filings) <= INDEXED_SINGLY:
        for number in dict.fromkeys(filing.number for filing in filings):
            search.index(organisations[number])
    load.outcome = {
        "rows": found.rows,
        "entered": len(filings),
        "refused": found.rows - len(filings),
        "first_faults": [
            dict(zip(("line", "column", "value", "reason"), fault, strict=True))
            for fault in found.faults[:SHOWN_FAULTS]
        ],
    }
    load.errors = _keep_faults(load, found)
    load.finished_at = clock.now()
    load.save(update_fields=["outcome", "errors", "finished_at"])
    changes = {name: load.outcome[name] for name in ("rows", "entered", "refused")}
    changes |= {"sha256": load.document.sha256}
    record("registry.annual.filings_imported", load, by=load.requested_by, changes=changes)
    return load


def _enterable(found: Found, organisations: Mapping[str, Organisation], region: str) -> Iterator[Filing]:
    """Filings of organisations that the registry knows (of a region: there), of a year about which the portal holds
    nothing.
    """
    held = AnnualInformation.objects.filter(organisation__in=organisations.values())
    taken = set(held.values_list("organisation__bin", "year"))
    for filing in found.filings:
        if filing.number not in organisations:
            reason = _("The registry knows no organisation with this BIN.")
        elif region and organisations[filing.number].region_id != region:
            reason = _("This organisation is of another region than the key of the system.")
        elif (filing.number, filing.year) in taken:
            reason = _("The portal has information of this organisation for the year already.")
        else:
            taken.add((filing.number, filing.year))
            yield filing
            continue
        found.faults.append((filing.line, "bin", filing.number, reason))


def _enter(filings: list[Filing], organisations: Mapping[str, Organisation], by: Any) -> None:
    rows, sections, versions = [], [], []
    for filing in filings:
        content = _content(filing)
        row = _information(filing, content, organisations[filing.number], by)
        rows.append(row)
        sections += [
            AnnualSection(
                information=row, name=name, data=_typed(data), version=1, saved_at=row.submitted_at, saved_by=by
            )
            for name, data in content.items()
        ]
        versions.append(_version(row, content, by))
    AnnualInformation.objects.bulk_create(rows)
    AnnualSection.objects.bulk_create(sections, batch_size=BATCH)
    AnnualVersion.objects.bulk_create(versions, batch_size=BATCH)


def _information(filing: Filing, content: Mapping[str, Any], organisation: Organisation, by: Any) -> AnnualInformation:
    accepted_at = calendar.cut_off(filing.accepted_on, RECEIVED_AT) if filing.accepted_on else None
    received_at = calendar.cut_off(filing.received_on, RECEIVED_AT)
    return AnnualInformation(
        organisation=organisation,
        year=filing.year,
        status=AnnualStatus.ACCEPTED if accepted_at else AnnualStatus.SUBMITTED,
        way=AnnualWay.PAPER,
        started_at=received_at,
        started_by=by,
        submitted_at=received_at,
        submitted_by=by,
        accepted_at=accepted_at,
        accepted_by=by if accepted_at else None,
        **figures(content),
    )


def _version(row: AnnualInformation, content: Mapping[str, Any], by: Any) -> AnnualVersion:
    organisation = row.organisation
    facts = ("bin", "name_kk", "name_ru", "name_en", "legal_form", "status")
    document = {
        "format": FORMAT,
        "year": row.year,
        "version": 1,
        "way": AnnualWay.PAPER.value,
        "organisation": {name: getattr(organisation, name) for name in facts} | {"region": organisation.region_id},
        "sections": content,
        "statement": {"by": "", "at": row.submitted_at.isoformat()},  # type: ignore[union-attr]
    }
    return AnnualVersion(
        information=row,
        number=1,
        document=document,
        digest=digest(document),
        submitted_at=row.submitted_at,  # type: ignore[misc]
        submitted_by=by,
        accepted_at=row.accepted_at,
    )


def _content(filing: Filing) -> dict[str, dict[str, Any]]:
    """The sections that a paper row tells of, as a document says them."""
    values = filing.values
    income = [
        {"source": INCOME[name], "payer": None, "amount": _plain(values[name])} for name in INCOME if values[name]
    ]
    spent = [
        {"direction": EXPENSES[name], "note": None, "amount": _plain(values[name])} for name in EXPENSES if values[name]
    ]
    came, went = (sum((values[name] for name in names), ZERO) for names in (INCOME, EXPENSES))
    return {
        AnnualSectionName.ACTIVITY.value: {
            "summary": values["summary"],
            "territory": values["territory"] or None,
            "beneficiaries": values["beneficiaries"],
        },
        AnnualSectionName.PEOPLE.value: {
            "staff": values["staff"], "staff_women": None, "volunteers": values["volunteers"],
        },
        AnnualSectionName.INCOME.value: {"opening": _plain(values["opening"]), "total": _plain(came), "rows": income},
        AnnualSectionName.EXPENSES.value: {
            "total": _plain(went),
            "closing": _plain(values["opening"] + came - went),
            "rows": spent,
        },
    }  # fmt: skip


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _typed(said: Mapping[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {name: str(value) for name, value in said.items() if name != "rows" and value is not None}
    rows = [{name: str(value) for name, value in row.items() if value is not None} for row in said.get("rows", [])]
    return data | ({"rows": rows} if rows else {})


def _read(document: Document) -> Found:
    """Every row of the file. Raises Conflict when it cannot be read or the columns are not there."""
    with document.file.open("rb") as file:
        lines = reading.lines(file.read(), document.content_type)
    found = Found()
    headings: list[str] = []
    try:
        for line, cells in lines:
            if not headings:
                headings = _headings(cells)
            elif any(cell.strip() for cell in cells):
                found.rows += 1
                told = dict(zip(headings, cells, strict=False))
                _take(found, line, {name: told.get(name, "").strip() for name in HEADINGS})
    except reading.UnreadableFile as fault:
        raise Conflict(_("Line %(line)s: %(reason)s") % {"line": fault.line, "reason": fault.message}) from fault
    return found


def _headings(cells: list[str]) -> list[str]:
    headings = [cell.strip().lower() for cell in cells]
    missing = [name for name in REQUIRED if name not in headings]
    if missing:
        raise Conflict(
            _("The first line must name the columns. Missing: %(missing)s. Known: %(known)s.")
            % {"missing": ", ".join(missing), "known": ", ".join(HEADINGS)}
        )
    return headings


def _take(found: Found, line: int, cells: Mapping[str, str]) -> None:
    try:
        found.filings.append(_filing(line, cells))
    except _Refused as refusal:
        found.faults.append((line, refusal.column, cells[refusal.column], str(refusal)))


def _filing(line: int, cells: Mapping[str, str]) -> Filing:
    today = calendar.local_date(clock.now())
    year = _whole(cells, "year")
    if not FIRST_YEAR <= year < today.year:
        raise _Refused("year", _("Information is filed for a year that is over, from 2016 on."))
    received = _day(cells, "received_on")
    accepted = _day(cells, "accepted_on") if cells["accepted_on"] else None
    if received_faults(year, received, today):
        raise _Refused("received_on", str(RECEIVED_WRONG))
    if accepted and not received <= accepted <= today:
        raise _Refused("accepted_on", _("It cannot be accepted before it came or in the future."))
    if not cells["summary"]:
        raise _Refused("summary", _("Write what was done in the year"))
    values: dict[str, Any] = {name: _whole(cells, name) if cells[name] else None for name in ("beneficiaries",)}
    values |= {name: _whole(cells, name) for name in ("staff", "volunteers")}
    values |= {name: _money(cells, name) for name in MONEY}
    values |= {"summary": cells["summary"], "territory": cells["territory"]}
    if values["opening"] + sum(values[name] for name in INCOME) < sum(values[name] for name in EXPENSES):
        raise _Refused("opening", _("More was spent than there was."))
    return Filing(line, identifiers.normalised(cells["bin"]), year, received, accepted, values)


def _whole(cells: Mapping[str, str], name: str) -> int:
    if not cells[name].isdecimal() or len(cells[name]) > 9:
        raise _Refused(name, _("Enter a whole number, like 12."))
    return int(cells[name])


def _day(cells: Mapping[str, str], name: str) -> dt.date:
    for form in DATE_FORMS:
        try:
            return dt.datetime.strptime(cells[name], form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _Refused(name, _("This is not a date like 2022-07-01 or 01.07.2022."))


def _money(cells: Mapping[str, str], name: str) -> Decimal:
    if not cells[name]:
        return ZERO
    try:
        amount = Decimal(plain_number(cells[name])).quantize(Decimal("0.01"))
    except InvalidOperation:
        amount = Decimal(-1)
    if not 0 <= amount < 10**15:
        raise _Refused(name, _("Enter an amount in tenge, like 500 000."))
    return amount


def _keep_faults(load: AnnualImport, found: Found) -> Document | None:
    if not found.faults:
        return None
    with tempfile.TemporaryDirectory(prefix="annual-import-") as folder:
        path = Path(folder) / "faults.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file, lineterminator="\r\n")
            rows.writerow([_("line"), _("column"), _("value"), _("reason")])
            for fault in sorted(found.faults):
                write_fault(rows, *fault)
        name = _("Rows that were not taken.csv")
        return documents.store_path(path=path, name=name, kind=kinds.CSV, by=load.requested_by)
