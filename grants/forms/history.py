"""A CSV file of past awards: from bytes to rows, with every fault by line and column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.forms import UploadField
from foundation.core.text import fold
from foundation.documents import kinds
from foundation.documents.models import Document
from grants.actions.history import MAX_BYTES
from grants.rules.history import AwardRow, Key, contradictions, known_awards
from registry.actions.sheets.cells import CellReader
from registry.actions.sheets.reading import Columns, RowFault, read
from registry.choices import FundingKind
from registry.queries.same_awards import Alike, Told, alike

COLUMNS = Columns(("organisation_name", "programme", "amount", "decided_on", "source"), ("bin",))
LONGEST = {"organisation_name": 500, "programme": 300, "source": 500}
MOST_ROWS = 5_000


class PastAwardFilterForm(forms.Form):
    """What the list is narrowed by."""

    q = forms.CharField(label=_("Organisation, programme or BIN"), max_length=100, required=False)


class HistoryUploadForm(forms.Form):
    file = UploadField(
        label=_("CSV file"),
        help_text=_("The first line names the columns: organisation_name, bin, programme, amount, decided_on, source."),
        accept=["csv"],
        max_bytes=MAX_BYTES,
    )


@dataclass
class Parsed:
    """What a file says. With a fault nothing of it can be taken in."""

    rows: list[AwardRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)

    @property
    def alike(self) -> list[Alike]:
        """New awards that the ledger of public money may know already from another source."""
        known = known_awards(self.rows)
        return alike(
            Told(
                row.line,
                row.bin or fold(row.organisation_name),
                FundingKind.GRANT,
                row.programme,
                row.amount,
                row.decided_on,
            )
            for row in self.rows
            if row.key not in known
        )


def look(document: Document) -> Parsed:
    """What a file that was received says; nothing is changed."""
    with document.file.open("rb") as stream:
        return parse(stream.read())


def parse(content: bytes) -> Parsed:
    """Read a file in UTF-8 (with or without a mark) or Windows-1251, with commas, semicolons or tabs."""
    sheet = read(content, kinds.CSV.content_type, COLUMNS, MOST_ROWS)
    parsed = Parsed(faults=list(sheet.faults))
    today, seen = local_date(clock.now()), dict[Key, int]()
    for row in sheet.rows:
        cells = CellReader(row)
        award = _award(cells, today)
        if award and (first := seen.setdefault(award.key, row.line)) != row.line:
            cells.wrong("", _("The same award is in line %(line)s already.") % {"line": first})
        parsed.faults += cells.faults
        if award and not cells.faults:
            parsed.rows.append(award)
    parsed.faults.sort(key=lambda fault: fault.line)
    parsed.faults += contradictions(parsed.rows)
    return parsed


def _award(cells: CellReader, today: dt.date) -> AwardRow | None:
    texts = {name: cells.text(name, longest) for name, longest in LONGEST.items()}
    amount, day, number = cells.amount("amount"), cells.past_day("decided_on", today), cells.bin()
    if cells.faults or day is None:
        return None
    return AwardRow(line=cells.row.line, bin=number, amount=amount, decided_on=day, **texts)
